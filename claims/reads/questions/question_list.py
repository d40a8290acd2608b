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
    claims_with_verdict: int
    stakes: int


@dataclass(frozen=True)
class QuestionRows:
    rows: list[QuestionRow]
    older: str
    total: int


def question_rows(before: int | None = None) -> QuestionRows:
    """Return a page of questions, newest first. Two queries."""
    found = Question.objects.annotate(
        answering=Count("claims", distinct=True),
        with_verdict=Count(
            "claims", filter=Q(claims__verdict__kind=VerdictKind.SIGNED), distinct=True
        ),
        parties=Count("stakes", distinct=True),
    )
    page, last = newest(found, before)
    rows = [QuestionRow(q.pk, q.text, q.answering, q.with_verdict, q.parties) for q in page]
    return QuestionRows(rows, f"?before={last}" if last else "", Question.objects.count())
