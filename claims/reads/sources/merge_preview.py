"""Preview of a merge of two records of one source."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import ngettext, ngettext_lazy

from claims import rules
from claims.enums import ClaimStatus
from claims.errors import Denial
from claims.models import Claim, Source, Stake
from claims.models.sources import MEMBERSHIPS, NAMES_A_SOURCE

from .relations import relation_to


@dataclass(frozen=True)
class MergedFact:
    """One fact: in the record that goes, in the one that stays, and after the merge."""

    label: str
    goes: str
    stays: str
    after: str
    changes: bool


# By relation: what moves, for one and for several.
_MOVES = {
    "articles": ngettext_lazy("article it published", "articles it published"),
    "republished_in": ngettext_lazy("article that republishes it", "articles that republish it"),
    "attributions": ngettext_lazy(
        "chain step in which it speaks", "chain steps in which it speaks"
    ),
    "seen_in_evidence": ngettext_lazy(
        "piece of evidence seen in it", "pieces of evidence seen in it"
    ),
    "originated_evidence": ngettext_lazy(
        "piece of evidence with it as the original source",
        "pieces of evidence with it as the original source",
    ),
    "relayed_evidence": ngettext_lazy(
        "piece of evidence heard via it", "pieces of evidence heard via it"
    ),
    "children": ngettext_lazy("source that belongs to it", "sources that belong to it"),
    "stakes": ngettext_lazy("stake in a question", "stakes in questions"),
    "joint_statements": ngettext_lazy(
        "joint statement that it issued with others", "joint statements that it issued with others"
    ),
    "members": ngettext_lazy("member of this statement", "members of this statement"),
}
_FACTS = {
    "kind": "Kind",
    "distinction": "Note",
    "aliases": "Also called",
    "domains": "Domains",
    "parent": "Belongs to",
    "party": "Party, by default",
    "interest": "Interest",
    "reliability": "Reliability",
    "reliability_reason": "Why this reliability",
    "withheld": "Name in exports",
    "withheld_reason": "Why it is withheld",
}


@dataclass
class MergePreview:
    """What a merge would move, and why it may be refused. About twenty queries."""

    source: Source
    into: Source

    @cached_property
    def denial(self) -> Denial | None:
        return rules.why_not_merge(self.source, self.into)

    @property
    def seen(self) -> dict[str, int]:
        """The revisions that the form compares, by its field names."""
        return {
            "seen_revision": self.source.revision,
            "seen_into_revision": self.into.revision,
        }

    @cached_property
    def differing(self) -> list[tuple[Stake, Stake]]:
        return rules.differing_stakes(self.source, self.into)

    @cached_property
    def moves(self) -> list[tuple[str, int]]:
        """What would move of each kind, and how many."""
        relations = (*NAMES_A_SOURCE, *MEMBERSHIPS)
        counted = ((name, getattr(self.source, name).count()) for name in relations)
        return [(str(_MOVES[name] % count), count) for name, count in counted if count]

    @cached_property
    def facts(self) -> list[MergedFact]:
        above = {s.pk for s in Source.objects.with_ancestors([self.source.pk])}
        changes = self.into.united_with(self.source, above)
        after = Source(**{name: getattr(self.into, name) for name in (*_FACTS, "parent_relation")})
        for name, value in changes.items():
            setattr(after, name, value)
        rows = [
            MergedFact(
                label,
                _value_of(self.source, name),
                _value_of(self.into, name),
                _value_of(after, name),
                name in changes,
            )
            for name, label in _FACTS.items()
        ]
        return [row for row in rows if row.goes or row.stays or row.after]

    @cached_property
    def effect_on_claims(self) -> str:
        """A sentence each about the claims that are signed off and those that are not. Two queries.

        Withdrawn claims are not counted.
        """
        family = Source.objects.with_descendants([self.source.pk, self.into.pk])
        found = Claim.objects.filter(pk__in=Claim.objects.resting_on_sources(family).values("pk"))
        counts = dict(found.order_by().values_list("status").annotate(n=Count("pk")))
        counts.pop(ClaimStatus.WITHDRAWN, None)
        signed = counts.pop(ClaimStatus.SIGNED_OFF, 0)
        return f"{_effect_on_signed(signed)} {_effect_on_unsigned(sum(counts.values()))}"


def _effect_on_signed(number: int) -> str:
    text = ngettext(
        "%(number)d signed-off claim rests on one of the two records; its verdict does not change.",
        "%(number)d signed-off claims rest on one of the two records; their verdicts do not change.",
        number,
    )
    return text % {"number": number}


def _effect_on_unsigned(number: int) -> str:
    text = ngettext(
        "%(number)d unsigned claim rests on one of them; an editor who is about to sign it off must look at it again.",
        "%(number)d unsigned claims rest on one of them; editors who are about to sign them off must look at them again.",
        number,
    )
    return text % {"number": number}


def _value_of(source: Source, name: str) -> str:
    if name == "parent":
        return relation_to(source, source.parent)
    if name == "withheld":
        return "withheld" if source.withheld else "printed"
    if name in ("kind", "party", "reliability"):
        return str(getattr(source, f"get_{name}_display")())
    return ", ".join(str(getattr(source, name)).splitlines())
