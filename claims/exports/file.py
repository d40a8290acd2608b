"""One CSV file of an export. Its rows are counted and its bytes hashed while it is written."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .csv import Cell, lines


class CsvFile:
    """Iterate over it once to get its bytes; afterwards `facts` has its name, columns, rows and SHA-256."""

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Mapping[str, Cell]],
        *,
        bom: bool = True,
    ) -> None:
        self.name = name
        self.facts: dict[str, Any] = {}
        self._columns, self._rows, self._bom = columns, rows, bom
        self._rows_written = 0

    def __iter__(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for piece in lines(self._columns, self._counted(), bom=self._bom):
            digest.update(piece)
            yield piece
        self.facts = {
            "name": self.name,
            "columns": len(self._columns),
            "rows": self._rows_written,
            "sha256": digest.hexdigest(),
        }

    def _counted(self) -> Iterator[Mapping[str, Cell]]:
        for row in self._rows:
            self._rows_written += 1
            yield row


class PlainFile:
    """Any other file of a bundle. Iterate over it once; afterwards `facts` has its name, size and SHA-256."""

    def __init__(self, name: str, pieces: Iterable[bytes]) -> None:
        self.name = name
        self.facts: dict[str, Any] = {}
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        for piece in self._pieces:
            digest.update(piece)
            size += len(piece)
            yield piece
        self.facts = {"name": self.name, "bytes": size, "sha256": digest.hexdigest()}


def manifest(facts: Mapping[str, Any]) -> bytes:
    """Return the manifest of a file or bundle. The same facts give the same bytes."""
    return json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n"
