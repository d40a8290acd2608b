"""The reading trail as admins see it."""

from dataclasses import dataclass

from django.urls import reverse

from claims.enums import VisitedKind
from claims.models import Article, Claim, Visit
from claims.models.desk import this_desk
from claims.reads.lists.paging import newest


@dataclass(frozen=True)
class ShownVisit:
    visit: Visit
    name: str
    url: str


@dataclass(frozen=True)
class VisitList:
    is_kept: bool
    days: int
    visits: list[ShownVisit]
    older: int | None  # `before` of the next page, if there is one


def visit_list(person: str = "", before: int | None = None) -> VisitList:
    """Return a page of who opened what, newest first. Four queries."""
    desk, found = this_desk(), Visit.objects.select_related("by")
    if person:
        found = found.filter(by__username=person)
    visits, older = newest(found, before)
    names = _names(visits)
    shown = [
        ShownVisit(visit, names.get((visit.kind, visit.number), ""), _url(visit))
        for visit in visits
    ]
    return VisitList(desk.reading_trail, desk.reading_trail_days, shown, older)


def _names(visits: list[Visit]) -> dict[tuple[str, int], str]:
    claims = {v.number for v in visits if v.kind == VisitedKind.CLAIM}
    articles = {v.number for v in visits if v.kind == VisitedKind.ARTICLE}
    of_claims = Claim.objects.filter(pk__in=claims).values_list("pk", "statement")
    of_articles = Article.objects.filter(pk__in=articles).values_list("pk", "headline")
    return {(VisitedKind.CLAIM.value, pk): name for pk, name in of_claims} | {
        (VisitedKind.ARTICLE.value, pk): name for pk, name in of_articles
    }


def _url(visit: Visit) -> str:
    page = "claim_page" if visit.kind == VisitedKind.CLAIM else "article_page"
    return reverse(page, args=[visit.number])
