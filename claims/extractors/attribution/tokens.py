"""A text as the tokens that the attribution model reads, with the visible features of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.extractors.text.quotations import Quotation

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’][sS]$")
_DIGIT = re.compile(r"\d")
_LINE_BREAK = re.compile(r"\n")
_LETTERS_READ = 40  # of a longer word, only the beginning counts

SUFFIXES = 512
_ENDS = frozenset(".!?…")
_AFTER_END = frozenset("”’)]\"'»")
_SHOWN = dict.fromkeys("–—―", "—") | dict.fromkeys("’‘`", "'")

WORD_FLAGS = 12
PLACE_FLAGS = 15
(
    LINE_BEGINS,
    LINE_ENDS,
    SENTENCE_BEGINS,
    SPACE_BEFORE,
    QUOTED,
    QUOTE_OPENS,
    QUOTE_CLOSES,
    QUOTED_WITHIN,
    QUOTE_LEFT_OPEN,
    BRACKETED,
    FIRST_LINE,
    SHORT_LINE,
    LINE_UNENDED,
    QUOTE_BEFORE,
    COMMA_BEFORE,
) = range(PLACE_FLAGS)


class Word(NamedTuple):
    """What a word shows in any context: how it is looked up and how it is spelt."""

    key: str  # as in the model's list of words
    form: str  # as in the table of word vectors
    suffix: int
    flags: tuple[bool, ...]


class Tokens(NamedTuple):
    """Parallel rows, one for each token. `kinds` are indexes into `words`, which holds each word once."""

    starts: list[int]
    ends: list[int]
    words: list[Word]
    kinds: NDArray[np.int32]
    places: NDArray[np.float32]
    lines: NDArray[np.int32]
    sentences: NDArray[np.int32]
    quotations: NDArray[np.int32]  # goes up with every mark that opens or closes


@lru_cache(maxsize=20_000)  # most words of a text were in another one
def word(token: str) -> Word:
    """Return what the word shows by itself."""
    token = token[:_LETTERS_READ]
    owner = bool(_POSSESSIVE.search(token))
    base = token[:-2] if owner else token
    lower = base.lower().replace("’", "'")
    letters = base[:1].isalpha()
    numeral = any(map(str.isdigit, base))
    flags = (
        base.islower(),
        base.istitle(),
        base.isupper() and len(base) > 1,
        letters and len(base) == 1 and base.isupper(),
        letters and not (base.islower() or base.istitle() or base.isupper()),
        base.isdigit(),
        numeral,
        "-" in base,
        "." in base and len(base) > 1,
        owner,
        not (letters or numeral),
        not base.isascii() and letters,
    )
    form = lower if base.isupper() and len(base) > 4 else base
    return Word(_DIGIT.sub("0", lower), form, _bucket(lower[-3:]), flags)


def _bucket(text: str) -> int:
    """Return a number below SUFFIXES that is the same on every machine, unlike `hash`."""
    number = 7
    for character in text:
        number = (number * 131 + ord(character)) % 1_000_003
    return number % SUFFIXES


def tokens(text: str, quotations: Sequence[Quotation], most: int) -> Tokens:
    """Return the first `most` tokens of the text. Cost: linear, about 3 µs a token."""
    spans = [match.span() for match in islice(_TOKEN.finditer(text), most)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    printed = [text[start : min(end, start + _LETTERS_READ)] for start, end in spans]
    gaps = np.array(starts, np.int64) > np.array([0, *ends][: len(starts)], np.int64)
    lines = _lines(text, starts)
    signs = _signs(printed, starts, lines.tolist(), _marks(quotations))
    begins = _sentence_begins(printed, gaps.tolist(), signs, lines)
    seen: dict[str, int] = {}
    kinds = np.array([seen.setdefault(token, len(seen)) for token in signs.shown], np.int32)
    found = Tokens(
        starts,
        ends,
        [word(token) for token in seen],
        kinds,
        np.zeros((len(starts), PLACE_FLAGS), np.float32),
        lines,
        np.cumsum(begins, dtype=np.int32) - 1,
        np.cumsum(_at(signs.depths, len(starts)), dtype=np.int32),
    )
    if starts:
        _flag_signs(found, gaps, signs, seen)
        _flag_lines(found)
        found.places[:, SENTENCE_BEGINS] = begins
    return found


def _lines(text: str, starts: list[int]) -> NDArray[np.int32]:
    """Return the number of each token's line. Lines without a token do not count."""
    breaks = [match.start() for match in _LINE_BREAK.finditer(text)]
    before = np.searchsorted(np.array(breaks, np.int64), np.array(starts, np.int64))
    return np.cumsum(np.diff(before, prepend=before[:1]) > 0, dtype=np.int32)


class _Mark(NamedTuple):
    """What a quotation mark does. `depth` is the depth after it."""

    depth: int
    opens: bool
    unclosed: bool  # it opens what its paragraph does not close
    shown: str  # one form for all styles


def _marks(quotations: Iterable[Quotation]) -> dict[int, _Mark]:
    """Return what the quotation marks of a text do, by their offsets."""
    marks: dict[int, _Mark] = {}
    for one in quotations:
        outermost = one.depth == 1
        if one.closed:
            marks[one.end - 1] = _Mark(one.depth - 1, False, False, "”" if outermost else "’")
        marks[one.start] = _Mark(one.depth, True, not one.closed, "“" if outermost else "‘")
    return marks


class _Signs(NamedTuple):
    """What the signs among the tokens show, by the number of the token."""

    shown: list[str]  # every token, quotation marks and dashes in one form
    depths: dict[int, int]  # the depth of quotation from each mark on
    brackets: dict[int, int]  # the same for brackets
    opening: list[int]
    closing: list[int]
    unclosed: set[int]  # lines that leave a quotation open


def _signs(
    printed: list[str], starts: list[int], lines: list[int], marks: Mapping[int, _Mark]
) -> _Signs:
    signs = _Signs(list(printed), {}, {}, [], [], set())
    line = brackets = 0
    for at in [at for at, token in enumerate(printed) if not token[0].isalnum()]:
        token = printed[at]
        if lines[at] != line:
            line, brackets = lines[at], 0
        mark = marks.get(starts[at])
        if mark is not None:
            signs.shown[at] = mark.shown
            signs.depths[at] = mark.depth
            (signs.opening if mark.opens else signs.closing).append(at)
            if mark.unclosed:
                signs.unclosed.add(line)
        elif token in _SHOWN:
            signs.shown[at] = _SHOWN[token]
        elif token in "()":
            brackets = min(brackets + 1, 3) if token == "(" else max(brackets - 1, 0)
            signs.brackets[at] = brackets
    return signs


def _sentence_begins(
    printed: list[str], gaps: list[bool], signs: _Signs, lines: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return for each token whether it begins a sentence: on every line, and after a full stop."""
    begins = np.diff(lines, prepend=-1) > 0
    opening, closing = set(signs.opening), set(signs.closing)
    for at in [at for at, token in enumerate(printed) if token in _ENDS]:
        after = at + 1
        while (
            after < len(printed)
            and not gaps[after]
            and (after in closing or printed[after] in _AFTER_END)
        ):
            after += 1
        if after < len(printed) and gaps[after]:
            first = printed[after][0]
            begins[after] |= after in opening or first.isupper() or first.isdigit()
    return begins


def _at(places: Iterable[int], count: int) -> NDArray[np.bool_]:
    """Return for each of `count` tokens whether it is one of `places`."""
    found = np.zeros(count, np.bool_)
    found[list(places)] = True
    return found


def _within(levels: Mapping[int, int], lines: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the level of each token: that of the last place in `levels`, or 0 from a new line on."""
    begins = np.flatnonzero(np.diff(lines, prepend=-1)).tolist()
    changes = sorted((dict.fromkeys(begins, 0) | dict(levels)).items())
    places = np.array([at for at, _ in changes])
    return np.repeat([level for _, level in changes], np.diff(places, append=len(lines)))


def _flag_signs(
    found: Tokens, gaps: NDArray[np.bool_], signs: _Signs, seen: Mapping[str, int]
) -> None:
    places, count = found.places, len(found.starts)
    places[:, SPACE_BEFORE] = gaps
    depth = _within(signs.depths, found.lines)
    places[:, QUOTED] = depth > 0
    places[:, QUOTED_WITHIN] = depth > 1
    places[:, QUOTE_OPENS] = _at(signs.opening, count)
    places[:, QUOTE_CLOSES] = _at(signs.closing, count)
    places[:, QUOTE_LEFT_OPEN] = np.isin(found.lines - 1, list(signs.unclosed))
    places[:, BRACKETED] = _within(signs.brackets, found.lines) > 0
    places[1:, QUOTE_BEFORE] = found.kinds[:-1] == seen.get("”", -1)
    places[1:, COMMA_BEFORE] = found.kinds[:-1] == seen.get(",", -1)


def _flag_lines(found: Tokens) -> None:
    """Flag the lines. Short ones and those without a full stop are mostly headlines and labels."""
    places = found.places
    begins = np.diff(found.lines, prepend=-1) > 0
    places[:, LINE_BEGINS] = begins
    places[:, LINE_ENDS] = np.append(begins[1:], True)
    places[:, FIRST_LINE] = found.lines == 0
    sizes = np.bincount(found.lines)
    places[:, SHORT_LINE] = sizes[found.lines] < 15
    last = np.cumsum(sizes) - 1
    ended = np.array([found.words[found.kinds[at]].key in ".!?…”’)" for at in last])
    places[:, LINE_UNENDED] = ~ended[found.lines]
