"""The page of a source, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db.models import Count, Q

from claims import rules
from claims.enums import (
    ClaimKind,
    OriginKind,
    ParentRelation,
    Party,
    Reliability,
    Role,
    SourceKind,
    Stance,
)
from claims.errors import Denial
from claims.given import SourceDetails
from claims.independence import Voices
from claims.models import Appearance, Article, Claim, Evidence, Source, Stake
from claims.reads.claims.refuted import last_steps, refuted_steps
from claims.reads.review.verdict_mark import VerdictMark

from .relations import relation_to
from .source_words import SHOWN, SourceWords
from .withheld_texts import WithheldTexts, texts_naming

MOST_RELATIVES = 50
DEEP = 4  # from this depth on the tree indents no further


@dataclass(frozen=True)
class Relative:
    """A source above or below this one, and whether it counts as the same voice."""

    pk: int
    name: str
    depth: int
    relation: str  # to its parent
    voice: str
    is_this: bool
    is_other_voice: bool

    @property
    def indent(self) -> str:
        """The end of its CSS class."""
        return str(self.depth) if self.depth < DEEP else "deep"


@dataclass(frozen=True)
class RatedColumn:
    """One kind of claim and one role of the source, and how many of these claims have a verdict."""

    label: str
    total: int


@dataclass(frozen=True)
class RatedRow:
    """One rating: "3 of 7" for each column."""

    code: str
    label: str
    cells: tuple[tuple[str, str], ...]  # the column's label, and the figure


@dataclass(frozen=True)
class Rated:
    columns: tuple[RatedColumn, ...]
    rows: tuple[RatedRow, ...]


@dataclass(frozen=True)
class RoleRow:
    """One role in evidence, and how often the source has it, by stance."""

    label: str
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class EvidenceRow:
    """One piece of evidence that names the source, the roles it has there, and the verdict on the claim."""

    evidence: Evidence
    roles: str
    mark: VerdictMark


# By the kind of claim and the role of the source.
_RATED_COLUMNS: dict[tuple[str, str], str] = {
    (ClaimKind.FACTUAL, "speaker"): "Factual claims, as the speaker",
    (ClaimKind.FACTUAL, "publisher"): "Factual claims, as the publisher",
    (ClaimKind.QUOTE, "speaker"): "Quote checks, as the speaker",
    (ClaimKind.QUOTE, "publisher"): "Quote checks, as the publisher",
}

# Who reports something itself is also its original source.
_ROLES_IN_EVIDENCE = {
    "original source": lambda pk: (
        Q(origin=pk) | Q(origin_kind=OriginKind.OWN_REPORTING, seen_in=pk)
    ),
    "seen in": lambda pk: Q(seen_in=pk),
    "heard via": lambda pk: Q(heard_via=pk),
}


@dataclass
class SourcePage:
    """One source: what it said, how that was rated, the evidence that names it, its relatives.

    33 queries, and twelve more if its name is withheld.
    """

    source: Source
    user: User

    @cached_property
    def _roles(self) -> frozenset[Role]:
        return rules.roles_of(self.user)

    @cached_property
    def may_not_write(self) -> Denial | None:
        return rules.why_not_role(self._roles, Role.RESEARCHER) or rules.why_not_change_source(
            self.source
        )

    @cached_property
    def may_not_merge(self) -> Denial | None:
        return rules.why_not_role(self._roles, Role.EDITOR) or rules.why_not_give_up(self.source)

    @cached_property
    def merged(self) -> list[Source]:
        """The records that were merged into it."""
        return list(self.source.merged.order_by("name"))

    @cached_property
    def words(self) -> SourceWords:
        return SourceWords(self.source)

    @cached_property
    def withheld_texts(self) -> WithheldTexts:
        return texts_naming(self.source)

    # How it was rated.

    @cached_property
    def rated(self) -> Rated:
        """Current verdicts on what it said as the last voice, and on what it published. Two queries."""
        spoken = last_steps().filter(source=self.source)
        # A refuted quotation is counted as such, but what it was about is not the source's word.
        not_its_own = refuted_steps().filter(source=self.source)
        about = not_its_own.exclude(appearance__claim__kind=ClaimKind.QUOTE)
        own = spoken.exclude(pk__in=about.values("pk")).values_list("appearance__claim", flat=True)
        published = Appearance.objects.filter(article__publisher=self.source)
        carried = published.values_list("claim", flat=True)
        counts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
        for role, claims in (("speaker", own), ("publisher", carried)):
            standing = Claim.objects.with_standing_verdict().filter(pk__in=claims).order_by()
            found = standing.values_list("kind", "verdict__rating_code", "verdict__rating_label")
            for kind, code, label, n in found.annotate(n=Count("pk")):
                counts.setdefault((kind, role), {})[code, label] = n
        columns = {
            key: RatedColumn(label, sum(counts[key].values()))
            for key, label in _RATED_COLUMNS.items()
            if key in counts
        }
        ratings = sorted({rating for of in counts.values() for rating in of}, key=lambda r: r[1])
        rows = tuple(
            RatedRow(
                code,
                label,
                tuple(
                    (column.label, f"{counts[key].get((code, label), 0)} of {column.total}")
                    for key, column in columns.items()
                ),
            )
            for code, label in ratings
        )
        return Rated(tuple(columns.values()), rows)

    # The evidence that names it.

    @cached_property
    def evidence_counts(self) -> list[RoleRow]:
        """Three queries."""
        rows = []
        for label, named in _ROLES_IN_EVIDENCE.items():
            found = Evidence.objects.standing().filter(named(self.source.pk)).order_by()
            counts = dict(found.values_list("stance").annotate(n=Count("pk")))
            if counts:
                cells = tuple((stance.label, counts.get(stance.value, 0)) for stance in Stance)
                rows.append(RoleRow(label, cells))
        return rows

    @cached_property
    def evidence(self) -> list[EvidenceRow]:
        """The newest evidence that names it."""
        named = Q(origin=self.source) | Q(seen_in=self.source) | Q(heard_via=self.source)
        found = Evidence.objects.standing().filter(named).select_related("claim__verdict")
        rated = found.defer(
            *(f"claim__verdict__{name}" for name in ("row", "evidence_rows", "policy"))
        )
        return [
            EvidenceRow(one, ", ".join(self._roles_in(one)), VerdictMark.of(one.claim))
            for one in rated.order_by("-pk")[:SHOWN]
        ]

    def _roles_in(self, one: Evidence) -> list[str]:
        pk, own = self.source.pk, one.origin_kind == OriginKind.OWN_REPORTING
        named = (one.seen_in_id if own else one.origin_id, one.seen_in_id, one.heard_via_id)
        return [label for label, who in zip(_ROLES_IN_EVIDENCE, named, strict=True) if who == pk]

    # Who counts as the same voice.

    @cached_property
    def relatives(self) -> list[Relative]:
        """From the topmost parent down to the source, then all below it; empty if there are none. Two queries."""
        above = {s.pk: s for s in Source.objects.with_ancestors([self.source.pk])}
        voices = Voices(above)
        lineage = {s.pk for s in voices.lineage(self.source.pk)}
        root = voices.family(self.source.pk).pk
        line, seen = [above[self.source.pk]], {self.source.pk}
        while (parent := above.get(line[-1].parent_id or 0)) and parent.pk not in seen:
            line.append(parent)
            seen.add(parent.pk)
        line.reverse()
        below: dict[int, list[Source]] = defaultdict(list)
        for one in Source.objects.with_descendants([self.source.pk]):
            if one.pk not in seen and one.merged_into_id is None:
                below[one.parent_id or 0].append(one)
        tree = [
            _relative(
                one,
                line[depth - 1] if depth else None,
                depth,
                one_voice=one.pk in lineage,
                is_root=one.pk == root,
                is_this=one.pk == self.source.pk,
            )
            for depth, one in enumerate(line)
        ]

        def add(parent: Source, depth: int, *, one_voice: bool) -> None:
            for child in sorted(below.pop(parent.pk, []), key=lambda s: s.name):
                if len(tree) < MOST_RELATIVES:
                    same = one_voice and child.shares_its_parents_voice
                    tree.append(_relative(child, parent, depth, one_voice=same))
                    add(child, depth + 1, one_voice=same)

        add(line[-1], len(line), one_voice=True)
        return tree if len(tree) > 1 else []

    @cached_property
    def stakes(self) -> list[Stake]:
        return list(self.source.stakes.select_related("question").order_by("question__text"))

    # What it published.

    @cached_property
    def published_in_all(self) -> int:
        return self.source.articles.on_desk().count()

    @cached_property
    def published(self) -> list[Article]:
        return list(self.source.articles.on_desk().newest_first()[:SHOWN])

    @property
    def has_published_more(self) -> bool:
        return self.published_in_all > len(self.published)


def _relative(
    one: Source,
    parent: Source | None,
    depth: int,
    *,
    one_voice: bool,
    is_root: bool = False,
    is_this: bool = False,
) -> Relative:
    voice = "same voice" if one_voice else "another voice"
    return Relative(
        one.pk,
        one.name,
        depth,
        relation_to(one, parent),
        "head of the voice" if is_root else voice,
        is_this=is_this,
        is_other_voice=not (is_root or one_voice),
    )


def load_source(pk: int) -> Source | None:
    found: Source | None = (
        Source.objects.select_related("parent", "merged_into").filter(pk=pk).first()
    )
    return found


def given_of(source: Source) -> SourceDetails:
    """Return a source as its form takes it. One query."""
    return SourceDetails(
        name=source.name,
        kind=SourceKind(source.kind),
        distinction=source.distinction,
        aliases=source.aliases,
        domains=source.domains,
        members=tuple(source.members.all()),
        parent=source.parent,
        parent_relation=ParentRelation(source.parent_relation) if source.parent_relation else "",
        party=Party(source.party),
        interest=source.interest,
        reliability=Reliability(source.reliability),
        reliability_reason=source.reliability_reason,
        withheld=source.withheld,
        withheld_reason=source.withheld_reason,
    )
