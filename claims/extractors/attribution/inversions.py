"""English sayings with what was said first, whose source is cut wrongly: "…, said the head of X on Thursday"."""

import re

from claims.extractors.shapes import Span

from .saying import Saying

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# When, where or how something was said.
_OCCASION = (
    rf"(?:(?:late |early )?(?:on )?{_DAY}(?: (?:morning|afternoon|evening|night))?|on \d{{1,2}}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]+(?: \d{{4}})?|"
    r"on [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|today|yesterday|earlier(?: \w+)?|(?:last|this|on the same) (?:week|month|year|night|morning|day)|"
    r"(?:in|at|on|during|via) (?:an? |the |his |her |its )?(?:\w+ ){0,2}(?:statement|interview|tweet|post|e-?mail|speech|letter|report|briefing|"
    r"conference|Telegram|Twitter|Facebook)(?: (?:to|with|on|in|after) [^,.;“”\"]{0,40})?|in [A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_JUST_OCCASION = re.compile(rf"(?:\W*{_OCCASION})+\W*\Z")
# A verb that shows a clause; a phrase for somebody has none.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|\w{2,20}ed)\b|n[’']t\b"
)
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s"
_APPOSED = r"(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})"
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
# "The head of the union, Ida Sample", "economist Tom Prova"
_WHO = rf"(?P<who>{_DETERMINER}[^,.;:!?“”«»\"()\n]{{3,100}}?{_APPOSED}?|(?:[a-z-]{{3,30}} ){{1,4}}{_NAME})"
_WHO_BEHIND = re.compile(rf"\s+{_WHO}(?:,?\s{_OCCASION})*\W*\Z")
_WHO_BEFORE = re.compile(rf",\s+{_WHO},?\s*\Z")
_ENDS_CLAUSE = re.compile(r",[”»\"’]?\s*\Z")
_VERB = re.compile(r"(?!\w+ing\Z)[a-z]+")  # "said", not "known as" or "citing"
_FEWEST_WORDS = 3  # of a clause
_TRIMMED = " \t\xa0,;:.!?"


def is_occasion(words: str) -> bool:
    """Return whether words say only when, where or how something was said: "on Tuesday in an interview"."""
    return _JUST_OCCASION.match(words) is not None


def turn(text: str, saying: Saying, sentence: Span) -> Saying:
    """Return the saying with the source that a phrase for somebody next to the cue names, after or before it."""
    cue_start, cue_end = saying.cue[0][0], saying.cue[-1][1]
    if not saying.content:
        return saying
    return (
        _turned_behind(text, saying, sentence)
        if saying.content[0][0] in (cue_end, cue_end + 1)
        else _cut_before(text, saying, cue_start)
    )


def _turned_behind(text: str, saying: Saying, sentence: Span) -> Saying:
    """Correct "The plan is dead | said | the head of X": what the model takes for the content is the source."""
    cue_start, cue_end = saying.cue[0][0], saying.cue[-1][1]
    head = text[sentence[0] : cue_start]
    is_free = not saying.source or not text[saying.source[-1][1] : cue_start].strip(_TRIMMED)
    is_verb = _VERB.fullmatch(text[cue_start:cue_end]) is not None
    if not is_free or not is_verb or not _ENDS_CLAUSE.search(head) or not _is_clause(head):
        return saying
    source = _WHO_BEHIND.match(text[cue_end : sentence[1]])
    if not source or _FINITE.search(source["who"]):
        return saying
    first, last = source.span("who")
    content = (sentence[0], sentence[0] + len(head.rstrip(_TRIMMED)))
    return saying._replace(source=[(cue_end + first, cue_end + last)], content=[content])


def _cut_before(text: str, saying: Saying, cue_start: int) -> Saying:
    """Take the source that stands at the end of what was said out of it: "The plan is dead, the head of X | wrote"."""
    start, end = saying.content[-1]
    if saying.source:
        first, last = saying.source[0][0], saying.source[-1][1]
        if start < first and last == end and len(saying.source) == 1:
            return saying._replace(
                content=[
                    *saying.content[:-1],
                    (start, start + len(text[start:first].rstrip(_TRIMMED))),
                ]
            )
        return saying
    source = _WHO_BEFORE.search(text[start:cue_start]) if 0 <= cue_start - end <= 2 else None
    said = text[start : start + source.start()] if source else ""
    if not source or _FINITE.search(source["who"]) or not _is_clause(said):
        return saying
    first, last = source.span("who")
    return saying._replace(
        source=[(start + first, start + last)],
        content=[*saying.content[:-1], (start, start + source.start())],
    )


def _is_clause(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS and _FINITE.search(words) is not None
