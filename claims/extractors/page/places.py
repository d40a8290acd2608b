"""Where elements are on a page: the lines inside each block, and which elements are in alike places."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .page_lines import PageBlock

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Places:
    """The blocks of a page, by element."""

    def __init__(self, blocks: Sequence[PageBlock]) -> None:
        self._blocks = {block.element: block for block in blocks}
        self._known: dict[HtmlElement | None, int] = {None: 0}
        self._numbers: dict[tuple[int, str, str], int] = {}

    def block(self, element: "HtmlElement") -> PageBlock:
        """Return the block that the element is."""
        return self._blocks[element]

    def around(self, block: PageBlock) -> PageBlock | None:
        """Return the next block around this one."""
        parent = block.element.getparent()
        while parent is not None and parent not in self._blocks:
            parent = parent.getparent()
        return None if parent is None else self._blocks[parent]

    def kind(self, element: "HtmlElement") -> int:
        """Return a number that elements share if their tags and first classes are alike, and those of all around."""
        above: list[HtmlElement] = []
        around: HtmlElement | None = element
        while around not in self._known:
            assert around is not None  # None is known
            above.append(around)
            around = around.getparent()
        kind = self._known[around]
        for inner in reversed(above):
            first_class = inner.get("class", "").partition(" ")[0].rstrip("0123456789-_")
            key = kind, str(inner.tag), first_class
            kind = self._known[inner] = self._numbers.setdefault(key, len(self._numbers) + 1)
        return kind
