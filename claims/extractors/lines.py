"""Lines and blocks of a text with their offsets, and the few facts about a line that rules ask
for.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from . import furniture
from .characters import key

# Longer lines are paragraphs of body in every page seen so far (the longest appeal was under 600
# characters), and no list of words is held against them: that keeps the cost of a line bounded.
LONGEST_FURNITURE = 900

_ARMENIAN = re.compile("[ա-ֆ]")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w[\w’'ʼ.-]*")

# Marks that end a sentence: Latin, Armenian (verjaket; the colon is often typed for it, but also
# for a colon), Arabic and Urdu, Devanagari, Ethiopic, Chinese and Japanese.
_STOPS = ".!?…։؟۔।።。！？"
_CLOSERS = "\"'”’»›“‘)]}＂」』"
# The end of a sentence inside a line: a stop, perhaps closing marks, white space, and no small
# letter after it. Bounded repetition only.
_INNER_STOP = re.compile(rf"[{_STOPS}][{re.escape(_CLOSERS)}]{{0,3}}\s{{1,3}}(?=\S)")
# A stop after one of these, or after one capital letter, ends an abbreviation.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘'«.])(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Jr|No|vs|Inc|Co|Ltd|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|им|г|гг|ул|стр|тыс|млн|млрд|руб|см|т\.\s?е)$"
)


@dataclass(frozen=True, eq=False)
class Line:
    """A line that is not blank: its place among all lines, its offsets without surrounding
    blanks.
    """

    number: int  # among the lines that are not blank
    block: int  # lines with no blank line between them are one block
    start: int
    end: int
    text: str

    @cached_property
    def key(self) -> str:
        """The line folded for word lists; empty for a line too long to be page furniture."""
        return key(self.text) if len(self.text) <= LONGEST_FURNITURE else ""

    @cached_property
    def found(self) -> furniture.Found:
        """The entries of the word lists that stand in the line."""
        return furniture.search(self.key)

    @cached_property
    def words(self) -> int:
        """How many words, counted up to 200."""
        return count_words(self.text[: 12 * 200])

    @cached_property
    def is_ended(self) -> bool:
        """Whether the line ends as a sentence does."""
        end = _with_armenian_stops(self.text[-40:] + " ").rstrip(_CLOSERS + " \xa0")
        return end.endswith(tuple(_STOPS))

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line reads as running text: it ends as a sentence and has the length of
        one.
        """
        if len(self.text) > LONGEST_FURNITURE:
            return True
        return (self.is_ended or len(self.sentences) > 1) and (
            self.words >= 5 or len(self.text) >= 40
        )

    @cached_property
    def sentences(self) -> list[str]:
        """The line cut at its inner sentence ends; good enough to count, not to quote from."""
        return [self.text[start:end] for start, end in sentence_spans(self.text)]


def count_words(text: str) -> int:
    """How many words `text` has; a script without spaces has one for each run of letters."""
    return sum(1 for _ in _WORD.finditer(text))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of the sentences of one line, by its stops, minding initials and common
    titles.
    """
    text = _with_armenian_stops(text)
    cuts = [0]
    for stop in _INNER_STOP.finditer(text):
        after = text[stop.end()]
        before = text[max(0, stop.start() - 12) : stop.start()]
        if not after.islower() and not (stop[0][0] == "." and _ABBREVIATION.search(before)):
            cuts.append(stop.end())
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _with_armenian_stops(text: str) -> str:
    """`text` with the verjaket for each colon that Armenian keyboards put in its place; same
    length.
    """
    return text.replace(": ", "։ ") if ": " in text and _ARMENIAN.search(text) else text


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space, in order.

    Any of LF, CRLF, CR ends a line.
    """
    lines: list[Line] = []
    block, past = 0, 0
    for found in _LINE.finditer(text):
        whole = found[0]
        stripped = whole.strip()
        if not stripped:
            continue
        start = found.start() + len(whole) - len(whole.lstrip())
        if lines and _has_blank_line(text, past, found.start()):
            block += 1
        lines.append(Line(len(lines), block, start, start + len(stripped), stripped))
        past = found.end()
    return lines


def _has_blank_line(text: str, start: int, end: int) -> bool:
    """Whether more than one line end lies in text[start:end], which holds white space only."""
    gap = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1
