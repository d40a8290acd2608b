"""Reading PDFs: a hostile file can only take its time, which is limited."""

import zlib

import pytest

from claims.extractors import IN_BACKGROUND, Extracted, extract_bounded
from claims.extractors.page.pdf import MOST_PAGES
from tests.captures.outlet import pdf


def read_pdf(content: bytes) -> Extracted:
    return extract_bounded(content, "application/pdf", seconds=IN_BACKGROUND)


def test_pages_keep_their_order_and_their_lines() -> None:
    found = read_pdf(pdf("The cranes stay\nSaid on Tuesday", "Second page"))
    assert [line for line in found.text.split("\n") if line] == [
        "The cranes stay",
        "Said on Tuesday",
        "Second page",
    ]
    assert found.problem == ""


def one_object_after(head: str, *objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1, without a table: pypdf searches for them."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, text) for n, text in enumerate(objects, 1))
    return head.encode() + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"

HOSTILE = {
    "no PDF": b"%PDF-1.7 and then nothing of the kind",
    "empty": b"",
    "half of one": pdf("The cranes stay")[:300],
    "pages that hold themselves": one_object_after(
        "%PDF-1.4\n", CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    ),
    "too many pages": pdf(*["x"] * (MOST_PAGES + 1)),
    "a page of its own making": one_object_after(
        "%PDF-1.4\n", CATALOG, PAGES, b"<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>"
    ),
    "a password": one_object_after(
        "%PDF-1.4\n", CATALOG, PAGES, b"<< /Type /Page /Parent 2 0 R >>"
    ).replace(
        b"trailer << ",
        b"trailer << /Encrypt << /Filter /Standard /V 1 /R 2 /O <28> /U <28> /P -4 >> /ID [<00> <00>] ",
    ),
}


def bomb() -> bytes:
    """Return 300 MB of spaces in a few kilobytes; compressed on demand, as that takes a second."""
    packer, spaces = zlib.compressobj(1), b" " * 1_000_000
    once = b"".join(packer.compress(spaces) for _ in range(300)) + packer.flush()
    twice = zlib.compress(once, 9)
    return one_object_after(
        "%PDF-1.4\n",
        CATALOG,
        PAGES,
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream"
        % (len(twice), twice),
    )


@pytest.mark.parametrize("kind", [*HOSTILE, "a bomb"])
def test_hostile_file_gives_no_text_and_a_reason(kind: str) -> None:
    found = read_pdf(bomb() if kind == "a bomb" else HOSTILE[kind])
    assert found.text == ""
    assert found.problem


def test_script_in_a_file_is_not_run_and_the_text_is_read() -> None:
    scripted = pdf("The cranes stay").replace(
        b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    )
    assert "The cranes stay" in read_pdf(scripted).text
