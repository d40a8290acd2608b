"""The words of an anchor found again in a later copy of the text: the same place, or none. Never elsewhere."""

from .quotes import Selector, Span, find_quote, fold

# Characters of agreeing context, by which one of several places is told from the others.
LEAST_AGREEMENT = 12


def relocate(old: str, words: Selector, new: str) -> Span | None:
    """Where the words that stood in `old` at `words` stand in `new`; None where that cannot be said.

    Words that stand once in both texts are the same words, whatever has changed around them. Where they
    stand several times in either, what stood before and behind them decides: one place must agree with it
    for at least ENOUGH characters (or all there are), and better than every other. Cost: that of find_quote.
    """
    places = find_quote(new, words.exact)
    if not places:
        return None
    if len(places) == 1 and find_quote(old, words.exact) == [(words.start, words.end)]:
        return places[0]
    wanted = min(LEAST_AGREEMENT, len(fold(words.prefix)) + len(fold(words.suffix)))
    ranked = sorted(((_agreement(new, place, words), place) for place in places), reverse=True)
    best, place = ranked[0]
    if best < wanted or (len(ranked) > 1 and ranked[1][0] == best):
        return None
    return place


def _agreement(text: str, place: Span, words: Selector) -> int:
    """Characters that agree, outwards from the words, on both sides together."""
    start, end = place
    reach = 2 * max(len(words.prefix), len(words.suffix), 1)  # white space may have grown
    before = fold(text[max(0, start - reach) : start])
    after = fold(text[end : end + reach])
    return _common_length(fold(words.prefix)[::-1], before[::-1]) + _common_length(
        fold(words.suffix), after
    )


def _common_length(one: str, other: str) -> int:
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))
