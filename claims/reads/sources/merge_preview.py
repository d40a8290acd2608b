"""What the merge of two records of one source would do, before it is done."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from claims import rules
from claims.enums import ClaimStatus
from claims.errors import Denial
from claims.models import Claim, Source, Stake
from claims.models.sources import NAMES_A_SOURCE


@dataclass(frozen=True)
class Fact:
    """One fact of the record that goes, of the one that stays, and as it will be."""

    label: str
    goes: str
    stays: str
    after: str
    changes: bool


_COUNTED = {
    "articles": "articles it published",
    "republished_in": "articles that republish it",
    "attributions": "steps of chains in which it speaks",
    "seen_in_evidence": "pieces of evidence seen in it",
    "originated_evidence": "pieces of evidence of which it is the original source",
    "relayed_evidence": "pieces of evidence heard via it",
    "children": "sources that stand under it",
    "stakes": "stakes in questions",
}
_FACTS = {
    "kind": "Kind",
    "aliases": "Also called",
    "domains": "Domains",
    "parent": "Stands under",
    "party": "Part, by default",
    "interest": "Interest",
    "reliability": "Reliability",
    "reliability_reason": "Why this reliability",
    "withheld": "Name in exports",
    "withheld_reason": "Why it is withheld",
}


@dataclass
class MergePreview:
    """What would move, and what stands in the way. About twenty queries."""

    source: Source
    into: Source

    @cached_property
    def denial(self) -> Denial | None:
        return rules.why_not_merge(self.source, self.into)

    @property
    def seen(self) -> dict[str, int]:
        """What the form compares, by its fields."""
        return {"revision": self.source.revision, "into_revision": self.into.revision}

    @cached_property
    def differing(self) -> list[tuple[Stake, Stake]]:
        return rules.differing_stakes(self.source, self.into)

    @cached_property
    def moves(self) -> list[tuple[str, int]]:
        """What there is of each kind, and how many."""
        counted = ((_COUNTED[name], getattr(self.source, name).count()) for name in NAMES_A_SOURCE)
        return [(words, count) for words, count in counted if count]

    @cached_property
    def facts(self) -> list[Fact]:
        above = {s.pk for s in Source.objects.with_ancestors([self.source.pk])}
        changes = self.into.united_with(self.source, above)
        after = Source(**{name: getattr(self.into, name) for name in (*_FACTS, "parent_relation")})
        for name, value in changes.items():
            setattr(after, name, value)
        rows = [
            Fact(
                label,
                _in_words(self.source, name),
                _in_words(self.into, name),
                _in_words(after, name),
                name in changes,
            )
            for name, label in _FACTS.items()
        ]
        return [row for row in rows if row.goes or row.stays or row.after]

    @cached_property
    def claims(self) -> tuple[int, int]:
        """How many rest on either: signed off, and still at work. Withdrawn ones are not counted."""
        family = Source.objects.with_descendants([self.source.pk, self.into.pk])
        found = Claim.objects.filter(pk__in=Claim.objects.resting_on_sources(family).values("pk"))
        counts = dict(found.order_by().values_list("status").annotate(n=Count("pk")))
        counts.pop(ClaimStatus.WITHDRAWN, None)
        signed = counts.pop(ClaimStatus.SIGNED_OFF, 0)
        return signed, sum(counts.values())


def _in_words(source: Source, name: str) -> str:
    if name == "parent":
        relation = source.get_parent_relation_display()
        return f"{relation} {source.parent.name}" if source.parent else ""
    if name == "withheld":
        return "withheld" if source.withheld else "printed"
    if name in ("kind", "party", "reliability"):
        return str(getattr(source, f"get_{name}_display")())
    return ", ".join(str(getattr(source, name)).splitlines())
