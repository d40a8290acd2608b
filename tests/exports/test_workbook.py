"""verdicts.xlsx has the rows of the two files, with text as text. Read as XML, not by the library that wrote it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from claims.enums import ClaimStatus
from claims.exports import xlsx
from claims.exports.csv import unguard
from claims.exports.xlsx import LONGEST_CELL, Sheet, fitting, write_workbook
from tests.factories import ClaimFactory

from .conftest import on
from .test_csv import LEADS, LOOK_ALIKES, SKIPPED_PREFIXES

pytestmark = pytest.mark.any_database

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def unescaped(text: str) -> str:
    """Decode _x0009_ to its character, as every spreadsheet does (ECMA-376, ST_Xstring)."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def cells(content: bytes, number: int) -> Iterator[list[str | int]]:
    """Yield the rows of a sheet with numbers as int. Any other kind of cell is an error."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    for row in root.iterfind(".//s:row", NS):
        values: dict[int, str | int] = {}
        for cell in row.iterfind("s:c", NS):
            assert cell.find("s:f", NS) is None, "the cell contains a formula"
            column = _column(cell.attrib["r"])
            if cell.get("t") == "inlineStr":
                text = cell.find("s:is/s:t", NS)
                assert text is not None
                values[column] = unescaped(text.text or "")
            elif (number_ := cell.find("s:v", NS)) is not None:
                assert "t" not in cell.attrib
                values[column] = int(number_.text or "")
        yield [values.get(column, "") for column in range(max(values, default=-1) + 1)]


def _column(reference: str) -> int:
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def workbook_of(texts: list[str]) -> bytes:
    target = io.BytesIO()
    write_workbook(target, [Sheet("rows", ["a"], ({"a": text} for text in texts))], {"as_of": "x"})
    return target.getvalue()


def test_workbook_has_the_rows_of_the_csv_files(
    small_desk: Any, rows: Callable[..., Any], fetch: Callable[..., bytes]
) -> None:
    content = fetch("verdicts.xlsx", as_of="2025-04-08")
    for number, name in ((1, "verdicts"), (2, "evidence")):
        header, *found = cells(content, number)
        expected = rows(name, as_of="2025-04-08")
        assert header == list(expected[0])
        assert len(found) == len(expected)
        for row, wanted in zip(found, expected, strict=True):
            row += [""] * (len(header) - len(row))
            assert [str(cell) for cell in row] == [unguard(text) for text in wanted.values()]
    (verdict,) = list(cells(content, 1))[1:]
    numbers = {
        name for name, cell in zip(rows("verdicts")[0], verdict, strict=False)
        if isinstance(cell, int)
    }  # fmt: skip
    assert numbers == {
        "claim_id", "corroborating", "contradicting", "context", "corroborating_origins",
        "contradicting_origins", "non_party_origins", "version", "assessments", "rounds",
        "corroborating_voices", "corroborating_carriers", "corroborating_non_party",
        "contradicting_voices", "contradicting_carriers", "contradicting_non_party",
    }  # fmt: skip
    about = dict(cells(content, 3))
    assert about["as_of"] == "2025-04-08T23:59:59.999999Z"
    assert about["cells cut"] == 0


def test_text_stays_text_whatever_it_looks_like() -> None:
    texts = [
        f"{before}{lead}1+1"
        for lead in [*LEADS, *LOOK_ALIKES]
        for before in ["", *SKIPPED_PREFIXES]
    ]
    texts += [
        "https://example.org/",
        "mailto:a@example.org",
        "123",
        "2025-04-08",
        "{=1}",
        "_x0041_",
    ]
    texts += ["\x01 \x0b \x1f", "a\r\nb", "\ufffe\uffff", " a ", "<b>&amp;", "\U0001f600"]
    content = workbook_of(texts)
    _, *found = cells(content, 1)
    # XML has only one line end, so a carriage return is written as a separate character.
    assert [row[0] for row in found] == texts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "rels" in name and "sheet" in name]
        assert b"hyperlink" not in archive.read("xl/worksheets/sheet1.xml")


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    fits, long, wide = "x" * LONGEST_CELL, "y" * 40_123, "\U0001f600" * 20_000
    content = workbook_of([fits, long, wide])
    _, (first,), (second,), (third,) = cells(content, 1)
    assert first == fits
    for cell, text in ((second, long), (third, wide)):
        assert isinstance(cell, str)
        head, _, end = cell.partition(" […] ")
        assert text.startswith(head) and head
        assert end == f"cut here: {len(text)} characters in all, the CSV has them"
        assert LONGEST_CELL - 1 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert dict(cells(content, 2))["cells cut"] == 2
    assert fitting(fits) is fits


def test_more_rows_than_a_sheet_can_hold_are_refused(
    small_desk: Any, login: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    answer = login("reader").get("/export/verdicts.xlsx")
    assert b"".join(answer.streaming_content)  # a header and three rows
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert login("reader").get("/export/verdicts.xlsx").status_code == 400


def test_workbook_has_the_same_bytes_and_a_content_length(
    small_desk: Any, fetch: Callable[..., bytes], login: Any
) -> None:
    with on("2025-04-10T00:00:00"):
        first = fetch("verdicts.xlsx", as_of="2025-04-08")
    with on("2025-04-11T00:00:02"):
        ClaimFactory(people=small_desk.people, status=ClaimStatus.SIGNED_OFF)
        answer = login("reader").get("/export/verdicts.xlsx", {"as_of": "2025-04-08"})
        assert answer["Content-Length"] == str(len(first))
        assert answer["Content-Disposition"].endswith('"verdicts-20250408T235959Z.xlsx"')
        assert b"".join(answer.streaming_content) == first
