"""Quotations that continue: the second sentence and the next paragraph keep their speaker."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from claims.extractors.shapes import Span

from .names import has_capitals_of_title, is_capital
from .saying import Saying
from .words import SpanIndex, words_of

# Anchored, because blank lines would take quadratic time.
_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
# A whole sentence in quotation marks, not one or two quoted words like “pre-agreement”.
_SENTENCE = re.compile(r"\W{1,4}\w[^\n]*[.?!…,;:—–-](?:\s|\W{0,3}\Z)")
# On Sunday's “…
_BEHIND_A_WORD = re.compile(r"\w[’']?[ \xa0]\Z")
_FEWEST_IN_NAME = 3  # words
# "…", said X. — "…".
_AFTER_DASH = re.compile(r"[.!?։]\s?[—–]\s\Z")
_MARKS = "“”„«»‘’\"',.?!"
_SHORTEST = 12  # characters of a quotation that must have a speaker


def continue_quotations(
    text: str, found: Sequence[Saying], quotations: Sequence[Span]
) -> list[Saying]:
    """Return the sayings with the remaining quotations added to those they belong to.

    `quotations` are the outermost ones, in order. A quotation belongs to the nearest saying before
    it in its paragraph, or else to the next saying there. If the whole paragraph is quoted, it belongs
    to whoever was quoted in the paragraph before. Cost: linear.
    """
    found = sorted(found, key=lambda saying: saying.cue[0])
    lines = SpanIndex([match.span() for match in _LINE.finditer(text)])
    covered = SpanIndex(_merged([span for saying in found for span in saying.content]))
    cues = [saying.cue[0][0] for saying in found]
    added: dict[int, list[Span]] = {}
    quoting: dict[int, int] = {}  # the last saying with a quotation, by its line
    for number, saying in enumerate(found):
        line = lines.number(saying.cue[0][0])
        if line is not None:
            quoting[line] = number
    for start, end in quotations:
        line = lines.number(start)
        if (
            line is None
            or end - start < _SHORTEST
            or covered.within(start, end)
            or covered.holding(start)
        ):
            continue
        goes_on = _AFTER_DASH.search(text, max(0, start - 4), start)
        if not goes_on and not _SENTENCE.match(text, start, end):
            continue
        if _is_name(text, start, end):
            continue
        first, last = lines.spans[line]
        speaker = _nearest(cues, start, end, first, last)
        if speaker is None and _all_quoted(text, first, last, quotations):
            speaker = quoting.get(line - 1)
        if speaker is not None:
            added.setdefault(speaker, []).append((start, end))
            quoting[line] = speaker
    return [
        saying._replace(content=sorted([*saying.content, *added[number]]))
        if number in added
        else saying
        for number, saying in enumerate(found)
    ]


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether a quotation is the name of a broadcast or a book, or a headline: “Valley Tonight,”."""
    words = words_of(text, start, end)
    named = [word for word in words if word.text[0].isalpha()]
    if not named or not is_capital(named[0]) or not has_capitals_of_title(named):
        return False
    if _BEHIND_A_WORD.search(text, max(0, start - 3), start):
        return True
    has_comma = "," in text[start:end].strip(_MARKS)
    return len(named) >= _FEWEST_IN_NAME and not has_comma and not text[start:end].isupper()


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _nearest(cues: list[int], start: int, end: int, first: int, last: int) -> int | None:
    before = bisect_right(cues, start) - 1
    if before >= 0 and cues[before] >= first:
        return before
    after = before + 1
    while after < len(cues) and cues[after] < end:  # a cue inside the quotation does not report it
        after += 1
    return after if after < len(cues) and cues[after] < last else None


def _all_quoted(text: str, first: int, last: int, quotations: Sequence[Span]) -> bool:
    """Return whether a line consists of quotations only."""
    place = bisect_right(quotations, (first, 0)) - 1
    at = first
    for number in range(max(place, 0), len(quotations)):
        start, end = quotations[number]
        if start >= last:
            break
        if start > at and text[at:start].strip():
            return False
        at = max(at, end)
    return not text[at:last].strip()
