"""The list of sources."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from claims.enums import SourceKind
from claims.models import Source
from claims.models.search.names import name_key
from claims.reads.lists.paging import newest

from .relations import relation_to


@dataclass(frozen=True)
class SourceFilters:
    """The filters of the list. Those that are set are combined with AND."""

    q: str = ""  # a part of a name or of another name
    kind: SourceKind | None = None


def filtered(filters: SourceFilters) -> "QuerySet[Source]":
    """Return the sources that match, unordered."""
    found = Source.objects.unmerged()
    if filters.q:
        key = name_key(filters.q)
        found = found.filter(Q(folded_name__contains=key) | Q(folded_aliases__contains=key))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    return found


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
    last: int | None  # after which the next page continues
    total: int


def source_rows(filters: SourceFilters, before: int | None = None) -> SourceRows:
    """Return a page of the sources that match, newest first. Two queries."""
    on_desk = Q(articles__joined_into=None, articles__undone_with=None)
    found = (
        filtered(filters)
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
    return SourceRows(rows, last, filtered(filters).count())
