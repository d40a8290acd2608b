"""Spans that the model plainly cuts wrongly, corrected."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Span

from .inversions import turn
from .saying import Saying
from .words import SpanIndex

_ACCORDING = re.compile(r"according to \w", re.IGNORECASE)
_OCCASION = re.compile(
    r"\s?(?:on|in|at|during|last|late|early|this|after)\b|\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_ADVERBIAL = re.compile(
    r"\W*(?:In|On|At|After|Before|During|Asked|Speaking|When|While|As|But|Earlier|Later|Last|If|For|With)\b"
)
_DATELINE = re.compile(r"[A-Z][A-Z .’'-]{2,40}(?:, [^—–]{2,30})? ?(?:\([^)]{2,30}\) )?[—–] ")
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_BEGINS = r"(?:the|an?|its|his|her|their|our)\b"
# "said on Thursday", "said in New York on 5 May", with the source to come.
_OCCASION_BEFORE_SOURCE = re.compile(
    rf"(?:\s+(?:(?:late |early )?on {_DAY}|{_DAY}|on \d{{1,2}}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]+|on [A-Z][a-z]+ \d{{1,2}}|"
    rf"today|yesterday|earlier|in [A-Z][\w-]+(?: [A-Z][\w-]+)?(?=\s+(?:on |{_BEGINS}))|in [A-Z][\w-]+))+\s+(?=[A-Z]|{_BEGINS})"
)
# "the head of the harbour office, Ana Test"; a name in apposition belongs to it.
_SOURCE_BEHIND = re.compile(
    rf"(?:{_BEGINS}[^,.;:!?“”«»\"()\n]{{3,100}}|[A-Z][^,.;:!?“”«»\"()\n]{{2,100}})"
    r"(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?=\s*(?:[,;.!?]|$)))?"
)
_BEFORE_CUE = re.compile(r"(?:,[”»\"’]?|[”»\"]),?\s*$")
_A_CLAUSE = 5  # words
_LONGEST_SOURCE = 120  # characters
_TRIMMED = " \t\xa0,;:.!?"


def repair(text: str, found: Sequence[Saying], sentences: Sequence[Span]) -> list[Saying]:
    """Return the sayings in the order of their cues, each once, with whole names and no content that is just "that"."""
    body = SpanIndex(sentences)
    repaired: list[Saying] = []
    for saying in sorted(found, key=lambda saying: saying.cue[0]):
        saying = _with_source(text, _with_name(text, saying))
        sentence = body.holding(saying.cue[0][0])
        if sentence:
            saying = _with_source_behind(text, saying, sentence)
            saying = _with_content_before(text, saying, sentence)
            saying = turn(text, saying, sentence)
        if sentence and [text[start:end] for start, end in saying.content] in (["This"], ["That"]):
            # "The bridge is closed. This was stated by the mayor."
            number = body.number(saying.cue[0][0])
            saying = saying._replace(content=[sentences[number - 1]] if number else saying.content)
        if sentence and [text[start:end].lower() for start, end in saying.content] == ["that"]:
            # "Orlik said that, according to the builder, …": the other's words are her content too.
            end = sentence[1]
            while text[end - 1] in _TRIMMED:
                end -= 1
            saying = saying._replace(content=[(saying.content[0][0], end)])
        if not repaired or (repaired[-1].cue[-1][1], repaired[-1].content) != (
            saying.cue[-1][1],
            saying.content,
        ):
            repaired.append(saying)
    return repaired


def _with_source_behind(text: str, saying: Saying, sentence: Span) -> Saying:
    """Find the source in "…, said on Thursday the head of …", where the model has none, or takes what was said for it."""
    cue_start, cue_end = saying.cue[0][0], saying.cue[-1][1]
    is_said = bool(saying.content) and saying.content[0][0] < cue_start
    is_itself = bool(saying.source) and saying.source[0][0] == (saying.content or [(-1, -1)])[0][0]
    if not is_said or (saying.source and not is_itself):
        return saying
    if not _BEFORE_CUE.search(text, sentence[0], cue_start):
        return saying
    occasion = _OCCASION_BEFORE_SOURCE.match(text, cue_end, sentence[1])
    source = occasion and _SOURCE_BEHIND.match(text, occasion.end(), sentence[1])
    return saying._replace(source=[source.span()]) if source else saying


def _with_content_before(text: str, saying: Saying, sentence: Span) -> Saying:
    """Correct "…, Orlik said on Monday, citing …": the content comes before the source, not after the cue."""
    if not saying.source or not saying.content:
        return saying
    start, cue_end = saying.source[0][0], saying.cue[-1][1]
    head = text[sentence[0] : start].rstrip()
    occasion = _OCCASION.match(text, cue_end, sentence[1])
    if (
        occasion
        and saying.content[0][0] in (cue_end, cue_end + 1)
        and head.endswith(",")
        and saying.source[-1][1] + 1 == saying.cue[0][0]
        and len(head.split()) >= _A_CLAUSE
        and not _ADVERBIAL.match(head)
    ):
        place = _DATELINE.match(head)
        first = sentence[0] + (place.end() if place else 0)
        return saying._replace(content=[(first, sentence[0] + len(head) - 1)])
    return saying


def _with_source(text: str, saying: Saying) -> Saying:
    """Give "according to" its source where the cue or the content took it: "according to | the builder, no crack …"."""
    cue_start, cue_end = saying.cue[0][0], saying.cue[-1][1]
    if len(saying.cue) == 1 and _ACCORDING.match(text, cue_start, cue_end):
        first = cue_start + len("according to ")
        comma = text.find(",", cue_end, min(len(text), cue_end + _LONGEST_SOURCE))
        if comma > 0 and saying.content and comma + 3 < saying.content[-1][1]:
            content = [(comma + 2, saying.content[-1][1])]
            return Saying([(first, comma)], [(cue_start, first - 1)], content)
    if saying.source or not text[:cue_end].lower().endswith("according to") or not saying.content:
        return saying
    start, end = saying.content[0]
    comma = text.find(",", start, min(end, start + _LONGEST_SOURCE))
    if not cue_end < start <= cue_end + 2 or comma < 0 or end - comma < 3:
        return saying
    return saying._replace(source=[(start, comma)], content=[(comma + 2, end), *saying.content[1:]])


def _with_name(text: str, saying: Saying) -> Saying:
    """Give a name back the second half that the cue took: "Otto | Lang said"."""
    if not saying.source or not saying.cue:
        return saying
    start, end = saying.cue[0]
    first, last = saying.source[-1]
    name, _, rest = text[start:end].partition(" ")
    if last + 1 != start or not rest or not name[0].isupper() or not text[first].isupper():
        return saying
    after = start + len(name)
    cue = [(after + 1, end), *saying.cue[1:]]
    return saying._replace(source=[*saying.source[:-1], (first, after)], cue=cue)
