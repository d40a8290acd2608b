"""Read a page line by line, as a browser shows it: each block and each <br> ends a line, inline elements never do.

After the rendered text of the HTML Standard (innerText), without style sheets: of styles, only an element's own “display: block” counts.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from claims.extractors.text.characters import nfc

from .layout_tables import layout_cells
from .lines import TextLine
from .markup import APART, BLOCKS, CELLS, HEADINGS, PREFORMATTED, UNSEEN, names_of, part_of_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_BLOCK_STYLE = re.compile(r"(?:^|[;\s])display\s{0,9}:\s{0,9}block\b", re.I)


def words_of(text: str) -> list[str]:
    """Return the words of a text, to compare two versions of it."""
    return _WORD.findall(text.replace("\u00ad", ""))


@dataclass(eq=False)
class PageLine:
    """A line of the page: its text with single spaces, a tab between cells, and what its place says of it."""

    text: str
    block: "HtmlElement"  # the block that it is in
    run: "HtmlElement"  # the element in which lines like this one are next to each other
    level: int  # of the heading that it is, 1 to 6, or 0
    has_time: bool  # contains a <time>
    linked: int  # characters inside links, without blanks
    is_aside: bool = False  # in a part of the page that is seldom its article
    is_outside: bool = False  # in a part that never is: the foot, navigation, readers' comments

    @cached_property
    def words(self) -> list[str]:
        """The words, as `words_of` returns them."""
        return words_of(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """True for running text, which is never shorter than five words of one letter."""
        return len(self.text) > 9 and TextLine(0, 0, 0, len(self.text), self.text).is_prose

    @property
    def is_link(self) -> bool:
        """True if the line is nothing but links, and no sentence."""
        return self.linked >= sum(map(str.isalnum, self.text)) and not self.is_prose

    @property
    def is_linked(self) -> bool:
        """True if half of the line is links."""
        return 2 * self.linked > len(self.text)


@dataclass(eq=False)
class PageBlock:
    """A block element and which of the page's lines are inside it: [start, end)."""

    element: "HtmlElement"
    start: int
    end: int


def read_lines(tree: "HtmlElement") -> tuple[list[PageLine], list[PageBlock]]:
    """Return the lines of a page in order, and its blocks, inner ones before those around them.

    Cost: linear.
    """
    from lxml import etree

    reader = _Reader(layout_cells(tree))
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    return reader.finished()


@dataclass(slots=True)
class _Open:
    """An element that is open, and how much was read before it."""

    kind: str  # "heading", "link", "time", "preformatted", "unseen", or ""
    part: tuple[str, ...]
    size: int
    block: PageBlock | None


class _Reader:
    """Collects lines while a tree is walked."""

    def __init__(self, layout_cells: set["HtmlElement"]) -> None:
        self._layout_cells = layout_cells
        self._lines: list[PageLine] = []
        self._blocks: list[PageBlock] = []
        self._open: list[_Open] = []
        self._open_blocks: list[PageBlock] = []
        self._inside: Counter[str] = Counter()
        self._around: list[HtmlElement] = []  # for each line: the block around its own
        self._parts: list[tuple[str, PageBlock, int]] = []  # with the size of each
        self._known_names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._level = 0  # of the last heading
        # The line that is being read: its text by cells, and how much of it is in what.
        self._cells: list[list[str]] = [[]]
        self._sizes: Counter[str] = Counter()
        self._size = 0  # of all that was read, in characters that are not blank

    def start(self, element: "HtmlElement") -> None:
        tag = element.tag
        kind = _kind(tag)
        is_block = tag in BLOCKS or element in self._layout_cells or _is_shown_as_block(element)
        self._inside[kind] += 1
        if is_block or tag == "br":
            self._end_line()
        elif tag in CELLS:
            self._cells.append([])
        elif tag in APART:
            self._cells[-1].append(" ")
        block = PageBlock(element, len(self._lines), 0) if is_block else None
        self._open.append(_Open(kind, self._part(element), self._size, block))
        if block:
            self._open_blocks.append(block)
        if kind == "heading":
            self._level = int(tag[1])
        self._add(element.text)

    def end(self, element: "HtmlElement") -> None:
        done = self._open.pop()
        if done.block:
            self._end_line()
            self._open_blocks.pop()
            done.block.end = len(self._lines)
            self._blocks.append(done.block)
            self._parts += [(part, done.block, self._size - done.size) for part in done.part]
        else:
            for part in done.part:
                self._sizes[part] += self._size - done.size
            if element.tag in APART:
                self._cells[-1].append(" ")
        self._inside[done.kind] -= 1
        if self._open_blocks:  # no text is outside the root
            self._add(element.tail)

    def finished(self) -> tuple[list[PageLine], list[PageBlock]]:
        """Return what was collected.

        A block with only one line of its own is one of its parent's run. What has half of the page's text is no
        part of it, whatever its name, nor is the page's foot or navigation if the article's headline is in it.
        """
        own = Counter(line.block for line in self._lines)
        for line, around in zip(self._lines, self._around, strict=True):
            if own[line.block] == 1:
                line.run = around
        parts = zip(self._covered("aside"), self._covered("outside"), strict=True)
        for line, (aside, outside) in zip(self._lines, parts, strict=False):
            line.is_aside |= aside
            line.is_outside |= outside
        return self._lines, self._blocks

    def _covered(self, part: str) -> Sequence[bool]:
        """Return for each line whether it is in such a part."""
        changes = [0] * (len(self._lines) + 1)
        for name, block, size in self._parts:
            is_small = name == part and 2 * size < self._size
            if is_small and not (name == "outside" and self._is_headed(block)):
                changes[block.start] += 1
                changes[block.end] -= 1
        return [depth > 0 for depth in accumulate(changes)]

    def _is_headed(self, block: PageBlock) -> bool:
        """Return True for a part with the main heading and prose below it: the article, whatever the part's name."""
        at = bisect_left(self._main_headings, block.start)
        if at == len(self._main_headings) or self._main_headings[at] >= block.end:
            return False
        after = bisect_left(self._prose, self._main_headings[at])
        return after < len(self._prose) and self._prose[after] < block.end

    @cached_property
    def _main_headings(self) -> list[int]:
        return [number for number, line in enumerate(self._lines) if line.level == 1]

    @cached_property
    def _prose(self) -> list[int]:
        return [n for n, line in enumerate(self._lines) if line.is_prose and not line.is_linked]

    def _part(self, element: "HtmlElement") -> tuple[str, ...]:
        names = names_of(element.get("class"), element.get("id"))
        key = element.tag, names
        if key not in self._known_names:
            self._known_names[key] = part_of_page(*key)
        return self._known_names[key]

    def _end_line(self) -> None:
        size, sizes = self._sizes["all"], self._sizes
        if size:
            cells = (" ".join("".join(cell).split()) for cell in self._cells)
            self._lines.append(
                PageLine(
                    nfc("\t".join(cell for cell in cells if cell)),
                    block=self._open_blocks[-1].element,
                    run=self._open_blocks[-1].element,
                    level=self._level if sizes["heading"] == size else 0,
                    has_time=sizes["time"] > 0,
                    linked=sizes["link"],
                    is_aside=2 * sizes["aside"] > size,
                    is_outside=2 * sizes["outside"] > size,
                )
            )
            self._around.append(self._open_blocks[-2:][0].element)
            self._sizes = Counter()
        self._cells = [[]]

    def _add(self, text: str | None) -> None:
        if not text or self._inside["unseen"]:
            return
        first, *others = text.split("\n") if self._inside["preformatted"] else (text,)
        self._append(first)
        for part in others:
            self._end_line()
            self._append(part)

    def _append(self, text: str) -> None:
        self._cells[-1].append(text)
        if size := len("".join(text.split())):
            self._size += size
            self._sizes["all"] += size
            for kind in ("heading", "link", "time"):
                if self._inside[kind]:
                    self._sizes[kind] += size


def _is_shown_as_block(element: "HtmlElement") -> bool:
    """Return True if the element's own style makes a block of it. Style sheets are not read."""
    return _BLOCK_STYLE.search(element.get("style") or "") is not None


def _kind(tag: str) -> str:
    """Return what an element says of the text inside it."""
    if tag in HEADINGS:
        return "heading"
    if tag in UNSEEN:
        return "unseen"
    if tag in PREFORMATTED:
        return "preformatted"
    return {"a": "link", "time": "time"}.get(tag, "")
