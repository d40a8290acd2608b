"""Extract from bytes all that the desk keeps of them: the text, its boilerplate, and what the page says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extractors.shapes import Span
from claims.extractors.text.characters import storable

from .boilerplate import find_boilerplate
from .decoding import decode
from .fingerprint import body_fingerprint
from .html import PageReading, read_html
from .pdf import read_pdf

MOST_CHARACTERS = 2_000_000

PDF = "application/pdf"
HTML = frozenset({"text/html", "application/xhtml+xml"})
AT_ONCE = HTML | {"text/plain"}  # cheap while they are small
READABLE = AT_ONCE | {PDF}


@dataclass(frozen=True)
class Extracted:
    """`problem` is a code that says why there is no text: one of those of `read_pdf`, "too_long" or "no_text".

    `encoding`, `replaced` and `nuls` are those of `Decoded`; a PDF has none.
    """

    text: str = ""
    boilerplate: Sequence[Span] = ()
    body_sha256: str = ""
    page: PageReading | None = None
    encoding: str = ""
    replaced: int = 0
    nuls: int = 0
    problem: str = ""


def extract(content: bytes, media_type: str, declared_encoding: str | None = None) -> Extracted:
    """Return what is in a file of one of the types READABLE.

    Costs whatever the file costs: libxml2, trafilatura and pypdf take more than linear time for hostile
    files. Callers outside this package use `extract_bounded`.
    """
    if media_type == PDF:
        found = read_pdf(content, MOST_CHARACTERS)
        page = PageReading(found.text, title=found.title, authors=found.authors)
        return _searched(Extracted(found.text, page=page, problem=found.problem))
    decoded = decode(content, declared_encoding)
    html = read_html(decoded.text) if media_type in HTML else None
    return _searched(
        Extracted(
            html.text if html else storable(decoded.text),
            page=html,
            encoding=decoded.encoding,
            replaced=decoded.replaced,
            nuls=decoded.nuls,
        )
    )


def _searched(found: Extracted) -> Extracted:
    """The same with its boilerplate, unless there is no text or too much."""
    # One kind of line end, so that a browser's count of characters and ours agree.
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    problem = found.problem
    if len(text) > MOST_CHARACTERS:
        text, problem = "", "too_long"
    elif not text.strip():
        problem = problem or "no_text"
    boilerplate = find_boilerplate(text)
    page = found.page and replace(found.page, text="")  # it is said once
    return replace(
        found,
        text=text,
        boilerplate=boilerplate,
        body_sha256=body_fingerprint(text, boilerplate) if text.strip() else "",
        page=page,
        problem=problem,
    )
