"""Tell tables that only place other things on a page from tables with data, of which each row is one line."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .markup import BLOCKS, CELLS, ROWS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A cell with more text than this holds no figure or name but a paragraph.
_LONGEST_CELL = 300
_MOST_LINE_ENDS = 1


@dataclass
class _Table:
    """A table that is open, and what is in its last cell."""

    cells: list["HtmlElement"] = field(default_factory=list)
    is_layout: bool = False
    characters: int = 0
    line_ends: int = 0

    def start(self, element: "HtmlElement") -> None:
        if element.tag in CELLS:
            self.cells.append(element)
            self.characters = self.line_ends = 0
        elif element.tag in BLOCKS - ROWS:
            self.is_layout = True
        elif element.tag == "br":
            self.line_ends += 1
        self.add(element.text)

    def add(self, text: str | None) -> None:
        self.characters += len(text or "")
        if self.characters > _LONGEST_CELL or self.line_ends > _MOST_LINE_ENDS:
            self.is_layout = True


def layout_cells(tree: "HtmlElement") -> set["HtmlElement"]:
    """Return the cells of tables in which blocks or paragraphs are. Cost: linear."""
    from lxml import etree

    found: set[HtmlElement] = set()
    if tree.find(".//table") is None:
        return found
    tables: list[_Table] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag == "table" and event == "start":
            if tables:
                tables[-1].is_layout = True
            tables.append(_Table())
        elif element.tag == "table":
            table = tables.pop()
            found.update(table.cells if table.is_layout else ())
        elif tables and event == "start":
            tables[-1].start(element)
        if tables and event == "end":
            tables[-1].add(element.tail)
    return found
