"""What follows when an article gets another archived copy: which copy is current, and where its quotes are.

Used by actions; writes no Event itself.
"""

from collections.abc import Iterable

from claims import workflow
from claims.enums import QuoteCheck, SinceSigning
from claims.extractors import PageReading
from claims.given import ArticleGiven
from claims.models import Appearance, Article, Claim, Evidence, Snapshot
from claims.models.base import Columns, date_columns
from claims.models.search.index import index_articles

from .anchors import Search, Sought
from .record import Entry, Facts, changed, facts, reference
from .reweighing import reweigh_all
from .snapshots import fill_in_from_address, fill_in_from_page
from .suggestions import ask_to_read

# What a page says about itself, except the day.
_SAID_BY_PAGE = ("publisher", "headline", "authors", "language")


def arrive(
    entry: Entry,
    article: Article,
    snapshot: Snapshot,
    search: Search,
    page: PageReading | None = None,
) -> tuple[Facts, Facts]:
    """Make it the article's current copy, unless it holds less of the article than the one before.

    Then nothing follows but that it is kept: a wall says nothing about what the outlet did. Returns what an
    Event tells, before and after.
    """
    previous = article.snapshot
    if previous is not None and snapshot.completeness < previous.completeness:
        return {}, {"current_copy": previous.pk}
    columns = _filled_in(article, snapshot, page if snapshot.can_hold_quotes else None)
    said = (*_SAID_BY_PAGE, "published")
    before = facts(article, *said)
    if columns:
        Article.objects.swap(article.pk, seen_revision=article.revision, **columns)
    Article.objects.filter(pk=article.pk).update(snapshot=snapshot)
    article.refresh_from_db()
    index_articles([article])
    ask_to_read(article)
    before, after = changed(before, facts(article, *said))
    if previous is not None:
        after["unchanged"] = previous.body_key == snapshot.body_key
    concerned: set[int] = set()
    gone: set[int] = set()
    for owner in owners_of(article):
        sought = take_up(owner, snapshot, search)
        if sought:
            concerned.add(owner.claim_id)
        if sought is Sought.GONE:
            gone.add(owner.claim_id)
    claims = Claim.objects.filter(pk__in=concerned).order_by("pk")
    named = [reference(claim) for claim in claims]
    if named:
        after["claims"] = named
        workflow.touch_all(claims)
        after |= reweigh_all(entry, claims, SinceSigning.BASIS_CHANGED)
    if gone:
        after["words_gone"] = [claim for claim in named if claim["id"] in gone]
    return before, after


def owners_of(article: Article) -> Iterable[Appearance | Evidence]:
    yield from article.appearances.exclude(quote="").order_by("pk")
    yield from article.evidence.order_by("pk")


def take_up(owner: Appearance | Evidence, snapshot: Snapshot, search: Search) -> Sought | None:
    """Search for its quote in the new copy. Return None if nothing changed for its claim."""
    if isinstance(owner, Evidence) and not _rests_on_page(owner):
        return None
    sought = search.seek(owner, snapshot) if owner.quote.strip() and snapshot.text.strip() else None
    if sought is Sought.NOT_SAID:
        return None
    if isinstance(owner, Evidence) and not owner.anchors.exclude(snapshot=snapshot).exists():
        return _first_copy_of(owner, snapshot, sought)
    return None if sought is Sought.FOUND_AGAIN else sought


def _rests_on_page(evidence: Evidence) -> bool:
    """Return True if its only copies are of its page, not a file that somebody uploaded."""
    snapshot = evidence.snapshot
    return snapshot is None or bool(snapshot.requested_url) or snapshot.article_id is not None


def _first_copy_of(evidence: Evidence, snapshot: Snapshot, sought: Sought | None) -> Sought | None:
    """Set the first copy of evidence whose quote was in none so far. Once found, it keeps that copy."""
    found = sought is Sought.FIRST_FOUND
    known = evidence.snapshot
    if known and not found and snapshot.completeness <= known.completeness:
        return None
    check = QuoteCheck(evidence.quote_check)
    if found:
        check = QuoteCheck.FOUND
    elif check == QuoteCheck.NO_COPY:
        check = QuoteCheck.NOT_FOUND
    Evidence.objects.filter(pk=evidence.pk).update(snapshot=snapshot, quote_check=check)
    evidence.refresh_from_db()
    return sought or Sought.NEVER_FOUND


def _filled_in(article: Article, snapshot: Snapshot, page: PageReading | None) -> Columns:
    """Return what the page says about itself, and its address of its publisher, where the desk says nothing yet."""
    known = ArticleGiven(
        url=article.url,
        published=article.published,
        **{name: getattr(article, name) for name in _SAID_BY_PAGE},
    )
    filled = fill_in_from_address(known, article.url, snapshot.final_url)
    if page:
        filled = fill_in_from_page(filled, page)
    columns = {
        name: getattr(filled, name)
        for name in _SAID_BY_PAGE
        if getattr(filled, name) != getattr(known, name)
    }
    if filled.published != known.published:
        columns |= date_columns("published", filled.published)
    return columns
