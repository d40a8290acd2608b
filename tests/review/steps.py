"""Helpers that the review tests share."""

from typing import Any

import pytest

from claims.actions import desk as desk_actions
from claims.actions import review
from claims.actions.desk import DeskDetails
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    PolicyLevel,
    PolicyRule,
    RatingCode,
)
from claims.given import ClaimGiven
from claims.models import Assessment, Claim, Desk
from tests.factories import (
    ClaimFactory,
    assess,
    assessment_given,
)

S = ClaimStatus


def denial_code(error: pytest.ExceptionInfo[Any]) -> str:
    return error.value.denial.code


def set_desk(
    people: Any,
    *,
    one_person: bool = False,
    settle_blind: bool = True,
    second_editor: bool = False,
    **levels: PolicyLevel,
) -> Desk:
    desk = Desk.objects.get(pk=1)
    details = DeskDetails(
        assessments_required=desk.assessments_required,
        one_person=one_person,
        settle_blind=settle_blind,
        second_editor=second_editor,
        levels={PolicyRule(rule): level for rule, level in levels.items()},
    )
    return desk_actions.change_desk(details, seen_revision=desk.revision, by=people.admin)


def settle(claim: Claim, by: Any, code: RatingCode = RatingCode.NOT_ENOUGH_EVIDENCE) -> Assessment:
    claim.refresh_from_db()
    return review.settle(claim, assessment_given(code), seen_revision=claim.revision, by=by)


def rewording_of(claim: Claim) -> ClaimGiven:
    return ClaimGiven(f"{claim.statement} The union said so.", ClaimKind(claim.kind))


def make_reopened_claim(people: Any) -> Claim:
    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    review.reopen(claim, reason="a new document", seen_revision=claim.revision, by=people.editor)
    assess(claim, people.reviewer1)
    return claim


def loads_evidence(sql: str) -> bool:
    """Return True for a query that loads evidence with its copies, to weigh or to show it."""
    return 'FROM "claims_evidence"' in sql and 'JOIN "claims_snapshot"' in sql
