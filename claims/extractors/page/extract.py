"""Extract from bytes all that the desk keeps of them: the text, its boilerplate, and what the page says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extractors.shapes import Span
from claims.extractors.text.characters import storable

from .boilerplate import find_boilerplate
from .decoding import decode
from .fingerprint import body_fingerprint
from .html import PageReading, read_html
from .judgement import Judgement, judge
from .pdf import read_pdf

MOST_CHARACTERS = 2_000_000
_MOST_LEFT = 40  # words outside the boilerplate of a page that may be a wall

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
    judgement: str = (
        ""  # what the page is, as one of judgement.CODES; empty for what is no HTML page
    )
    other_page: str = ""  # the address where a "continued" article goes on


def extract(
    content: bytes, media_type: str, declared_encoding: str | None = None, url: str = ""
) -> Extracted:
    """Return what is in a file of one of the types READABLE. `url` is where it was, if known.

    Costs whatever the file costs: libxml2, trafilatura and pypdf take more than linear time for hostile
    files. Callers outside this package use `extract_bounded`.
    """
    if media_type == PDF:
        found = read_pdf(content, MOST_CHARACTERS)
        page = PageReading(found.text, title=found.title, authors=found.authors)
        return _searched(Extracted(found.text, page=page, problem=found.problem))
    decoded = decode(content, declared_encoding)
    html = read_html(decoded.text, url or None) if media_type in HTML else None
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
    judged = _judged(found.page, text, boilerplate)
    page = found.page and replace(found.page, text="", signs=None)  # it is said once
    return replace(
        found,
        text=text,
        boilerplate=boilerplate,
        body_sha256=body_fingerprint(text, boilerplate) if text.strip() else "",
        page=page,
        problem=problem,
        judgement=judged.code,
        other_page=judged.other_page,
    )


def _judged(page: PageReading | None, text: str, boilerplate: Sequence[Span]) -> Judgement:
    """Judge the article of an HTML page. Where boilerplate is most of a short text, that is judged too: a wall is all of it."""
    if page is None or page.signs is None:
        return Judgement("")
    kept, at = [], 0
    for start, end in boilerplate:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    body = "".join(kept).strip()
    words = len(body.split())
    return judge(page.signs, body if words >= _MOST_LEFT or 2 * words > len(text.split()) else text)
