"""Keep bytes as they came, and draw their text. Used by intake and evidence; writes no Event of its own."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from claims.enums import CaptureKind
from claims.errors import Invalid
from claims.extractors import Page, body_fingerprint, decode, read_html, read_text
from claims.given import Upload
from claims.models import Article, Snapshot
from claims.models.canonical import row_digest

from .recording import Entry

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 2_000_000

# What a file must start with to be taken for its type; the name and the browser's word are not enough.
_MAGIC = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "application/pdf": b"%PDF-",
}
TEXT_TYPES = frozenset({"text/plain", "text/html"})
MEDIA_TYPES = TEXT_TYPES | _MAGIC.keys()


@dataclass(frozen=True)
class Drawn:
    """An upload that was read, before anything is kept."""

    upload: Upload
    text: str = ""
    boilerplate: tuple[tuple[int, int], ...] = ()
    body_sha256: str = ""
    page: Page | None = None  # what an HTML page says of itself
    encoding: str = ""
    replaced: int = 0


def draw(upload: Upload, *, field: str) -> Drawn:
    """Read an upload; images and PDFs have no text. Raises Invalid on `field`."""
    _check(upload, field)
    if upload.media_type not in TEXT_TYPES:
        return Drawn(upload)
    decoded = decode(upload.content, upload.declared_encoding)
    if decoded.nuls:
        raise Invalid(field, "nul", "This is no text: it contains NUL characters.")
    page = read_html(decoded.text) if upload.media_type == "text/html" else None
    text = page.text if page else decoded.text
    # One kind of line end, so that a browser's count of characters and ours agree.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Invalid(field, "empty", "No text could be drawn from this.")
    if len(text) > MOST_CHARACTERS:
        raise Invalid(field, "too_long", f"The text is longer than {MOST_CHARACTERS:,} characters.")
    boilerplate = read_text(text).boilerplate
    return Drawn(
        upload,
        text,
        tuple(boilerplate),
        body_fingerprint(text, boilerplate),
        page,
        decoded.encoding,
        decoded.replaced,
    )


def keep(entry: Entry, drawn: Drawn, *, by: Any, article: Article | None = None) -> Snapshot:
    """Keep the bytes and a Snapshot of them.

    The file is written before the row commits: a rollback leaves a file that no row names, never a
    row without its file.
    """
    upload = drawn.upload
    sha256 = hashlib.sha256(upload.content).hexdigest()
    path = f"{sha256[:2]}/{sha256}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(upload.content))
    tool = ("trafilatura", version("trafilatura")) if drawn.page else ("Verify", settings.VERSION)
    snapshot: Snapshot = Snapshot.objects.create(
        article=article,
        kind=upload.kind,
        file=path,
        sha256=sha256,
        size=len(upload.content),
        media_type=upload.media_type,
        original_name=upload.name[:255],
        captured_at=entry.at,
        captured_by=by,
        tool=tool[0],
        tool_version=tool[1],
        encoding=drawn.encoding,
        replaced_characters=drawn.replaced,
        text=drawn.text,
        boilerplate=[list(span) for span in drawn.boilerplate],
        body_sha256=drawn.body_sha256,
    )
    return snapshot


def archived(snapshot: Snapshot | None) -> dict[str, Any]:
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
