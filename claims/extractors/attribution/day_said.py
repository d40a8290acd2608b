"""The day on which something was said: the date near the cue, not the one in the content."""

from bisect import bisect_left
from collections.abc import Sequence

from claims.extractors.shapes import DateFound, Span

from .saying import Saying
from .words import SpanIndex

_REACH = 80  # characters between a cue and its date


def days_said(
    found: Sequence[Saying], sentences: Sequence[Span], dates: Sequence[DateFound]
) -> list[DateFound | None]:
    """Return for each saying the nearest date in its sentence that is outside its content.

    `sentences` has the sentence of each saying; `dates` are in order. A date with another cue in
    between belongs to that cue.
    """
    starts = [date.start for date in dates]
    cues = [saying.cue[0][0] for saying in found]
    return [
        _nearest(saying, sentence, dates, starts, cues)
        for saying, sentence in zip(found, sentences, strict=True)
    ]


def _nearest(
    saying: Saying, sentence: Span, dates: Sequence[DateFound], starts: list[int], cues: list[int]
) -> DateFound | None:
    first, last = saying.cue[0][0], saying.cue[-1][1]
    begin = max(sentence[0], first - _REACH)
    end = min(sentence[1], last + _REACH)
    content = SpanIndex(saying.content)
    best: tuple[int, DateFound] | None = None
    for date in dates[bisect_left(starts, begin) : bisect_left(starts, end)]:
        if content.holding(date.start):
            continue
        away = date.start - last if date.start >= last else first - date.end
        between = (last, date.start) if date.start >= last else (date.end, first)
        if bisect_left(cues, between[0]) != bisect_left(cues, between[1]):
            continue
        if best is None or away < best[0]:
            best = away, date
    return best[1] if best else None
