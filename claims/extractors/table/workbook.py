"""Workbooks of Excel (.xlsx), by openpyxl. Runs in the child of `in_child`: a workbook is a zip of XML."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from typing import Any

from claims.extractors.child import TooHard

_MOST_BYTES = (
    200_000_000  # of its parts, as the zip declares them; it gives no more than it declares
)
_MOST_PARTS = 2_000
_MOST_ROWS = 200_000
_MOST_CELLS = 2_000_000
_FIRST_ROWS = 30  # of the other sheets, to see which has the columns
_CHECKED_ROWS = 5_000  # for formulas without a result, which takes as long again


def read_workbook(content: bytes, sheet: int) -> dict[str, Any]:
    """Return the names of the sheets, the first rows of each, and the rows of one of them as [number, cells, remark].

    Cells are text: days are ISO dates, whole numbers have no point. Raises TooHard, and many kinds of errors for a
    broken file.
    """
    # Here, because it takes a tenth of the time in which any process of the desk starts.
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise TooHard
    book, formulas = (
        load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
        for data_only in (True, False)
    )
    sheets = book.worksheets
    return {
        "names": [one.title for one in sheets],
        "starts": [[cells for _, cells in _rows(one, _FIRST_ROWS)] for one in sheets],
        "rows": list(_with_remarks(sheets[sheet], formulas.worksheets[sheet])),
    }


def _with_remarks(sheet: Any, formulas: Any) -> Iterator[tuple[int, list[str], str]]:
    size = 0
    written = _rows(formulas, _CHECKED_ROWS)
    for number, cells in _rows(sheet, _MOST_ROWS + 1):
        size += len(cells)
        if number > _MOST_ROWS or size > _MOST_CELLS:
            raise TooHard
        _, formula = next(written, (number, []))
        yield number, cells, _without_result(number, cells, formula)


def _rows(sheet: Any, most: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows without the empty cells at their end. What the file says of its own size is not trusted."""
    from openpyxl.utils.escape import unescape

    sheet.reset_dimensions()
    for number, values in enumerate(islice(sheet.iter_rows(values_only=True), most), start=1):
        cells = [unescape(_as_text(value)) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _without_result(number: int, cells: Iterable[str], formula: Iterable[str]) -> str:
    """Return a remark on a cell with a formula that was never calculated: it would pass for an empty one."""
    for column, (cell, written) in enumerate(zip_longest(cells, formula, fillvalue=""), start=1):
        if not cell and written.startswith("="):
            from openpyxl.utils import get_column_letter

            return f"Cell {get_column_letter(column)}{number} holds a formula without a result."
    return ""


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    return str(value)
