"""Sayings inside sayings: which stands in which, and the chain of voices that comes of it."""

from collections.abc import Sequence

from claims.extractors.shapes import Attribution

from .saying import Found

LONGEST = 8  # voices of a chain; a text that nests deeper is no news
_OPEN_AT_ONCE = 32  # contents around one cue; bounds the work on texts that nest without end


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each saying the number of the one in whose content its cue stands, the nearest; None outside.

    `found` is in the order of the cues. No saying stands in itself by way of others. Cost: n log n.
    """
    contents = sorted((*span, number) for number, one in enumerate(found) for span in one.content)
    answer: list[int | None] = [None] * len(found)
    open_now: list[tuple[int, int, int]] = []
    place = 0
    for number, one in enumerate(found):
        at = one.cue[0][0]
        while place < len(contents) and contents[place][0] <= at:
            open_now.append(contents[place])
            place += 1
        open_now = [span for span in open_now if span[1] > at][-_OPEN_AT_ONCE:]
        for _, _, outer in sorted(open_now, key=lambda span: span[1] - span[0]):
            way = _outward(answer, outer)
            if number not in way and len(way) < LONGEST:
                answer[number] = outer
                break
    return answer


def chain(attributions: Sequence[Attribution], number: int) -> list[int]:
    """The numbers of the voices through which the content of `number` came, the nearest to the reader first.

    Who says that he said it is one voice.
    """
    way = [number]
    while (outer := attributions[way[-1]].parent) is not None and len(way) < LONGEST:
        way.append(outer)
    inward = way[::-1]
    return [
        one
        for one, inner in zip(inward, [*inward[1:], None], strict=True)
        if inner is None or attributions[one].voice != attributions[inner].voice
    ]


def _outward(parent: Sequence[int | None], number: int) -> list[int]:
    """`number`, what it stands in, what that stands in, and so on."""
    way = [number]
    while (outer := parent[way[-1]]) is not None and outer not in way and len(way) < LONGEST:
        way.append(outer)
    return way
