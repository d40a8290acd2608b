"""When an editor may override the policy: with a reason, and with a second editor where the desk asks for one."""

import re

from claims.enums import Role
from claims.errors import About, Denial
from claims.models import Desk, OverrideProposal

from .review import Situation
from .roles import has_power, roles_of, why_not_role


def why_not_sign_alone(desk: Desk, *, overridden: bool) -> Denial | None:
    """Return why one editor alone cannot sign a verdict that overrides the policy."""
    if not overridden or not desk.second_editor:
        return None
    return Denial(
        "second_editor", "On this desk another editor must confirm overrides. Propose them instead."
    )


def why_not_propose(
    desk: Desk, waiting: OverrideProposal | None, *, overridden: bool
) -> Denial | None:
    """Return why overrides cannot be proposed to a second editor. The move's own rules were asked before."""
    if not desk.second_editor or not overridden:
        return Denial(
            "nothing_to_confirm", "No second editor is needed here. Sign off the claim instead."
        )
    if waiting is not None and waiting.holds:
        return Denial(
            "proposal_waiting",
            "Overrides are waiting for a second editor already. Confirm or decline them first.",
        )
    return None


def why_not_decline(situation: Situation, waiting: OverrideProposal | None) -> Denial | None:
    """Return why the overrides that wait cannot be declined, or taken back by who proposed them."""
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if waiting is None:
        return Denial("no_proposal", "No overrides are waiting for a second editor.")
    if not waiting.holds:
        return Denial(
            "proposal_void", "The claim changed after these overrides were proposed. They are void."
        )
    return None


def why_not_confirm(situation: Situation, waiting: OverrideProposal | None) -> Denial | None:
    """Return why this person cannot confirm the overrides that wait. Two queries if some do.

    Four eyes hold here on a one-person desk too: it is what the switch asks for.
    """
    if denial := why_not_decline(situation, waiting):
        return denial
    assert waiting is not None
    if situation.user_id == waiting.proposed_by_id:
        return Denial(
            "own_proposal",
            "You proposed these overrides. Another editor must confirm them.",
            About.PERSON,
        )
    if situation.user_id in situation.assessors | situation.settlers:
        return Denial(
            "own_assessment",
            "You assessed or settled this round. Another editor must confirm the overrides.",
            About.PERSON,
        )
    if not has_power(roles_of(waiting.proposed_by), Role.EDITOR):
        return Denial(
            "proposer_gone",
            "Whoever proposed these overrides is no longer an editor. Decline them and propose your own.",
        )
    return None


LEAST_WORDS, LEAST_LETTERS, LEAST_VARIETY = 3, 15, 6


def why_not_reason(reason: str) -> Denial | None:
    """Return why this is no reason for overriding the policy: too short, or the same few letters again and again."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", reason)}
    letters = [letter for letter in reason.casefold() if letter.isalpha()]
    enough = len(letters) >= LEAST_LETTERS and len(set(letters)) >= LEAST_VARIETY
    if enough and len(words) >= LEAST_WORDS:
        return None
    return Denial(
        "too_short",
        f"Write at least a short sentence, with {LEAST_WORDS} words or more. Exports include it.",
        About.INPUT,
    )
