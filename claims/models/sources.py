"""Sources: anyone who publishes or speaks, and whom they speak for or belong to."""

from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower

from claims.enums import ONE_VOICE, ParentRelation, Party, Reliability, SourceKind

from .base import Revised, RevisedQuerySet

LONGEST_NAME = 200


class SourceQuerySet(RevisedQuerySet["Source"]):
    def with_ancestors(self, ids: Iterable[int]) -> "list[Source]":
        """Return these sources and all their ancestors, in one query."""
        return self.reach(ids, along="parent_id")

    def with_descendants(self, ids: Iterable[int]) -> "list[Source]":
        """Return these sources and all their descendants, in one query."""
        return self.reach(ids, along="parent_id", backwards=True)

    def unmerged(self) -> Self:
        """Leave out those that were merged into another: they are kept only for their history."""
        return self.filter(merged_into=None)

    def named(self, name: str) -> "Source | None":
        """Return the source with that name, or the only one with that alias. Case and outer spaces do not matter.

        The name of a merged source leads to the one it was merged into.
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
        """Return the source for each of these names, as `named` finds it, without those not found. One query."""
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
        """Return the desk itself, as the place where its own enquiries are seen."""
        desk: Source = self.get(kind=SourceKind.DESK)
        return desk


class Source(Revised):
    name = models.CharField(max_length=LONGEST_NAME, help_text="No two sources have the same name.")
    kind = models.CharField(max_length=20, choices=SourceKind)
    aliases = models.TextField(blank=True, help_text="Other names, one per line.")
    domains = models.TextField(blank=True, help_text="Its web domains, one per line.")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The source it speaks for, is owned by or is funded by.",
    )
    parent_relation = models.CharField(max_length=20, choices=ParentRelation, blank=True)
    party = models.CharField(
        max_length=20,
        choices=Party,
        default=Party.UNKNOWN,
        help_text="The default. A stake in a question replaces it for that question.",
    )
    interest = models.TextField(blank=True, help_text="What its interest is.")
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    reliability_reason = models.TextField(blank=True)
    withheld = models.BooleanField(
        default=False, help_text='Exports print "withheld" instead of the name.'
    )
    withheld_reason = models.TextField(blank=True)
    members = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="joint_statements",
        help_text="Who issued a joint statement. It counts as the voice of them all.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        help_text="The source that this one was merged into.",
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
        """The source itself, or the one it was merged into (always one step). One query unless selected."""
        return self.merged_into or self

    def united_with(self, other: "Source", above_other: Collection[int]) -> dict[str, Any]:
        """Return what changes here when another source is merged into this one.

        What is known here stays. What only the other has is added: its names and domains, its parent (or one
        family would become two), its party, and that its name is withheld. `above_other` are the ids of the
        other and of all its ancestors.
        """
        names = [other.name, *other.alias_list]
        changes: dict[str, Any] = {
            "aliases": _united(self.alias_list, names, excluding=self.name),
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


def _united(lines: Iterable[str], more: Iterable[str], excluding: str = "") -> str:
    found = {excluding.casefold(): ""}
    for line in (*lines, *more):
        found.setdefault(line.casefold(), line)
    return "\n".join(line for line in found.values() if line)


# The relations through which other rows name a source. A merge moves them all; stakes are compared first.
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
