"""The list of claims: its filters, its order, and what each row shows, in a fixed number of queries."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Min, Prefetch, Q, QuerySet
from django.db.models.functions import Substr, Upper

from claims.enums import ClaimStatus, Stance
from claims.independence import documents_of
from claims.models import (
    Appearance,
    Article,
    Attribution,
    Claim,
    ClaimWords,
    Evidence,
    Question,
    Rating,
    Source,
)
from claims.models.search.words import Query
from claims.reads.lists.excerpts import MOST_OF_A_TEXT, Excerpt, Fragment, Marker
from claims.reads.lists.paging import (
    ListPart,
    PageOfKeys,
    by_rank,
    counted,
    latest_first,
    newest_first,
    within,
)
from claims.reads.lists.wordings import holding, queries_of
from claims.reads.review.since_signing import added_since


@dataclass(frozen=True)
class ClaimFilters:
    """The filters of the list. Those that are set are combined with AND."""

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

    @cached_property
    def queries(self) -> list[Query]:
        """What was typed, in each of its wordings. At most three queries of the database, once."""
        return queries_of(self.q)


def filtered(filters: ClaimFilters) -> "QuerySet[Claim]":
    """Return the claims that match, unordered, each once."""
    found = Claim.objects.all()
    if filters.q:
        found = found.filter(_searched(filters))
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
        # As in its index. Tags are ASCII, which both databases upper-case in the same way.
        found = found.alias(tag=Upper("language")).filter(tag=filters.language.upper())
    return within(found, "said_on", filters.since, filters.until)


def _searched(filters: ClaimFilters) -> Q:
    """Return the condition that a claim has these words, or rests on an article whose address they are."""
    found = holding(ClaimWords, filters.queries)
    addressed = Article.objects.addressed(filters.q)
    if addressed is not None:
        for model in (Appearance, Evidence):
            found |= Q(pk__in=_claims(model, article__in=addressed.values("pk")))
    return found


def _claims(model: Any, **where: Any) -> Any:
    return model.objects.filter(**where).values("claim")


SORTS = {
    "newest": "newest first",
    "priority": "most pressing first",
    "said_on": "latest said first",
}


def _parts(sort: str, before: Claim | None) -> list[ListPart]:
    if sort == "priority":
        return by_rank("priority", before)
    if sort == "said_on":
        return latest_first("said_on_earliest", before)
    return newest_first(before)


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
    # If words were searched: the statement with those found marked, and where else they occur.
    marked: tuple[Fragment, ...] = ()
    elsewhere: Excerpt | None = None


class ClaimList:
    """One page of the list. At most nine queries, including one for searched words and one for the total."""

    def __init__(self, filters: ClaimFilters, before: Claim | None = None) -> None:
        self.filters = filters
        self.query, *_ = filters.queries
        page = PageOfKeys(filtered(filters), _parts(filters.sort, before))
        self.has_no_words = bool(filters.q) and not self.query
        self.last = page.last
        claims = page.rows(for_rows())
        self.rows = claim_rows(claims)
        if self.query:
            self.rows = _with_words(self.rows, claims, filters.queries)

    @cached_property
    def total(self) -> str:
        return counted(filtered(self.filters))


def for_rows() -> "QuerySet[Claim]":
    """Return claims with what `claim_rows` reads."""
    found = Claim.objects.select_related("assignee", "verdict")
    return found.defer("verdict__row", "verdict__evidence_rows", "verdict__policy")


def _with_words(rows: list[ClaimRow], claims: list[Claim], queries: list[Query]) -> list[ClaimRow]:
    """Mark the words found in the statement, or else in the sentence of a quote. One query."""
    marker = Marker(*queries)
    texts = {claim.pk: [claim.external_id or ""] for claim in claims}
    seen = Appearance.objects.filter(claim__in=claims).order_by("pk")
    columns = [Substr(name, 1, MOST_OF_A_TEXT) for name in ("quote", "translation")]
    for pk, *found, headline in seen.values_list(
        "claim", *columns, "article_title", "article__headline"
    ):
        texts[pk] += [*found, headline or ""]
    return [
        replace(
            row,
            marked=marker.marked(row.statement),
            elsewhere=None if marker.holds_all(row.statement) else marker.excerpt(texts[row.pk]),
        )
        for row in rows
    ]


def claim_rows(claims: list[Any]) -> list[ClaimRow]:
    """Return list rows for claims with assignee and verdict selected. Four queries."""
    firsts = _first_appearances(claims)
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    standing = Evidence.objects.standing().filter(claim__in=[claim.pk for claim in claims])
    standing = standing.select_related("snapshot", "article").only(
        "claim_id",
        "stance",
        "article_id",
        "url",
        "seen_in_id",
        "created_at",
        "snapshot__sha256",
        "article__twin_key",
    )
    for item in standing:
        evidence[item.claim_id].append(item)
    return [_row(claim, firsts.get(claim.pk), evidence[claim.pk]) for claim in claims]


def _first_appearances(claims: list[Any]) -> dict[int, Appearance]:
    first = Appearance.objects.filter(claim__in=claims).values("claim").annotate(first=Min("pk"))
    chain = Prefetch("chain", Attribution.objects.select_related("source"))
    found = Appearance.objects.filter(pk__in=[row["first"] for row in first])
    found = found.select_related("article__publisher").prefetch_related(chain)
    return {appearance.claim_id: appearance for appearance in found}


def _row(claim: Claim, first: Appearance | None, evidence: list[Evidence]) -> ClaimRow:
    verdict = claim.verdict if claim.verdict and claim.verdict.stands else None

    def documents(stance: Stance) -> int:
        return documents_of(item for item in evidence if item.stance == stance)

    publisher = first.article.publisher if first and first.article else None
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
        since_signing=added_since(verdict, evidence),
    )
