"""The outlet that a speaker talked to: "told AFP", "in an interview with the Valley Post"."""

import re

from claims.extractors.shapes import Span, Voice

from .credits import is_outlet, usual_name
from .names import clean_name
from .words import SpanIndex

_TOLD = re.compile(
    r"\b(?:t(?:old|ells?|elling)|interview (?:with|to|for|on)|(?:comments?|remarks|statement|letter|e-?mail) to|"
    r"sp(?:eaking|oke) (?:to|with|on))\s+"
    r"(?:(?:the|an?|its|his|her|state|local|national|public|private|news|broadcaster|agency|television|tv|radio|channel|"
    r"newspaper|daily|website|outlet|network|station|site|[A-Z][a-z]+(?:n|sh|se|i)(?= [a-z])|[A-Z][a-z]+['’]s) ){0,5}"
)
_FIRST = re.compile(
    r"\b(?:[Ii]n (?:an interview|comments|remarks|a statement|an e?-?mail) (?:with|to|for)|[Ss]peaking (?:to|with|on)|[Tt]alking to)\s+(?:the )?"
)
_OUTLET = re.compile(r"[A-Z][\w.’'&-]*(?: (?:(?:of|the|and|de) )?[A-Z][\w.’'&-]*){0,4}")
_DATELINE = re.compile(r"\(([A-Z][\w .-]{1,30})\)\s+[—–-]")
_FIRST_LINES = 1_000  # characters
_REACH = 160  # characters after a cue
_REACH_BACK = 2_000  # before it: a hostile sentence may be the whole text


def own_agency(text: str) -> str:
    """Return the agency whose text this is by its first lines: "ARSK, Vardia (AP) — "."""
    mark = _DATELINE.search(text, 0, _FIRST_LINES)
    return usual_name(mark[1]) if mark else ""


def outlet_told(text: str, cue: list[Span], contents: SpanIndex, sentence: Span) -> Voice | None:
    """Return the named outlet that the speaker talked to, unless its name is in the content itself."""
    start, end = cue[0][0], min(sentence[1], cue[-1][1] + _REACH)
    told = _TOLD.search(text, start, end) or _FIRST.search(
        text, max(sentence[0], start - _REACH_BACK), start
    )
    if not told or contents.holding(told.start()):
        return None
    name = _OUTLET.match(text, told.end(), sentence[1])
    if not name or not is_outlet(clean_name(name[0])):
        return None
    return Voice(usual_name(clean_name(name[0]).removeprefix("The ")), True)
