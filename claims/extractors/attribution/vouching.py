"""Whose word a passage is: the saying that covers it."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Attribution, Span

# What may stand before a sentence's main clause, up to its comma, without asserting anything on its own.
_ADVERBIAL = re.compile(
    r"[\W\d]*(?:in|on|at|after|before|during|since|while|when|as|although|though|despite|with|without|following|amid|by|"
    r"until|under|over|from|to|for|within|throughout|upon|because|given|if|earlier|later|last|this|that|meanwhile|however|also|"
    r"then|now|yesterday|today|two|three|hours|days|weeks|months|years|but|and|yet|so|still|instead|moreover|furthermore|"
    r"mon|tues|wednes|thurs|fri|satur|sun|\w+ing\b|asked|pressed|questioned|quoted|contacted|faced|once|only)",
    re.IGNORECASE,
)
# What may follow it: a clause of its own is the publisher's.
_OWN_CLAUSE = re.compile(
    r"\s*[,;:—–-]?\s*(?:(?:but|while|whereas|yet|so|although|though)\b|[,;] and\b)|\s*;", re.I
)
_FEW_WORDS = 3
_DENIALS = ("denied", "amended", "evaded", "declined", "silent")


def vouching_saying(
    text: str,
    start: int,
    end: int,
    near: Sequence[int],
    attributions: Sequence[Attribution],
    *,
    keep_denials: bool = False,
) -> int | None:
    """Return the number of the attribution whose speaker vouches for the passage.

    None if the publisher does. It is the attribution that covers most of the passage: at least half
    of it, or its main clause; then the one inside its content, as long as the outer one says little
    else. `near` are the numbers of those that overlap with it. In "X denied Y's claim that …" the
    claim is Y's; with `keep_denials`, the word of a passage with the denial is X's.
    """
    near = [number for number in near if not attributions[number].is_act]
    if not near:
        return None
    share = {number: length_of_saying(attributions[number], start, end) for number in near}
    number = max(near, key=lambda one: (share[one], -one))
    if share[number] * 2 < end - start and not _is_main(text, attributions[number], start, end):
        return None
    denial = keep_denials and attributions[number].kind in _DENIALS
    if not (denial and start <= attributions[number].cue[0][0] < end):
        claim = _answered(number, near, attributions)
        number = number if claim is None else claim
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


def _is_main(text: str, saying: Attribution, start: int, end: int) -> bool:
    """Return whether the saying is the main clause, with no more than an adverbial clause around it."""
    if not saying.source:
        return False
    spans = [*saying.source, *saying.cue, *saying.content]
    first = max(start, min(s for s, _ in spans))
    last = min(end, max(e for _, e in spans))
    if 10 * length_of_saying(saying, first, last) < 7 * (last - first):
        return False  # the main verb is another one
    before, after = text[start:first].strip(), text[last:end]
    leads = before.endswith(",") and _ADVERBIAL.match(before)
    if before and not leads and (before.endswith(",") or len(before.split()) > _FEW_WORDS):
        return False
    return not _OWN_CLAUSE.match(after)


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
