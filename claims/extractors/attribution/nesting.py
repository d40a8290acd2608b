"""Sayings inside sayings: which contains which, and the chain of attribution that results."""

from collections.abc import Collection, Mapping, Sequence

from claims.extractors.shapes import Attribution, Span

from .saying import Saying

LONGEST = 8  # voices in a chain; news does not nest deeper
_OPEN_AT_ONCE = 32  # contents around one cue; bounds the work on endlessly nested texts


def parents(
    found: Sequence[Saying],
    answered: Collection[Span] = (),
    under: Mapping[Span, Span] | None = None,
) -> list[int | None]:
    """Return for each saying the number of the nearest one whose content holds its cue, or None.

    `found` is in the order of the cues. `answered` has the cues of claims that the saying around
    them answers: its speaker does not pass them on, so theirs is the saying around that. `under`
    has the cue of the saying that cites, for the cue of what it cites. No saying contains itself, not
    even through others. Cost: n log n.
    """
    contents = sorted((*span, number) for number, one in enumerate(found) for span in one.content)
    parent: list[int | None] = [None] * len(found)
    open_now: list[tuple[int, int, int]] = []
    place = 0
    for number, one in enumerate(found):
        at = one.cue[0][0]
        while place < len(contents) and contents[place][0] <= at:
            open_now.append(contents[place])
            place += 1
        open_now = [span for span in open_now if span[1] > at][-_OPEN_AT_ONCE:]
        for _, _, outer in sorted(open_now, key=lambda span: span[1] - span[0]):
            way = _outward(parent, outer)
            if number not in way and len(way) < LONGEST:
                parent[number] = parent[outer] if found[number].cue[0] in answered else outer
                break
    numbers = {one.cue[0]: number for number, one in enumerate(found)}
    for cue, citing in (under or {}).items():
        inner, outer = numbers[cue], numbers[citing]
        if inner in _outward(parent, outer):
            continue
        for number in range(max(0, outer - _OPEN_AT_ONCE), min(len(found), inner + _OPEN_AT_ONCE)):
            one = found[number]
            inside = any(start <= one.cue[0][0] < end for start, end in found[inner].content)
            if number != inner and parent[number] == outer and inside:
                parent[number] = inner
        parent[inner] = outer
    return parent


def chain(attributions: Sequence[Attribution], number: int) -> list[int]:
    """Return the numbers of the sayings through which the content of `number` came, the nearest to the reader first.

    Somebody who quotes their own words is one voice.
    """
    way = [number]
    while (outer := attributions[way[-1]].parent) is not None and len(way) < LONGEST:
        way.append(outer)
    inward = way[::-1]
    return [
        one
        for one, inner in zip(inward, [*inward[1:], None], strict=True)
        if not attributions[one].is_act
        and (inner is None or attributions[one].voice != attributions[inner].voice)
    ]


def _outward(parent: Sequence[int | None], number: int) -> list[int]:
    """Return `number`, the saying that contains it, the one that contains that, and so on."""
    way = [number]
    while (outer := parent[way[-1]]) is not None and outer not in way and len(way) < LONGEST:
        way.append(outer)
    return way
