"""The imports of claims and of articles, newest first, and what undoing one would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.utils.translation import ngettext

from claims import rules
from claims.errors import Denial
from claims.models import Article, Claim, Import, ImportedRow
from claims.models.imports import articles_worked_on

MOST_LISTED = 20


@dataclass(frozen=True)
class ListedImport:
    """An import, with the number of rows that it added: of claims, or of articles if it is a file of articles."""

    run: Import
    claims: int
    articles: int

    @property
    def added(self) -> str:
        if self.claims:
            return ngettext("{n} claim", "{n} claims", self.claims).format(n=self.claims)
        return ngettext("{n} article", "{n} articles", self.articles).format(n=self.articles)


def imports(limit: int = MOST_LISTED, *, of_claims: bool | None = None) -> list[ListedImport]:
    """Return the newest imports: all, or those of files of claims, or of files of articles. One query."""
    claims = Count("rows", filter=Q(rows__object_type="claim"))
    articles = Count("rows", filter=Q(rows__object_type="article"))
    found = Import.objects.select_related("created_by", "undone_by").annotate(
        claims=claims, articles=articles
    )
    if of_claims is not None:
        found = found.filter(claims__gt=0) if of_claims else found.filter(claims=0)
    return [ListedImport(run, run.claims, run.articles) for run in found.order_by("-pk")[:limit]]


@dataclass(frozen=True)
class UndoPreview:
    """What undoing an import would do now."""

    run: Import
    counts: Sequence[tuple[str, int]]  # of what the import added: "claim", "source", …
    worked_on: Sequence[Claim | Article]  # what keeps it from being undone
    denial: Denial | None

    @property
    def is_of_claims(self) -> bool:
        return "claim" in dict(self.counts)


def undo_preview(run: Import, by: User | None) -> UndoPreview:
    """Return what undoing would do, and why it cannot be done. Four queries, for articles about fifteen."""
    rows = ImportedRow.objects.filter(run=run)
    counts = rows.values_list("object_type").annotate(Count("pk")).order_by("object_type")
    claims = rows.filter(object_type="claim").values("object_id")
    worked_on: list[Claim | Article] = [*Claim.objects.filter(pk__in=claims).worked_on()]
    counted = tuple(counts)
    if "claim" not in dict(counted):
        articles = rows.filter(object_type="article").values_list("object_id", flat=True)
        worked_on += articles_worked_on(list(articles))
    denial = rules.why_not_undo_import(rules.roles_of(by), by, run, worked_on)
    return UndoPreview(run, counted, worked_on, denial)
