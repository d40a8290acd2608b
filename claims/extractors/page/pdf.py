"""Extract the text of a PDF, with pypdf. No script in the file is run and nothing is fetched.

A hostile file may take any time and memory: `bounded.py` reads PDFs in a process of its own.
"""

import itertools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from claims.extractors.child import TooHard
from claims.extractors.shapes import Span
from claims.extractors.text.characters import nfc, storable

from .pdf_lines import PrintedLine, printed_lines
from .pdf_paragraphs import write_pages
from .properties import own_authors, own_title

MOST_PAGES = 2_000
# A headline: how much larger its letters are than the usual ones of the first pages, and its most lines.
_HEADLINE = 1.25
_PAGES_COMPARED = 20
_MOST_LINES = 4
# Latin and Armenian.
_LIGATURES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18))
}


@dataclass(frozen=True)
class PdfReading:
    """`problem` is a code that says why there is no text.

    `edges` are the spans of running heads and page numbers. `text` may contain other boilerplate.
    """

    text: str = ""
    edges: Sequence[Span] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    problem: str = ""


def read_pdf(content: bytes, most_characters: int) -> PdfReading:
    """Return the text of a PDF, a line for each paragraph. pypdf raises many kinds of error.

    Problems: "pdf_password", "pdf_pages" (too many), "too_long", "pdf_no_text": there are no words, or only
    running heads and page numbers, as on the pictures of a scan. Raises TooHard for parts that unpack to too much.
    """
    from pypdf.errors import LimitReachedError

    try:
        return _read(content, most_characters)
    except LimitReachedError as error:
        raise TooHard from error


def _read(content: bytes, most_characters: int) -> PdfReading:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not _opens_without_password(reader):
        return PdfReading(problem="pdf_password")
    if len(reader.pages) > MOST_PAGES:
        return PdfReading(problem="pdf_pages")
    pages: list[list[PrintedLine]] = []
    size = 0
    for page in reader.pages:
        pages.append([_tidy(line) for line in printed_lines(page)])
        size += sum(len(line.text) for line in pages[-1])
        if size > most_characters:
            return PdfReading(problem="too_long")
    text, edges = write_pages(pages)
    if sum(end - start for start, end in edges) >= len("".join(text.split("\n"))):
        text, edges = "", []
    said = reader.metadata
    title = own_title(str(said.title or "")) if said else None
    return PdfReading(
        text,
        edges,
        title=title or _headline(pages),
        authors=own_authors(str(said.author or "")) if said else (),
        problem="" if text else "pdf_no_text",
    )


def _headline(pages: Sequence[Sequence[PrintedLine]]) -> str | None:
    """Return the largest letters on the first page, if they are a few lines among smaller ones."""
    first = next((page for page in pages if page), ())
    sizes = sorted(
        line.size for page in pages[:_PAGES_COMPARED] for line in page for _ in line.text.split()
    )
    largest = max((line.size for line in first), default=0.0)
    if not sizes or largest < _HEADLINE * sizes[len(sizes) // 2]:
        return None
    start = next(number for number, line in enumerate(first) if line.size == largest)
    lines = [
        line.text for line in itertools.takewhile(lambda line: line.size == largest, first[start:])
    ]
    return " ".join(lines) if len(lines) <= _MOST_LINES else None


def _opens_without_password(reader: Any) -> bool:
    """Return True if the file opens: many are only locked against changes."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001  (ciphers that are missing or broken)
        return False


def _tidy(line: PrintedLine) -> PrintedLine:
    """The same with letters for ligatures: which words are set with them depends on the font."""
    return replace(line, text=nfc(storable(line.text)).translate(_LIGATURES))
