"""Compare two texts of one page line by line: what stayed, what was removed, what was added. Type and case do not count."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from claims.extractors.text.folding import identity

# At most this many pairs of lines or words are compared; beyond that, lines are only looked up. 2 million
# pairs that have nothing in common take about a second.
MOST_PAIRS = 2_000_000
SIMILAR = 0.5  # two lines from this ratio on are one line that was changed


@dataclass(frozen=True)
class LinePart:
    """Words of a line; `changed` is True if the other text does not have them there."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class LinePair:
    """A line in both texts, or in one of them: the other side is then empty."""

    old: tuple[LinePart, ...] = ()
    new: tuple[LinePart, ...] = ()

    @property
    def same(self) -> bool:
        return not any(piece.changed for piece in (*self.old, *self.new))


@dataclass(frozen=True)
class _Piece:
    """A line or a word, equal to another that no reader tells apart."""

    text: str = field(compare=False)
    key: str


def _pieces(texts: Iterable[str]) -> list[_Piece]:
    return [_Piece(text, identity(text)) for text in texts]


def compare(old: str, new: str) -> list[LinePair]:
    """Return the lines of both texts in order, without blank lines. Cost: linear beyond MOST_PAIRS."""
    before, after = _lines(old), _lines(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old_end, new_end = len(before) - tail, len(after) - tail
    return [
        *map(_unchanged, before[:head], after[:head]),
        *_compare_blocks(before[head:old_end], after[head:new_end]),
        *map(_unchanged, before[old_end:], after[new_end:]),
    ]


def _lines(text: str) -> list[_Piece]:
    return _pieces(line for line in map(str.strip, text.split("\n")) if line)


def _unchanged(old: _Piece, new: _Piece) -> LinePair:
    return LinePair((LinePart(old.text),), (LinePart(new.text),))


def _removed(line: _Piece) -> LinePair:
    return LinePair(old=(LinePart(line.text, changed=True),))


def _added(line: _Piece) -> LinePair:
    return LinePair(new=(LinePart(line.text, changed=True),))


def _compare_blocks(before: list[_Piece], after: list[_Piece]) -> Iterator[LinePair]:
    if len(before) * len(after) > MOST_PAIRS:
        yield from _compare_by_lookup(before, after)
        return
    budget = MOST_PAIRS
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from map(_unchanged, before[a:b], after[c:d])
            continue
        for one, other in zip(before[a:b], after[c:d], strict=False):
            words = (one.text.split(" "), other.text.split(" "))
            budget -= len(words[0]) * len(words[1])
            yield from _compare_line(one, other) if budget > 0 else (_removed(one), _added(other))
        both = min(b - a, d - c)
        yield from map(_removed, before[a + both : b])
        yield from map(_added, after[c + both : d])


def _compare_line(before: _Piece, after: _Piece) -> Iterator[LinePair]:
    """Yield one changed line, compared word by word, or two lines that have little in common."""
    one, other = _pieces(before.text.split(" ")), _pieces(after.text.split(" "))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < SIMILAR:
        yield _removed(before)
        yield _added(after)
        return
    old: list[LinePart] = []
    new: list[LinePart] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        changed = tag != "equal"
        if a < b:
            old.append(LinePart(" ".join(word.text for word in one[a:b]), changed))
        if c < d:
            new.append(LinePart(" ".join(word.text for word in other[c:d]), changed))
    yield LinePair(tuple(old), tuple(new))


def _compare_by_lookup(before: list[_Piece], after: list[_Piece]) -> Iterator[LinePair]:
    """Yield the old text's lines in order, then the added ones.

    A line is unchanged if the other text has it anywhere, as often as it has it.
    """
    left = Counter(after)
    for line in before:
        if left[line] > 0:
            left[line] -= 1
            yield _unchanged(line, line)
        else:
            yield _removed(line)
    known = Counter(before)
    for line in after:
        if known[line] > 0:
            known[line] -= 1
        else:
            yield _added(line)
