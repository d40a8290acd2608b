"""Find the quotations of a text: where each begins and ends, and how deep it is nested.

Handles the marks of news text: “ ” ‘ ’ " ' '' « » „ “ ‚ ‘ ‹ ›, apostrophes, quotations inside
quotations, and quotations that are never closed, which end with their paragraph (a line).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\r\n]+")
_SIGNS = "“”„‟\"‘’‚‛'`«»‹›「」『』"
_MARK = re.compile(
    rf"[{_SIGNS}]{{6,}}|''(?!')|``|[{_SIGNS}]"
)  # six in a row are a drawn line, not marks
_DEEPEST = 20  # quotations nested deeper are ignored: nobody could follow them
# Each mark: its family, whether it may open, whether it may close.
_MARKS = {
    "“": ("double", True, False),
    "„": ("double", True, False),
    "‟": ("double", True, False),
    "``": ("double", True, False),
    "”": ("double", False, True),
    '"': ("double", True, True),
    "''": ("double", True, True),
    "‘": ("single", True, False),
    "‚": ("single", True, False),
    "‛": ("single", True, False),
    "`": ("single", True, False),
    "’": ("single", False, True),
    "'": ("single", True, True),
    "«": ("angle", True, False),
    "»": ("angle", False, True),
    "‹": ("small angle", True, False),
    "›": ("small angle", False, True),
    "「": ("corner", True, False),
    "」": ("corner", False, True),
    "『": ("white corner", True, False),
    "』": ("white corner", False, True),
}
# German, Georgian and Russian nested quotations close with the mark that opens English ones.
_CLOSES = {"“": "„", "‘": "‚"}
_BEGINS = "([{“‘«„—–-"
_ENDS = ".,!?…)]}”’»"
# A year or a word with its beginning left out: ‘08, ‘em.
_LEFT_OUT = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; one that is not `closed` ends with its paragraph.

    `depth` is 1 for an outermost quotation, 2 for one inside it, and so on.
    """

    start: int
    end: int
    depth: int
    closed: bool


@dataclass(slots=True)
class _Mark:
    """A mark that may open or close a quotation; not an apostrophe."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool
    left: int  # the end of the words before it
    maybe_apostrophe: bool = False
    follower: "_Mark | None" = (
        None  # the next of its family that opened while this was the innermost
    )

    @property
    def family(self) -> str:
        return _MARKS[self.sign][0]


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of `text` in order of their start, outer before inner. Cost: linear."""
    found: list[Quotation] = []
    carried = ""  # the family of a quotation left open by the paragraph before
    for paragraph in _PARAGRAPH.finditer(text):
        inside = _Paragraph(
            paragraph.start(), _without_blanks(text, paragraph.end(), paragraph.start()), carried
        )
        for mark in _marks(text, paragraph.start(), paragraph.end()):
            inside.read_mark(mark)
        carried = inside.finish()
        found += _with_depth(inside.found)
    return found


class _Paragraph:
    """The quotations of one paragraph, collected mark by mark."""

    def __init__(self, start: int, end: int, carried: str) -> None:
        self.start, self.end, self.carried = start, end, carried
        self.found: list[tuple[int, int, bool]] = []
        self.open: list[_Mark] = []
        self.open_of: dict[str, list[_Mark]] = {}

    def read_mark(self, mark: _Mark) -> None:
        same = self.open_of.setdefault(mark.family, [])
        if same and (mark.closes or same[-1].sign == _CLOSES.get(mark.sign)):
            self._close(mark)
        elif mark.opens and len(self.open) < _DEEPEST:
            if same and self.open[-1] is same[-1] and same[-1].follower is None:
                same[-1].follower = mark
            same.append(mark)
            self.open.append(mark)
        elif mark.closes and mark.family == self.carried:
            # The last paragraph of a quotation that does not repeat its opening mark in each.
            while self.open:
                self._end_unclosed(self.open[-1], mark.left)
            self.found.append((self.start, mark.end, True))
            self.carried = ""

    def finish(self) -> str:
        """End the quotations that are still open; return the family of the outermost, or ""."""
        family = self.open[0].family if self.open else ""
        while self.open:
            self._end_unclosed(self.open[-1], self.end)
        return family

    def _close(self, mark: _Mark) -> None:
        opening = self.open_of[mark.family][-1]
        while self.open[-1] is not opening:
            self._end_unclosed(self.open[-1], mark.left)
        self._pop()
        self.found.append((opening.start, mark.end, True))

    def _end_unclosed(self, mark: _Mark, end: int) -> None:
        """End a quotation that is never closed: where the next of its family began, or at `end`."""
        self._pop()
        self.found.append((mark.start, mark.follower.left if mark.follower else end, False))

    def _pop(self) -> None:
        self.open_of[self.open.pop().family].pop()


def _with_depth(spans: list[tuple[int, int, bool]]) -> Iterator[Quotation]:
    """Yield the quotations in order; `spans` are nested or do not overlap."""
    ends: list[int] = []
    for start, end, closed in sorted(spans, key=lambda span: (span[0], -span[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        ends.append(end)
        yield Quotation(start, end, len(ends), closed)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Return the marks of a paragraph that open or close, without its apostrophes."""
    return _without_apostrophes(list(_possible_marks(text, start, end)))


def _possible_marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the marks that may open or close, judged by the characters next to each."""
    for found in _MARK.finditer(text, start, end):
        if found[0] not in _MARKS:
            continue
        mark = _mark_in_context(
            found,
            before=text[found.start() - 1] if found.start() > start else " ",
            after=text[found.end()] if found.end() < end else " ",
        )
        if mark:
            yield mark


def _without_apostrophes(marks: list[_Mark]) -> list[_Mark]:
    # Backwards, because two tests depend on the marks that follow.
    kept: list[_Mark] = []
    closing_ahead = False  # in the single family
    next_single: _Mark | None = None
    for mark in reversed(marks):
        if mark.family == "single":
            if mark.maybe_apostrophe and next_single and _surely_closes(next_single):
                continue
            if mark.sign == "'" and mark.opens and not (mark.closes or closing_ahead):
                continue
            closing_ahead = closing_ahead or mark.closes
            next_single = mark
        kept.append(mark)
    return kept[::-1]


def _without_blanks(text: str, end: int, start: int) -> int:
    """Return `end` moved back over the blanks before it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _surely_closes(mark: _Mark) -> bool:
    return mark.closes and not mark.opens and not mark.maybe_apostrophe


def _mark_in_context(found: re.Match[str], *, before: str, after: str) -> _Mark | None:
    """Return the mark with what it may do between these characters; None for an apostrophe."""
    sign = found[0]
    family, opens, closes = _MARKS[sign]
    mark = _Mark(
        found.start(),
        found.end(),
        sign,
        opens,
        closes,
        _without_blanks(found.string, found.start(), 0),
    )
    if family == "single":
        if _is_apostrophe(found, before, after, opens=opens):
            return None
        # "the ministers’ car", unless it closes
        mark.maybe_apostrophe = closes and before in "sS" and after.isspace()
    if sign in _CLOSES:  # an opening mark typed as a closing one: “no“.
        mark.closes = _may_close(before, after)
    if opens and closes:  # a straight mark: the characters that touch it decide, if any
        may_open = not after.isspace() and not before.isalnum() and before not in _ENDS
        may_close = _may_close(before, after)
        if may_open != may_close:
            mark.opens, mark.closes = may_open, may_close
    return mark


def _is_apostrophe(found: re.Match[str], before: str, after: str, *, opens: bool) -> bool:
    """Return True if a single mark is certainly an apostrophe."""
    return (
        (before.isalnum() and after.isalnum())
        or (before.isspace() and not opens)  # ’08, ’em
        or (opens and _LEFT_OUT.match(found.string, found.end()) is not None)
    )


def _may_close(before: str, after: str) -> bool:
    return not before.isspace() and before not in _BEGINS and not after.isalnum()
