"""The list of questions."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from claims.enums import VerdictKind
from claims.models import Question
from claims.models.search.words import Query
from claims.reads.lists.paging import newest

MOST_COMPARED = 2000  # questions whose words are compared, the newest: a desk has far fewer


@dataclass(frozen=True)
class QuestionFilters:
    q: str = ""


def filtered(filters: QuestionFilters) -> "QuerySet[Question]":
    """Return the questions that match, unordered. One query if there are words to find."""
    if not filters.q:
        return Question.objects.all()
    query = Query.parse(filters.q)
    texts = Question.objects.order_by("-pk").values_list("pk", "text")[:MOST_COMPARED]
    return Question.objects.filter(pk__in=[pk for pk, text in texts if query.is_in(text)])


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
    last: int | None  # after which the next page continues
    total: int


def question_rows(filters: QuestionFilters, before: int | None = None) -> QuestionRows:
    """Return a page of the questions that match, newest first. At most three queries."""
    matching = filtered(filters)
    found = matching.annotate(
        answering=Count("claims", distinct=True),
        with_verdict=Count(
            "claims", filter=Q(claims__verdict__kind=VerdictKind.SIGNED), distinct=True
        ),
        parties=Count("stakes", distinct=True),
    )
    page, last = newest(found, before)
    rows = [QuestionRow(q.pk, q.text, q.answering, q.with_verdict, q.parties) for q in page]
    return QuestionRows(rows, last, matching.count())
