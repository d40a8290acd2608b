"""Reading CSV files: byte order marks, separators, line ends, and errors by line and byte."""

import pytest

from claims.exports.csv import lines as exported
from claims.forms.import_columns import CLAIMS
from claims.forms.import_rows import claim_row
from claims.forms.import_table import Table, Unreadable

from .files import csv_of

HEADER = b"external_id,statement\r\n"


def table(content: bytes) -> Table:
    return Table(content, CLAIMS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_three_separators_of_spreadsheets_are_recognised(delimiter: str, mark: bytes) -> None:
    content = csv_of({"statement": "A, b; c", "quote": "«Так»"}, delimiter=delimiter)
    (line,) = table(mark + content)
    assert (line.cells["statement"], line.cells["quote"]) == ("A, b; c", "«Так»")


def test_the_number_of_a_row_is_the_line_where_it_begins() -> None:
    content = HEADER + b'a,"one\r\ntwo\r\nthree"\r\n\r\n,\r\nb,x\r\n"c",y'
    assert [line.number for line in table(content)] == [2, 7, 8]
    assert table(content).total == 3


def test_case_and_spaces_in_column_names_are_ignored() -> None:
    content = b" Statement ,EXTERNAL_ID,note,\r\nSold.,a,b,c\r\n"
    read = table(content)
    assert read.ignored_in_words == "note, (no name)"
    assert [line.cells for line in read] == [{"statement": "Sold.", "external_id": "a"}]


UNREADABLE = {
    "empty": (b"", "the column external_id, statement is missing"),
    "another header": (b"id,claim\r\n1,Sold.\r\n", "It has: id, claim"),
    "another delimiter": (b"external_id^statement\r\n", "is missing"),
    "a column twice": (
        b"external_id,statement,quote,quote\r\n",
        "line 1: column quote is there twice",
    ),
    "an encoding that nothing shows": (
        HEADER + "a,x\r\nb,Κλειστό\r\n".encode("cp1253"),
        "line 3: byte 3 is not UTF-8",
    ),
    "half a character": (HEADER + b"a,\xed\xa0\x80\r\n", "line 2: byte 3 is not UTF-8"),
    "a header of a megabyte": (b"x" * 1_000_000, "line 1: A cell has more than 131,072"),
    "two thousand open quotes": (HEADER + b'"a"b,c\r\n' * 2_000, "more than 1,000 lines"),
    "a hundred thousand columns": (b"c," * 100_000, "and 99989 more"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_an_unreadable_file_is_refused_with_the_place(fault: str) -> None:
    content, said = UNREADABLE[fault]
    with pytest.raises(Unreadable) as refusal:
        table(content)
    assert said in str(refusal.value)
    assert len(str(refusal.value)) < 1_000


FAULTS = {
    "no id": ({"external_id": " "}, "external_id"),
    "no statement": ({"statement": ""}, "statement"),
    "NUL": ({"statement": "The port\0"}, "statement"),
    "a long id": ({"external_id": "x" * 201}, "external_id"),
    "a long statement": ({"statement": "x" * 20_001}, "statement"),
    "a long speaker": ({"speaker": "x" * 201}, "speaker"),
    "a long title": ({"article_title": "x" * 501}, "article_title"),
    "a long question": ({"question": "x" * 301}, "question"),
    "an address that runs": ({"article_url": "javascript:alert(1)"}, "article_url"),
    "a date in words": ({"said_on": "last Thursday"}, "said_on"),
    "a month that is none": ({"said_on": "2031-13"}, "said_on"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_invalid_cell_is_reported_with_its_column(fault: str) -> None:
    cells, column = FAULTS[fault]
    (line,) = table(csv_of(cells))
    assert claim_row(line).fault.startswith(f"{column}: ")


def test_a_row_with_more_cells_than_columns_is_invalid() -> None:
    first, second = table(HEADER + b"a,b,c\r\nd" + b",e" * 100_000 + b"\r\n")
    assert "3 cells" in first.fault
    assert "100001 cells" in second.fault


def test_cells_guarded_by_our_exports_are_read_back_unchanged() -> None:
    statement = "=1+1 cranes are sold"
    row = {"external_id": "-7", "statement": statement}
    content = b"".join(exported(["external_id", "statement"], [row]))
    assert b"'=1+1" in content
    (line,) = table(content)
    assert (line.cells["external_id"], line.cells["statement"]) == ("-7", statement)
