"""Reported speech that goes on without a cue: the sentence with the figures after "The minister said that …"."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Span

from .saying import Saying
from .words import SpanIndex

_FIGURE = re.compile(
    r"(?<![\w.,])\d[\d.,]*(?![\w-])|\b(?:hundreds?|thousands?|millions?|dozens?)\b|%"
)
_YEAR_OR_DAY = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|to) )?\b(?:1[89]|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)? (?:to|and|-|–) (?=\d)|"
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2}\b|\b\d{1,2}[:.]\d\d\b"
)
# The thing spoken of is taken up again.
_TAKES_UP = re.compile(
    r"(?:It|They|These|Those(?! (?:who|that|whose|with|in|of)\b)|This|Both|Each|Of (?:its|their|them|these|those|this|the)|Among (?:them|these)|In (?:all|total)|"
    r"(?:A|The) total)\b"
)
_LATER = re.compile(
    r"\bwould (?:also |be |have |not |then |each )?\w+|\bwere to (?:be )?\w+|\bhad been \w+",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|would|are to|is to)\b")
# A sentence that begins with another time is the publisher's background.
_OTHER_TIME = re.compile(
    r"(?:In (?:\w+ )?\d{4}|Since|Last|Earlier|Previously|Before|After|During|On|At|In (?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December))\b"
)
_REPORTED = re.compile(
    r"\b(?:said|told|added|noted|stated|announced|explained|stressed|reported|confirmed|wrote|claimed|mentioned|emphasi[sz]ed|"
    r"specified|clarified|according)\b",
    re.IGNORECASE,
)
_EDGES = " \t\xa0\n,;:.!?"
_SENTENCES_ON = 2  # sentences that may go on


def continue_figures(
    text: str, found: Sequence[Saying], sentences: Sequence[Span], quotations: Sequence[Span]
) -> list[Saying]:
    """Return the sayings; those that end a sentence also have the figures that go on from it. Cost: linear.

    `found` is in the order of the cues, `quotations` are the outermost ones.
    """
    body, quoted = SpanIndex(sentences), SpanIndex(quotations)
    last: dict[int, int] = {}  # the last saying of a sentence
    said: set[int] = set()
    for number, one in enumerate(found):
        place = body.number(one.cue[0][0])
        if place is not None:
            last[place] = number
        for start, _ in one.content:
            said.add(body.number(start) or 0)
    out = list(found)
    for place, number in last.items():
        if not _ends_its_sentence(text, found[number], sentences[place], quoted):
            continue
        for later in range(place + 1, min(place + 1 + _SENTENCES_ON, len(sentences))):
            if later in last or later in said or not _goes_on(text, sentences, later, quoted):
                break
            start, end = sentences[later]
            while end > start and text[end - 1] in _EDGES:
                end -= 1
            out[number] = out[number]._replace(content=[*out[number].content, (start, end)])
    return out


def _ends_its_sentence(text: str, one: Saying, sentence: Span, quoted: SpanIndex) -> bool:
    """Return whether a plain cue reports, without quotation marks, what stands up to the end of the sentence."""
    cue = text[one.cue[0][0] : one.cue[-1][1]]
    if not one.source or not one.content or not _REPORTED.search(cue):
        return False
    start, end = one.content[-1]
    whole = not text[end : sentence[1]].strip(_EDGES + '”"’»')
    return whole and start >= one.cue[0][0] and not quoted.touching(start, end)


def _goes_on(text: str, sentences: Sequence[Span], place: int, quoted: SpanIndex) -> bool:
    start, end = sentences[place]
    if "\n" in text[sentences[place - 1][1] : start] or quoted.touching(start, end):
        return False
    words = text[start:end]
    figures = len(_FIGURE.findall(_YEAR_OR_DAY.sub(" ", words)))
    if not figures or _OTHER_TIME.match(words):
        return False
    if _LATER.search(words.partition(":")[0]):
        return True
    return bool(_TAKES_UP.match(words)) and (figures > 1 or _WILL.search(words) is not None)
