"""An article's text as the page draws it: paragraphs, claims and suggestions marked, boilerplate folded, nothing invisible.

Pure. Offsets are code points of the archived text throughout. Cost: linear in the text, n log n in the marks.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

# So many elements a browser lays out in a blink; what comes beyond is joined, or shown as U+FFFD.
MOST_PARAGRAPHS = 5_000
MOST_BADGES = 1_000
BEGINNING = 60  # characters of a fold that its summary shows

# What changes how text reads without being seen: controls, directional marks, zero-width and tag
# characters, fillers (Unicode 14; UTS 39, "Mechanisms"). Joiners are letters' business in Arabic or Indic
# script and in emoji, so they are named only behind a Latin letter or digit.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]+"
    "|(?<=[0-9A-Za-z\u00c0-\u024f])[\u200c\u200d]+"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a claim's words."""

    start: int
    end: int
    claim: int
    appearance: int
    first: bool = True  # of the stretches of its quote
    last: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the machine suggests. It gives way to claims."""

    start: int
    end: int
    suggestion: int
    waiting: bool = True  # else a person dismissed it, and may take that back


@dataclass(frozen=True, slots=True)
class Piece:
    """What the template prints as one element. `at` is where its first character stands."""

    at: int
    text: str
    badge: str = ""  # the name of an invisible character, instead of text
    claim: int = 0  # where the mark leads
    number: str = ""  # drawn behind the claim's last word
    others: tuple[int, ...] = ()  # further claims that end here, each with its own link
    ids: tuple[int, ...] = ()  # appearances that begin here
    overlap: bool = False
    suggestion: int = 0
    first: bool = False  # of the suggestion's pieces
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs, each a list of pieces; folded where they were taken for page boilerplate."""

    start: int
    end: int
    paragraphs: list[list[Piece]]
    folded: bool = False
    lines: int = 0
    open: bool = False

    @property
    def beginning(self) -> str:
        """What a fold hides, in a few words, so that a body sentence folded by mistake is noticed."""
        words = "".join(piece.text for piece in self.paragraphs[0] if not piece.badge)
        return words if len(words) <= BEGINNING else words[:BEGINNING].rsplit(" ", 1)[0] + " …"


def blocks(
    text: str,
    folded: Sequence[Span] = (),
    marks: Iterable[Mark] = (),
    sentences: Iterable[Sentence] = (),
) -> list[Block]:
    """The text in order, nothing left out but blank lines. The sentences lie apart."""
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
    """Runs of lines that are not blank; joined where there are too many for a page."""
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
class _Run:
    """A stretch in which the same marks are open."""

    start: int
    end: int
    inner: Mark  # the shortest of those open: the one a reader means by pointing here
    starting: tuple[Mark, ...]
    ending: tuple[Mark, ...]
    overlap: bool


class _Cutter:
    """Cuts paragraphs into pieces, in order: each call begins where the one before ended or later."""

    def __init__(self, text: str, marks: Iterable[Mark], sentences: Iterable[Sentence]) -> None:
        self.text = text
        trimmed = (_trimmed(text, mark) for mark in marks)
        runs = _runs([mark for mark in trimmed if mark.start < mark.end])
        self.runs = list(_between(runs, sorted(sentences, key=lambda s: s.start)))
        self.next_run = 0
        self.badges_left = MOST_BADGES

    def cut(self, start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        at = start
        while at < end:
            while self.next_run < len(self.runs) and self.runs[self.next_run].end <= at:
                self.next_run += 1
            run = self.runs[self.next_run] if self.next_run < len(self.runs) else None
            if run is None or run.start >= end:
                self._plain(pieces, at, end)
                break
            if run.start > at:
                self._plain(pieces, at, run.start)
            stop = min(run.end, end)
            if isinstance(run, _Stretch):
                self._suggested(pieces, run, max(run.start, at), stop)
            else:
                self._marked(pieces, run, max(run.start, at), stop)
            at = stop
        return pieces

    def _plain(self, pieces: list[Piece], start: int, end: int) -> None:
        for at, words, badge in self._visible(start, end):
            pieces.append(Piece(at, words, badge))

    def _marked(self, pieces: list[Piece], run: _Run, start: int, end: int) -> None:
        parts = list(self._visible(start, end))
        for index, (at, words, badge) in enumerate(parts):
            begins = index == 0 and start == run.start
            ends = index == len(parts) - 1 and end == run.end
            ending = list(dict.fromkeys(m.claim for m in run.ending if m.last)) if ends else []
            number = str(run.inner.claim) if run.inner.claim in ending else ""
            pieces.append(
                Piece(
                    at,
                    words,
                    badge,
                    claim=run.inner.claim,
                    number=number,
                    others=tuple(claim for claim in ending if claim != run.inner.claim),
                    ids=tuple(m.appearance for m in run.starting if m.first) if begins else (),
                    overlap=run.overlap,
                )
            )

    def _suggested(self, pieces: list[Piece], run: "_Stretch", start: int, end: int) -> None:
        for at, words, badge in self._visible(start, end):
            number, waiting = run.sentence.suggestion, run.sentence.waiting
            first = run.first and at == run.start
            pieces.append(Piece(at, words, badge, suggestion=number, first=first, waiting=waiting))

    def _visible(self, start: int, end: int) -> Iterator[tuple[int, str, str]]:
        """(where, words, "") and (where, "", badge) in turn."""
        at = start
        for found in _INVISIBLE.finditer(self.text, start, end):
            if self.badges_left <= 0:
                break
            self.badges_left -= 1
            if at < found.start():
                yield at, self.text[at : found.start()], ""
            yield found.start(), "", _names(found[0])
            at = found.end()
        if at < end:
            words = self.text[at:end]
            if self.badges_left <= 0:  # one for one, so that offsets stay true
                words = _INVISIBLE.sub(lambda run: "\ufffd" * len(run[0]), words)
            yield at, words, ""


@dataclass(slots=True)
class _Stretch:
    """A part of a suggested sentence where no claim is marked."""

    start: int
    end: int
    sentence: Sentence
    first: bool


def _between(runs: list[_Run], sentences: list[Sentence]) -> Iterator[_Run | _Stretch]:
    """All in order; what a claim has marked is left to it."""
    number = 0
    for sentence in sentences:
        at, first = sentence.start, True
        while number < len(runs) and runs[number].start < sentence.end:
            run = runs[number]
            if at < run.start:
                yield _Stretch(at, run.start, sentence, first)
                first = False
            at = max(at, run.end)
            yield run
            number += 1
        if at < sentence.end:
            yield _Stretch(at, sentence.end, sentence, first)
    yield from runs[number:]


def _trimmed(text: str, mark: Mark) -> Mark:
    """Without white space at its edges, which no paragraph prints."""
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.claim, mark.appearance, mark.first, mark.last)


def _runs(marks: list[Mark]) -> list[_Run]:
    """The stretches between all edges of all marks, with the innermost mark of each. n log n."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    edges = sorted(opening.keys() | closing.keys())
    runs: list[_Run] = []
    open_marks: list[tuple[int, int, int, Mark]] = []  # shortest first; closed ones leave lazily
    count = 0
    for serial, (edge, following) in enumerate(zip(edges, edges[1:], strict=False)):
        for number, mark in enumerate(opening.get(edge, ())):
            heapq.heappush(open_marks, (mark.end - mark.start, serial, number, mark))
        count += len(opening.get(edge, ())) - len(closing.get(edge, ()))
        while open_marks and open_marks[0][3].end <= edge:
            heapq.heappop(open_marks)
        if count and open_marks:
            runs.append(
                _Run(
                    edge,
                    following,
                    open_marks[0][3],
                    tuple(opening.get(edge, ())),
                    tuple(closing.get(following, ())),
                    overlap=count > 1,
                )
            )
    return runs


def _names(characters: str) -> str:
    """`U+202E`, or `U+200B ×3`; of a mixed run the first few."""
    kinds = list(dict.fromkeys(characters))
    names = " ".join(f"U+{ord(c):04X}" for c in kinds[:3]) + (" …" if len(kinds) > 3 else "")
    return f"{names} ×{len(characters)}" if len(characters) > len(kinds) else names
