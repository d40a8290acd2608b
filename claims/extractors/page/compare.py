"""Compare two texts of one page line by line: what stayed, what was removed, what was added."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

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
        *(_unchanged(line) for line in before[:head]),
        *_compare_blocks(before[head:old_end], after[head:new_end]),
        *(_unchanged(line) for line in before[old_end:]),
    ]


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _unchanged(line: str) -> LinePair:
    return LinePair((LinePart(line),), (LinePart(line),))


def _removed(line: str) -> LinePair:
    return LinePair(old=(LinePart(line, changed=True),))


def _added(line: str) -> LinePair:
    return LinePair(new=(LinePart(line, changed=True),))


def _compare_blocks(before: list[str], after: list[str]) -> Iterator[LinePair]:
    if len(before) * len(after) > MOST_PAIRS:
        yield from _compare_by_lookup(before, after)
        return
    budget = MOST_PAIRS
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from map(_unchanged, before[a:b])
            continue
        for one, other in zip(before[a:b], after[c:d], strict=False):
            words = (one.split(" "), other.split(" "))
            budget -= len(words[0]) * len(words[1])
            yield from _compare_line(*words) if budget > 0 else (_removed(one), _added(other))
        both = min(b - a, d - c)
        yield from map(_removed, before[a + both : b])
        yield from map(_added, after[c + both : d])


def _compare_line(one: list[str], other: list[str]) -> Iterator[LinePair]:
    """Yield one changed line, compared word by word, or two lines that have little in common."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < SIMILAR:
        yield _removed(" ".join(one))
        yield _added(" ".join(other))
        return
    old: list[LinePart] = []
    new: list[LinePart] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        changed = tag != "equal"
        if a < b:
            old.append(LinePart(" ".join(one[a:b]), changed))
        if c < d:
            new.append(LinePart(" ".join(other[c:d]), changed))
    yield LinePair(tuple(old), tuple(new))


def _compare_by_lookup(before: list[str], after: list[str]) -> Iterator[LinePair]:
    """Yield the old text's lines in order, then the added ones.

    A line is unchanged if the other text has it anywhere, as often as it has it.
    """
    left = Counter(after)
    for line in before:
        if left[line] > 0:
            left[line] -= 1
            yield _unchanged(line)
        else:
            yield _removed(line)
    known = Counter(before)
    for line in after:
        if known[line] > 0:
            known[line] -= 1
        else:
            yield _added(line)
