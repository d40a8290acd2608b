"""Sources: anyone who publishes or speaks, whose voice they are, and what they have at stake."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower

from claims.enums import ONE_VOICE, ParentRelation, Party, Reliability, SourceKind

from .base import Revised, RevisedQuerySet

LONGEST_NAME = 200


class SourceQuerySet(RevisedQuerySet["Source"]):
    def with_ancestors(self, ids: Iterable[int]) -> "list[Source]":
        """These sources and all above them, in one query."""
        return self.reach(ids, along="parent_id")

    def with_descendants(self, ids: Iterable[int]) -> "list[Source]":
        """These sources and all below them, in one query."""
        return self.reach(ids, along="parent_id", backwards=True)

    def unmerged(self) -> Self:
        """Those that can still be named: a record merged into another is kept for its history alone."""
        return self.filter(merged_into=None)

    def named(self, name: str) -> "Source | None":
        """The source of that name, or the only one with that alias; case and outer space do not matter.

        The name of a merged record leads to the one that it was merged into.
        """
        name = " ".join(name.split())
        if not name:
            return None
        found: Source | None = self.select_related("merged_into").filter(name__iexact=name).first()
        if found:
            return found.current
        wanted = name.casefold()
        by_alias = [
            source
            for source in self.unmerged().filter(aliases__icontains=name)
            if wanted in (alias.casefold() for alias in source.alias_list)
        ]
        return by_alias[0] if len(by_alias) == 1 else None

    def all_named(self, names: Iterable[str]) -> "dict[str, Source]":
        """What each of these names leads to, as `named` has it; those that lead to none are left out. One query."""
        wanted = {name: " ".join(name.split()) for name in names if name.strip()}
        if not wanted:
            return {}
        likely = models.Q()
        for plain in set(wanted.values()):
            likely |= models.Q(name__iexact=plain) | models.Q(aliases__icontains=plain)
        rows = list(self.select_related("merged_into").filter(likely).order_by("pk"))
        found = {}
        for name, plain in wanted.items():
            folded = plain.casefold()
            called = [row.current for row in rows if row.name.casefold() == folded] or [
                row
                for row in rows
                if row.merged_into is None and folded in (a.casefold() for a in row.alias_list)
            ]
            if len(called) == 1:
                found[name] = called[0]
        return found

    def like(self, text: str) -> "models.QuerySet[Source]":
        return self.unmerged().filter(
            models.Q(name__icontains=text) | models.Q(aliases__icontains=text)
        )

    def this_desk(self) -> "Source":
        """The desk itself, where its own enquiries are seen."""
        desk: Source = self.get(kind=SourceKind.DESK)
        return desk


class Source(Revised):
    name = models.CharField(
        max_length=LONGEST_NAME, help_text="As the desk calls it; no two sources share a name."
    )
    kind = models.CharField(max_length=20, choices=SourceKind)
    aliases = models.TextField(blank=True, help_text="Other names, one per line.")
    domains = models.TextField(blank=True, help_text="Its web domains, one per line.")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="Whom it speaks for, is owned by or funded by.",
    )
    parent_relation = models.CharField(max_length=20, choices=ParentRelation, blank=True)
    party = models.CharField(
        max_length=20,
        choices=Party,
        default=Party.UNKNOWN,
        help_text="The default; a stake in a question says otherwise for that question.",
    )
    interest = models.TextField(blank=True, help_text="Its interest, in words.")
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    reliability_reason = models.TextField(blank=True)
    withheld = models.BooleanField(
        default=False, help_text='Exports print "withheld" instead of the name.'
    )
    withheld_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        help_text="The other record of the same source, to which all of this one's was moved.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="source_name_unique"),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind=SourceKind.DESK), name="source_one_desk"
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None, parent_relation="")
                | (models.Q(parent__isnull=False) & ~models.Q(parent_relation="")),
                name="source_parent_has_relation",
            ),
            models.CheckConstraint(
                condition=models.Q(withheld=False) | ~models.Q(withheld_reason=""),
                name="source_withheld_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="source_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def alias_list(self) -> list[str]:
        return [alias.strip() for alias in self.aliases.splitlines() if alias.strip()]

    @property
    def shares_its_parents_voice(self) -> bool:
        return self.parent_id is not None and self.parent_relation in ONE_VOICE

    @property
    def current(self) -> "Source":
        """Itself, or the record it was merged into; merging never leaves two steps. A query unless selected."""
        return self.merged_into or self

    def united_with(self, other: "Source", above_other: Collection[int]) -> dict[str, Any]:
        """What changes here when another record of the same source is merged into this one.

        What is known here stays; what only the other knows is taken over: its names and domains, whose
        voice it is (or one voice would become two), its part, and that its name is withheld.
        `above_other` are the ids of the other and of all above it.
        """
        names = [other.name, *other.alias_list]
        changes: dict[str, Any] = {
            "aliases": _united(self.alias_list, names, besides=self.name),
            "domains": _united(self.domains.split(), other.domains.split()),
        }
        if self.parent_id == other.pk or (self.parent_id is None and self.pk not in above_other):
            changes |= {"parent": other.parent, "parent_relation": other.parent_relation}
        if self.party == Party.UNKNOWN:
            changes["party"] = other.party
        if not self.interest:
            changes["interest"] = other.interest
        if self.reliability == Reliability.F and not self.reliability_reason:
            changes["reliability"] = other.reliability
            changes["reliability_reason"] = other.reliability_reason
        if other.withheld and not self.withheld:
            changes |= {"withheld": True, "withheld_reason": other.withheld_reason}
        return {name: value for name, value in changes.items() if value != getattr(self, name)}


def _united(lines: Iterable[str], more: Iterable[str], besides: str = "") -> str:
    found = {besides.casefold(): ""}
    for line in (*lines, *more):
        found.setdefault(line.casefold(), line)
    return "\n".join(line for line in found.values() if line)


# The relations by which other rows name a source; a merge moves them all. Stakes are compared first.
NAMES_A_SOURCE = (
    "articles",
    "republished_in",
    "attributions",
    "seen_in_evidence",
    "originated_evidence",
    "relayed_evidence",
    "children",
    "stakes",
)
