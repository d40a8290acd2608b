"""The list of questions."""

from dataclasses import dataclass

from django.db.models import Count, Q

from claims.enums import (
    VerdictKind,
)
from claims.models import (
    Question,
)
from claims.reads.lists.paging import newest


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
        decided=Count("claims", filter=Q(claims__verdict__kind=VerdictKind.SIGNED), distinct=True),
        parties=Count("stakes", distinct=True),
    )
    page, last = newest(found, before)
    rows = [QuestionRow(q.pk, q.text, q.asked, q.decided, q.parties) for q in page]
    return QuestionRows(rows, f"?before={last}" if last else "", Question.objects.count())
