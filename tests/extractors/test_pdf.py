"""Reading PDFs: a hostile file can only take its time, which is limited."""

import zlib

import pytest

from claims.extractors import IN_BACKGROUND, Extracted, extract_bounded
from claims.extractors.page.extract import PDF, extract
from claims.extractors.page.pdf import MOST_PAGES
from tests.captures.outlet import pdf, printed_pdf


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


def lines(
    x: float, y: float, *texts: str, size: float = 10
) -> list[tuple[float, float, float, str]]:
    return [(x, y - 1.2 * size * number, size, text) for number, text in enumerate(texts)]


REPORT = printed_pdf(
    [
        (60, 760, 8, "Harbour office - yearly report 2024"),
        *lines(
            60, 720,
            "The of\\001ce found that the un-",
            "loading of timber had been de-",
            "layed by a ferry. It is self-",
            "evident that the cross-border",
            "trains between Lind and Aar-",
            "Kolm were late. Nobody was in-",
        ),
        (300, 40, 8, "1"),
    ],
    [
        (60, 760, 8, "Harbour office - yearly report 2025"),
        *lines(60, 720, "formed before Thursday.", "", "It was delayed for long by the cross-", "border trains."),
        (300, 40, 8, "2"),
    ],
)  # fmt: skip


def test_lines_of_print_become_paragraphs_and_divided_words_whole() -> None:
    found = extract(REPORT, PDF)
    assert found.text.split("\n") == [
        "Harbour office - yearly report 2024",
        "The office found that the unloading of timber had been delayed by a ferry. It is self-evident that the "
        "cross-border trains between Lind and Aar-Kolm were late. Nobody was informed before Thursday.",
        "1",
        "Harbour office - yearly report 2025",
        "It was delayed for long by the cross-border trains.",
        "2",
    ]


def test_running_heads_and_page_numbers_are_boilerplate() -> None:
    found = extract(REPORT, PDF)
    folded = [found.text[start:end] for start, end in found.boilerplate]
    assert folded == [
        "Harbour office - yearly report 2024",
        "1",
        "Harbour office - yearly report 2025",
        "2",
    ]


LEFT = (
    "The first column tells that",
    "seven ferries waited outside",
    "the harbour since the storm.",
)
RIGHT = (
    "The second is about a loan",
    "of nine million that the town",
    "took before the last vote.",
)


def test_text_that_is_printed_twice_to_look_bold_is_read_once() -> None:
    bold = [("The harbour stays closed", 60.0), ("The harbour stays closed", 60.3), ("papa", 200.0)]
    content = printed_pdf([(x, 720 - 20 * (words == "papa"), 10, words) for words, x in bold])
    assert extract(content, PDF).text.split("\n") == ["The harbour stays closed", "papa"]


def test_columns_are_read_one_after_the_other() -> None:
    rows = zip(lines(60, 700, *LEFT), lines(320, 700, *RIGHT), strict=True)
    found = extract(printed_pdf([piece for row in rows for piece in row]), PDF)
    assert found.text == f"{' '.join(LEFT)}\n{' '.join(RIGHT)}"


def test_table_is_read_row_by_row() -> None:
    cells = [("Year", "Ships"), ("2023", "14 of wood"), ("2024", "9 of steel")]
    rows = zip(
        lines(60, 700, *(year for year, _ in cells)),
        lines(200, 700, *(ships for _, ships in cells)),
        strict=True,
    )
    found = extract(printed_pdf([piece for row in rows for piece in row]), PDF)
    assert found.text == "\n".join("\t".join(row) for row in cells)


def test_words_that_are_placed_one_by_one_are_no_cells() -> None:
    printed = []
    texts = (
        "The town hall of Lind said on Tuesday",
        "that the old bridge had been shut since",
        "the weekend.",
    )
    for row, text in enumerate(texts):
        x = 60.0
        for word in text.split():
            printed.append((x, 700.0 - 12 * row, 10.0, word))
            x += 6 * (len(word) + 1)
    assert extract(printed_pdf(printed), PDF).text == " ".join(texts)


@pytest.mark.parametrize(
    ("about", "title", "authors"),
    [
        (
            "/Title (The harbour in winter) /Author (Mara Lind)",
            "The harbour in winter",
            ("Mara Lind",),
        ),
        ("/Title (Harbours)", "Harbours", ()),
        ("/Title (Microsoft Word - yearly report.docx) /Author (user)", None, ()),
        ("/Title (report_v3_final) /Author (Windows User)", None, ()),
        ("/Title (untitled) /Author (anonymous)", None, ()),
        ("/Title (Yearly report of the office.pdf) /Author (HP)", None, ()),
        ("/Title (PowerPoint Presentation) /Author (admin2)", None, ()),
    ],
)
def test_what_programs_write_by_themselves_is_no_headline_and_no_author(
    about: str, title: str | None, authors: tuple[str, ...]
) -> None:
    page = extract(printed_pdf(lines(60, 700, "Some words of a report."), about=about), PDF).page
    assert page
    assert (page.title, page.authors) == (title, authors)


def test_headline_is_in_the_largest_letters_where_the_properties_have_none() -> None:
    body = lines(60, 640, *["The harbour office found that the ferries were late."] * 9)
    page = extract(printed_pdf([(60, 720, 22, "A winter without ferries"), *body]), PDF).page
    assert page
    assert page.title == "A winter without ferries"


def test_scan_with_nothing_but_a_running_head_has_no_text() -> None:
    scan = [(60, 760, 8, "Scanned by the archive")]
    found = extract(printed_pdf(scan, scan, scan), PDF)
    assert (found.text, found.problem) == ("", "pdf_no_text")


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
