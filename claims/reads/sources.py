"""What the pages of sources and questions need, in a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from claims.errors import Denial
from claims.given import SourceDetails
from claims.independence import Voices
from claims.models import Article, Attribution, Claim, Question, Source, Stake

from .extraction import ClaimRow, claim_rows
from .intake import may_not_write

ROWS = 50
SHOWN = 20  # of what a source published and said; the lists behind the figures have the rest


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
    found = Source.objects.select_related("parent").annotate(
        published=Count("articles", distinct=True),
        said=Count("attributions__appearance__claim", distinct=True),
    )
    if before:
        found = found.filter(pk__lt=before)
    page = list(found.order_by("-pk")[: ROWS + 1])
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
        for source in page[:ROWS]
    ]
    older = f"?before={rows[-1].pk}" if len(page) > ROWS else ""
    return SourceRows(rows, older, Source.objects.count())


@dataclass(frozen=True)
class Relative:
    """A line of the small tree: who stands above and below, and whether that makes one voice."""

    pk: int
    name: str
    depth: int
    relation: str
    itself: bool
    same_voice: bool


@dataclass
class SourcePage:
    """One source, with its voice, what it published and what it said. Nine queries."""

    source: Source
    user: Any

    @cached_property
    def may_not_write(self) -> Denial | None:
        return may_not_write(self.user)

    @cached_property
    def above(self) -> list[Relative]:
        """From the top down to the source itself."""
        found = {s.pk: s for s in Source.objects.with_ancestors([self.source.pk])}
        line, seen = [self.source], {self.source.pk}
        while (parent := found.get(line[-1].parent_id or 0)) and parent.pk not in seen:
            line.append(parent)
            seen.add(parent.pk)
        lineage = {s.pk for s in Voices(found).lineage(self.source.pk)}
        return [
            Relative(
                pk=s.pk,
                name=s.name,
                depth=depth,
                relation=s.get_parent_relation_display() if depth else "",
                itself=s.pk == self.source.pk,
                same_voice=s.pk in lineage,
            )
            for depth, s in enumerate(reversed(line))
        ]

    @cached_property
    def below(self) -> list[Relative]:
        children = self.source.children.order_by("name")[:50]
        return [
            Relative(
                pk=child.pk,
                name=child.name,
                depth=len(self.above),
                relation=child.get_parent_relation_display(),
                itself=False,
                same_voice=child.shares_its_parents_voice,
            )
            for child in children
        ]

    @cached_property
    def stakes(self) -> list[Stake]:
        return list(self.source.stakes.select_related("question").order_by("question__text"))

    @cached_property
    def figures(self) -> dict[str, int]:
        return {
            "published": self.source.articles.count(),
            "said": Claim.objects.filter(
                pk__in=Attribution.objects.filter(source=self.source).values("appearance__claim")
            ).count(),
        }

    @cached_property
    def published(self) -> list[Article]:
        return list(self.source.articles.newest_first()[:SHOWN])

    @cached_property
    def said(self) -> list[ClaimRow]:
        voiced = Attribution.objects.filter(source=self.source).values("appearance__claim")
        claims = Claim.objects.filter(pk__in=voiced).select_related("assignee", "verdict")
        return claim_rows(list(claims.order_by("-pk")[:SHOWN]))


def load_source(pk: int) -> Source | None:
    found: Source | None = Source.objects.select_related("parent").filter(pk=pk).first()
    return found


def details_of(source: Source) -> dict[str, Any]:
    """As its form takes them."""
    names = (
        "kind", "aliases", "domains", "parent", "parent_relation", "party", "interest",
        "reliability", "reliability_reason", "withheld", "withheld_reason", "revision",
    )  # fmt: skip
    return {"name": source.name} | {name: getattr(source, name) for name in names}


def source_differs(source: Source, yours: SourceDetails) -> tuple[str, str]:
    """Both texts of a conflict: the facts in which they differ, one a line."""
    theirs, mine = [], []
    for name, value in vars(yours).items():
        now = getattr(source, name)
        if str(now or "") != str(value or ""):
            label = name.replace("_", " ").capitalize()
            theirs.append(f"{label}: {now or '(empty)'}")
            mine.append(f"{label}: {value or '(empty)'}")
    return "\n".join(theirs), "\n".join(mine)


@dataclass(frozen=True)
class QuestionRow:
    pk: int
    text: str
    claims: int
    decided: int
    stakes: int


@dataclass(frozen=True)
class QuestionRows:
    rows: list[QuestionRow]
    older: str
    total: int


def question_rows(before: int | None = None) -> QuestionRows:
    found = Question.objects.annotate(
        asked=Count("claims", distinct=True),
        decided=Count("claims", filter=Q(claims__verdict__kind="signed"), distinct=True),
        parties=Count("stakes", distinct=True),
    )
    if before:
        found = found.filter(pk__lt=before)
    page = list(found.order_by("-pk")[: ROWS + 1])
    rows = [QuestionRow(q.pk, q.text, q.asked, q.decided, q.parties) for q in page[:ROWS]]
    older = f"?before={rows[-1].pk}" if len(page) > ROWS else ""
    return QuestionRows(rows, older, Question.objects.count())


@dataclass
class QuestionPage:
    """One question with who has a stake in it and the claims that answer it. Seven queries."""

    question: Question
    user: Any

    @cached_property
    def may_not_write(self) -> Denial | None:
        return may_not_write(self.user)

    @cached_property
    def stakes(self) -> list[Stake]:
        return list(stakes_of(self.question))

    @cached_property
    def claims(self) -> list[ClaimRow]:
        found = self.question.claims.select_related("assignee", "verdict").order_by("-pk")
        return claim_rows(list(found[:ROWS]))

    @cached_property
    def total(self) -> int:
        return self.question.claims.count()


def stakes_of(question: Question) -> Any:
    return question.stakes.select_related("source").order_by("source__name")


def question_differs(
    question: Question, text: str, note: str, stakes: list[Stake]
) -> tuple[str, str]:
    def words(text: str, note: str, rows: Any) -> str:
        lines = [text, note, *(f"{s.source.name}: {s.get_party_display()} {s.side}" for s in rows)]
        return "\n".join(line for line in lines if line)

    return words(question.text, question.note, stakes_of(question)), words(text, note, stakes)
