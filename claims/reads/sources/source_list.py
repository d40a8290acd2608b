"""The list of sources."""

from dataclasses import dataclass

from django.db.models import Count

from claims.models import Source
from claims.reads.lists.paging import newest


@dataclass(frozen=True)
class SourceRow:
    pk: int
    name: str
    kind: str
    party: str
    reliability: str
    parent: str
    articles: int
    claims: int
    withheld: bool


@dataclass(frozen=True)
class SourceRows:
    rows: list[SourceRow]
    older: str
    total: int


def source_rows(before: int | None = None) -> SourceRows:
    """Newest first, 50 a page; two queries."""
    found = (
        Source.objects.unmerged()
        .select_related("parent")
        .annotate(
            published=Count("articles", distinct=True),
            said=Count("attributions__appearance__claim", distinct=True),
        )
    )
    page, last = newest(found, before)
    rows = [
        SourceRow(
            pk=source.pk,
            name=source.name,
            kind=source.get_kind_display(),
            party=source.party,
            reliability=source.reliability,
            parent=f"{source.get_parent_relation_display()} {source.parent.name}"
            if source.parent
            else "",
            articles=source.published,
            claims=source.said,
            withheld=source.withheld,
        )
        for source in page
    ]
    older = f"?before={last}" if last else ""
    return SourceRows(rows, older, Source.objects.unmerged().count())
