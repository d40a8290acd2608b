"""Extract from bytes all that the desk keeps of them: the text, its boilerplate, and what the page says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extractors.shapes import Span
from claims.extractors.text.characters import storable
from claims.extractors.text.folding import likeness

from .boilerplate import find_boilerplate, merge_spans
from .decoding import Decoded, decode
from .fingerprint import body_fingerprint
from .html import PageReading, read_html
from .judgement import EXCERPT, SCRIPT_SHELL, WALLS, Judgement, judge
from .kinds import DOCX, EMAIL, HTML, MHTML, ODT, PDF, PLAIN, RTF, SRT, VTT
from .lines import split_lines
from .messages import read_email, read_mhtml
from .office import read_docx, read_odt
from .pdf import read_pdf
from .posts import PostPage, beginning_of
from .rtf import read_rtf
from .subtitles import read_subtitles

MOST_CHARACTERS = 2_000_000
_BEGINNING = 30  # letters of a description that show whether the body has it
_MOST_LEFT = 40  # words outside the boilerplate of a page that may be a wall

SUBTITLES = frozenset({SRT, VTT})
AT_ONCE = HTML | SUBTITLES | {PLAIN}  # cheap while they are small
_FILES = {DOCX: read_docx, ODT: read_odt, RTF: read_rtf}
_MESSAGES = {EMAIL: read_email, MHTML: read_mhtml}
READABLE = AT_ONCE | _FILES.keys() | _MESSAGES.keys() | {PDF}
_TOOLS = {PDF: "pypdf", RTF: "striprtf", DOCX: "lxml", ODT: "lxml"}


def tool_of(media_type: str) -> str:
    """Return the package that extracts the text of such a file, or "Verify"."""
    is_page = media_type in HTML | {MHTML}
    return _TOOLS.get(media_type) or ("trafilatura" if is_page else "Verify")


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
    from_description: bool = False  # the text is the page's own description of it, not its body
    other_page: str = ""  # the address where a "continued" article goes on


def extract(
    content: bytes, media_type: str, declared_encoding: str | None = None, url: str = ""
) -> Extracted:
    """Return what is in a file of one of the types READABLE. `url` is where it was, if known.

    Costs whatever the file costs: libxml2, trafilatura and pypdf take more than linear time for hostile
    files. Raises for a broken file. Callers outside this package use `extract_bounded`.
    """
    if media_type == PDF:
        found = read_pdf(content, MOST_CHARACTERS)
        page = PageReading(found.text, title=found.title, authors=found.authors)
        return _searched(
            Extracted(found.text, boilerplate=found.edges, page=page, problem=found.problem)
        )
    if read_file := _FILES.get(media_type):
        page = read_file(content)
        return _searched(Extracted(page.text, page=page))
    if read_message := _MESSAGES.get(media_type):
        message = read_message(content)
        return _searched(_decoded(_text_of(message.page), message.page, message.decoded))
    decoded = decode(content, declared_encoding)
    if media_type in HTML:
        page = read_html(decoded.text, url or None)
        return _with_post(_searched(_decoded(_text_of(page), page, decoded)), page)
    text = storable(decoded.text)
    if media_type in SUBTITLES:
        text = read_subtitles(text)
    return _searched(_decoded(text, None, decoded))


def _text_of(page: PageReading) -> str:
    return page.full_text or page.text


def _decoded(text: str, page: PageReading | None, decoded: Decoded) -> Extracted:
    return Extracted(
        text, page=page, encoding=decoded.encoding, replaced=decoded.replaced, nuls=decoded.nuls
    )


def _searched(found: Extracted) -> Extracted:
    """The same with all of its boilerplate, unless there is no text or too much."""
    # One kind of line end, so that a browser's count of characters and ours agree.
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    problem = found.problem
    if len(text) > MOST_CHARACTERS:
        text, problem = "", "too_long"
    elif not text.strip():
        problem = problem or "no_text"
    boilerplate = merge_spans([*found.boilerplate, *find_boilerplate(text)]) if text else []
    judged = _judged(found.page, text, boilerplate)
    page = found.page and replace(  # it is said once
        found.page, text="", full_text="", signs=None, post=None
    )
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


def _with_post(found: Extracted, page: PageReading) -> Extracted:
    """Take the text of a network's page from its description, where its body does not show the post.

    That text is not judged: the body would be. Any other page without text describes its article in part.
    """
    post = page.post
    if not post or not post.words or not _is_shell(post, found):
        return found
    own = page
    if post.network:
        title = beginning_of(post.words)
        own = replace(page, title=title, authors=(), publisher=None, account=post.account)
    described = replace(found, text=post.words, page=replace(own, signs=None), problem="")
    judgement = "" if post.network else EXCERPT
    return replace(_searched(described), from_description=True, judgement=judgement)


def _is_shell(post: PostPage, found: Extracted) -> bool:
    """Return True where the body shows less than the description, and other words."""
    if not found.text:
        return True
    is_less = len(found.text.split()) < len(post.words.split())
    is_other = is_less and likeness(post.words)[:_BEGINNING] not in likeness(found.text)
    if not post.network:
        # What a page asks a browser without scripts to do is no text of it.
        no_prose = not any(line.is_prose for line in split_lines(found.text))
        return found.judgement == SCRIPT_SHELL or (is_other and no_prose)
    return post.is_shell or is_other or found.judgement in WALLS


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
