"""Find the lines of a page that hold given words, to print those words as the page does."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import accumulate

from .page_lines import PageBlock, PageLine, words_of

_RUN = 4  # words that are looked up together
_SHARE_OF_LINE = 0.5  # of a line's runs, for the line to be taken
_SHARE_OF_WORDS = 0.9  # of all chosen words, for a block to be the article's

_Run = tuple[str, ...]


class ChosenLines:
    """Which of the page's lines an extractor took its text from.

    `taken` has their numbers, `block` is the smallest block with nearly all of them.
    """

    def __init__(self, text: str, lines: Sequence[PageLine], blocks: Sequence[PageBlock]) -> None:
        self._lines = lines
        self._words: list[str] = []
        self._as_extracted: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
        for words in map(words_of, text.splitlines()):
            self._as_extracted[tuple(words)].append(len(self._words))
            self._words += words
        self._used = bytearray(len(self._words))
        self._places: dict[_Run, deque[int]] = defaultdict(deque)
        for place, run in enumerate(_runs(self._words)):
            self._places[run].append(place)
        self._ends: dict[int, tuple[int, int]] = {}  # of the words of each line taken
        self.block = smallest_block(blocks, self._shares(), len(lines))
        # Of words that are on the page twice, those in the article's block are the chosen ones.
        inside = range(self.block.start, self.block.end)
        order = [*inside, *(i for i in range(len(lines)) if i not in inside)]
        self._take_whole(order)
        self._take_long(order)
        self._take_short(1)
        self._take_short(-1)

    @property
    def taken(self) -> set[int]:
        return set(self._ends)

    @property
    def share(self) -> float:
        """The share of the extractor's words that are on the lines taken."""
        return sum(self._used) / max(1, len(self._words))

    def _shares(self) -> dict[int, int]:
        """Return how many words of each line were chosen, for lines that were."""
        found = {}
        for number, line in enumerate(self._lines):
            runs = _runs(line.words)
            known = sum(run in self._places for run in runs)
            if runs and known >= _SHARE_OF_LINE * len(runs):
                found[number] = known
        return found

    def _take_whole(self, numbers: Iterable[int]) -> None:
        """Take the lines that the text has as lines."""
        for number in numbers:
            words = tuple(self._lines[number].words)
            if words and (starts := self._as_extracted.get(words)):
                start = starts.popleft()
                self._take(number, start, start + len(words))

    def _take_long(self, numbers: Iterable[int]) -> None:
        """Take the lines of which the text has most words."""
        for number in numbers:
            runs = _runs(self._lines[number].words)
            if number in self._ends or not runs:
                continue
            places = [(i, place) for i, run in enumerate(runs) if (place := self._place(run)) >= 0]
            if len(places) < _SHARE_OF_LINE * len(runs) or not places:
                continue
            (before, first), (after, last) = places[0], places[-1]
            for _, place in places:
                self._use(place, place + _RUN)
            self._ends[number] = first - before, last + _RUN + len(runs) - 1 - after

    def _place(self, run: _Run) -> int:
        """Return the first place in the text where these words are and were not taken, or -1."""
        places = self._places.get(run, deque())
        while places and self._used[places[0]]:
            places.popleft()
        return places[0] if places else -1

    def _take_short(self, step: int) -> None:
        """Take the lines of a few words that follow, or precede, those of the next line in the text, too."""
        numbers = range(len(self._lines)) if step > 0 else range(len(self._lines) - 1, -1, -1)
        for number in numbers:
            words = self._lines[number].words
            near = self._ends.get(number - step)
            if near is None or number in self._ends or not 0 < len(words) < _RUN:
                continue
            start = near[1] if step > 0 else near[0] - len(words)
            end = start + len(words)
            if start >= 0 and self._words[start:end] == words and not any(self._used[start:end]):
                self._take(number, start, end)

    def _take(self, number: int, start: int, end: int) -> None:
        self._ends[number] = start, end
        self._use(start, end)

    def _use(self, start: int, end: int) -> None:
        self._used[start:end] = b"\x01" * (end - start)


def smallest_block(blocks: Sequence[PageBlock], weights: dict[int, int], count: int) -> PageBlock:
    """Return the block with the fewest lines that has nearly all of the weight, which lines have by number."""
    sums = list(accumulate((weights.get(i, 0) for i in range(count)), initial=0))
    enough = _SHARE_OF_WORDS * sums[-1]
    return min(
        (block for block in blocks if sums[block.end] - sums[block.start] >= enough),
        key=lambda block: block.end - block.start,
    )


def _runs(words: Sequence[str]) -> list[_Run]:
    return [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
