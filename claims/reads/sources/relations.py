"""How a source is related to its parent, in a phrase."""

from claims.enums import ParentRelation
from claims.models import Source

_PHRASES = {
    ParentRelation.SPEAKS_FOR: "speaks for %(parent)s",
    ParentRelation.OWNED_BY: "owned by %(parent)s",
    ParentRelation.FUNDED_BY: "funded by %(parent)s",
}


def relation_to(source: Source, parent: Source | None) -> str:
    """Return "speaks for Example Ministry", or nothing without a parent."""
    if parent is None:
        return ""
    return _PHRASES[ParentRelation(source.parent_relation)] % {"parent": parent.name}
