"""The page of a question: its claims, its stakes, and who said what in order of time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User

from claims import rules
from claims.errors import Denial
from claims.given import QuestionGiven
from claims.models import (
    Question,
    Stake,
)
from claims.reads.claims.claim_lines import ClaimLine, claim_lines
from claims.reads.lists.paging import ROWS

from .timeline import Timeline, timeline_of


@dataclass
class QuestionPage:
    """One question with its claims, its stakes and its timeline. Seventeen queries."""

    question: Question
    user: User

    @cached_property
    def may_not_write(self) -> Denial | None:
        return rules.why_not_edit(self.user)

    @cached_property
    def stakes(self) -> list[Stake]:
        return list(stakes_of(self.question))

    @cached_property
    def claims(self) -> list[ClaimLine]:
        found = self.question.claims.select_related("assignee", "verdict").order_by("-pk")
        return claim_lines(list(found[:ROWS]))

    @cached_property
    def total(self) -> int:
        return self.question.claims.count()

    @property
    def has_more_claims(self) -> bool:
        return self.total > len(self.claims)

    @cached_property
    def timeline(self) -> "Timeline":
        return timeline_of(self.question)


def stakes_of(question: Question) -> Any:
    return question.stakes.select_related("source").order_by("source__name")


def given_of(question: Question) -> QuestionGiven:
    """Return a question as its form takes it. One query."""
    return QuestionGiven(question.text, question.note, tuple(stakes_of(question)))
