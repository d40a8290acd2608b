"""Lines and blocks of a text with their offsets, and the few facts about a line that rules ask
for.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from claims.extractors.text.characters import list_key
from claims.extractors.text.sentences import CLOSERS, STOPS, split_sentences, with_armenian_stops

from . import boilerplate_words

# Longer lines are paragraphs of body in every page seen so far (the longest appeal was under 600
# characters), and no list of words is held against them: that keeps the cost of a line bounded.
LONGEST_BOILERPLATE = 900

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w[\w’'ʼ.-]*")
_QUOTED = re.compile(r"(?<!\w)[\"“«„‘'][^\"”»“’'\n]{25,}[\"”»“’']")  # several words between marks


@dataclass(frozen=True, eq=False)
class TextLine:
    """A line that is not blank: its place among all lines, its offsets without surrounding
    blanks.
    """

    number: int  # among the lines that are not blank
    block: int  # lines with no blank line between them are one block
    start: int
    end: int
    text: str

    @cached_property
    def folded(self) -> str:
        """The line folded for word lists; empty for a line too long to be page furniture."""
        return list_key(self.text) if len(self.text) <= LONGEST_BOILERPLATE else ""

    @cached_property
    def found_entries(self) -> boilerplate_words.FoundEntries:
        """The entries of the word lists that stand in the line."""
        return boilerplate_words.find_entries(self.folded)

    @cached_property
    def word_count(self) -> int:
        """How many words, counted up to 200."""
        return count_words(self.text[: 12 * 200])

    @cached_property
    def ends_as_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        end = with_armenian_stops(self.text[-40:] + " ").rstrip(CLOSERS + " \xa0")
        return end.endswith(tuple(STOPS))

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line reads as running text: it ends as a sentence and has the length of
        one.
        """
        if len(self.text) > LONGEST_BOILERPLATE:
            return True
        return (self.ends_as_sentence or len(self.sentences) > 1) and (
            self.word_count >= 5 or len(self.text) >= 40
        )

    @cached_property
    def reports_speech(self) -> bool:
        """Whether somebody is reported in it, or quoted at some length."""
        return boilerplate_words.SAID in self.found_entries or bool(_QUOTED.search(self.text))

    @cached_property
    def sentences(self) -> list[str]:
        """The line cut at its inner sentence ends; at least one."""
        return [self.text[start:end] for start, end in split_sentences(self.text)] or [self.text]


def count_words(text: str) -> int:
    """How many words `text` has; a script without spaces has one for each run of letters."""
    return sum(1 for _ in _WORD.finditer(text))


def split_lines(text: str) -> list[TextLine]:
    """The lines of `text` that hold more than white space, in order.

    Any of LF, CRLF, CR ends a line.
    """
    lines: list[TextLine] = []
    block, past = 0, 0
    for found in _LINE.finditer(text):
        whole = found[0]
        stripped = whole.strip()
        if not stripped:
            continue
        start = found.start() + len(whole) - len(whole.lstrip())
        if lines and _has_blank_line(text, past, found.start()):
            block += 1
        lines.append(TextLine(len(lines), block, start, start + len(stripped), stripped))
        past = found.end()
    return lines


def _has_blank_line(text: str, start: int, end: int) -> bool:
    """Whether more than one line end lies in text[start:end], which holds white space only."""
    gap = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1
