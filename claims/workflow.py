"""The only writer of Claim.status: a table of named moves, each a compare-and-swap.

Callers hold the record's lock (actions.record), so that what the rules read stays true.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from . import rules
from .enums import ClaimStatus, Move, Role
from .errors import Denial, Stale, refuse
from .models import Claim
from .rules import Situation

S = ClaimStatus


@dataclass(frozen=True)
class Transition:
    """One move: from each status to those it may lead to, and who makes it."""

    edges: Mapping[ClaimStatus, tuple[ClaimStatus, ...]]
    role: Role | None  # None: made by an action itself, never by a person
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
            S.AGREED: (S.AGREED,),  # to replace one's own, where one assessment is required
        },
        Role.REVIEWER,
        rules.why_not_assess,
    ),
    Move.SETTLE: Transition({S.DISAGREED: (S.AGREED,)}, Role.REVIEWER, rules.why_not_settle),
    Move.SIGN_OFF: Transition({S.AGREED: (S.SIGNED_OFF,)}, Role.EDITOR, rules.why_not_sign_off),
    Move.BASIS_CHANGED: Transition(_all(rules.IN_ROUND, S.OPEN), None, new_round=True),
    Move.RETURN_TO_OPEN: Transition(_all(rules.IN_ROUND, S.OPEN), Role.EDITOR, new_round=True),
    Move.REOPEN: Transition({S.SIGNED_OFF: (S.OPEN,)}, Role.EDITOR, new_round=True),
    Move.WITHDRAW: Transition(_all(frozenset(S) - {S.WITHDRAWN}, S.WITHDRAWN), Role.EDITOR),
    Move.RESTORE: Transition({S.WITHDRAWN: (S.OPEN,)}, Role.EDITOR, new_round=True),
}


def why_not(move: Move, now: Situation) -> Denial | None:
    """May this person make this move now? Asked by the action, by the button and by its sentence."""
    row = MOVES[move]
    if row.role is not None and (denial := rules.why_not_role(now.roles, row.role)):
        return denial
    if now.status not in row.edges:
        states = ", ".join(status.label for status in row.edges)
        return Denial(
            "wrong_status",
            f"The claim is “{now.status.label}”; to {move.label} it has to be: {states}.",
        )
    return row.why_not(now)


def check_seen(claim: Claim, **seen: int | None) -> None:
    """Raise Stale unless the page showed the claim as it is: `revision=`, or `round=` and `basis=`."""
    for name, value in seen.items():
        if value != getattr(claim, name):
            raise Stale(value, getattr(claim, name))


def make(move: Move, now: Situation, *, to: ClaimStatus | None = None, **changes: object) -> None:
    """Make a move: ask the rules, then compare and swap. Raises Refused or Stale; refreshes the claim."""
    refuse(why_not(move, now))
    row = MOVES[move]
    targets = row.edges[now.status]
    target = to or targets[0]
    if target not in targets:
        raise ValueError(f"{move} does not lead from {now.status} to {target}")
    if row.new_round:
        changes["round"] = F("round") + 1
    _swap(now.claim, status=target, **changes)


def touch(claim: Claim, *, basis_changed: bool, **changes: object) -> bool:
    """Something the claim rests on was changed. Answers whether that ended a running round.

    Before sign-off a changed basis takes the claim back to open; a signed verdict stands and is marked.
    """
    if basis_changed:
        changes["basis"] = F("basis") + 1
    ends_round = basis_changed and claim.status in MOVES[Move.BASIS_CHANGED].edges
    if ends_round:
        changes |= {"status": S.OPEN, "round": F("round") + 1}
    _swap(claim, **changes)
    return ends_round


def touch_all(claims: QuerySet[Claim]) -> None:
    """What these claims rest on was corrected elsewhere: a sign-off of what was shown before is stale."""
    ids = claims.order_by().values("pk")
    Claim.objects.filter(pk__in=ids).update(revision=F("revision") + 1)


def _swap(claim: Claim, **changes: object) -> None:
    seen = claim.revision
    if not Claim.objects.swap(claim.pk, seen_revision=seen, **changes):
        claim.refresh_from_db(fields=["revision"])
        raise Stale(seen, claim.revision)
    claim.refresh_from_db()


def mermaid() -> str:
    """The table of moves as a Mermaid state diagram; claims/README.md holds it, and a test compares."""
    lines = ["stateDiagram-v2", "    [*] --> open"]
    for move, row in MOVES.items():
        who = row.role.label if row.role else "by itself"
        for source, targets in row.edges.items():
            lines += [
                f"    {source.value} --> {target.value}: {move.value} ({who})" for target in targets
            ]
    return "\n".join(lines) + "\n"
