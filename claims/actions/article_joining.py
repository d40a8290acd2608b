"""Join two articles that are one page, or tell them apart."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, Q

from claims import rules, workflow
from claims.enums import CaptureState, Role, SinceSigning, Verb
from claims.errors import refuse
from claims.models import Article, Claim, OriginHint, Shingle, Snapshot, ToldApart
from claims.models.article_twins import in_order_of_keeping
from claims.models.base import Columns, date_columns
from claims.models.search.index import index_articles

from .anchors import Search, refuse_unusable
from .captures import ask
from .record import Entry, action, changed, facts, reference
from .reweighing import reweigh_all
from .snapshot_arrival import owners_of
from .suggestions import ask_to_read

# What the desk says of an article, taken over where the other says nothing.
_TAKEN_OVER = ("publisher", "headline", "authors", "language", "published")
_REPUBLICATION = ("republishes_article", "republishes_source")
_OUTLET = ("outlet_state", "outlet_state_on", "outlet_state_note")


@dataclass(frozen=True)
class ReadJoin:
    """Two articles to join, with the quotes of the second searched for in the text that will be shown."""

    into: Article
    article: Article
    search: Search


def read_join(one: Article, other: Article) -> ReadJoin:
    """Do all that takes time, before the action takes the record's lock."""
    into, article = in_order_of_keeping(one, other)
    copy = _copy_shown(into, article)
    search = Search(copy.text if copy else "")
    for owned in (into, article):
        if copy and owned.snapshot_id != copy.pk:
            search.look_ahead(owners_of(owned))
    return ReadJoin(into, article, search)


@action
def join_articles(entry: Entry, read: ReadJoin, *, by: User | None) -> Article:
    """Join two articles of one page. What rests on the second rests on the first from now on; its copies stay with it.

    The second is kept for its history, and its page leads to the first. The Event holds the ids of what was
    moved. Signed verdicts that rest on it are weighed again. About thirty queries, and those of the weighing.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    into, article = read.into, read.article
    into.refresh_from_db()
    article.refresh_from_db()
    if article.joined_into == into:
        entry.no_change()
        return into
    refuse(rules.why_not_join(article, into))
    columns = _taken_over(into, article)
    before = facts(into, *_TAKEN_OVER, *_REPUBLICATION, *_OUTLET)
    copy = _copy_shown(into, article)
    Article.objects.swap(into.pk, seen_revision=into.revision, snapshot=copy, **columns)
    into.refresh_from_db()
    before, after = changed(before, facts(into, *_TAKEN_OVER, *_REPUBLICATION, *_OUTLET))
    moved = _move_all(article, into)
    article.joined.update(joined_into=into)
    Article.objects.swap(
        article.pk,
        seen_revision=article.revision,
        joined_into=into,
        snapshot=None,  # nothing is read, found or compared in it any more
        **_NO_REPUBLICATION,
    )
    article.refresh_from_db()
    if copy:
        _find_quotes(into, copy, read.search)
    _forget_derived(entry, article, into)
    index_articles([into, article])
    if copy:
        ask_to_read(into)
    claims = Claim.objects.resting_on_articles(Article.objects.with_republications([into.pk]))
    workflow.touch_all(claims)
    after = {"into": reference(into), "moved": moved, "taken_over": after}
    after |= reweigh_all(entry, claims, SinceSigning.BASIS_CHANGED)
    entry.write(Verb.ARTICLES_JOINED, article, by=by, before={"taken_over": before}, after=after)
    return into


_NO_REPUBLICATION: Columns = dict.fromkeys(_REPUBLICATION)


def _copy_shown(into: Article, article: Article) -> Snapshot | None:
    """Return the current copy after joining: that of the article that remains, unless the other's holds more."""
    here, there = into.snapshot, article.snapshot
    if here is None or there is None:
        return here or there
    return there if there.completeness > here.completeness else here


def _taken_over(into: Article, article: Article) -> Columns:
    columns: Columns = {
        name: getattr(article, name)
        for name in _TAKEN_OVER
        if name != "published" and not getattr(into, name) and getattr(article, name)
    }
    if not into.published.is_known and article.published.is_known:
        columns |= date_columns("published", article.published)
    if into.republishes_article == article:
        columns |= _NO_REPUBLICATION
    if not into.is_republication or into.republishes_article == article:
        columns |= _original_of(into, article)
    if not into.is_changed_by_outlet and article.is_changed_by_outlet:
        columns |= {name: getattr(article, name) for name in _OUTLET}
    return columns


def _original_of(into: Article, article: Article) -> Columns:
    """Return what it republishes, unless that would make it a republication of itself."""
    original = article.republishes_article
    if original and into in Article.objects.with_republished([original.pk]):
        return {}
    taken = {name: getattr(article, name) for name in _REPUBLICATION}
    return taken if any(taken.values()) else {}


def _move_all(article: Article, into: Article) -> dict[str, list[int]]:
    """Move what names the one to the other. Return their ids by relation."""
    moved: dict[str, list[int]] = {}
    for relation, rows, column in (
        ("appearances", article.appearances, "article"),
        ("evidence", article.evidence, "article"),
        ("republications", article.republications.exclude(pk=into.pk), "republishes_article"),
    ):
        ids = sorted(rows.order_by().values_list("pk", flat=True))
        changes: Columns = {column: into}
        if relation != "appearances":
            changes["revision"] = F("revision") + 1
        rows.filter(pk__in=ids).update(**changes)
        if ids:
            moved[relation] = ids
    return moved


def _find_quotes(into: Article, copy: Snapshot, search: Search) -> None:
    """Anchor the quotes also in the copy that is shown. What another version lacks was not removed by the outlet."""
    for owner in owners_of(into):
        is_there = owner.anchors.filter(snapshot=copy).exists()
        if owner.quote.strip() and copy.text.strip() and not is_there:
            search.seek(owner, copy, of_another_version=True)


def _forget_derived(entry: Entry, article: Article, into: Article) -> None:
    """Remove what the machine noticed in its text, end its request, and keep whom both were told apart from."""
    both = Q(article=article) | Q(other=article)
    OriginHint.objects.filter(both, dismissed_at=None).delete()
    Shingle.objects.filter(article=article).delete()
    article.suggestions.waiting().delete()
    article.capture_requests.waiting().update(
        state=CaptureState.GIVEN_UP, problem_code="joined", ended_at=entry.at
    )
    if into.snapshot is None and not into.capture_requests.waiting().exists() and into.url:
        ask(entry, into, by=None)
    for pair in ToldApart.objects.filter(both):
        third = pair.other_id if pair.article_id == article.pk else pair.article_id
        _tell_apart(into.pk, third, at=pair.at, by=pair.by)


@action
def tell_apart(entry: Entry, article: Article, other: Article, *, by: User | None) -> None:
    """Say that two articles are not the same page. It is not asked again."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    for one in (article, other):
        refuse_unusable(one)
    if article == other or not _tell_apart(article.pk, other.pk, at=entry.at, by=by):
        return entry.no_change()
    after = {"other": reference(other)}
    entry.write(Verb.ARTICLES_TOLD_APART, article, by=by, after=after)
    return None


def _tell_apart(one: int, other: int, *, at: datetime.datetime, by: User | None) -> bool:
    first, second = sorted((one, other))
    _, is_new = ToldApart.objects.get_or_create(
        article_id=first, other_id=second, defaults={"at": at, "by": by}
    )
    return is_new
