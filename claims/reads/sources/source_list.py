"""The list of sources."""

from dataclasses import dataclass

from django.db.models import Count, Q

from claims.models import Source
from claims.reads.lists.paging import newest

from .relations import relation_to


@dataclass(frozen=True)
class SourceRow:
    pk: int
    name: str
    distinction: str
    kind: str
    party: str
    reliability: str
    relation: str  # to its parent
    articles: int
    claims: int
    withheld: bool


@dataclass(frozen=True)
class SourceRows:
    rows: list[SourceRow]
    older: str
    total: int


def source_rows(before: int | None = None) -> SourceRows:
    """Return a page of sources, newest first. Two queries."""
    on_desk = Q(articles__joined_into=None, articles__undone_with=None)
    found = (
        Source.objects.unmerged()
        .select_related("parent")
        .annotate(
            published=Count("articles", filter=on_desk, distinct=True),
            said=Count("attributions__appearance__claim", distinct=True),
        )
    )
    page, last = newest(found, before)
    rows = [
        SourceRow(
            pk=source.pk,
            name=source.name,
            distinction=source.distinction,
            kind=source.get_kind_display(),
            party=source.party,
            reliability=source.reliability,
            relation=relation_to(source, source.parent),
            articles=source.published,
            claims=source.said,
            withheld=source.withheld,
        )
        for source in page
    ]
    older = f"?before={last}" if last else ""
    return SourceRows(rows, older, Source.objects.unmerged().count())
