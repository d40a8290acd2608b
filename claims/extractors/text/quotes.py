"""Find the words of a quote in a text, and anchor a passage so that it can be found later.

A span is (start, end) in code points of the given text, whatever its line ends and normal form.
Sources: W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from claims.extractors.shapes import Span

from .folding import likeness
from .quote_differences import ELISION, Difference, DifferenceCode, add_up
from .quote_places import Place, Searched, nearest

CONTEXT = 32  # characters of prefix and suffix


@dataclass(frozen=True)
class Selector:
    """A passage by its words and its position: the fields of both W3C selectors, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor(text: str, start: int, end: int) -> Selector:
    """Return the selector of text[start:end] with up to 32 characters of context on each side.

    Raises ValueError unless 0 <= start < end <= len(text).
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start} to {end} of a text of {len(text)} characters")
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )


@dataclass(frozen=True)
class Found:
    """Where a quote is: one span, or one for each of its stretches; and how it differs from the words there."""

    spans: tuple[Span, ...]
    differences: tuple[Difference, ...] = ()


def find_quote(text: str, quote: str, near: int | None = None) -> list[Span]:
    """Return every place of `quote` in `text`, in order, or the nearest to the offset `near` first.

    Identical characters come first. Otherwise the letters and figures must be the same, in the same order, and what
    is between them may differ as far as compare_words allows. Of such places, those that differ least are returned.
    Places do not overlap, and none ends inside a letter with its marks. A quote without letters is only found as it is.

    Cost: linear in both, about 2 s for ten million characters if the quote is not there verbatim.
    """
    return [(place.start, place.end) for place in nearest(Searched(text).places(quote), near)]


def locate(text: str, quote: str, near: int | None = None) -> list[Span] | None:
    """Return one place of the whole quote, or one for each of its stretches, or None."""
    found = search_quote(text, quote, near)
    return list(found.spans) if found else None


def search_quote(text: str, quote: str, near: int | None = None) -> Found | None:
    """Return one place of the whole quote, or of its stretches between elisions, and how it differs; or None.

    Words that occur several times are located at their first place, or the nearest to `near`. Stretches keep the
    quote's order, where they leave out the fewest words; those between "[…]", as the desk writes them, may be in
    another order, which is a difference.
    """
    searched = Searched(text)
    whole = nearest(searched.places(quote), near)
    if whole:
        return Found(((whole[0].start, whole[0].end),), whole[0].differences)
    for cut in _CUTS:
        if found := _in_stretches(searched, cut, quote, near):
            return found
    return None


def stretches(quote: str) -> list[str]:
    """Return the parts of a quote between "[…]" or another elision in brackets."""
    return [part for part in map(str.strip, ELISION.split(quote)) if part]


# --- stretches between elisions ---

OWN_ELISION = "[…]"  # as the desk joins stretches
_ADDED = re.compile(r"(?<!\w)\[[^\[\]]{2,100}\](?!\w)")
_DOTS = re.compile(r"…|\.{3,}|\. \. \.")
# What counts as an elision, tried in this order: the first that finds anything gives the result.
_CUTS = (
    ELISION,
    re.compile(f"{ELISION.pattern}|{_ADDED.pattern}"),
    re.compile(f"{ELISION.pattern}|{_ADDED.pattern}|{_DOTS.pattern}"),
)
MOST_PARTS = 20  # of one quote, because each is searched for in the whole text
_MOST_TRIED = 200  # places of the rarest part
_MOST_BY_DOTS = 50  # words that three dots without brackets may leave out
_MOST_FOR_ADDED = 10  # words that others in brackets may stand for
_LEAST_WORDS = 3  # of all parts together, so that no paraphrase is found word by word
_WORD = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")


@dataclass(frozen=True)
class _Part:
    words: str
    elision: str  # before it

    @property
    def most_left_out(self) -> int | None:
        if ELISION.fullmatch(self.elision):
            return None
        return _MOST_BY_DOTS if _DOTS.fullmatch(self.elision) else _MOST_FOR_ADDED


def _count_words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _in_stretches(
    searched: Searched, cut: re.Pattern[str], quote: str, near: int | None
) -> Found | None:
    parts = _parts(searched.text, cut, quote)
    added = _words_added(searched.text, cut, quote)
    is_own = all(part.elision == OWN_ELISION for part in parts[1:])
    if not 0 < len(parts) <= MOST_PARTS or (len(parts) == 1 and not added):
        return None
    if (not is_own or len(parts) == 1) and not _are_long_enough(parts):
        return None
    places = [searched.places(part.words) for part in parts]
    if not all(places):
        return None
    chosen = _in_order(searched.text, parts, places, near)
    out_of_order: list[Difference] = []
    if chosen is None and is_own:
        chosen = [nearest(found, near if not at else None)[0] for at, found in enumerate(places)]
        out_of_order = [Difference(DifferenceCode.ORDER)]
    if chosen is None:
        return None
    left_out = (
        0 if out_of_order else sum(_left_out(searched.text, *two) for two in pairwise(chosen))
    )
    said = [
        Difference(DifferenceCode.LEFT_OUT, left_out),
        Difference(DifferenceCode.ADDED, added),
        *out_of_order,
    ]
    differences = add_up(said, *(place.differences for place in chosen))
    return Found(tuple((place.start, place.end) for place in chosen), differences)


def _cuts(text: str, cut: re.Pattern[str], quote: str) -> list[re.Match[str]]:
    """Return where the quote is cut. Brackets that the text has too are not the quote's own."""
    return [
        one for one in cut.finditer(quote) if not _ADDED.fullmatch(one[0]) or one[0] not in text
    ]


def _words_added(text: str, cut: re.Pattern[str], quote: str) -> int:
    """Return how many words the quote has in brackets of its own, also at its ends."""
    return sum(_count_words(one[0]) for one in _cuts(text, cut, quote) if _ADDED.fullmatch(one[0]))


def _parts(text: str, cut: re.Pattern[str], quote: str) -> list[_Part]:
    """Return the parts with letters, each with the elision before it. At most one more than are searched for."""
    parts: list[_Part] = []
    elision, at = "", 0
    for found in [*_cuts(text, cut, quote), None]:
        words = quote[at : found.start() if found else len(quote)].strip()
        if likeness(words):
            parts.append(_Part(words, elision))
            elision = ""
        if found:
            elision, at = elision or found[0], found.end()
        if len(parts) > MOST_PARTS:
            break
    return parts


def _are_long_enough(parts: list[_Part]) -> bool:
    """Return False for parts that a paraphrase would have, too."""
    counts = [_count_words(part.words) for part in parts]
    by_dots = any(_DOTS.fullmatch(part.elision) for part in parts[1:])
    return sum(counts) >= _LEAST_WORDS and (not by_dots or min(counts) > 1)


def _in_order(
    text: str, parts: list[_Part], places: list[list[Place]], near: int | None
) -> list[Place] | None:
    """Return a place of each part, one after the other, near `near` and with the fewest characters between; or None.

    Built around each place of the rarest part: the next place of the part after it, the last of the one before.
    """
    rarest = min(range(len(parts)), key=lambda at: len(places[at]))
    best: list[Place] | None = None
    for place in nearest(places[rarest], near)[:_MOST_TRIED]:
        chosen = [place]
        for following in places[rarest + 1 :]:
            at = bisect_left(following, chosen[-1].end, key=lambda p: p.start)
            if at == len(following):
                break
            chosen.append(following[at])
        for preceding in reversed(places[:rarest]):
            at = bisect_right(preceding, chosen[0].start, key=lambda p: p.end) - 1
            if at < 0:
                break
            chosen.insert(0, preceding[at])
        if len(chosen) == len(parts) and (best is None or _far(chosen, near) < _far(best, near)):
            best = chosen
    return best if best and _leaves_out_little(text, parts, best) else None


def _far(chosen: list[Place], near: int | None) -> tuple[int, int]:
    between = sum(after.start - before.end for before, after in pairwise(chosen))
    return (0 if near is None else abs(chosen[0].start - near)), between


def _leaves_out_little(text: str, parts: list[_Part], chosen: list[Place]) -> bool:
    return all(
        part.most_left_out is None or _left_out(text, *two) <= part.most_left_out
        for part, two in zip(parts[1:], pairwise(chosen), strict=True)
    )


def _left_out(text: str, before: Place, after: Place) -> int:
    """Return the number of words between two places."""
    return _count_words(text[before.end : after.start])
