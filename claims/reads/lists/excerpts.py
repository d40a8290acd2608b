"""Mark the words of a query, and find the sentence that shows them best."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.extractors import Span
from claims.models.search.words import Phrase, Placed, Query, placed_words, row_of_words

MOST_OF_A_TEXT = 100_000  # characters that are searched for a sentence to show
MOST_OF_A_PAGE = 1_000_000
LONGEST_SHOWN = 280
_WHOLE = 1.0  # of a wording is there
_BEFORE = 90  # characters kept before the first mark if the sentence is too long

# Roughly a sentence; in text without stops or line ends, 400 characters up to the end of a word.
_SENTENCE = re.compile(
    r"[^\n]{1,400}?(?:[.!?։؟]['\"’”»)]{0,4}(?=\s)|[。！？]|(?=\n)|\Z)|[^\n]{400}\S{0,64}"
)


@dataclass(frozen=True)
class Fragment:
    """A stretch of text, and whether it matches the query."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Excerpt:
    pieces: tuple[Fragment, ...]
    is_boilerplate: bool = False  # found in page boilerplate


class Marker:
    """Mark the words of one query, in each of its wordings, on one page. Searches at most MOST_OF_A_PAGE characters in all."""

    def __init__(self, *wordings: Query) -> None:
        self._wordings = [query.phrases for query in wordings if query]
        self.phrases = tuple({phrase: None for phrases in self._wordings for phrase in phrases})
        self._left = MOST_OF_A_PAGE

    def marked(self, text: str) -> tuple[Fragment, ...]:
        """Return the whole text, which should be short."""
        return tuple(_pieces(text, self._spans(text), 0, len(text)))

    def holds_all(self, text: str) -> bool:
        return self._score(text) == _WHOLE

    def excerpt(self, texts: Iterable[str], boilerplate: Sequence[Span] = ()) -> Excerpt | None:
        """Return the first sentence with the most matches, one from boilerplate only if there is no other.

        Return None if nothing matches in the characters that are searched.
        """
        best, best_score, best_in_boilerplate = "", 0.0, False
        for text in texts:
            text = text[: min(MOST_OF_A_TEXT, self._left)]
            self._left -= len(text)
            for start, sentence in _sentences(text):
                score = self._score(sentence)
                if not score:
                    continue
                in_boilerplate = any(begin <= start < end for begin, end in boilerplate)
                if score == _WHOLE and not in_boilerplate:
                    return Excerpt(self._shown(sentence))
                if (score, not in_boilerplate) > (best_score, not best_in_boilerplate):
                    best, best_score, best_in_boilerplate = sentence, score, in_boilerplate
        return Excerpt(self._shown(best), best_in_boilerplate) if best_score else None

    def _score(self, text: str) -> float:
        """Return how much of a wording the text holds, of the one that it holds most of."""
        words = row_of_words(text)
        return max(
            (sum(phrase.needle in words for phrase in some) / len(some) for some in self._wordings),
            default=0,
        )

    def _spans(self, text: str) -> list[Span]:
        return _joined(_found(placed_words(text), self.phrases))

    def _shown(self, sentence: str) -> tuple[Fragment, ...]:
        return shown_around(sentence, self._spans(sentence))


def shown_around(text: str, spans: Iterable[Span]) -> tuple[Fragment, ...]:
    """Return the text with these spans marked; of a long one, a part that starts shortly before the first mark."""
    spans = _joined(spans)
    start = 0
    if len(text) > LONGEST_SHOWN and spans and spans[0][0] > _BEFORE:
        start = _next_word(text, spans[0][0] - _BEFORE, at_most=spans[0][0])
    end = len(text)
    if end - start > LONGEST_SHOWN:
        end = _next_word(text, start + LONGEST_SHOWN, at_most=start + LONGEST_SHOWN + 30)
    pieces = list(_pieces(text, spans, start, end))
    if start:
        pieces.insert(0, Fragment("… "))
    if end < len(text):
        pieces.append(Fragment("…"))
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
    """Return the spans in order, with overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, spans: list[Span], start: int, end: int) -> Iterator[Fragment]:
    at = start
    for begin, stop in spans:
        begin, stop = max(begin, start), min(stop, end)
        if begin >= stop:
            continue
        if begin > at:
            yield Fragment(text[at:begin])
        yield Fragment(text[begin:stop], marked=True)
        at = stop
    if at < end:
        yield Fragment(text[at:end])


def _next_word(text: str, at: int, *, at_most: int) -> int:
    """Return where the next word starts, if it is near, so that no word is cut."""
    space = re.compile(r"\s+").search(text, at, at_most)
    return space.end() if space else at
