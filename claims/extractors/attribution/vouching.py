"""Whose word a passage is: the saying that covers it."""

from collections.abc import Sequence

from claims.extractors.shapes import Attribution, Span


def vouching_saying(
    start: int, end: int, near: Sequence[int], attributions: Sequence[Attribution]
) -> int | None:
    """Return the number of the attribution whose speaker vouches for the passage.

    None if the publisher does. It is the attribution that covers most of the passage, at least
    half of it; then the one inside its content, as long as the outer one says little else.
    `near` are the numbers of those that overlap with it.
    """
    if not near:
        return None
    share = {number: length_of_saying(attributions[number], start, end) for number in near}
    number = max(near, key=lambda one: (share[one], -one))
    if share[number] * 2 < end - start:
        return None
    while True:
        within = [one for one in near if attributions[one].parent == number]
        said = length(attributions[number].content, start, end)
        inner = max(within, key=lambda one: share[one], default=None)
        if inner is None or inner == number:
            return number
        own = length(attributions[inner].content, start, end)
        if not own or 3 * own < 2 * (said - share[inner]):
            return number
        near = [one for one in near if one != number]
        number = inner


def length_of_saying(saying: Attribution, start: int, end: int) -> int:
    return length([*saying.source, *saying.cue, *saying.content], start, end)


def length(spans: Sequence[Span], start: int, end: int) -> int:
    """Return how many characters from `start` to `end` the spans cover together."""
    total, past = 0, start
    for first, last in sorted(spans):
        first, last = max(first, past), min(last, end)
        total += max(0, last - first)
        past = max(past, last)
    return total
