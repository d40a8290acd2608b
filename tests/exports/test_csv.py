"""The CSV writer, checked with the standard library's reader."""

import csv
import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exports.csv import guard, lines, unguard

LEADS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0"]
LOOK_ALIKES = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    # A character without a decomposition is its own normal form; checking that first saves a second.
    if unicodedata.decomposition(chr(code))
    and unicodedata.normalize("NFKC", chr(code))[0] in "=+-@"
]
# All characters that the rule names, and more of each kind.
SKIPPED_PREFIXES = [
    " ",
    "   ",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u2060",
    "\u200e",
    "'",
    '"',
    "''",
    "“",
    " '\ufeff\"",
]

# Half of the texts start like a formula; all can contain separators, quotes and line ends.
texts = st.builds(
    str.__add__,
    st.sampled_from(["", *LEADS, *LOOK_ALIKES, *SKIPPED_PREFIXES]),
    st.text(st.one_of(st.sampled_from("=+-@'\"\t\r\n,; |"), st.characters(codec="utf-8"))),
)


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def write_csv(
    rows: list[dict[str, str | int | None]], columns: tuple[str, ...] = ("a", "b"), **options: bool
) -> bytes:
    return b"".join(lines(columns, rows, **options))


def test_file_starts_with_a_byte_order_mark_unless_it_is_off() -> None:
    assert write_csv([]) == b'\xef\xbb\xbf"a","b"\r\n'
    assert write_csv([], bom=False) == b'"a","b"\r\n'


def test_text_is_quoted_and_a_number_is_not() -> None:
    rows = [
        {"a": 'he said "no", twice\nand left', "b": -5},
        {"a": "", "b": 0},
        {"a": None, "b": "-5"},
    ]
    assert write_csv(rows, bom=False) == (
        b'"a","b"\r\n"he said ""no"", twice\nand left",-5\r\n"",0\r\n"","\'-5"\r\n'
    )


def test_row_without_a_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        write_csv([{"a": "alone"}])


def test_header_is_sent_before_the_first_row_is_read() -> None:
    def rows():
        raise RuntimeError("not yet")
        yield

    assert next(lines(("a",), rows(), bom=False)) == b'"a"\r\n'


def test_rows_are_sent_in_large_chunks() -> None:
    pieces = list(lines(("a",), ({"a": "x" * 100} for _ in range(10_000)), bom=False))
    assert 10 < len(pieces) < 25
    assert b"".join(pieces).count(b"\r\n") == 10_001


def test_fifteen_characters_look_like_a_formula_sign() -> None:
    assert len(LOOK_ALIKES) == 15


@pytest.mark.parametrize("lead", [*LEADS, *LOOK_ALIKES])
def test_text_that_a_spreadsheet_would_run_is_guarded(lead: str) -> None:
    for before in ["", *SKIPPED_PREFIXES]:
        text = f"{before}{lead}1+1"
        assert guard(text) == f"'{text}"
        assert unguard(guard(text)) == text


@pytest.mark.parametrize(
    "text", ["", " ", "'", "'tis so", "a=b", "5-6", "“Never”, he said", "−5 °C", "–", "1+1"]
)
def test_text_that_no_spreadsheet_would_run_is_unchanged(text: str) -> None:
    assert guard(text) == unguard(text) == text


def test_guard_agrees_with_unicode_for_every_character() -> None:
    """Compare with the Unicode tables of this Python, which may be newer than our own."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) == "Cs":
            continue
        is_lead = char in LEADS or unicodedata.normalize("NFKC", char)[:1] in ("=", "+", "-", "@")
        no_width = unicodedata.category(char) == "Cf" or char.isspace()
        assert (guard(char) != char) == is_lead, f"U+{code:04X} alone"
        if no_width and not is_lead:
            assert guard(f"{char}=1") != f"{char}=1", f"U+{code:04X} before a formula"


@given(texts)
def test_unguard_is_the_exact_inverse_of_guard(text: str) -> None:
    assert unguard(guard(text)) == text


@given(texts)
def test_guarded_text_is_never_a_formula(text: str) -> None:
    assert unicodedata.normalize("NFKC", guard(text))[:1] not in (
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "\0",
    )


@given(st.lists(st.tuples(texts, st.one_of(texts, st.integers(), st.none())), max_size=5))
def test_written_rows_are_read_back(rows: list[tuple[str, str | int | None]]) -> None:
    header, *found = read_back(write_csv([{"a": a, "b": b} for a, b in rows]))
    assert header == ["a", "b"]
    assert [tuple(row) for row in found] == [
        (guard(a), str(b) if isinstance(b, int) else guard(b or "")) for a, b in rows
    ]
