"""Lines and blocks of a text with their offsets, and the few facts about a line that rules ask
for.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from claims.extractors.text.characters import key
from claims.extractors.text.sentences import CLOSERS, STOPS, split_sentences, with_armenian_stops

from . import boilerplate_words

# Longer lines are paragraphs of body in every page seen so far (the longest appeal was under 600
# characters), and no list of words is held against them: that keeps the cost of a line bounded.
LONGEST_FURNITURE = 900

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w[\w’'ʼ.-]*")
_QUOTED = re.compile(r"(?<!\w)[\"“«„‘'][^\"”»“’'\n]{25,}[\"”»“’']")  # several words between marks


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
    def found(self) -> boilerplate_words.Found:
        """The entries of the word lists that stand in the line."""
        return boilerplate_words.search(self.key)

    @cached_property
    def words(self) -> int:
        """How many words, counted up to 200."""
        return count_words(self.text[: 12 * 200])

    @cached_property
    def is_ended(self) -> bool:
        """Whether the line ends as a sentence does."""
        end = with_armenian_stops(self.text[-40:] + " ").rstrip(CLOSERS + " \xa0")
        return end.endswith(tuple(STOPS))

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
    def reports(self) -> bool:
        """Whether somebody is reported in it, or quoted at some length."""
        return boilerplate_words.SAID in self.found or bool(_QUOTED.search(self.text))

    @cached_property
    def sentences(self) -> list[str]:
        """The line cut at its inner sentence ends; at least one."""
        return [self.text[start:end] for start, end in split_sentences(self.text)] or [self.text]


def count_words(text: str) -> int:
    """How many words `text` has; a script without spaces has one for each run of letters."""
    return sum(1 for _ in _WORD.finditer(text))


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
