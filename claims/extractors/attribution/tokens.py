"""A text as the tokens that the attribution model reads, with what can be seen of each."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.extractors.text.quotations import Quotation

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’][sS]$")
_DIGIT = re.compile(r"\d")
_LETTERS_READ = 40  # of a longer word, only its beginning is looked at

SUFFIXES = 512
_ENDS = frozenset(".!?…")
_AFTER_END = frozenset("”’)]\"'»")

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
    """What a word shows wherever it stands: how it is looked up, how it is spelt."""

    key: str  # as in the model's list of words
    form: str  # as in the table of word vectors
    suffix: int
    flags: tuple[bool, ...]


class Tokens(NamedTuple):
    """Parallel rows, one a token; `kinds` are numbers in `words`, which holds each word once."""

    starts: list[int]
    ends: list[int]
    words: list[Word]
    kinds: NDArray[np.int32]
    places: NDArray[np.float32]
    lines: NDArray[np.int32]
    sentences: NDArray[np.int32]
    quotations: NDArray[np.int32]  # changes with every mark that opens or closes


@lru_cache(maxsize=20_000)  # most words of a text have stood in another
def word(token: str) -> Word:
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
    """A number under SUFFIXES, the same on every machine (`hash` is not)."""
    number = 7
    for character in text:
        number = (number * 131 + ord(character)) % 1_000_003
    return number % SUFFIXES


def tokens(text: str, quotations: Sequence[Quotation], most: int) -> Tokens:
    """The first `most` tokens of the text. Cost: linear, about 3 µs a token."""
    starts: list[int] = []
    ends: list[int] = []
    seen: dict[str, int] = {}
    words: list[Word] = []
    kinds: list[int] = []
    lines: list[int] = []
    sentences: list[int] = []
    numbers: list[int] = []
    places: list[list[int]] = []
    marks = _marks(quotations)
    line = sentence = brackets = depth = number = 0
    before, before_end, ended = "", 0, False
    left_open = unclosed = False
    for match in _TOKEN.finditer(text):
        if len(starts) == most:
            break
        start, end = match.span()
        token = shown = text[start : min(end, start + _LETTERS_READ)]
        gap = start > before_end
        begins_line = not starts or (gap and "\n" in text[before_end:start])
        if begins_line and starts:
            line += 1
            brackets = depth = 0
            left_open, unclosed = unclosed, False
            places[-1].append(LINE_ENDS)
        flags: list[int] = [SPACE_BEFORE] if gap else []
        opens = closes = False
        if not token[0].isalnum():
            mark = marks.get(start)
            if mark is not None:
                opens, closes = mark.opens, not mark.opens
                number += 1
                depth = mark.depth if opens else mark.depth - 1
                unclosed = unclosed or mark.unclosed
                shown = (
                    ("“" if mark.depth == 1 else "‘")
                    if opens
                    else ("”" if mark.depth == 1 else "’")
                )
            elif token in "–—―":
                shown = "—"
            elif token in "’‘`":
                shown = "'"
            elif token == "(":
                brackets = min(brackets + 1, 3)
            elif token == ")":
                brackets = max(brackets - 1, 0)
        if begins_line or (ended and gap and (opens or token[0].isupper() or token[0].isdigit())):
            flags.append(SENTENCE_BEGINS)
            if starts:
                sentence += 1
        if begins_line:
            flags.append(LINE_BEGINS)
        if line == 0:
            flags.append(FIRST_LINE)
        if brackets:
            flags.append(BRACKETED)
        if before == "”":
            flags.append(QUOTE_BEFORE)
        elif before == ",":
            flags.append(COMMA_BEFORE)
        if depth:
            flags.append(QUOTED)
        if depth > 1:
            flags.append(QUOTED_WITHIN)
        if opens:
            flags.append(QUOTE_OPENS)
        if closes:
            flags.append(QUOTE_CLOSES)
        if left_open:
            flags.append(QUOTE_LEFT_OPEN)
        kind = seen.get(shown)
        if kind is None:
            kind = seen[shown] = len(words)
            words.append(word(shown))
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
        lines.append(line)
        sentences.append(sentence)
        numbers.append(number)
        places.append(flags)
        ended = token in _ENDS or (ended and not gap and (closes or token in _AFTER_END))
        before, before_end = shown, end
    table = np.zeros((len(starts), PLACE_FLAGS), np.float32)
    if starts:
        places[-1].append(LINE_ENDS)
        counts = [len(flags) for flags in places]
        table[np.repeat(np.arange(len(places)), counts), [at for row in places for at in row]] = 1
    found = Tokens(
        starts,
        ends,
        words,
        np.array(kinds, np.int32),
        table,
        np.array(lines, np.int32),
        np.array(sentences, np.int32),
        np.array(numbers, np.int32),
    )
    _flag_lines(found)
    return found


class _Mark(NamedTuple):
    depth: int
    opens: bool
    unclosed: bool  # it opens what its paragraph does not close


def _marks(quotations: Iterable[Quotation]) -> dict[int, _Mark]:
    """What the quotation marks of a text do, by where they stand."""
    marks: dict[int, _Mark] = {}
    for one in quotations:
        if one.closed:
            marks[one.end - 1] = _Mark(one.depth, False, False)
        marks[one.start] = _Mark(one.depth, True, not one.closed)
    return marks


def _flag_lines(found: Tokens) -> None:
    """Short lines and lines without a full stop are mostly headlines and labels."""
    if not found.starts:
        return
    sizes = np.bincount(found.lines)
    found.places[:, SHORT_LINE] = sizes[found.lines] < 15
    last = np.cumsum(sizes) - 1
    ended = np.array([found.words[found.kinds[at]].key in ".!?…”’)" for at in last])
    found.places[:, LINE_UNENDED] = ~ended[found.lines]
