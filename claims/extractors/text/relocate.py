"""Find the words of an anchor in a later copy of the text: the same place, or none."""

from claims.extractors.shapes import Span

from .folding import likeness
from .quotes import Selector, find_quote

# Characters of equal context that distinguish one of several places.
LEAST_AGREEMENT = 12


def relocate(old: str, words: Selector, new: str) -> Span | None:
    """Return where in `new` the words are that `words` selects in `old`; None if that is not certain.

    Words that occur once in both texts are the same, whatever changed around them. If they occur
    several times in either, their context decides: one place must agree with it in at least
    LEAST_AGREEMENT characters (or all there are), and more than every other. Cost: that of find_quote.
    """
    places = find_quote(new, words.exact)
    if not places:
        return None
    if len(places) == 1 and find_quote(old, words.exact) == [(words.start, words.end)]:
        return places[0]
    wanted = min(LEAST_AGREEMENT, len(likeness(words.prefix)) + len(likeness(words.suffix)))
    ranked = sorted(((_agreement(new, place, words), place) for place in places), reverse=True)
    best, place = ranked[0]
    if best < wanted or (len(ranked) > 1 and ranked[1][0] == best):
        return None
    return place


def _agreement(text: str, place: Span, words: Selector) -> int:
    """Return how many characters of context agree, counted outwards on both sides."""
    start, end = place
    reach = 2 * max(len(words.prefix), len(words.suffix), 1)  # white space may have grown
    before = likeness(text[max(0, start - reach) : start])
    after = likeness(text[end : end + reach])
    return _common_length(likeness(words.prefix)[::-1], before[::-1]) + _common_length(
        likeness(words.suffix), after
    )


def _common_length(one: str, other: str) -> int:
    for count, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return count
    return min(len(one), len(other))
