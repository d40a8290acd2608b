"""Sources: anyone who publishes or speaks, and whom they speak for or belong to."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Self

from django.db import models

from claims.addresses import domain_key, publisher_keys
from claims.enums import ONE_VOICE, ParentRelation, Party, Reliability, SourceKind

from .base import Columns, Revised, RevisedQuerySet
from .search.inflected import SHORTEST_STEM, is_inflected
from .search.names import LONGEST_FOLD, is_placeholder, name_key, split_note
from .search.near_names import MOST_NEAR, Compared, KnownName, Near, NearNames

LONGEST_NAME = 200
LONGEST_DISTINCTION = 100

# Given by the migration to the second of two sources of one name: they are probably one.
SAME_NAME = "same name, source"


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

    def swap(self, pk: int, *, seen_revision: int, **changes: Any) -> bool:
        """Compare and swap, with the folds of the names that change."""
        return super().swap(pk, seen_revision=seen_revision, **changes, **folds_of(changes))

    def named(self, name: str) -> "Source | None":
        """Return the one source of that name or alias, folded (search/names.py), or None. At most two queries.

        "Name (note)" means the source of that name with that note, "Name (source 12)" the one with that number. The name of a merged source leads to the one
        it was merged into. None, too, where several sources are called so: `called` returns them.
        """
        found = self.called(name)
        return found[0] if len(found) == 1 else None

    def called(self, name: str) -> "list[Source]":
        """Return every source that the name may mean: those with that name, or else those with that alias."""
        return self.all_called([name]).get(name, [])

    def all_named(self, names: Iterable[str]) -> "dict[str, Source]":
        """Return the source for each of these names, as `named` finds it, without those not found. One query."""
        return {name: found[0] for name, found in self.all_called(names).items() if len(found) == 1}

    def all_called(self, names: Iterable[str]) -> "dict[str, list[Source]]":
        """Return for each of these names the sources that it may mean, as `called` does. One query."""
        typed = {name: (name_key(name), *split_note(name)) for name in set(names)}
        typed = {name: keys for name, keys in typed.items() if not is_placeholder(name)}
        if not typed:
            return {}
        likely = models.Q()
        for key, bare, _ in set(typed.values()):
            likely |= models.Q(folded_name__in={key, bare})
            likely |= models.Q(folded_aliases__contains=f"\n{key}\n")
        rows = list(self.select_related("merged_into").filter(likely).order_by("pk"))
        found = {name: _meant(rows, *keys) for name, keys in typed.items()}
        return {name: sources for name, sources in found.items() if sources}

    def exact_names(self, sources: "Collection[Source]") -> list[str]:
        """Return for each of these sources a name that means it alone. One query."""
        keys = {source.folded_name for source in sources}
        same = self.unmerged().filter(folded_name__in=keys).order_by("pk")
        several = Counter(same.values_list("folded_name", flat=True))
        return [
            source.exact_label if several[source.folded_name] > 1 else str(source)
            for source in sources
        ]

    def names(self) -> NearNames:
        """Return the names of all sources, for comparing. One query. Slow the first time in a process."""
        return NearNames(self.known_names())

    def known_names(self) -> list[KnownName]:
        """Return the names of all sources. One query."""
        columns = ("pk", "folded_name", "folded_aliases", "kind", "parent", "distinction")
        return [
            KnownName(
                pk,
                tuple(filter(None, (name, *aliases.split("\n")))),
                is_body=kind == SourceKind.OFFICIAL_BODY,
                parent=parent,
                told_apart=bool(distinction) and not distinction.startswith(SAME_NAME),
            )
            for pk, name, aliases, kind, parent, distinction in (
                self.unmerged().order_by("pk").values_list(*columns)
            )
        ]

    def near(self, *names: str) -> "list[Source]":
        """Return the sources that a new one of these names may be, the nearest first. Two queries."""
        return self._found(self.compare(*names).near)

    def compare(self, *names: str) -> Compared:
        """Compare the names of a new source with all there are. One query. Slow the first time in a process."""
        known = self.known_names()
        return Compared(frozenset(known), tuple(NearNames(known).near(*_comparable(names))))

    def near_now(self, before: Compared, *names: str) -> "list[Source]":
        """Return the sources that are near now: only names that came or changed since are compared. Two queries."""
        now = {one.key: one for one in self.known_names()}
        near = NearNames(now.values(), passed_over=before.known).near(*_comparable(names))
        near += [one for one in before.near if now.get(one.key) in before.known]
        return self._found(sorted(near)[:MOST_NEAR])

    def _found(self, near: Collection[Near]) -> "list[Source]":
        found = self.in_bulk([one.key for one in near])
        return [found[one.key] for one in near]

    def in_another_case(self, name: str) -> "Source | None":
        """Return the one source whose name or alias is this name in another grammatical case, or None. One query."""
        key = name_key(name)
        stem = key[:SHORTEST_STEM]
        if len(stem) < SHORTEST_STEM or is_placeholder(name):
            return None
        likely = models.Q(folded_name__startswith=stem)
        likely |= models.Q(folded_aliases__contains=f"\n{stem}")
        rows = self.unmerged().filter(likely).order_by("pk")
        found = [
            row
            for row in rows
            if any(
                is_inflected(key, one) for one in (row.folded_name, *row.folded_aliases.split("\n"))
            )
        ]
        return found[0] if len(found) == 1 else None

    def like(self, text: str) -> "models.QuerySet[Source]":
        key = name_key(text)
        return self.unmerged().filter(
            models.Q(folded_name__contains=key) | models.Q(folded_aliases__contains=key)
        )

    def publishing(self, url: str) -> "Source | None":
        """Return the one source whose web domains or accounts name the publisher of this URL, or None. One query."""
        keys = publisher_keys(url)
        if not keys:
            return None
        likely = self.unmerged().exclude(domains="")
        site = keys[-1]
        if "xn--" not in site:  # it may have been typed in letters
            likely = likely.filter(domains__icontains=site.rpartition("/")[2])
        known = [
            (domain_key(line), source)
            for source in likely.order_by("pk")
            for line in source.domains.split()
        ]
        for key in keys:
            if found := {source.pk: source for typed, source in known if typed == key}:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def this_desk(self) -> "Source":
        """Return the desk itself, as the place where its own enquiries are seen."""
        desk: Source = self.get(kind=SourceKind.DESK)
        return desk


def _comparable(names: Iterable[str]) -> list[str]:
    return [name_key(name) for name in names if not is_placeholder(name)]


def label_of(name: str, distinction: str) -> str:
    """Return the name as it is shown where one is chosen, which `named` reads back."""
    return f"{name} ({distinction})" if distinction else name


def folds_of(columns: Mapping[str, Any]) -> Columns:
    """Return the folds of those of these columns that have one."""
    folds: Columns = {
        f"folded_{name}": name_key(columns[name])
        for name in ("name", "distinction")
        if name in columns
    }
    if "aliases" in columns:
        keys = [key for alias in columns["aliases"].splitlines() if (key := name_key(alias))]
        folds["folded_aliases"] = "".join(f"\n{key}\n" for key in keys)
    return folds


def _meant(rows: "Collection[Source]", key: str, bare: str, note: str) -> "list[Source]":
    """Return the sources that are called so: by name, by name and note, or by an alias, in this order."""
    ways: tuple[Iterator[Source], ...] = (
        (row for row in rows if row.folded_name == key),
        (row for row in rows if note and row.folded_name == bare and row.is_noted(note)),
        (row for row in rows if row.merged_into is None and f"\n{key}\n" in row.folded_aliases),
    )
    for way in ways:
        if found := {row.current.pk: row.current for row in way}:
            return list(found.values())
    return []


class Source(Revised):
    name = models.CharField(
        max_length=LONGEST_NAME,
        help_text="No two sources have the same name, unless a note tells them apart.",
    )
    distinction = models.CharField(
        "note that tells it apart",
        max_length=LONGEST_DISTINCTION,
        blank=True,
        help_text="In a few words, if another source has the same name: “MP for Harbour North”.",
    )
    folded_name = models.CharField(max_length=LONGEST_FOLD, editable=False)
    folded_distinction = models.CharField(
        max_length=LONGEST_FOLD, blank=True, default="", editable=False
    )
    folded_aliases = models.TextField(
        blank=True, default="", editable=False, help_text="Each between two line ends."
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
            models.UniqueConstraint(
                fields=["folded_name", "folded_distinction"],
                condition=models.Q(merged_into=None),
                name="source_name_unique",
            ),
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
        return label_of(self.name, self.distinction)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with the folds of its names."""
        for column, fold in folds_of(vars(self)).items():
            setattr(self, column, fold)
        super().save(*args, **kwargs)

    def is_noted(self, note: str) -> bool:
        """Return whether this folded note, or the number in its place, means it."""
        return note in (self.folded_distinction, f"source {self.pk}")

    @property
    def exact_label(self) -> str:
        """The name and note, or number, that mean this source alone, whatever others are called."""
        return label_of(self.name, self.distinction or f"source {self.pk}")

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
    found = {name_key(excluding): ""}
    for line in (*lines, *more):
        found.setdefault(name_key(line), line)
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
# Both ends of joint statements, which a merge moves, too.
MEMBERSHIPS = ("joint_statements", "members")
