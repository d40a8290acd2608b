"""Which other articles are probably of the same page, and why. People are asked; nothing is joined by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q

from claims.addresses import archived_original
from claims.enums import AddressKind, SamePage
from claims.extractors.matching.shared_passages import share_of, shared_passages

from .articles import Article, PageAddress, ToldApart
from .origins import Shingle

MOST_TWINS = 20
_ALIKE = 0.5  # share of the sampled hashes of the shorter text
_NEARLY = 0.7  # of the longer one
_FEW = 30  # hashes, of about 240 words
_SHORT = 20_000  # characters of a text with so few hashes


@dataclass(frozen=True)
class Twin:
    """Another article that is probably of the same page."""

    other: Article
    why: SamePage
    copied: Article | None = None  # the one of the two that is an archived copy


@dataclass
class _Addresses:
    """All addresses of one article and of those joined to it."""

    article: Article
    pages: set[str] = field(default_factory=set)  # keys of the URLs that were given
    given: set[str] = field(default_factory=set)  # their second keys
    final: set[str] = field(default_factory=set)
    canonical: set[str] = field(default_factory=set)

    def add(self, page_key: str, twin_key: str, kind: str = "") -> None:
        if not kind:
            self.pages |= {page_key} - {""}
        keys = {"": self.given, AddressKind.FINAL: self.final}.get(kind, self.canonical)
        keys |= {twin_key} - {""}

    @property
    def all(self) -> set[str]:
        return self.given | self.final | self.canonical


def twins_of(article: Article) -> list[Twin]:
    """Return the other articles of what is probably the same page, the earliest first. At most ten queries."""
    own = _addresses_of([article])[article.pk]
    others = _candidates(article, own.all) if own.all else []
    known = {other.pk for other in others}
    others += [other for other in _with_like_text(article) if other.pk not in known]
    apart = _told_apart(article) if others else set()
    found = [theirs for pk, theirs in _addresses_of(others).items() if pk not in apart]
    texts = _Texts(article, [theirs.article for theirs in found])
    twins = (_twin(own, theirs, texts) for theirs in found)
    return [twin for twin in twins if twin]


def may_be_one(article: Article, other: Article) -> bool:
    """Return True if they are offered as the same page."""
    return any(twin.other == other for twin in twins_of(article))


def in_order_of_keeping(article: Article, other: Article) -> tuple[Article, Article]:
    """Return the article that remains and the one that is joined to it.

    The page itself comes before its versions, and those before somebody else's copy; then the earlier one.
    """

    def rank(one: Article) -> tuple[bool, bool, int]:
        is_version = one.page_key != one.twin_key
        return is_version, is_version and archived_original(one.url) is not None, one.pk

    kept, joined = sorted((article, other), key=rank)
    return kept, joined


def _candidates(article: Article, keys: Iterable[str]) -> list[Article]:
    told = PageAddress.objects.filter(twin_key__in=keys)
    rows = Article.objects.filter(Q(twin_key__in=keys) | Q(pk__in=told.values("article")))
    rows = rows.exclude(pk=article.pk).exclude(joined_into=article)
    current = {pk: joined or pk for pk, joined in rows.values_list("pk", "joined_into")}
    named = Article.objects.filter(pk__in=set(current.values()) - {article.pk})
    named = named.select_related("publisher", "snapshot__ruling", "snapshot__body")
    return list(named.defer("snapshot__text", "snapshot__boilerplate").order_by("pk")[:MOST_TWINS])


def _with_like_text(article: Article) -> list[Article]:
    """Return articles of the same outlet, of about the same day, that share hashes of their texts. At most three queries."""
    copy = article.snapshot
    if not article.publisher_id or not (copy and copy.body_key and copy.is_article):
        return []
    hashes = list(Shingle.objects.filter(article=article).values_list("hash", flat=True))
    likely = Shingle.objects.shared_by(hashes, excluding=article.pk, most=MOST_TWINS)
    rows = Article.objects.unjoined().filter(pk__in=likely, publisher=article.publisher_id)
    rows = rows.select_related("publisher", "snapshot__ruling", "snapshot__body")
    found = rows.defer("snapshot__text", "snapshot__boilerplate").order_by("pk")
    return [other for other in found if _of_about_one_day(article, other)]


def _of_about_one_day(article: Article, other: Article) -> bool:
    """Return False if they are known to be published more than a day apart: next week's bulletin reads like this week's."""
    mine, theirs = article.published, other.published
    first = min((d.latest for d in (mine, theirs) if d.latest), default=None)
    last = max((d.earliest for d in (mine, theirs) if d.earliest), default=None)
    return not first or not last or (last - first).days <= 1


def _addresses_of(articles: Iterable[Article]) -> dict[int, _Addresses]:
    """Return the addresses by the articles' ids. Two queries."""
    found = {article.pk: _Addresses(article) for article in articles}
    if not found:
        return {}
    rows = Article.objects.filter(Q(pk__in=found) | Q(joined_into__in=found))
    owners: dict[int, int] = {}
    for pk, joined, page, twin in rows.values_list("pk", "joined_into", "page_key", "twin_key"):
        owners[pk] = joined if joined and pk not in found else pk
        found[owners[pk]].add(page, twin)
    told = PageAddress.objects.filter(article__in=owners)
    for pk, kind, page, twin in told.values_list("article", "kind", "page_key", "twin_key"):
        found[owners[pk]].add(page, twin, kind)
    return found


def _told_apart(article: Article) -> set[int]:
    pairs = ToldApart.objects.filter(Q(article=article) | Q(other=article))
    return {pk for pair in pairs.values_list("article", "other") for pk in pair}


def _twin(own: _Addresses, theirs: _Addresses, texts: "_Texts") -> Twin | None:
    """Return why both are probably one page. What pages say of themselves needs texts that agree: some say it wrongly."""
    other = theirs.article
    if own.pages & theirs.pages:
        return Twin(other, SamePage.SPELLING)
    if own.given & theirs.given:
        pair = (own.article, other)
        copied = next((one for one in pair if archived_original(one.url)), None)
        return Twin(other, SamePage.COPY if copied else SamePage.VERSION, copied)
    if own.final & theirs.given or theirs.final & own.given:
        return Twin(other, SamePage.REDIRECT)
    named = own.canonical & theirs.given or theirs.canonical & own.given
    if named and texts.may_agree(other):
        return Twin(other, SamePage.CANONICAL)
    if own.all & theirs.all and texts.agree(other):
        return Twin(other, SamePage.CANONICAL)
    return Twin(other, SamePage.TEXT) if texts.are_versions(other) else None


class _Texts:
    """Compares the current text of one article with those of others. At most three queries, and only if it is asked."""

    def __init__(self, article: Article, others: list[Article]) -> None:
        self._article, self._others = article, others

    def agree(self, other: Article) -> bool:
        """Return True if both have the article's text, and it is the same or mostly shared."""
        mine, theirs = self._article.snapshot, other.snapshot
        if not (mine and theirs and mine.body_sha256 and theirs.body_sha256):
            return False
        if not (mine.is_article and theirs.is_article):
            return False
        return mine.body_key == theirs.body_key or self._shares.get(other.pk, 0) >= _ALIKE

    def are_versions(self, other: Article) -> bool:
        """Return True if one outlet has nearly the same text in both: a word changed, a note of an update."""
        if not self._article.publisher_id or self._article.publisher_id != other.publisher_id:
            return False
        if not self._have_text(other):
            return False
        share, hashes = self._least_shares.get(other.pk, (0.0, 0))
        if share >= _NEARLY or hashes > _FEW:
            return share >= _NEARLY
        return self._word_for_word(other) >= _NEARLY

    def _word_for_word(self, other: Article) -> float:
        """Return how much of both texts is in both: a word changed in a short one changes half of its hashes.

        A long text that has few hashes repeats itself, and is not compared.
        """
        copies = [copy for copy in (self._article.snapshot, other.snapshot) if copy]
        mine, theirs = (copy.text for copy in copies)
        if max(len(mine), len(theirs)) > _SHORT:
            return 0.0
        found = shared_passages(mine, theirs)
        return min(
            share_of(mine, [(p.start, p.end) for p in found]),
            share_of(theirs, sorted((p.other_start, p.other_end) for p in found)),
        )

    def may_agree(self, other: Article) -> bool:
        """Return True if they agree, or if one has no text to tell and no other text disagrees."""
        if self._have_text(other):
            return self.agree(other)
        return all(self.agree(one) for one in self._others if self._have_text(one))

    def _have_text(self, other: Article) -> bool:
        copies = (self._article.snapshot, other.snapshot)
        return all(copy and copy.body_sha256 and copy.is_article for copy in copies)

    @cached_property
    def _shares(self) -> Mapping[int, float]:
        """Of the shorter text."""
        return {pk: shared / max(1, min(sizes)) for pk, shared, *sizes in self._counts}

    @cached_property
    def _least_shares(self) -> Mapping[int, tuple[float, int]]:
        """Of the longer text, with the number of its hashes."""
        return {pk: (shared / max(1, *sizes), max(sizes)) for pk, shared, *sizes in self._counts}

    @cached_property
    def _counts(self) -> list[tuple[int, int, int, int]]:
        """Return each other article's id, how many hashes it shares, has, and the article has."""
        hashes = set(Shingle.objects.filter(article=self._article).values_list("hash", flat=True))
        rows = Shingle.objects.filter(article__in=self._others).values("article")
        counts = rows.annotate(all=Count("pk"), shared=Count("pk", filter=Q(hash__in=hashes)))
        return [(row["article"], row["shared"], row["all"], len(hashes)) for row in counts]
