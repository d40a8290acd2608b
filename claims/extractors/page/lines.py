"""Lines and blocks of a text with their offsets, and the few facts about a line that rules need."""

import re
from dataclasses import dataclass
from functools import cached_property

from claims.extractors.text.characters import list_key
from claims.extractors.text.sentences import CLOSERS, STOPS, split_sentences, with_armenian_stops

from . import boilerplate_words

# Longer lines are paragraphs of body in every page seen so far (the longest appeal was under 600
# characters), and they are not searched for listed words: that bounds the cost of a line.
LONGEST_BOILERPLATE = 900

# Marks that pages set around labels and links.
EDGE_MARKS = " \t\xa0|:：›»>«<…→←↓↑•·-–—*+՝!."

_LONGEST_LABEL = 40
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\w[\w’'ʼ.-]*")
_QUOTED = re.compile(r"(?<!\w)[\"“«„‘'][^\"”»“’'\n]{25,}[\"”»“’']")  # several words between marks


@dataclass(frozen=True, eq=False)
class TextLine:
    """A line that is not blank. Its offsets exclude white space at its ends."""

    number: int  # its index among the lines that are not blank
    block: int  # lines without a blank line between them share one number
    start: int
    end: int
    text: str

    @cached_property
    def folded(self) -> str:
        """The line folded for word lists; empty for a line too long to be page boilerplate."""
        return list_key(self.text) if len(self.text) <= LONGEST_BOILERPLATE else ""

    @cached_property
    def found_entries(self) -> boilerplate_words.FoundEntries:
        """The entries of the word lists that the line contains."""
        return boilerplate_words.find_entries(self.folded)

    @cached_property
    def word_count(self) -> int:
        """The number of words, counted in the first 2,400 characters."""
        return count_words(self.text[: 12 * 200])

    @cached_property
    def ends_as_sentence(self) -> bool:
        """True if the line ends as a sentence does."""
        end = with_armenian_stops(self.text[-40:] + " ").rstrip(CLOSERS + " \xa0")
        return end.endswith(tuple(STOPS))

    @cached_property
    def is_prose(self) -> bool:
        """True for running text: the line ends as a sentence and is as long as one."""
        if len(self.text) > LONGEST_BOILERPLATE:
            return True
        return (self.ends_as_sentence or len(self.sentences) > 1) and (
            self.word_count >= 5 or len(self.text) >= 40
        )

    @cached_property
    def reports_speech(self) -> bool:
        """True if somebody is reported in the line, or quoted at some length."""
        return boilerplate_words.SAID in self.found_entries or bool(_QUOTED.search(self.text))

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the line; at least one."""
        return [self.text[start:end] for start, end in split_sentences(self.text)] or [self.text]


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces each run of letters counts as one."""
    return sum(1 for _ in _WORD.finditer(text))


def split_lines(text: str) -> list[TextLine]:
    """Return the lines of `text` that are not blank, in order. LF, CRLF or CR ends a line."""
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
    """Return True if text[start:end], which is white space, contains more than one line end."""
    gap = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return gap.count("\n") > 1


def leading_label(line: TextLine) -> str:
    """Return the label before a colon or an Armenian ՝ or, unless the line is prose, a dash or slash."""
    return label_before(line.folded, ":", "՝") or (
        "" if line.is_prose else label_before(line.folded, " /", " —", " –")
    )


def label_before(folded: str, *signs: str) -> str:
    """Return what is before the first of some signs, near the beginning; empty without any."""
    places = [at for at in map(folded[:_LONGEST_LABEL].find, signs) if at > 0]
    return folded[: min(places)].strip(EDGE_MARKS + "(") if places else ""
