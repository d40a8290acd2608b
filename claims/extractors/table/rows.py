"""What every kind of file is read into: rows of cells, each with its number in the file."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A row: its number in the file (the line where it begins) and its cells; with a fault, the line as it is and why."""

    number: int
    cells: Sequence[str] = ()
    fault: str = ""
    remark: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.fault and not any(cell.strip() for cell in self.cells)
