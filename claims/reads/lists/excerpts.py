"""Where the words of a query stand: marked, in their sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.extractors import Span
from claims.models.search.words import Phrase, Placed, Query, placed_words, words_of

MOST_OF_A_TEXT = 100_000  # characters that are read for a sentence to show
MOST_OF_A_PAGE = 1_000_000
LONGEST_SHOWN = 280
_BEFORE = 90  # characters kept before the first mark, where the sentence is too long

# A sentence, roughly; of text without stops or line ends, 400 characters to the end of a word.
_SENTENCE = re.compile(
    r"[^\n]{1,400}?(?:[.!?։؟]['\"’”»)]{0,4}(?=\s)|[。！？]|(?=\n)|\Z)|[^\n]{400}\S{0,64}"
)


@dataclass(frozen=True)
class Piece:
    """A run of text, and whether it is what was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Excerpt:
    pieces: tuple[Piece, ...]
    aside: bool = False  # it stands in page boilerplate


class Marker:
    """Marks the words of one query on one page; reads so much text for it and no more."""

    def __init__(self, query: Query) -> None:
        self.phrases = query.phrases
        self._left = MOST_OF_A_PAGE

    def marked(self, text: str) -> tuple[Piece, ...]:
        """The whole text, which should be short."""
        return tuple(_pieces(text, self._spans(text), 0, len(text)))

    def holds_all(self, text: str) -> bool:
        return self._score(text) == len(self.phrases)

    def excerpt(self, texts: Iterable[str], aside: Sequence[Span] = ()) -> Excerpt | None:
        """The sentence in which most is found, the first of several; what is aside comes last.

        None where nothing is found in what is read.
        """
        best, best_score, best_aside = "", 0, False
        for text in texts:
            text = text[: min(MOST_OF_A_TEXT, self._left)]
            self._left -= len(text)
            for start, sentence in _sentences(text):
                score = self._score(sentence)
                if not score:
                    continue
                is_aside = any(begin <= start < end for begin, end in aside)
                if score == len(self.phrases) and not is_aside:
                    return Excerpt(self._shown(sentence))
                if (score, not is_aside) > (best_score, not best_aside):
                    best, best_score, best_aside = sentence, score, is_aside
        return Excerpt(self._shown(best), best_aside) if best_score else None

    def _score(self, text: str) -> int:
        words = f" {' '.join(words_of(text))} "
        return sum(phrase.needle in words for phrase in self.phrases)

    def _spans(self, text: str) -> list[Span]:
        return _joined(_found(placed_words(text), self.phrases))

    def _shown(self, sentence: str) -> tuple[Piece, ...]:
        """The sentence, or as much of a long one as is shown, from before its first mark on."""
        spans = self._spans(sentence)
        start = 0
        if len(sentence) > LONGEST_SHOWN and spans and spans[0][0] > _BEFORE:
            start = _next_word(sentence, spans[0][0] - _BEFORE, at_most=spans[0][0])
        end = len(sentence)
        if end - start > LONGEST_SHOWN:
            end = _next_word(sentence, start + LONGEST_SHOWN, at_most=start + LONGEST_SHOWN + 30)
        pieces = list(_pieces(sentence, spans, start, end))
        if start:
            pieces.insert(0, Piece("… "))
        if end < len(sentence):
            pieces.append(Piece("…"))
        return tuple(pieces)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    for found in _SENTENCE.finditer(text):
        sentence = found[0].lstrip()
        if sentence:
            yield found.end() - len(sentence), sentence.rstrip()


def _found(placed: list[Placed], phrases: tuple[Phrase, ...]) -> Iterator[Span]:
    for at in range(len(placed)):
        for phrase in phrases:
            if phrase.fits(placed, at):
                yield placed[at].start, placed[at + len(phrase.words) - 1].end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """In order, none over another."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, spans: list[Span], start: int, end: int) -> Iterator[Piece]:
    at = start
    for begin, stop in spans:
        begin, stop = max(begin, start), min(stop, end)
        if begin >= stop:
            continue
        if begin > at:
            yield Piece(text[at:begin])
        yield Piece(text[begin:stop], marked=True)
        at = stop
    if at < end:
        yield Piece(text[at:end])


def _next_word(text: str, at: int, *, at_most: int) -> int:
    """The beginning of the next word, so that none is cut, if one is near."""
    space = re.compile(r"\s+").search(text, at, at_most)
    return space.end() if space else at
