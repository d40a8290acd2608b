"""Keep bytes as they came, and draw their text. Used by other actions; writes no Event of its own."""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from claims.enums import CaptureKind
from claims.errors import Invalid
from claims.extractors import (
    Decoded,
    PageReading,
    PdfReading,
    body_fingerprint,
    decode,
    find_boilerplate,
    read_html,
    read_pdf,
    storable,
)
from claims.fetching import Captured
from claims.given import ArticleGiven, Upload
from claims.models import Article, ImpreciseDate, Snapshot, Source
from claims.models.canonical import row_digest

from .record import Entry, Facts

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 2_000_000
# Held against the publisher's other pages; of a longer text the lock would be held for long.
_MOST_COMPARED = 50_000
_OTHER_PAGES = 10

# What a file must start with to be taken for its type; the name and the browser's word are not enough.
_MAGIC = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "application/pdf": b"%PDF-",
}
TEXT_TYPES = frozenset({"text/plain", "text/html"})
MEDIA_TYPES = TEXT_TYPES | _MAGIC.keys()
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class Drawn:
    """An upload that was read, before anything is kept."""

    upload: Upload
    text: str = ""
    boilerplate: tuple[tuple[int, int], ...] = ()
    body_sha256: str = ""
    page: PageReading | None = None  # what an HTML page or a PDF says of itself
    no_text: str = ""  # why none could be drawn, in words
    fetched: Captured | None = None  # how it came, where it was fetched
    encoding: str = ""
    replaced: int = 0


def draw(upload: Upload, *, field: str) -> Drawn:
    """Read an upload; an image has no text, a PDF may have none. Raises Invalid on `field`."""
    _check(upload, field)
    if upload.media_type == "application/pdf":
        return _draw_pdf(upload)
    if upload.media_type not in TEXT_TYPES:
        return Drawn(upload)
    decoded = decode(upload.content, upload.declared_encoding)
    if decoded.nuls:
        raise Invalid(field, "nul", "This is no text: it contains NUL characters.")
    drawn = _draw_text(upload, decoded)
    if not drawn.text.strip():
        raise Invalid(field, "empty", "No text could be drawn from this.")
    if len(drawn.text) > MOST_CHARACTERS:
        raise Invalid(field, "too_long", f"The text is longer than {MOST_CHARACTERS:,} characters.")
    return drawn


def draw_fetched(fetched: Captured) -> Drawn:
    """Read what was fetched. Nothing is refused: the bytes are kept, and `no_text` says why there is no text."""
    upload = Upload(
        fetched.content,
        media_type=fetched.media_type,
        kind=CaptureKind.PAGE,
        declared_encoding=fetched.declared_encoding,
    )
    if fetched.media_type == "application/pdf":
        drawn = _draw_pdf(upload)
    elif fetched.media_type in _HTML | TEXT_TYPES:
        drawn = _draw_text(upload, decode(fetched.content, fetched.declared_encoding))
    else:
        drawn = Drawn(upload, no_text="The desk draws no text from a file of this type.")
    if len(drawn.text) > MOST_CHARACTERS:
        drawn = Drawn(upload, no_text=f"Its text is longer than {MOST_CHARACTERS:,} characters.")
    if not drawn.text.strip() and not drawn.no_text:
        drawn = replace(drawn, no_text="The page holds no text that could be drawn from it.")
    return replace(drawn, fetched=fetched)


def _draw_text(upload: Upload, decoded: Decoded) -> Drawn:
    page = read_html(decoded.text) if upload.media_type in _HTML else None
    text = page.text if page else storable(decoded.text)
    return _drawn(upload, text, page, encoding=decoded.encoding, replaced=decoded.replaced)


def _draw_pdf(upload: Upload) -> Drawn:
    found = read_pdf_once(upload.content)
    page = PageReading(found.text, title=found.title, authors=found.authors)
    return replace(_drawn(upload, found.text, page), no_text=found.problem)


@functools.lru_cache(maxsize=2)
def read_pdf_once(content: bytes) -> PdfReading:
    """Forms read a PDF before the action takes the record's lock, which a hostile file would hold for seconds.

    The action then finds it read. Costs the memory of two uploads.
    """
    return read_pdf(content)


def _drawn(
    upload: Upload, text: str, page: PageReading | None, *, encoding: str = "", replaced: int = 0
) -> Drawn:
    # One kind of line end, so that a browser's count of characters and ours agree.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    boilerplate = find_boilerplate(text)
    return Drawn(
        upload,
        text,
        tuple(boilerplate),
        body_fingerprint(text, boilerplate) if text.strip() else "",
        page,
        encoding=encoding,
        replaced=replaced,
    )


def keep(
    entry: Entry, drawn: Drawn, *, by: User | None, article: Article | None = None
) -> Snapshot:
    """Keep the bytes and a Snapshot of them.

    The file is written before the row commits: a rollback leaves a file that no row names, never a
    row without its file.
    """
    upload, fetched = drawn.upload, drawn.fetched
    sha256 = hashlib.sha256(upload.content).hexdigest()
    path = f"{sha256[:2]}/{sha256}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(upload.content))
    tool = _tool(drawn)
    return Snapshot.objects.create(
        article=article,
        kind=upload.kind,
        file=path,
        sha256=sha256,
        size=len(upload.content),
        media_type=upload.media_type,
        original_name=upload.name[:255],
        requested_url=fetched.requested_url if fetched else "",
        final_url=fetched.final_url if fetched else "",
        redirects=[asdict(step) for step in fetched.redirects] if fetched else [],
        http_status=fetched.status if fetched else None,
        captured_at=entry.at,
        captured_by=by,
        tool=tool,
        tool_version=settings.VERSION if tool == "Verify" else version(tool),
        encoding=drawn.encoding,
        replaced_characters=drawn.replaced,
        text=drawn.text,
        boilerplate=[list(span) for span in _boilerplate(drawn, article)],
        body_sha256=drawn.body_sha256,
    )


def _boilerplate(drawn: Drawn, article: Article | None) -> Sequence[tuple[int, int]]:
    """With what the publisher prints on its other pages, too.

    The body's fingerprint leaves that out: it must not depend on what else is on the desk.
    """
    if article is None or len(drawn.text) > _MOST_COMPARED:
        return drawn.boilerplate
    said = drawn.page.publisher if drawn.page else None
    publisher = article.publisher or Source.objects.named(said or "")
    if publisher is None:
        return drawn.boilerplate
    others = Article.objects.other_texts_of(
        article, publisher, most=_OTHER_PAGES, length=_MOST_COMPARED
    )
    return find_boilerplate(drawn.text, others) if others else drawn.boilerplate


def _tool(drawn: Drawn) -> str:
    """What drew the text."""
    if drawn.upload.media_type == "application/pdf":
        return "pypdf"
    return "trafilatura" if drawn.page else "Verify"


def filled_in(given: ArticleGiven, page: PageReading) -> ArticleGiven:
    """What a page says of itself, where the person said nothing. A publisher only if the desk knows it."""
    published = given.published
    if not published.is_known and page.published:
        published = ImpreciseDate.parse(page.published, given.published.words)
    return replace(
        given,
        headline=given.headline or (page.title or "")[:500],
        authors=given.authors or ", ".join(page.authors)[:500],
        language=given.language or (page.language or ""),
        publisher=given.publisher or Source.objects.named(page.publisher or ""),
        published=published,
    )


def archived(snapshot: Snapshot | None) -> Facts:
    """For an Event's `after`: the copy, the hash of its bytes, and the digest of all that is known of it."""
    if snapshot is None:
        return {}
    return {
        "snapshot": snapshot.pk,
        "sha256": snapshot.sha256,
        "snapshot_digest": row_digest(snapshot),
    }


def _check(upload: Upload, field: str) -> None:
    if not upload.content:
        raise Invalid(field, "empty", "The file is empty.")
    if len(upload.content) > MOST_BYTES:
        raise Invalid(field, "too_large", f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    if upload.media_type not in MEDIA_TYPES:
        raise Invalid(
            field, "media_type", "Give a .txt or .html file, a PNG or JPEG screenshot, or a PDF."
        )
    magic = _MAGIC.get(upload.media_type)
    if magic and not upload.content.startswith(magic):
        raise Invalid(
            field, "media_type", f"This file is not what its name says ({upload.media_type})."
        )


def pasted(text: str) -> Upload:
    return Upload(text.encode("utf-8"), kind=CaptureKind.PASTE, declared_encoding="utf-8")
