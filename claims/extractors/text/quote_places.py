"""The places of words in a text: of the same characters, or else of the same letters and figures."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from claims.extractors.shapes import Span

from .characters import is_mark
from .folding import comparable, letters
from .quote_differences import (
    Difference,
    DifferenceCode,
    Spelled,
    compare_words,
    cuts_figure,
    is_spaceless,
    marks_in,
    spell,
    weigh,
)


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    differences: tuple[Difference, ...] = ()


def nearest(places: Sequence[Place], near: int | None) -> list[Place]:
    if near is None:
        return list(places)
    return sorted(places, key=lambda place: (abs(place.start - near), place.start))


_MOST_TRIED = 5_000  # places of one quote; only a word or two is in a text so often
_BLOCK = 64  # characters; an offset in the letters is counted from the beginning of its block


class Searched:
    """A text, folded once however many quotes are searched for: folding is the slow part."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._comparable = ""
        self._letters = ""
        self._begins: list[int] = []  # of each block, in the letters
        self._places: dict[str, list[Place]] = {}

    def _fold(self) -> None:
        if not self._begins:
            self._comparable = comparable(self.text)
            starts = range(0, len(self.text), _BLOCK)
            blocks = [letters(self._comparable[at : at + _BLOCK]) for at in starts]
            self._letters = "".join(blocks)
            self._begins = [0, *accumulate(map(len, blocks))]

    def places(self, quote: str) -> list[Place]:
        """Return every place of the quote, in order: identical, or else those that differ least."""
        if quote not in self._places:
            self._places[quote] = self._search(quote)
        return self._places[quote]

    def _search(self, quote: str) -> list[Place]:
        if same := _verbatim(self.text, quote):
            return same
        wanted = spell(comparable(quote))
        if not wanted.letters:
            return []
        self._fold()
        found = list(self._like(wanted))
        least = min((weigh(place.differences) for place in found), default=0)
        return [place for place in found if weigh(place.differences) == least]

    def _like(self, wanted: Spelled) -> Iterator[Place]:
        """Yield the places with the same letters whose differences are allowed. At most _MOST_TRIED are compared.

        After one that is refused the search goes on one letter later, but only as often as keeps it linear.
        """
        length = len(wanted.letters)
        closely = 16 + 4 * len(self._letters) // length
        at = self._letters.find(wanted.letters)
        for tried in range(_MOST_TRIED):
            if at < 0:
                return
            place = self._place(at, at + length, wanted)
            if place:
                yield place
            after = at + length if place or tried > closely else at + 1
            at = self._letters.find(wanted.letters, after)

    def _place(self, first: int, last: int, wanted: Spelled) -> Place | None:
        start, end = self._offset(first), self._offset(last - 1)
        if start is None or end is None:
            return None
        end = self._end_of_letter(end)
        if end < len(self.text) and is_mark(self.text[end]):
            return None
        here = spell(self._comparable[start:end])
        if here.letters != wanted.letters:  # it would begin or end inside a character
            return None
        differences = compare_words(here, wanted)
        if differences is None or (differences and self._cuts_word(start, end)):
            return None
        if cuts_figure(self.text, start, end):
            return None
        return Place(*self._with_outer_marks(start, end, wanted), differences)

    def _offset(self, letter: int) -> int | None:
        """Return the offset in the text of the character that this letter belongs to."""
        block = bisect_right(self._begins, letter) - 1
        left = letter - self._begins[block]
        for at in range(block * _BLOCK, min(len(self.text), (block + 1) * _BLOCK)):
            left -= len(letters(self._comparable[at]))
            if left < 0:
                return at
        return None

    def _end_of_letter(self, last: int) -> int:
        """Return the offset after this character and the marks on it that do not count."""
        end = last + 1
        while (
            end < len(self.text) and is_mark(self.text[end]) and not letters(self._comparable[end])
        ):
            end += 1
        return end

    def _cuts_word(self, start: int, end: int) -> bool:
        return _is_one_word(self.text[max(0, start - 1) : start + 1]) or _is_one_word(
            self.text[end - 1 : end + 1]
        )

    def _with_outer_marks(self, start: int, end: int, wanted: Spelled) -> Span:
        """Return the span with the marks before and after it that the quote has too."""
        low, high = max(0, start - _MOST_OUTER), end + _MOST_OUTER
        before = [(m, low + s) for m, s, _ in marks_in(self._comparable[low:start])]
        for (mark, at), (typed, _, _) in zip(
            reversed(before), reversed(marks_in(wanted.gaps[0])), strict=False
        ):
            if mark != typed:
                break
            start = at
        after = [(m, end + e) for m, _, e in marks_in(self._comparable[end:high])]
        for (mark, at), (typed, _, _) in zip(after, marks_in(wanted.gaps[-1]), strict=False):
            if mark != typed:
                break
            end = at
        return start, end


_MOST_OUTER = 16  # characters of marks around a quote


def _is_one_word(two: str) -> bool:
    return len(two) == 2 and two.isalnum() and not is_spaceless(two)


# --- identical characters ---


def _verbatim(text: str, quote: str) -> list[Place]:
    """Return the places of these characters, without overlaps; those that cut a figure only if all of them do."""
    if not quote.strip() or not any(_has_ink(c) for c in quote):
        return []
    spans = [(at, at + len(quote)) for at in _offsets(text, quote)]
    whole = [span for span in spans if not cuts_figure(text, *span)]
    cut = () if whole else (Difference(DifferenceCode.FIGURE_CUT),)
    return [Place(*span, cut) for span in whole or spans]


def _offsets(text: str, quote: str) -> list[int]:
    """Return the offsets of `quote` in `text`, without overlaps and none that ends inside a letter.

    After one that does, the search goes on one character later, but only as often as keeps it linear: text made of
    nothing but refusals would be quadratic.
    """
    found: list[int] = []
    tries = 64 + len(text) // len(quote)
    at = text.find(quote)
    while at >= 0:
        end = at + len(quote)
        if end >= len(text) or not is_mark(text[end]):
            found.append(at)
        elif tries > 0:
            tries -= 1
            end = at + 1
        at = text.find(quote, end)
    return found


def _has_ink(character: str) -> bool:
    return bool(character.strip()) and bool(marks_in(character))
