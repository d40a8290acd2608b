"""The table of moves and its rules, without a database: role × status × move -> code."""

from typing import Any

import pytest

from claims import policy, rules, workflow
from claims.enums import ClaimStatus, Move, PolicyRule, Role
from claims.models import Claim, Desk
from claims.rules import Situation

S, M = ClaimStatus, Move
ME, ANOTHER = 1, 2

FROM = {
    M.ASSESS: {S.OPEN, S.IN_REVIEW, S.AGREED},
    M.SETTLE: {S.DISAGREED},
    M.SIGN_OFF: {S.AGREED},
    M.BASIS_CHANGED: {S.IN_REVIEW, S.AGREED, S.DISAGREED},
    M.ROUND_FREED: {S.IN_REVIEW},
    M.RETURN_TO_OPEN: {S.IN_REVIEW, S.AGREED, S.DISAGREED},
    M.REOPEN: {S.SIGNED_OFF},
    M.WITHDRAW: set(S) - {S.WITHDRAWN},
    M.RESTORE: {S.WITHDRAWN},
}
LEADS_TO = {
    M.ASSESS: {S.IN_REVIEW, S.AGREED, S.DISAGREED},
    M.SETTLE: {S.AGREED},
    M.SIGN_OFF: {S.SIGNED_OFF},
    M.BASIS_CHANGED: {S.OPEN},
    M.ROUND_FREED: {S.OPEN},
    M.RETURN_TO_OPEN: {S.OPEN},
    M.REOPEN: {S.OPEN},
    M.WITHDRAW: {S.WITHDRAWN},
    M.RESTORE: {S.OPEN},
}
NEEDS = {
    M.ASSESS: Role.REVIEWER,
    M.SETTLE: Role.REVIEWER,
    M.SIGN_OFF: Role.EDITOR,
    M.BASIS_CHANGED: None,
    M.ROUND_FREED: None,
    M.RETURN_TO_OPEN: Role.EDITOR,
    M.REOPEN: Role.EDITOR,
    M.WITHDRAW: Role.EDITOR,
    M.RESTORE: Role.EDITOR,
}
# Which powers each role includes; admin is separate.
POWERS = {
    Role.READER: {Role.READER},
    Role.RESEARCHER: {Role.READER, Role.RESEARCHER},
    Role.REVIEWER: {Role.READER, Role.RESEARCHER, Role.REVIEWER},
    Role.EDITOR: {Role.READER, Role.RESEARCHER, Role.REVIEWER, Role.EDITOR},
    Role.ADMIN: {Role.ADMIN},
}


def situation(status: S = S.OPEN, *roles: Role, required: int = 1, **facts: Any) -> Situation:
    claim = Claim(status=status, assessments_required=required)
    facts.setdefault("has_evidence", True)
    return Situation(claim=claim, user_id=ME, roles=frozenset(roles), **facts)


def code(move: Move, now: Situation) -> str | None:
    denial = workflow.why_not(move, now)
    return denial and denial.code


@pytest.mark.parametrize("move", Move)
def test_every_move_starts_and_ends_at_the_statuses_of_the_design(move: Move) -> None:
    edges = workflow.MOVES[move].edges

    assert set(edges) == FROM[move]
    assert {target for targets in edges.values() for target in targets} == LEADS_TO[move]


@pytest.mark.parametrize("move", Move)
def test_moves_that_end_a_round_start_a_new_one(move: Move) -> None:
    begins = move in {M.BASIS_CHANGED, M.ROUND_FREED, M.RETURN_TO_OPEN, M.REOPEN, M.RESTORE}
    assert workflow.MOVES[move].new_round == begins


def expected(move: Move, status: S, role: Role | None) -> str | None:
    """Return the first refusal: by role, then by status, then by the move's own condition."""
    needed = NEEDS[move]
    if needed and role is None:
        return "no_role"
    if needed and role and needed not in POWERS[role]:
        return f"needs_{needed.value}"
    if status not in FROM[move]:
        return "wrong_status"
    if move == M.ASSESS and status == S.AGREED:
        return "round_complete"  # except to replace the own assessment
    return None


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize("move", Move)
def test_each_role_may_make_each_move_as_the_design_says(
    move: Move, status: S, role: Role | None
) -> None:
    now = situation(status, *([role] if role else []))

    assert code(move, now) == expected(move, status, role)


@pytest.mark.parametrize("held", Role)
@pytest.mark.parametrize("needed", Role)
def test_each_role_has_the_powers_of_lower_roles_except_admin(needed: Role, held: Role) -> None:
    assert rules.has_power(frozenset({held}), needed) == (needed in POWERS[held])


def test_user_with_two_roles_has_the_powers_of_both() -> None:
    both = situation(S.AGREED, Role.ADMIN, Role.EDITOR)

    assert code(M.SIGN_OFF, both) is None
    assert rules.why_not_role(both.roles, Role.ADMIN) is None


@pytest.mark.parametrize(
    ("facts", "expected_code"),
    [
        ({}, None),
        ({"has_evidence": False}, "no_evidence"),
        ({"status": S.IN_REVIEW, "assessors": {ANOTHER}, "required": 2}, None),
        # The own assessment can be replaced until the round is complete …
        ({"status": S.IN_REVIEW, "assessors": {ME}, "required": 2}, None),
        # … and until sign-off when only one is required.
        ({"status": S.AGREED, "assessors": {ME}}, None),
        ({"status": S.AGREED, "assessors": {ANOTHER}}, "round_complete"),
        ({"status": S.AGREED, "assessors": {ME, ANOTHER}, "required": 2}, "assessed_already"),
        (
            {
                "status": S.AGREED,
                "assessors": {ANOTHER, 3},
                "settlers": {ME},
                "required": 2,
            },
            "round_complete",
        ),
        ({"status": S.DISAGREED, "assessors": {ME}, "required": 2}, "wrong_status"),
    ],
)
def test_assess_needs_evidence_and_allows_one_assessment_per_reviewer(
    facts: dict[str, Any], expected_code: str | None
) -> None:
    facts = {name: frozenset(v) if isinstance(v, set) else v for name, v in facts.items()}
    status = facts.pop("status", S.OPEN)

    assert code(M.ASSESS, situation(status, Role.REVIEWER, **facts)) == expected_code


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EDITOR])
@pytest.mark.parametrize(
    ("assessors", "expected_code"), [({ANOTHER, 3}, None), ({ANOTHER, ME}, "own_assessment")]
)
def test_only_someone_who_did_not_assess_can_settle(
    assessors: set[int], expected_code: str | None, role: Role
) -> None:
    now = situation(S.DISAGREED, role, assessors=frozenset(assessors), required=2)

    assert code(M.SETTLE, now) == expected_code


@pytest.mark.parametrize(
    ("facts", "expected_code"),
    [
        ({"assessors": {ANOTHER}}, None),
        ({"assessors": {ME}}, "own_assessment"),
        ({"assessors": {ANOTHER, 3}, "settlers": {ME}}, "own_settlement"),
        ({"assessors": {ANOTHER, 3}, "settlers": {4}}, None),
        ({"assessors": {ME}, "one_person": True}, None),
        ({"assessors": {ANOTHER, 3}, "settlers": {ME}, "one_person": True}, None),
    ],
)
def test_only_someone_who_neither_assessed_nor_settled_can_sign_off(
    facts: dict[str, Any], expected_code: str | None
) -> None:
    facts = {name: frozenset(v) if isinstance(v, set) else v for name, v in facts.items()}

    assert code(M.SIGN_OFF, situation(S.AGREED, Role.EDITOR, **facts)) == expected_code


def test_one_person_desk_lets_nobody_settle_their_own_disagreement() -> None:
    now = situation(S.DISAGREED, Role.EDITOR, assessors=frozenset({ME, ANOTHER}), one_person=True)
    assert code(M.SETTLE, now) == "own_assessment"


CHANGE_CLAIM = {
    (Role.READER, None): "needs_researcher",
    (Role.ADMIN, None): "needs_researcher",
    (Role.RESEARCHER, S.OPEN): None,
    (Role.RESEARCHER, S.IN_REVIEW): "in_round",
    (Role.RESEARCHER, S.DISAGREED): "in_round",
    (Role.RESEARCHER, S.AGREED): "in_round",
    (Role.REVIEWER, S.AGREED): "in_round",
    (Role.EDITOR, S.OPEN): None,
    (Role.EDITOR, S.IN_REVIEW): None,
    (Role.EDITOR, S.DISAGREED): None,
    (Role.EDITOR, S.AGREED): None,
    (Role.RESEARCHER, S.SIGNED_OFF): "signed_off",
    (Role.EDITOR, S.SIGNED_OFF): "signed_off",
    (Role.RESEARCHER, S.WITHDRAWN): "withdrawn",
    (Role.EDITOR, S.WITHDRAWN): "withdrawn",
}


@pytest.mark.parametrize(("who", "expected_code"), CHANGE_CLAIM.items(), ids=str)
def test_researchers_edit_a_statement_while_open_and_editors_until_sign_off(
    who: tuple[Role, S | None], expected_code: str | None
) -> None:
    role, only = who
    for status in [only] if only else S:
        denial = rules.why_not_change_claim(situation(status, role))
        assert (denial and denial.code) == expected_code


@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize("role", [None, *Role])
def test_actions_that_are_not_moves_check_role_and_status_too(role: Role | None, status: S) -> None:
    now = situation(status, *([role] if role else []))

    def expected_code(needed: Role, closed: set[S], closed_code: str) -> str | None:
        if role is None:
            return "no_role"
        if needed not in POWERS[role]:
            return f"needs_{needed.value}"
        return closed_code if status in closed else None

    asked = {
        rules.why_not_change_required: (Role.EDITOR, set(S) - {S.OPEN}, "not_open"),
        rules.why_not_add_to_claim: (Role.RESEARCHER, {S.WITHDRAWN}, "withdrawn"),
        rules.why_not_comment: (Role.RESEARCHER, set(), ""),
        rules.why_not_assign: (Role.EDITOR, {S.WITHDRAWN}, "withdrawn"),
    }
    for rule, row in asked.items():
        denial = rule(now)
        assert (denial and denial.code) == expected_code(*row), rule.__name__


# Every table has a row for every member of its enum.


def test_every_move_has_a_row_in_the_table() -> None:
    assert set(workflow.MOVES) == set(Move)


def test_every_status_can_be_entered_and_left() -> None:
    left = {status for row in workflow.MOVES.values() for status in row.edges}
    reached = {
        to for row in workflow.MOVES.values() for targets in row.edges.values() for to in targets
    }
    assert left == reached == set(ClaimStatus)


def test_every_policy_rule_has_a_check_and_a_desk_setting() -> None:
    columns = {field.name for field in Desk._meta.get_fields()}

    assert set(policy.RULES) == set(PolicyRule)
    assert set(PolicyRule.values) <= columns
    assert all(Desk().level(rule) for rule in PolicyRule)


def test_diagram_has_one_arrow_for_each_edge_of_each_move() -> None:
    arrows = [
        f"    {source.value} --> {target.value}: {move.value} "
        for move, row in workflow.MOVES.items()
        for source, targets in row.edges.items()
        for target in targets
    ]
    lines = workflow.mermaid().splitlines()

    assert lines[:2] == ["stateDiagram-v2", "    [*] --> open"]
    assert len(lines) - 2 == len(arrows)
    assert all(line.startswith(arrow) for line, arrow in zip(lines[2:], arrows, strict=True))
