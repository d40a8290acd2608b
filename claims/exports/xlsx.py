"""The rows as a workbook: text stays text whatever it looks like, numbers are numbers, nothing becomes a link."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from .csv import Cell

MOST_ROWS = 1_048_576  # of a sheet, including its header
LONGEST_CELL = 32_767  # in UTF-16 units; Excel repairs a file that has longer ones
WIDE = frozenset(
    {
        "claim",
        "statement",
        "quote",
        "translation",
        "rationale",
        "attribution",
        "question",
        "note",
        "why",
    }
)

# Fixed, so that an export as of a past moment always has the same bytes.
_CREATED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


class TooManyRows(Exception):
    """More than a sheet can hold."""


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: Sequence[str]
    rows: Iterable[Mapping[str, Cell]]


def write_workbook(target: BinaryIO, sheets: Sequence[Sheet], about: Mapping[str, Cell]) -> None:
    """Write one sheet after another, with one row in memory at a time; the last sheet is `about`.

    Raises TooManyRows. The bytes cannot be sent while they are written: a workbook is a zip whose parts
    refer to each other.
    """
    with Workbook(target, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        bold = workbook.add_format({"bold": True})
        cut = 0
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            worksheet.freeze_panes(1, 0)
            for number, column in enumerate(sheet.columns):
                worksheet.set_column(number, number, 48 if column in WIDE else 16)
                worksheet.write_string(0, number, column, bold)
            for line, row in enumerate(sheet.rows, start=1):
                if line >= MOST_ROWS:
                    raise TooManyRows
                for number, column in enumerate(sheet.columns):
                    cut += _write(worksheet, line, number, row[column])
        worksheet = workbook.add_worksheet("about")
        worksheet.set_column(0, 0, 24)
        worksheet.set_column(1, 1, 72)
        for line, (name, value) in enumerate({**about, "cells cut": cut}.items()):
            worksheet.write_string(line, 0, name, bold)
            _write(worksheet, line, 1, value)


def write_template(target: BinaryIO, name: str, notes: Mapping[str, str]) -> None:
    """Write an empty sheet with these columns, all of them text, and a sheet that explains each."""
    with Workbook(target) as workbook:
        workbook.set_properties({"created": _CREATED})
        bold, text = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
        worksheet = workbook.add_worksheet(name)
        worksheet.freeze_panes(1, 0)
        for number, column in enumerate(notes):
            worksheet.set_column(number, number, 48 if column in WIDE else 18, text)
            worksheet.write_string(0, number, column, bold)
        worksheet = workbook.add_worksheet("columns")
        worksheet.set_column(0, 0, 18)
        worksheet.set_column(1, 1, 90)
        for line, (column, note) in enumerate(notes.items()):
            worksheet.write_string(line, 0, column, bold)
            worksheet.write_string(line, 1, note)


def _write(worksheet: Any, line: int, number: int, cell: Cell) -> int:
    """Write a cell. Return 1 if its text was too long and was cut, which the cell then says."""
    if isinstance(cell, int):
        worksheet.write_number(line, number, cell)
        return 0
    text = fitting(cell or "")
    worksheet.write_string(line, number, text)
    return int(text != (cell or ""))


def fitting(text: str) -> str:
    """Return the text, or as much of it as a cell holds, ending with a note that it was cut."""
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    end = f" […] cut here: {len(text)} characters in all, the CSV has them"
    whole = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(end))]
    return whole.decode("utf-16-le", errors="ignore") + end  # drops half of a surrogate pair


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
