"""Workbooks as Excel writes them, and as nobody should."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheet(xml: str) -> bytes:
    """Return a workbook of one sheet whose XML is this."""
    file = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(("claims", [["x"]]))))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in whole.namelist():
            is_sheet = part == "xl/worksheets/sheet1.xml"
            archive.writestr(part, xml if is_sheet else whole.read(part))
    return file.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def bomb(parts: int, size: int) -> bytes:
    """Return a zip of this many parts of zeros."""
    file = io.BytesIO(workbook(("claims", [["x"]])))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"xl/media/{number}", bytes(size))
    return file.getvalue()


def entity_bomb() -> bytes:
    names = "abcdefghijkl"
    entities = "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">'
        for name, inner in zip(names[1:], names, strict=False)
    )
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&{names[-1]};</t></is></c></row>'
    return with_sheet(f'<!DOCTYPE w [<!ENTITY a "lol">{entities}]>' + SHEET.format(row))
