"""Spans that the model plainly cuts wrongly, corrected."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Span

from .saying import Saying
from .words import Stretches

_ACCORDING = re.compile(r"according to \w", re.IGNORECASE)
_OCCASION = re.compile(
    r"\s?(?:on|in|at|during|last|late|early|this|after)\b|\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_ADVERBIAL = re.compile(
    r"\W*(?:In|On|At|After|Before|During|Asked|Speaking|When|While|As|But|Earlier|Later|Last|If|For|With)\b"
)
_DATELINE = re.compile(r"[A-Z][A-Z .’'-]{2,40}(?:, [^—–]{2,30})? ?(?:\([^)]{2,30}\) )?[—–] ")
_A_CLAUSE = 5  # words
_LONGEST_SOURCE = 120  # characters
_TRIMMED = " \t\xa0,;:.!?"


def repair(text: str, found: Sequence[Saying], sentences: Sequence[Span]) -> list[Saying]:
    """Return the sayings in the order of their cues, each once, with whole names and no content that is just "that"."""
    body = Stretches(sentences)
    repaired: list[Saying] = []
    for one in sorted(found, key=lambda one: one.cue[0]):
        one = _with_source(text, _with_name(text, one))
        sentence = body.holding(one.cue[0][0])
        if sentence:
            one = _behind(text, one, sentence)
        if sentence and [text[start:end] for start, end in one.content] in (["This"], ["That"]):
            # "The bridge is closed. This was stated by the mayor."
            number = body.number(one.cue[0][0])
            one = one._replace(content=[sentences[number - 1]] if number else one.content)
        if sentence and [text[start:end].lower() for start, end in one.content] == ["that"]:
            # "Orlik said that, according to the builder, …": the other's words are her content too.
            end = sentence[1]
            while text[end - 1] in _TRIMMED:
                end -= 1
            one = one._replace(content=[(one.content[0][0], end)])
        if not repaired or (repaired[-1].cue[-1][1], repaired[-1].content) != (
            one.cue[-1][1],
            one.content,
        ):
            repaired.append(one)
    return repaired


def _behind(text: str, one: Saying, sentence: Span) -> Saying:
    """Correct "…, Orlik said on Monday, citing …": the content comes before the source, not after the cue."""
    if not one.source or not one.content:
        return one
    start, cue_end = one.source[0][0], one.cue[-1][1]
    head = text[sentence[0] : start].rstrip()
    occasion = _OCCASION.match(text, cue_end, sentence[1])
    if (
        occasion
        and one.content[0][0] in (cue_end, cue_end + 1)
        and head.endswith(",")
        and one.source[-1][1] + 1 == one.cue[0][0]
        and len(head.split()) >= _A_CLAUSE
        and not _ADVERBIAL.match(head)
    ):
        place = _DATELINE.match(head)
        first = sentence[0] + (place.end() if place else 0)
        return one._replace(content=[(first, sentence[0] + len(head) - 1)])
    return one


def _with_source(text: str, one: Saying) -> Saying:
    """Give "according to" its source where the cue or the content took it: "according to | the builder, no crack …"."""
    cue_start, cue_end = one.cue[0][0], one.cue[-1][1]
    if len(one.cue) == 1 and _ACCORDING.match(text, cue_start, cue_end):
        first = cue_start + len("according to ")
        comma = text.find(",", cue_end, min(len(text), cue_end + _LONGEST_SOURCE))
        if comma > 0 and one.content and comma + 3 < one.content[-1][1]:
            content = [(comma + 2, one.content[-1][1])]
            return Saying([(first, comma)], [(cue_start, first - 1)], content)
    if one.source or not text[:cue_end].lower().endswith("according to") or not one.content:
        return one
    start, end = one.content[0]
    comma = text.find(",", start, min(end, start + _LONGEST_SOURCE))
    if not cue_end < start <= cue_end + 2 or comma < 0 or end - comma < 3:
        return one
    return one._replace(source=[(start, comma)], content=[(comma + 2, end), *one.content[1:]])


def _with_name(text: str, one: Saying) -> Saying:
    """Give a name back the second half that the cue took: "Otto | Lang said"."""
    if not one.source or not one.cue:
        return one
    start, end = one.cue[0]
    first, last = one.source[-1]
    name, _, rest = text[start:end].partition(" ")
    if last + 1 != start or not rest or not name[0].isupper() or not text[first].isupper():
        return one
    after = start + len(name)
    cue = [(after + 1, end), *one.cue[1:]]
    return one._replace(source=[*one.source[:-1], (first, after)], cue=cue)
