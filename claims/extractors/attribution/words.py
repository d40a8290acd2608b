"""A sentence as words and signs with their offsets, and spans that can be searched by offset."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from claims.extractors.shapes import Span

WORD = re.compile(r"\w+(?:[-’'‘.&]\w+)*(?:\.|%)?|[^\w\s]")
_ABBREVIATED = re.compile(
    r"(?:\w\.)+|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Prof|Rev|Hon|Pres|Maj|Capt|Adm|Sec|Inc|Corp|Ltd|Co|vs)\."
)
_LONGEST = 2_000  # words of a sentence that are read


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Word(NamedTuple):
    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words and signs of a span. A full stop belongs to a word only in abbreviations."""
    found: list[Word] = []
    for match in WORD.finditer(text, start, end):
        word = match[0]
        if len(word) > 1 and word.endswith(".") and not _ABBREVIATED.fullmatch(word):
            found.append(Word(match.start(), match.end() - 1, word[:-1], word[:-1].lower()))
            found.append(Word(match.end() - 1, match.end(), ".", "."))
        else:
            found.append(Word(match.start(), match.end(), word, word.lower()))
        if len(found) >= _LONGEST:
            break
    return found


class SpanIndex:
    """Spans in order that do not overlap, searched by offset."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = list(spans)
        self._starts = [start for start, _ in self.spans]

    def number(self, at: int) -> int | None:
        """Return the number of the span that contains `at`."""
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and at < self.spans[place][1] else None

    def holding(self, at: int) -> Span | None:
        place = self.number(at)
        return None if place is None else self.spans[place]

    def touching(self, start: int, end: int) -> list[Span]:
        """Return the spans that overlap with the one given."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end - 1)
        return [span for span in self.spans[first:last] if span[1] > start]

    def within(self, start: int, end: int) -> list[Span]:
        """Return the spans that begin in the one given."""
        first = bisect_right(self._starts, start - 1)
        return self.spans[first : bisect_right(self._starts, end - 1)]
