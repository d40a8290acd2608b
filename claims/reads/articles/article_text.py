"""An article's text for its page: paragraphs, with claims and suggestions marked, boilerplate folded, invisible characters named.

No queries. Offsets are code points of the archived text. Cost: linear in the text, n log n in the marks.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

Span = tuple[int, int]

# A browser lays out this many elements at once; further paragraphs are joined, further badges shown as U+FFFD.
MOST_PARAGRAPHS = 5_000
MOST_BADGES = 1_000
BEGINNING = 60  # characters of folded text that its summary shows

# Characters that change how text reads without being visible: controls, directional marks, zero-width and
# tag characters, fillers (Unicode 14; UTS 39, "Mechanisms"). Joiners are part of Arabic and Indic spelling
# and of emoji, so they are named only after a Latin letter or digit.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]+"
    "|(?<=[0-9A-Za-z\u00c0-\u024f])[\u200c\u200d]+"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of a claim's words in the text."""

    start: int
    end: int
    claim: int
    appearance: int
    first: bool = True  # the first stretch of its quote
    last: bool = True


@dataclass(frozen=True, slots=True)
class SuggestedSentence:
    """A sentence that the machine suggests. Where a claim is marked, only the claim is shown."""

    start: int
    end: int
    suggestion: int
    waiting: bool = True  # otherwise a person dismissed it, which can be taken back


@dataclass(frozen=True, slots=True)
class Piece:
    """What the template prints as one element. `at` is the offset of its first character."""

    at: int
    text: str
    badge: str = ""  # the name of an invisible character, instead of text
    claim: int = 0  # the claim that the mark links to
    number: str = ""  # shown after the claim's last word
    others: tuple[int, ...] = ()  # other claims that end here; each gets its own link
    ids: tuple[int, ...] = ()  # appearances that start here
    overlap: bool = False
    suggestion: int = 0
    first: bool = False  # the first piece of its suggestion
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs, each a list of pieces; folded if they were classified as page boilerplate."""

    start: int
    end: int
    paragraphs: list[list[Piece]]
    folded: bool = False
    lines: int = 0
    open: bool = False

    @property
    def title(self) -> str:
        if self.lines <= 1:
            return "Page boilerplate"
        text = ngettext(
            "Page boilerplate, %(number)d line", "Page boilerplate, %(number)d lines", self.lines
        )
        return text % {"number": self.lines}

    @property
    def beginning(self) -> str:
        """The first words of the folded text: an article sentence folded by mistake is noticed."""
        words = "".join(piece.text for piece in self.paragraphs[0] if not piece.badge)
        return words if len(words) <= BEGINNING else words[:BEGINNING].rsplit(" ", 1)[0] + " …"


def blocks(
    text: str,
    folded: Sequence[Span] = (),
    marks: Iterable[Mark] = (),
    sentences: Iterable[SuggestedSentence] = (),
) -> list[Block]:
    """Return the whole text in order, without blank lines. The sentences must not overlap."""
    cutter = _Cutter(text, marks, sentences)
    found: list[Block] = []
    for start, end, is_folded in _sections(len(text), folded):
        spans = _paragraphs(text, start, end)
        if not spans:
            continue
        paragraphs = [cutter.cut(*span) for span in spans]
        lines = 1 + text.count("\n", spans[0][0], spans[-1][1])
        marked = is_folded and any(piece.claim for pieces in paragraphs for piece in pieces)
        found.append(Block(start, end, paragraphs, is_folded, lines, marked))
    return found


def _sections(length: int, folded: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    at = 0
    for start, end in sorted(folded):
        start, end = max(start, at), min(end, length)
        if start >= end:
            continue
        if at < start:
            yield at, start, False
        yield start, end, True
        at = end
    if at < length:
        yield at, length, False


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the runs of lines that are not blank, joined if there are too many for a page."""
    found: list[Span] = []
    at, begun, ended = start, -1, start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if text[at:line_end].strip():
            begun = at if begun < 0 else begun
            ended = line_end
        elif begun >= 0:
            found.append((begun, ended))
            begun = -1
        at = line_end + 1
    if begun >= 0:
        found.append((begun, ended))
    size = -(-len(found) // MOST_PARAGRAPHS)
    if size > 1:
        found = [
            (found[i][0], found[min(i + size, len(found)) - 1][1])
            for i in range(0, len(found), size)
        ]
    return found


@dataclass(slots=True)
class _MarkedStretch:
    """A stretch of text in which the same marks are open."""

    start: int
    end: int
    inner: Mark  # the shortest open mark, which a reader means when pointing here
    starting: tuple[Mark, ...]
    ending: tuple[Mark, ...]
    overlap: bool


class _Cutter:
    """Cut paragraphs into pieces. Each call must start at or after the end of the previous one."""

    def __init__(
        self, text: str, marks: Iterable[Mark], sentences: Iterable[SuggestedSentence]
    ) -> None:
        self.text = text
        trimmed = (_trimmed(text, mark) for mark in marks)
        marked = _marked_stretches([mark for mark in trimmed if mark.start < mark.end])
        self.stretches = list(_with_suggestions(marked, sorted(sentences, key=lambda s: s.start)))
        self.next_stretch = 0
        self.badges_left = MOST_BADGES

    def cut(self, start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        at = start
        while at < end:
            stretch = self._stretch_after(at)
            if stretch is None or stretch.start >= end:
                self._add_plain(pieces, at, end)
                break
            if stretch.start > at:
                self._add_plain(pieces, at, stretch.start)
            stop = min(stretch.end, end)
            if isinstance(stretch, _SuggestedStretch):
                self._add_suggested(pieces, stretch, max(stretch.start, at), stop)
            else:
                self._add_marked(pieces, stretch, max(stretch.start, at), stop)
            at = stop
        return pieces

    def _stretch_after(self, at: int) -> "_MarkedStretch | _SuggestedStretch | None":
        """Return the stretch that contains `at`, or else the next one."""
        found = self.stretches
        while self.next_stretch < len(found) and found[self.next_stretch].end <= at:
            self.next_stretch += 1
        return found[self.next_stretch] if self.next_stretch < len(found) else None

    def _add_plain(self, pieces: list[Piece], start: int, end: int) -> None:
        for at, words, badge in self._visible(start, end):
            pieces.append(Piece(at, words, badge))

    def _add_marked(
        self, pieces: list[Piece], stretch: _MarkedStretch, start: int, end: int
    ) -> None:
        parts = list(self._visible(start, end))
        for index, (at, words, badge) in enumerate(parts):
            begins = index == 0 and start == stretch.start
            ends = index == len(parts) - 1 and end == stretch.end
            ending = list(dict.fromkeys(m.claim for m in stretch.ending if m.last)) if ends else []
            number = str(stretch.inner.claim) if stretch.inner.claim in ending else ""
            pieces.append(
                Piece(
                    at,
                    words,
                    badge,
                    claim=stretch.inner.claim,
                    number=number,
                    others=tuple(claim for claim in ending if claim != stretch.inner.claim),
                    ids=tuple(m.appearance for m in stretch.starting if m.first) if begins else (),
                    overlap=stretch.overlap,
                )
            )

    def _add_suggested(
        self, pieces: list[Piece], stretch: "_SuggestedStretch", start: int, end: int
    ) -> None:
        for at, words, badge in self._visible(start, end):
            number, waiting = stretch.sentence.suggestion, stretch.sentence.waiting
            first = stretch.first and at == stretch.start
            pieces.append(Piece(at, words, badge, suggestion=number, first=first, waiting=waiting))

    def _visible(self, start: int, end: int) -> Iterator[tuple[int, str, str]]:
        """Yield (offset, words, "") for visible text and (offset, "", badge) for invisible characters."""
        at = start
        for found in _INVISIBLE.finditer(self.text, start, end):
            if self.badges_left <= 0:
                break
            self.badges_left -= 1
            if at < found.start():
                yield at, self.text[at : found.start()], ""
            yield found.start(), "", _badge(found[0])
            at = found.end()
        if at < end:
            words = self.text[at:end]
            if self.badges_left <= 0:  # one for one, so that offsets stay correct
                words = _INVISIBLE.sub(lambda run: "\ufffd" * len(run[0]), words)
            yield at, words, ""


@dataclass(slots=True)
class _SuggestedStretch:
    """A part of a suggested sentence where no claim is marked."""

    start: int
    end: int
    sentence: SuggestedSentence
    first: bool


def _with_suggestions(
    marked: list[_MarkedStretch], sentences: list[SuggestedSentence]
) -> Iterator[_MarkedStretch | _SuggestedStretch]:
    """Yield all stretches in order. Where a claim is marked, the suggestion gives way."""
    number = 0
    for sentence in sentences:
        at, first = sentence.start, True
        while number < len(marked) and marked[number].start < sentence.end:
            stretch = marked[number]
            if at < stretch.start:
                yield _SuggestedStretch(at, stretch.start, sentence, first)
                first = False
            at = max(at, stretch.end)
            yield stretch
            number += 1
        if at < sentence.end:
            yield _SuggestedStretch(at, sentence.end, sentence, first)
    yield from marked[number:]


def _trimmed(text: str, mark: Mark) -> Mark:
    """Return the mark without white space at its edges, which no paragraph prints."""
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.claim, mark.appearance, mark.first, mark.last)


def _marked_stretches(marks: list[Mark]) -> list[_MarkedStretch]:
    """Return the stretches between all edges of all marks, with the innermost mark of each. n log n."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    edges = sorted(opening.keys() | closing.keys())
    stretches: list[_MarkedStretch] = []
    open_marks: list[
        tuple[int, int, int, Mark]
    ] = []  # shortest first; closed marks are removed lazily
    count = 0
    for serial, (edge, following) in enumerate(zip(edges, edges[1:], strict=False)):
        for number, mark in enumerate(opening.get(edge, ())):
            heapq.heappush(open_marks, (mark.end - mark.start, serial, number, mark))
        count += len(opening.get(edge, ())) - len(closing.get(edge, ()))
        while open_marks and open_marks[0][3].end <= edge:
            heapq.heappop(open_marks)
        if count and open_marks:
            stretches.append(
                _MarkedStretch(
                    edge,
                    following,
                    open_marks[0][3],
                    tuple(opening.get(edge, ())),
                    tuple(closing.get(following, ())),
                    overlap=count > 1,
                )
            )
    return stretches


def _badge(characters: str) -> str:
    """Return `U+202E`, or `U+200B ×3`; for a mixed run its first three characters."""
    kinds = list(dict.fromkeys(characters))
    names = " ".join(f"U+{ord(c):04X}" for c in kinds[:3]) + (" …" if len(kinds) > 3 else "")
    return f"{names} ×{len(characters)}" if len(characters) > len(kinds) else names
