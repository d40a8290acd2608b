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
    near = [number for number in near if not attributions[number].is_act]
    if not near:
        return None
    share = {number: length_of_saying(attributions[number], start, end) for number in near}
    number = max(near, key=lambda one: (share[one], -one))
    if share[number] * 2 < end - start:
        return None
    number = _answered(number, near, attributions) or number
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


def _answered(number: int, near: Sequence[int], attributions: Sequence[Attribution]) -> int | None:
    """Return the claim that a saying answers: most of its content, and yet not passed on by its speaker."""
    outer = attributions[number]
    start, end = outer.cue[0][0], max(last for _, last in [*outer.cue, *outer.content])
    said = length(outer.content, start, end)
    claims = [
        one
        for one in near
        if one != number
        and attributions[one].parent == outer.parent
        and start <= attributions[one].cue[0][0] < end
        and attributions[one].content
        and start < attributions[one].content[0][0] < end
        and 2 * length_of_saying(attributions[one], start, end) >= said
    ]
    return min(claims, default=None)


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
