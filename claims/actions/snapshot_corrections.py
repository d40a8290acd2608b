"""What people do where a captured page is not the article: say what it is, or add the article's text themselves.

The judgement stays, and a copy never changes.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import CaptureKind, Role, SuggestionState, Verb
from claims.errors import Invalid, refuse
from claims.extractors import PageReading
from claims.given import Upload
from claims.models import Anchor, Article, Claim, CopyRuling, Snapshot
from claims.models.search.index import index_articles

from .anchors import Search
from .record import Entry, Facts, action, reference
from .snapshot_arrival import arrive, owners_of
from .snapshots import (
    ReadUpload,
    archived,
    compared,
    judged,
    keep,
    read_kept,
    read_upload,
    with_screenshot,
)
from .suggestions import ask_to_read


@dataclass(frozen=True)
class ReadRuling:
    """A copy that a person rules on, and what takes time if it becomes the current one."""

    snapshot: Snapshot
    is_article: bool
    search: Search
    page: PageReading | None = None  # what the page says of itself, if it was not believed before


def read_ruling(snapshot: Snapshot, *, is_article: bool) -> ReadRuling:
    """Do all that takes time, before the action takes the record's lock."""
    search = Search(snapshot.text)
    if not is_article or snapshot.article is None:
        return ReadRuling(snapshot, is_article, search)
    search.look_ahead(owners_of(snapshot.article.current))
    return ReadRuling(snapshot, is_article, search, read_kept(snapshot))


@action
def rule_on_copy(entry: Entry, read: ReadRuling, *, by: User | None) -> Snapshot:
    """Say that a copy is the article, or that it is not. The best copy becomes the current one.

    A copy that is not the article says nothing about the outlet: quotes are no longer missing from it.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    snapshot = Snapshot.objects.select_related("ruling", "article__snapshot").get(
        pk=read.snapshot.pk
    )
    if snapshot.article is None:
        raise Invalid("is_article", "no_article", "This copy does not belong to an article.")
    article = snapshot.article.current
    if snapshot.is_article == read.is_article:
        entry.no_change()
        return snapshot
    CopyRuling.objects.update_or_create(
        snapshot=snapshot, defaults={"is_article": read.is_article, "at": entry.at, "by": by}
    )
    snapshot.refresh_from_db()
    after: Facts = {"snapshot": snapshot.pk, "is_article": read.is_article}
    before: Facts = {}
    best = _best_copy(article)
    if read.is_article and best == snapshot:
        before, more = arrive(entry, article, snapshot, read.search, read.page)
        after |= more
    elif not read.is_article:
        after |= _set_aside(article, snapshot, best)
    entry.write(Verb.COPY_JUDGED, article, by=by, before=before, after=after)
    return snapshot


def _best_copy(article: Article) -> Snapshot:
    """Return the newest of the copies that hold most of the article."""
    copies = Snapshot.objects.of(article).select_related("ruling").defer("text", "boilerplate")
    # One that was taken down has nothing left.
    return max(copies, key=lambda copy: (copy.completeness, copy.pk))


def _set_aside(article: Article, snapshot: Snapshot, best: Snapshot) -> Facts:
    """Make the best copy the current one again, and take back what was concluded from this one."""
    missing = Anchor.objects.filter(missing_from=snapshot)
    concerned = {
        claim
        for named in missing.values_list("appearance__claim", "evidence__claim")
        for claim in named
        if claim
    }
    missing.update(missing_from=None)
    claims = Claim.objects.filter(pk__in=concerned).order_by("pk")
    workflow.touch_all(claims)
    after: Facts = {"claims": [reference(claim) for claim in claims]} if concerned else {}
    if best.pk != article.snapshot_id:
        Article.objects.filter(pk=article.pk).update(snapshot=best)
        article.refresh_from_db()
        after["current_copy"] = best.pk
    index_articles([article])
    if article.snapshot and article.snapshot.is_article:
        ask_to_read(article)
    else:
        article.suggestions.filter(state=SuggestionState.WAITING).delete()
    return after


@dataclass(frozen=True)
class ReadCopy:
    """A text or file for an article of the desk, with its quotes searched for in it."""

    read: ReadUpload
    search: Search = field(compare=False)  # worked out from the text
    screenshot: ReadUpload | None = None


def kept_upload(article: Article, encoding: str) -> Upload:
    """Return the bytes of the current copy, to be read in another encoding. Raises Invalid on "encoding"."""
    snapshot = article.snapshot
    try:
        if snapshot is None:
            raise FileNotFoundError
        with snapshot.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Invalid(
            "encoding", "no_copy", "The article has no archived file that could be read again."
        ) from None
    return Upload(
        content, snapshot.original_name, snapshot.media_type, CaptureKind(snapshot.kind), encoding
    )


def read_copy(article: Article, upload: Upload, screenshot: Upload | None = None) -> ReadCopy:
    """Do all that takes time, before the action takes the record's lock. Raises Invalid on "upload"."""
    read = compared(read_upload(upload), article.publisher, article)
    search = Search(read.text)
    search.look_ahead(owners_of(article))
    return ReadCopy(read, search, read_upload(screenshot))


@action
def add_copy(
    entry: Entry, article: Article, copy: ReadCopy, *, by: User | None, token: str | None = None
) -> Snapshot:
    """Add a copy that a person pasted or uploaded, where the page cannot be captured. URL and older copies stay.

    A screenshot of the page is kept with it.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    if entry.find_repeat(token):
        entry.no_change()
        return Snapshot.objects.of(article).latest("pk")
    article.refresh_from_db()
    refuse(rules.why_not_change_article(article))
    shot = keep(entry, copy.screenshot, by=by, article=article) if copy.screenshot else None
    snapshot = keep(entry, copy.read, by=by, article=article)
    before, after = arrive(entry, article, snapshot, copy.search, copy.read.page)
    after = archived(snapshot) | judged(snapshot) | with_screenshot(shot) | after
    entry.write(Verb.COPY_ADDED, article, by=by, before=before, after=after, token=token)
    return snapshot
