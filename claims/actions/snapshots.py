"""Read uploaded and fetched files, and keep their bytes. Used by other actions; writes no Event itself."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import overload
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from claims import rules
from claims.addresses import post_of, posted_at
from claims.enums import WALLS, CaptureKind, Judgement, TextFrom
from claims.errors import Invalid, refuse
from claims.extractors import (
    IN_A_REQUEST,
    IN_BACKGROUND,
    MOST_CHARACTERS,
    MOST_PAGES,
    PDF,
    READABLE,
    Extracted,
    PageReading,
    Span,
    broken_promise,
    extract_bounded,
    find_boilerplate,
    kind_of,
    merge_spans,
    tool_of,
)
from claims.fetching import Captured
from claims.given import MOST_BYTES, ArticleGiven, SourceGiven, Upload
from claims.models import Article, CopyBody, ImpreciseDate, Snapshot, Source
from claims.models.canonical import row_digest

from .record import Entry, Facts

_NEXT_DAY_FROM = 20  # hours of UTC

# Compared with the publisher's other pages: a second at most.
_MOST_COMPARED = 50_000
_OTHER_PAGES = 10

TEXT_TYPES = frozenset({"text/plain", "text/html"})

# Why a text is refused. A PDF and a file that is too hard to read are kept without text, and so is what was fetched.
_REFUSALS = {
    "busy": "The desk is reading several other files. Try again in a minute.",
    "too_long": f"The text is longer than {MOST_CHARACTERS:,} characters.",
    "too_hard": "Extracting the text of this file takes too much time or memory. Paste the text instead.",
    "unreadable": "The text of this file could not be extracted. It may be broken. Paste the text instead.",
}
# What the sentence of a problem needs.
_VALUES = {"too_long": {"most": MOST_CHARACTERS}, "pdf_pages": {"most": MOST_PAGES}}


@dataclass(frozen=True)
class ReadUpload:
    """An upload with its text extracted, before anything is kept.

    Actions take this and no Upload: reading takes seconds, and nobody else can save while an action runs.
    """

    upload: Upload
    text: str = field(default="", compare=False)
    boilerplate: Sequence[Span] = field(default=(), compare=False)
    body_sha256: str = field(default="", compare=False)
    page: PageReading | None = field(
        default=None, compare=False
    )  # what an HTML page or PDF says of itself
    judgement: str = field(default="", compare=False)  # what the page is: a code
    from_description: bool = field(default=False, compare=False)
    other_page: str = field(default="", compare=False)
    problem: str = field(default="", compare=False)  # why there is no text: a code
    fetched: Captured | None = field(
        default=None, compare=False
    )  # how it was fetched, if from a URL
    encoding: str = field(default="", compare=False)
    replaced: int = field(default=0, compare=False)
    tool: str = field(default="Verify", compare=False)  # the package that extracted the text
    tool_version: str = field(default="", compare=False)  # of a tool that is not a package

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.upload.content).hexdigest()

    @property
    def is_wall(self) -> bool:
        """Whether the page has none of the article's words, nor says anything of the article."""
        return self.judgement in WALLS

    @property
    def is_too_hard(self) -> bool:
        """Whether its bytes are kept without text, because extracting it takes too much."""
        return self.problem == "too_hard"

    @property
    def problem_values(self) -> Mapping[str, int]:
        return _VALUES.get(self.problem, {})


@overload
def read_upload(upload: Upload, *, seconds: int = IN_A_REQUEST) -> ReadUpload: ...
@overload
def read_upload(upload: Upload | None, *, seconds: int = IN_A_REQUEST) -> ReadUpload | None: ...
def read_upload(upload: Upload | None, *, seconds: int = IN_A_REQUEST) -> ReadUpload | None:
    """Extract the text of an upload, in at most this many CPU seconds. Raises Invalid on "upload".

    An image has no text, and a PDF may have none.
    """
    if upload is None:
        return None
    _check(upload)
    if upload.media_type not in READABLE:
        return ReadUpload(upload)
    found = extract_bounded(
        upload.content, upload.media_type, upload.declared_encoding, seconds=seconds
    )
    _check_text(upload, found)
    return _read(upload, found)


def _check_text(upload: Upload, found: Extracted) -> None:
    """Raise Invalid on "upload" for a text that cannot be read. A document may have none: its words may be pictures."""
    media_type = upload.media_type
    if found.nuls and media_type in TEXT_TYPES:
        raise Invalid("upload", "nul", "This is not a text file: it contains NUL characters.")
    if found.problem == "no_text" and media_type in TEXT_TYPES:
        raise Invalid("upload", "empty", "No text could be extracted from this.")
    if found.problem in _REFUSALS and not _is_kept(upload, found.problem):
        raise Invalid("upload", found.problem, _REFUSALS[found.problem])


def _is_kept(upload: Upload, problem: str) -> bool:
    """Return whether a file is evidence although its text could not be extracted. Pasted words are nothing but text."""
    if problem == "busy":
        return False
    is_file = upload.kind == CaptureKind.UPLOAD
    return upload.media_type == PDF or (is_file and problem == "too_hard")


def read_article(
    upload: Upload | None, given: ArticleGiven, *, seconds: int = IN_A_REQUEST
) -> ReadUpload | None:
    """Read the upload of an article. Its boilerplate is also looked for on its publisher's other pages."""
    read = read_upload(upload, seconds=seconds)
    return read and compared(read, given.publisher)


def read_fetched(fetched: Captured) -> ReadUpload:
    """Extract the text of what was fetched. Nothing is refused: the bytes are kept, and `problem` says why."""
    name = PurePosixPath(urlsplit(fetched.final_url).path).name
    upload = Upload(
        fetched.content,
        media_type=kind_of(fetched.content, name, served=fetched.media_type),
        kind=CaptureKind.PAGE,
        declared_encoding=fetched.declared_encoding,
    )
    found = Extracted(problem="media_type")
    if upload.media_type in READABLE:
        found = extract_bounded(
            upload.content,
            upload.media_type,
            upload.declared_encoding,
            url=fetched.final_url,
            seconds=IN_BACKGROUND,
        )
    return replace(_read(upload, found), fetched=fetched)


def read_kept(snapshot: Snapshot) -> PageReading | None:
    """Return what an archived page says about itself. None if its file is lost, or is no page."""
    if snapshot.media_type not in READABLE:
        return None
    try:
        with snapshot.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return extract_bounded(
        content,
        snapshot.media_type,
        snapshot.encoding or None,
        url=snapshot.final_url,
        seconds=IN_A_REQUEST,
    ).page


def _read(upload: Upload, found: Extracted) -> ReadUpload:
    return ReadUpload(
        upload,
        text=found.text,
        boilerplate=found.boilerplate,
        body_sha256=found.body_sha256,
        page=found.page,
        judgement=found.judgement,
        from_description=found.from_description,
        other_page=found.other_page,
        problem=found.problem,
        encoding=found.encoding,
        replaced=found.replaced,
        tool=tool_of(upload.media_type),
    )


def compared(
    read: ReadUpload, publisher: SourceGiven | None, article: Article | None = None
) -> ReadUpload:
    """Return it with what the publisher's other pages also have added to its boilerplate. Two queries.

    The body's fingerprint does not include that, because it must not depend on what else is on the desk.
    """
    if not read.text or len(read.text) > _MOST_COMPARED:
        return read
    if not isinstance(publisher, Source):
        said = read.page.publisher if read.page else ""
        publisher = Source.objects.named(publisher.name if publisher else said or "")
    if publisher is None:
        return read
    others = Article.objects.other_texts_of(
        article, publisher, most=_OTHER_PAGES, length=_MOST_COMPARED
    )
    if not others:
        return read
    # A PDF's running heads are known from its pages, not from its text.
    found = find_boilerplate(read.text, others)
    return replace(read, boilerplate=merge_spans([*read.boilerplate, *found]))


def keep(
    entry: Entry, read: ReadUpload, *, by: User | None, article: Article | None = None
) -> Snapshot:
    """Keep the bytes and a Snapshot of them.

    The file is written before the row commits: a rollback leaves a file without a row, never a row without its
    file. Raises Refused for bytes that were taken down and must not be archived again.
    """
    upload, fetched = read.upload, read.fetched
    sha256 = read.sha256
    refuse(rules.why_not_return(Snapshot.objects.must_not_return(sha256)))
    path = f"{sha256[:2]}/{sha256}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(upload.content))
    snapshot = Snapshot.objects.create(
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
        tool=read.tool,
        tool_version=read.tool_version or _version_of(read.tool),
        encoding=read.encoding,
        replaced_characters=read.replaced,
        text=read.text,
        boilerplate=[list(span) for span in read.boilerplate],
        body_sha256=read.body_sha256,
        text_from=TextFrom.DESCRIPTION if read.from_description else "",
        account=read.page.account[:200] if read.page else "",
        judgement=read.judgement,
        other_page=read.other_page,
    )
    if read.body_sha256:
        CopyBody.objects.create(snapshot=snapshot, key=read.body_sha256)
    return snapshot


def _version_of(tool: str) -> str:
    return settings.VERSION if tool == "Verify" else version(tool)


def fill_in_from_address(given: ArticleGiven, *urls: str) -> ArticleGiven:
    """Fill in what the URL itself says where the person left a field empty: the publisher, and the day of a post.

    One query for each URL, if the publisher is unknown.
    """
    publisher, published = given.publisher, given.published
    if publisher is None:
        publisher = next(filter(None, map(Source.objects.publishing, urls)), None)
    moment = next(filter(None, map(posted_at, urls)), None)
    if moment and not published.is_known:
        published = _day_of(moment, published.words)
    return replace(given, publisher=publisher, published=published)


def _day_of(moment: datetime.datetime, words: str) -> ImpreciseDate:
    """Return the day of a moment; two days where it may be the next one already, in UTC+3 and +4."""
    day = moment.date()
    if moment.hour < _NEXT_DAY_FROM:
        return ImpreciseDate(day, day, words)
    return ImpreciseDate(
        day, day + datetime.timedelta(days=1), words or f"{moment:%Y-%m-%d %H:%M} UTC"
    )


def fill_in_from_page(given: ArticleGiven, page: PageReading) -> ArticleGiven:
    """Fill in what the page says about itself where the person left a field empty. A publisher only if the desk knows it."""
    published = given.published
    if not published.is_known and page.published:
        published = ImpreciseDate.parse(
            page.published, given.published.words or page.published_words[:200]
        )
    return replace(
        given,
        headline=given.headline or (page.title or "")[:500],
        authors=given.authors or ", ".join(page.authors)[:500],
        language=given.language or (page.language or ""),
        publisher=given.publisher or _named_by(page, given.url),
        published=published,
    )


def _named_by(page: PageReading, url: str) -> Source | None:
    """Return the source that the page names as its publisher. A network only names itself."""
    return None if page.account or post_of(url) else Source.objects.named(page.publisher or "")


def archived(snapshot: Snapshot | None) -> Facts:
    """Return the copy for an Event's `after`: its id, the hash of its bytes and the digest of its row."""
    if snapshot is None:
        return {}
    return {
        "snapshot": snapshot.pk,
        "sha256": snapshot.sha256,
        "snapshot_digest": row_digest(snapshot),
    }


def with_screenshot(snapshot: Snapshot | None) -> Facts:
    """Return a screenshot that came with a copy, for an Event's `after`."""
    return {f"screenshot_{name}": value for name, value in archived(snapshot).items()}


def judged(snapshot: Snapshot | None) -> Facts:
    """Return what the copy was judged to be, for an Event, unless it is the article."""
    if snapshot is None or snapshot.judgement in ("", Judgement.ARTICLE):
        return {}
    return {"judgement": snapshot.judgement}


def _check(upload: Upload) -> None:
    if not upload.content:
        raise Invalid("upload", "empty", "The file is empty.")
    if len(upload.content) > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise Invalid("upload", "too_large", f"The file is larger than {megabytes} MB.")
    promised = broken_promise(upload.media_type, upload.name)
    if promised:
        raise Invalid(
            "upload",
            "media_type",
            f"The content of this file does not match its name ({promised}). Choose another file.",
        )
