"""What the list of claims and the lifting of one need, in a fixed number of queries."""

import datetime
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from claims.enums import ClaimStatus, Stance
from claims.independence import document_of
from claims.models import Appearance, Attribution, Claim, Evidence, Question, Rating, Source

ROWS = 50


@dataclass(frozen=True)
class ClaimFilters:
    """What is set narrows; all that are set narrow together."""

    q: str = ""
    status: ClaimStatus | None = None
    rating: Rating | None = None
    assignee: Any = None
    publisher: Source | None = None
    speaker: Source | None = None
    question: Question | None = None
    stance: Stance | None = None
    language: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    sort: str = "newest"


def filtered(filters: ClaimFilters) -> "QuerySet[Claim]":
    """The claims that fit, unordered; each stands once."""
    found = Claim.objects.all()
    if filters.q:
        found = found.filter(_saying(filters.q))
    if filters.status:
        found = found.with_status(filters.status)
    if filters.rating:
        found = found.with_standing_verdict().filter(verdict__rating_code=filters.rating.code)
    if filters.assignee:
        found = found.filter(assignee=filters.assignee)
    if filters.publisher:
        found = found.filter(pk__in=_claims(Appearance, article__publisher=filters.publisher))
    if filters.speaker:
        voiced = Attribution.objects.filter(source=filters.speaker)
        found = found.filter(pk__in=voiced.values("appearance__claim"))
    if filters.question:
        found = found.filter(questions=filters.question)
    if filters.stance:
        standing = Evidence.objects.standing().filter(stance=filters.stance)
        found = found.filter(pk__in=standing.values("claim"))
    if filters.language:
        found = found.filter(language__iexact=filters.language)
    # A range that touches the days asked for fits; an unknown date fits no range.
    if filters.since:
        open_ended = Q(said_on_latest=None, said_on_earliest__isnull=False)
        found = found.filter(Q(said_on_latest__gte=filters.since) | open_ended)
    if filters.until:
        open_begun = Q(said_on_earliest=None, said_on_latest__isnull=False)
        found = found.filter(Q(said_on_earliest__lte=filters.until) | open_begun)
    return found


def _saying(words: str) -> Q:
    """A substring of statement, quote or external id. `statement_key` is folded by Python:

    SQLite's LIKE folds ASCII alone, so a Cyrillic word would be found in its own case only.
    """
    folded = unicodedata.normalize("NFKC", " ".join(words.split())).casefold()
    quoted = _claims(Appearance, quote__icontains=words)
    return (
        Q(statement_key__contains=folded)
        | Q(statement__icontains=words)
        | Q(external_id__icontains=words)
        | Q(pk__in=quoted)
    )


def _claims(model: Any, **where: Any) -> Any:
    return model.objects.filter(**where).values("claim")


SORTS = {
    "newest": "newest first",
    "priority": "most pressing first",
    "said_on": "latest said first",
}


def _ordered(found: "QuerySet[Claim]", sort: str, before: Claim | None) -> "QuerySet[Claim]":
    """In order, from behind the row that ended the page before. Ids make every order total."""
    if sort == "priority":
        if before:
            found = found.filter(
                Q(priority__gt=before.priority) | Q(priority=before.priority, pk__lt=before.pk)
            )
        return found.order_by("priority", "-pk")
    if sort == "said_on":
        if before and before.said_on_earliest:
            day = before.said_on_earliest
            found = found.filter(
                Q(said_on_earliest__lt=day)
                | Q(said_on_earliest=None)
                | Q(said_on_earliest=day, pk__lt=before.pk)
            )
        elif before:
            found = found.filter(said_on_earliest=None, pk__lt=before.pk)
        return found.order_by(F("said_on_earliest").desc(nulls_last=True), "-pk")
    if before:
        found = found.filter(pk__lt=before.pk)
    return found.order_by("-pk")


@dataclass(frozen=True)
class ClaimRow:
    pk: int
    statement: str
    kind: str
    is_quote_check: bool
    status: str
    status_label: str
    rating_code: str
    rating_label: str
    chain: str
    publisher: str
    said_on: str
    corroborating: int
    contradicting: int
    context: int
    assignee: str
    under_review: bool
    since_signing: int


class ClaimList:
    """One page of the list: six queries, and one for all there are."""

    def __init__(self, filters: ClaimFilters, before: Claim | None = None) -> None:
        self.filters = filters
        first = Appearance.objects.filter(claim=OuterRef("pk")).order_by("pk").values("pk")[:1]
        found = _ordered(filtered(filters), filters.sort, before)
        found = found.select_related("assignee", "verdict").annotate(first=Subquery(first))
        page = list(found[: ROWS + 1])
        self.last = page[ROWS - 1] if len(page) > ROWS else None
        self.rows = claim_rows(page[:ROWS])

    @cached_property
    def total(self) -> int:
        return filtered(self.filters).count()


def claim_rows(claims: list[Any]) -> list[ClaimRow]:
    """Rows for lists, of claims with assignee and verdict selected. Three queries, or four without `first`."""
    firsts = _first_appearances(claims)
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    standing = Evidence.objects.standing().filter(claim__in=[claim.pk for claim in claims])
    standing = standing.select_related("snapshot").only(
        "claim_id", "stance", "article_id", "url", "seen_in_id", "created_at", "snapshot__sha256"
    )
    for item in standing:
        evidence[item.claim_id].append(item)
    return [_row(claim, firsts.get(claim.pk), evidence[claim.pk]) for claim in claims]


def _first_appearances(claims: list[Any]) -> dict[int, Appearance]:
    if claims and not hasattr(claims[0], "first"):
        ids = Appearance.objects.filter(claim__in=claims).values("claim").annotate(first=Min("pk"))
        wanted: Iterable[int] = [row["first"] for row in ids]
    else:
        wanted = [claim.first for claim in claims if claim.first]
    chain = Prefetch("chain", Attribution.objects.select_related("source"))
    found = Appearance.objects.filter(pk__in=wanted).select_related("article__publisher")
    return {appearance.claim_id: appearance for appearance in found.prefetch_related(chain)}


def _row(claim: Claim, first: Appearance | None, evidence: list[Evidence]) -> ClaimRow:
    verdict = claim.verdict if claim.verdict and claim.verdict.stands else None

    def documents(stance: Stance) -> int:
        return len({document_of(item) for item in evidence if item.stance == stance})

    publisher = first.article.publisher if first and first.article else None
    since = [item for item in evidence if verdict and item.created_at > verdict.signed_at]
    return ClaimRow(
        pk=claim.pk,
        statement=claim.statement,
        kind=claim.get_kind_display(),
        is_quote_check=not claim.is_factual,
        status=claim.status,
        status_label=claim.get_status_display(),
        rating_code=verdict.rating_code if verdict else "",
        rating_label=verdict.rating_label if verdict else "",
        chain=" ‹ ".join(step.voice for step in first.chain.all()) if first else "",
        publisher=publisher.name if publisher else "",
        said_on=str(claim.said_on),
        corroborating=documents(Stance.CORROBORATES),
        contradicting=documents(Stance.CONTRADICTS),
        context=documents(Stance.CONTEXT),
        assignee=claim.assignee.get_username() if claim.assignee else "",
        under_review=verdict is not None
        and claim.status not in (ClaimStatus.SIGNED_OFF, ClaimStatus.WITHDRAWN),
        since_signing=len(since),
    )


@dataclass(frozen=True)
class SameClaim:
    """A claim with this statement; `whole` where it is the claim being lifted, not its quote check."""

    pk: int
    statement: str
    kind: str
    status: str
    whole: bool


def same_claim(statement: str, quote_check: str) -> SameClaim | None:
    for words, whole in ((statement, True), (quote_check, False)):
        same = Claim.objects.stating(words).order_by("pk").first() if words.strip() else None
        if same:
            return SameClaim(
                same.pk, same.statement, same.get_kind_display(), same.get_status_display(), whole
            )
    return None
