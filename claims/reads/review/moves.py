"""The moves of a claim as buttons: each with its URL, and the rule's sentence if it is disabled."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse

from claims import workflow
from claims.enums import Move
from claims.errors import Denial
from claims.models import Claim
from claims.rules import Situation

# Every move that a person can make. The others are made by an action itself.
_URL_NAMES = {
    Move.ASSESS: "claim_assess",
    Move.SETTLE: "claim_settle",
    Move.SIGN_OFF: "claim_sign_off",
    Move.RETURN_TO_OPEN: "claim_return",
    Move.REOPEN: "claim_reopen",
    Move.WITHDRAW: "claim_withdraw",
    Move.RESTORE: "claim_restore",
}


@dataclass(frozen=True)
class MoveButton:
    move: Move
    label: str
    url: str
    denial: Denial | None


def moves_of(claim: Claim, user: User, situation: Situation | None = None) -> list[MoveButton]:
    """Return the buttons. Four queries, or none if the page has already loaded the situation."""
    situation = situation or Situation.load(claim, user)
    return [
        MoveButton(
            move,
            move.label.capitalize(),
            reverse(name, args=[claim.pk]),
            workflow.why_not(move, situation),
        )
        for move, name in _URL_NAMES.items()
    ]
