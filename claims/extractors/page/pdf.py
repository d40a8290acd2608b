"""Extract the text of a PDF, with pypdf. No script in the file is run and nothing is fetched.

A hostile file may take any time and memory: `bounded.py` reads PDFs in a process of its own.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from claims.extractors.text.characters import nfc, storable

MOST_PAGES = 2_000


@dataclass(frozen=True)
class PdfReading:
    """`problem` is a code that says why there is no text; `text` may contain boilerplate."""

    text: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()
    problem: str = ""


def read_pdf(content: bytes, most_characters: int) -> PdfReading:
    """Return the text of a PDF, page by page, separated by blank lines. pypdf raises many kinds of error.

    Problems: "pdf_password", "pdf_pages" (too many), "too_long", "pdf_no_text".
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not _opens_without_password(reader):
        return PdfReading(problem="pdf_password")
    if len(reader.pages) > MOST_PAGES:
        return PdfReading(problem="pdf_pages")
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > most_characters:
            return PdfReading(problem="too_long")
    text = _tidy("\n\n".join(pages))
    title = author = ""
    if reader.metadata:
        title = _line(reader.metadata.title)
        author = _line(reader.metadata.author)
    return PdfReading(
        text,
        title=title or None,
        authors=(author,) if author else (),
        problem="" if text.strip() else "pdf_no_text",
    )


def _opens_without_password(reader: Any) -> bool:
    """Return True if the file opens: many are only locked against changes."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001  (ciphers that are missing or broken)
        return False


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in nfc(storable(text)).split("\n"))
    return "\n".join(lines).strip("\n")


def _line(value: Any) -> str:
    return " ".join(nfc(storable(str(value or ""))).split())
