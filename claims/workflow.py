"""The only writer of Claim.status: a table of named moves, each a compare-and-swap.

Callers hold the record's lock (actions.record), so that what the rules read stays true.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from . import rules
from .enums import ClaimStatus, Move, Role
from .errors import Denial, Stale, refuse, refuse_stale
from .models import Claim
from .rules import Situation

S = ClaimStatus


@dataclass(frozen=True)
class Transition:
    """One move: the statuses that each status may change to, and who can make it."""

    edges: Mapping[ClaimStatus, tuple[ClaimStatus, ...]]
    role: Role | None  # None: an action makes it by itself, never a person
    why_not: Callable[[Situation], Denial | None] = rules.always
    new_round: bool = False


def _all(
    sources: Iterable[ClaimStatus], target: ClaimStatus
) -> dict[ClaimStatus, tuple[ClaimStatus, ...]]:
    return {source: (target,) for source in ClaimStatus if source in sources}


MOVES: Mapping[Move, Transition] = {
    Move.ASSESS: Transition(
        {
            S.OPEN: (S.IN_REVIEW, S.AGREED),
            S.IN_REVIEW: (S.IN_REVIEW, S.AGREED, S.DISAGREED),
            S.AGREED: (S.AGREED,),  # to replace one's own, if one assessment is required
        },
        Role.REVIEWER,
        rules.why_not_assess,
    ),
    Move.SETTLE: Transition({S.DISAGREED: (S.AGREED,)}, Role.REVIEWER, rules.why_not_settle),
    Move.SIGN_OFF: Transition({S.AGREED: (S.SIGNED_OFF,)}, Role.EDITOR, rules.why_not_sign_off),
    Move.BASIS_CHANGED: Transition(_all(rules.IN_ROUND, S.OPEN), None, new_round=True),
    # Its assessor's account is deactivated: others assess the claim, without that assessment.
    Move.ROUND_FREED: Transition({S.IN_REVIEW: (S.OPEN,)}, None, new_round=True),
    Move.RETURN_TO_OPEN: Transition(_all(rules.IN_ROUND, S.OPEN), Role.EDITOR, new_round=True),
    Move.REOPEN: Transition({S.SIGNED_OFF: (S.OPEN,)}, Role.EDITOR, new_round=True),
    Move.WITHDRAW: Transition(_all(frozenset(S) - {S.WITHDRAWN}, S.WITHDRAWN), Role.EDITOR),
    Move.RESTORE: Transition({S.WITHDRAWN: (S.OPEN,)}, Role.EDITOR, new_round=True),
}


# Whole sentences for each move and each status: translations need other word orders.
_WHEN: Mapping[Move, str] = {
    Move.ASSESS: "You can assess a claim while it is open or in review.",
    Move.SETTLE: "You can settle a claim once its reviewers disagree.",
    Move.SIGN_OFF: "You can sign off a claim once its reviewers agree.",
    Move.BASIS_CHANGED: "A round ends by itself only while it is running.",
    Move.ROUND_FREED: "A round is freed only while it is incomplete.",
    Move.RETURN_TO_OPEN: "You can return a claim to open while its round is running.",
    Move.REOPEN: "You can reopen a claim once it is signed off.",
    Move.WITHDRAW: "You can withdraw a claim once.",
    Move.RESTORE: "You can restore a claim once it is withdrawn.",
}
_IS: Mapping[ClaimStatus, str] = {
    S.OPEN: "This one is still open.",
    S.IN_REVIEW: "This one is in review.",
    S.AGREED: "The reviewers of this one agree.",
    S.DISAGREED: "The reviewers of this one disagree.",
    S.SIGNED_OFF: "This one is signed off.",
    S.WITHDRAWN: "This one is withdrawn.",
}


def why_not(move: Move, situation: Situation) -> Denial | None:
    """Return why this person cannot make this move now. The action, the button and its sentence all ask this."""
    row = MOVES[move]
    if row.role is not None and (denial := rules.why_not_role(situation.roles, row.role)):
        return denial
    if situation.status not in row.edges:
        return Denial("wrong_status", f"{_WHEN[move]} {_IS[situation.status]}")
    return row.why_not(situation)


def check_seen(claim: Claim, **seen: int | None) -> None:
    """Raise Stale unless the page showed the current claim: `revision=`, or `round=` and `basis=`."""
    for name, value in seen.items():
        refuse_stale(value, getattr(claim, name))


def make(
    move: Move, situation: Situation, *, to: ClaimStatus | None = None, **changes: object
) -> None:
    """Make a move: ask the rules, then compare and swap. Raises Refused or Stale. Refreshes the claim."""
    refuse(why_not(move, situation))
    row = MOVES[move]
    targets = row.edges[situation.status]
    target = to or targets[0]
    if target not in targets:
        raise ValueError(f"{move} does not lead from {situation.status} to {target}")
    if row.new_round:
        changes["round"] = F("round") + 1
    _swap(situation.claim, status=target, **changes)


def touch(claim: Claim, *, basis_changed: bool, **changes: object) -> bool:
    """Raise the revision because something the claim rests on changed. Return True if this ended the current round.

    Before sign-off a changed basis takes the claim back to open. A signed verdict stays, and is marked.
    """
    if basis_changed:
        changes["basis"] = F("basis") + 1
    ends_round = basis_changed and claim.status in MOVES[Move.BASIS_CHANGED].edges
    if ends_round:
        changes |= {"status": S.OPEN, "round": F("round") + 1}
    _swap(claim, **changes)
    return ends_round


def touch_all(claims: QuerySet[Claim]) -> None:
    """Raise the revisions of claims whose basis was corrected elsewhere, so that a sign-off of the old page is stale."""
    ids = claims.order_by().values("pk")
    Claim.objects.filter(pk__in=ids).update(revision=F("revision") + 1)


def _swap(claim: Claim, **changes: object) -> None:
    seen = claim.revision
    if not Claim.objects.swap(claim.pk, seen_revision=seen, **changes):
        claim.refresh_from_db(fields=["revision"])
        raise Stale(seen, claim.revision)
    claim.refresh_from_db()


def mermaid() -> str:
    """Return the table of moves as a Mermaid state diagram. claims/README.md holds it, and a test compares."""
    lines = ["stateDiagram-v2", "    [*] --> open"]
    for move, row in MOVES.items():
        who = row.role.label if row.role else "by itself"
        for source, targets in row.edges.items():
            lines += [
                f"    {source.value} --> {target.value}: {move.value} ({who})" for target in targets
            ]
    return "\n".join(lines) + "\n"
