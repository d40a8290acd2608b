"""Add articles and correct their details. An archived copy is never changed."""

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims import rules, workflow
from claims.enums import OutletState, Role, SinceSigning, Verb
from claims.errors import Invalid, refuse, refuse_stale
from claims.given import ArticleGiven, NewSource, OutletGiven
from claims.models import Article, Claim, PutBackStretch, Snapshot, Source
from claims.models.base import Columns, date_columns
from claims.models.search.index import index_articles

from .captures import ask, follow_url
from .record import Entry, Facts, action, changed, facts
from .reweighing import reweigh_all
from .snapshots import (
    ReadUpload,
    archived,
    fill_in_from_address,
    fill_in_from_page,
    judged,
    keep,
    with_screenshot,
)
from .sources import named_added, resolve
from .suggestions import ask_to_read

_FIELDS = (
    "publisher", "headline", "url", "authors", "published", "language",
    "republishes_article", "republishes_source",
)  # fmt: skip

_OUTLET_FIELDS = ("outlet_state", "outlet_state_on", "outlet_state_note")


@dataclass(frozen=True)
class AddedArticle:
    """The article, and whether it existed before: the same body from the same publisher, or the same URL."""

    article: Article
    existed: bool
    screenshot: Snapshot | None = None
    got_words: bool = False  # it existed without its words, which were added
    is_too_hard: bool = False  # its file is kept without text, because extracting it takes too much


@action
def add_article(
    entry: Entry,
    read: ReadUpload | None,
    given: ArticleGiven,
    *,
    screenshot: ReadUpload | None = None,
    by: User | None,
    token: str | None = None,
) -> AddedArticle:
    """Add an article whose file was read. Raises Invalid on "upload" or a field of `given`.

    If only a URL is given, it is stored now, and the queue archives its page later. A screenshot is kept as an older
    copy: the article's text is never from it.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    if done := entry.find_repeat(token):
        return AddedArticle(Article.objects.get(pk=done.object_id), existed=True)
    added: list[Source] = []
    taken = take(entry, plan_article(read, given), screenshot=screenshot, by=by, added=added)
    if taken.existed:
        entry.no_change()
        return taken
    after = (
        facts(taken.article, *_FIELDS)
        | archived(taken.article.snapshot)
        | judged(taken.article.snapshot)
        | with_screenshot(taken.screenshot)
        | named_added(added)
    )
    entry.write(Verb.ARTICLE_ADDED, taken.article, by=by, after=after, token=token)
    return taken


@action
def correct_article(
    entry: Entry,
    article: Article,
    given: ArticleGiven,
    *,
    seen_revision: int | None,
    by: User | None,
) -> Article:
    """Correct what the desk says about an article. Its archived copy never changes."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    article.refresh_from_db()
    refuse(rules.why_not_change_article(article))
    refuse_stale(seen_revision, article.revision)
    before = facts(article, *_FIELDS)
    added: list[Source] = []
    columns = _columns(entry, given, by=by, added=added)
    if given.republishes_article:
        line = Article.objects.with_republished([given.republishes_article.pk])
        if article in line:
            raise Invalid(
                "republishes_article",
                "cycle",
                "Choose another article. An article cannot republish itself.",
            )
    moved = columns["url"] != article.url
    Article.objects.swap(article.pk, seen_revision=article.revision, **columns)
    article.refresh_from_db()
    index_articles([article])
    if moved:
        follow_url(entry, article, by=by)
    before, after = changed(before, facts(article, *_FIELDS))
    if after.keys() & {"language", "published", "publisher", "authors"}:
        ask_to_read(article)
    after |= _touch_what_rests_on(entry, article, after)
    entry.write(
        Verb.ARTICLE_CHANGED, article, by=by, before=before, after=after | named_added(added)
    )
    return article


def _touch_what_rests_on(entry: Entry, article: Article, changes: Facts) -> Facts:
    """Raise the revision of the claims that rest on it, and weigh those again that have a signed verdict."""
    claims = Claim.objects.resting_on_articles(Article.objects.with_republications([article.pk]))
    if changes.keys() & {"publisher", "republishes_article", "republishes_source"}:
        workflow.touch_all(claims)
    elif "published" not in changes:
        return {}
    return reweigh_all(entry, claims, SinceSigning.BASIS_CHANGED)


@action
def set_outlet_state(
    entry: Entry,
    article: Article,
    given: OutletGiven,
    *,
    seen_revision: int | None,
    by: User | None,
) -> Article:
    """Say that the outlet corrected or withdrew its article, or that it stands after all.

    Every signed verdict that rests on the article, also through a republication, is weighed again and marked.
    """
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    article.refresh_from_db()
    refuse(rules.why_not_change_article(article))
    refuse_stale(seen_revision, article.revision)
    stands = given.state == OutletState.STANDING
    note = given.note.strip()
    if not stands and not note:
        raise Invalid("note", "required", "Write what the outlet said, or what it changed.")
    before = facts(article, *_OUTLET_FIELDS)
    Article.objects.swap(
        article.pk,
        seen_revision=article.revision,
        outlet_state=given.state,
        outlet_state_on=None if stands else given.on,
        outlet_state_note=note,
    )
    article.refresh_from_db()
    before, after = changed(before, facts(article, *_OUTLET_FIELDS))
    if after:
        copies = Article.objects.with_republications([article.pk])
        claims = Claim.objects.standing_on_articles(copies)
        workflow.touch_all(claims)
        after |= reweigh_all(entry, claims, SinceSigning.OUTLET_CHANGED)
    entry.write(Verb.OUTLET_STATE_CHANGED, article, by=by, before=before, after=after)
    return article


@action
def put_back(entry: Entry, article: Article, start: int, end: int, *, by: User | None) -> None:
    """Put a stretch of page boilerplate back into the article. Repeating it changes nothing."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    snapshot = article.snapshot
    if snapshot is None or [start, end] not in snapshot.boilerplate:
        raise Invalid("stretch", "unknown_stretch", "This passage is not page boilerplate.")
    _, created = PutBackStretch.objects.get_or_create(
        snapshot=snapshot, start=start, end=end, defaults={"at": entry.at, "by": by}
    )
    if not created:
        return entry.no_change()
    ask_to_read(article)
    entry.write(
        Verb.BOILERPLATE_RESTORED,
        article,
        by=by,
        after={"stretch": [start, end], "snapshot": snapshot.pk},
    )


@dataclass(frozen=True)
class PlannedArticle:
    """An article that is not added yet."""

    read: ReadUpload | None  # None for a URL that is still to be archived
    given: ArticleGiven  # with what the page says about itself
    existing: Article | None  # the same article on the desk


def plan_article(read: ReadUpload | None, given: ArticleGiven) -> PlannedArticle:
    """Return what adding it would do. Writes nothing. Raises Invalid. At most six queries."""
    if read is None and not given.url:
        raise Invalid("upload", "required", "Paste the text, choose a file or enter a URL.")
    given = fill_in_from_address(given, given.url)
    if read and read.page and not read.is_wall:
        given = fill_in_from_page(given, read.page)
    _plain_columns(given)
    if isinstance(given.publisher, NewSource):
        known = Source.objects.named(given.publisher.name)
        given = replace(given, publisher=known or given.publisher)
    return PlannedArticle(read, given, _existing(read, given))


def _existing(read: ReadUpload | None, given: ArticleGiven) -> Article | None:
    """Return the article with the same body from the same publisher or at the same page; without a body yet, of the same page."""
    there = Article.objects.at(given.url) if given.url else None
    if read is None:
        return there
    if there and there.snapshot and read.body_sha256 == there.snapshot.body_key != "":
        return there
    if isinstance(given.publisher, NewSource) or read.is_wall:
        return None
    same = Article.objects.with_body(read.body_sha256).filter(publisher=given.publisher)
    return same.order_by("pk").first()


def take(
    entry: Entry,
    planned: PlannedArticle,
    *,
    screenshot: ReadUpload | None = None,
    by: User | None,
    added: list[Source],
) -> AddedArticle:
    """Write the article. For use inside an action, which writes the Event. New sources are appended to `added`.

    An article that is only a URL can be used at once; its copy follows later.
    """
    if planned.existing:
        return AddedArticle(planned.existing, existed=True)
    columns = _columns(entry, planned.given, by=by, added=added)
    # The article first: its snapshot names it, and a snapshot never changes.
    article = Article.objects.create(**columns, created_at=entry.at, created_by=by)
    shot = keep(entry, screenshot, by=by, article=article) if screenshot else None
    if planned.read:
        article.snapshot = keep(entry, planned.read, by=by, article=article)
        article.save(update_fields=["snapshot"])
        ask_to_read(article)
    else:
        ask(entry, article, by=by)
    index_articles([article])
    is_too_hard = bool(planned.read and planned.read.is_too_hard)
    return AddedArticle(article, existed=False, screenshot=shot, is_too_hard=is_too_hard)


def _columns(entry: Entry, given: ArticleGiven, *, by: User | None, added: list[Source]) -> Columns:
    return _plain_columns(given) | {
        "publisher": resolve(entry, given.publisher, by=by, added=added),
        "republishes_source": resolve(entry, given.republishes_source, by=by, added=added),
    }


def _plain_columns(given: ArticleGiven) -> Columns:
    """Return the columns that name no source, after checking them. Raises Invalid."""
    if given.republishes_article and given.republishes_source:
        raise Invalid(
            "republishes_source",
            "republishes_both",
            "Choose either the article or the source, not both.",
        )
    columns = {
        "headline": " ".join(given.headline.split()),
        "url": given.url,
        "authors": given.authors,
        "language": given.language,
        "republishes_article": given.republishes_article,
        **date_columns("published", given.published),
    }
    try:
        Article(**columns).clean_fields(exclude=["snapshot", "created_at", "created_by"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Invalid(field, "invalid", " ".join(messages)) from error
    return columns
