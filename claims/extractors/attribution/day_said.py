"""The day of saying: the date that stands beside a cue, not in what was said."""

from bisect import bisect_left
from collections.abc import Sequence

from claims.extractors.shapes import DateFound, Span

from .saying import Found
from .words import Stretches

_REACH = 80  # characters between a cue and its date


def said_on(
    found: Sequence[Found], sentences: Sequence[Span], dates: Sequence[DateFound]
) -> list[DateFound | None]:
    """For each saying, with its sentence, the nearest date of that sentence outside the content.

    `dates` are in order. A date with another cue in between belongs to that one.
    """
    starts = [date.start for date in dates]
    cues = [one.cue[0][0] for one in found]
    return [
        _beside(one, sentence, dates, starts, cues)
        for one, sentence in zip(found, sentences, strict=True)
    ]


def _beside(
    one: Found, sentence: Span, dates: Sequence[DateFound], starts: list[int], cues: list[int]
) -> DateFound | None:
    first, last = one.cue[0][0], one.cue[-1][1]
    begin = max(sentence[0], first - _REACH)
    end = min(sentence[1], last + _REACH)
    content = Stretches(one.content)
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
