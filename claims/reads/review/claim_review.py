"""The review of one claim as one person can see it: the round, the assessments, the moves, the policy."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User

from claims import policy, rules, workflow
from claims.enums import (
    ON_EVIDENCE,
    ClaimStatus,
    Confidence,
    Move,
    ProposalState,
    Verb,
)
from claims.errors import Denial
from claims.given import Conflict
from claims.models import Assessment, Claim, Desk, Evidence, OverrideProposal, Rating
from claims.policy import Basis, Result
from claims.reads.record.record_page import ShownEvent
from claims.rules import Situation

from .assessments import ShownAssessment, show_assessments
from .moves import MoveButton, moves_of
from .policy_words import Overridden, overridden_by

# Events that can change an assessor's mind. Comments, assignments and other assessments do not.
_CHANGES = frozenset(
    {
        Verb.CLAIM_CHANGED,
        Verb.APPEARANCE_ADDED,
        Verb.APPEARANCE_CHANGED,
        Verb.EVIDENCE_ATTACHED,
        Verb.EVIDENCE_CHANGED,
        Verb.EVIDENCE_WITHDRAWN,
        Verb.RETURNED,
        Verb.REOPENED,
        Verb.CLAIM_WITHDRAWN,
        Verb.CLAIM_RESTORED,
        Verb.USER_CHANGED,  # in a claim's history only if it freed the round or the assignment
    }
)


@dataclass(frozen=True)
class Round:
    number: int
    assessments: tuple[ShownAssessment, ...]


@dataclass(frozen=True)
class Earlier:
    """A person's assessment of a round that ended, and what changed since: to be confirmed or written again."""

    shown: ShownAssessment
    changes: tuple[ShownEvent, ...]

    @property
    def assessment(self) -> Assessment:
        return self.shown.assessment


@dataclass(frozen=True)
class ShownProposal:
    """The newest overrides that were proposed in this round, and what the person may do about them."""

    proposal: OverrideProposal
    overridden: tuple[Overridden, ...]
    confirm: Denial | None
    decline: Denial | None
    is_own: bool

    @property
    def holds(self) -> bool:
        return self.proposal.holds

    @property
    def is_void(self) -> bool:
        return self.proposal.state == ProposalState.WAITING and not self.holds

    @property
    def is_declined(self) -> bool:
        return self.proposal.state == ProposalState.DECLINED


@dataclass(frozen=True)
class ClaimReview:
    moves: dict[str, MoveButton]
    fitting: frozenset[
        Move
    ]  # moves that are possible from the claim's status, whoever can make them
    assessed_by: tuple[str, ...]  # who assessed in this round; what they wrote is not shown
    complete: bool
    is_unassessed: bool  # an open claim that nobody has assessed in this round
    this_round: tuple[ShownAssessment, ...]  # those this person can read
    nameless: bool  # the assessments are shown without names until the disagreement is settled
    own: Assessment | None  # in this round
    since_own: tuple[ShownEvent, ...]  # evidence that came and went without ending the round
    rounds: tuple[Round, ...]  # earlier ones that this person can read
    earlier: Earlier | None
    agreed: Rating | None
    results: tuple[Result, ...]  # of the policy, if the claim is ready for sign-off
    needs_second_editor: bool  # the desk asks for one, and a rule blocks
    proposal: ShownProposal | None

    @property
    def is_blind(self) -> bool:
        """True if somebody has assessed and the round is not complete: the page shows who, but not what."""
        return bool(self.assessed_by) and not self.complete


def review_of(
    claim: Claim,
    user: User,
    situation: Situation,
    basis: Basis | None,
    desk: Desk,
    history: Sequence[ShownEvent],
) -> ClaimReview:
    """Load the review. Two queries, and five at most if the claim is ready for sign-off. `basis` is what the policy looks at, until the claim is signed."""
    written = list(
        Assessment.objects.filter(claim=claim)
        .readable_by(user)
        .latest_of_each()
        .select_related("rating", "reviewer")
    )
    nameless = rules.hides_names(claim, desk)
    shown = show_assessments(written, user, nameless=nameless)
    this_round = tuple(a for a in shown if a.assessment.round == claim.round)
    own = next((a.assessment for a in this_round if a.is_own), None)
    before = [a for a in shown if a.assessment.round != claim.round]
    before.sort(key=lambda a: -a.assessment.round)
    names = list(
        Assessment.objects.filter(claim=claim, round=claim.round)
        .order_by("pk")
        .values_list("reviewer__username", flat=True)
    )
    moves = {button.move.value: button for button in moves_of(claim, user, situation)}
    agreed: Rating | None = None
    results: tuple[Result, ...] = ()
    if claim.status == ClaimStatus.AGREED:
        agreed = rules.agreed_rating([a.assessment for a in this_round])
        if basis:
            results = tuple(policy.check(policy.with_rating(basis, agreed.code), desk))
    return ClaimReview(
        moves=moves,
        fitting=frozenset(m for m in Move if situation.status in workflow.MOVES[m].edges),
        assessed_by=tuple(dict.fromkeys(names)),
        complete=claim.completed_round == claim.round,
        is_unassessed=not names and claim.status == ClaimStatus.OPEN,
        this_round=this_round,
        nameless=nameless,
        own=own,
        since_own=_since(own, history),
        rounds=tuple(
            Round(n, tuple(found)) for n, found in groupby(before, lambda a: a.assessment.round)
        ),
        earlier=_earlier(before, history)
        if moves[Move.ASSESS].denial is None and not own
        else None,
        agreed=agreed,
        results=results,
        needs_second_editor=desk.second_editor and any(result.blocks for result in results),
        proposal=_proposal(claim, user, situation),
    )


def _proposal(claim: Claim, user: User, situation: Situation) -> ShownProposal | None:
    """Load the overrides proposed in this round, if the claim is agreed. One query, and four if they wait."""
    if claim.status != ClaimStatus.AGREED:
        return None
    found = OverrideProposal.objects.filter(claim=claim, round=claim.round)
    newest = found.select_related("proposed_by", "decided_by").last()
    if newest is None:
        return None
    newest.claim = claim
    return ShownProposal(
        newest,
        overridden_by(newest.overrides),
        rules.why_not_confirm(situation, newest),
        rules.why_not_decline(situation, newest),
        newest.proposed_by_id == user.pk,
    )


def _earlier(before: Sequence[ShownAssessment], history: Sequence[ShownEvent]) -> Earlier | None:
    mine = next((a for a in before if a.is_own), None)
    if mine is None:
        return None
    since = mine.assessment.at
    changes = tuple(line for line in history if line.at > since and line.event.verb in _CHANGES)
    return Earlier(mine, changes)


def _since(own: Assessment | None, history: Sequence[ShownEvent]) -> tuple[ShownEvent, ...]:
    """Return what happened to the evidence since this person assessed. None of it counts, or the round had ended."""
    if own is None:
        return ()
    return tuple(line for line in history if line.at > own.at and line.event.verb in ON_EVIDENCE)


@dataclass(frozen=True)
class Changes:
    """What happened since a page was shown, newest first."""

    lines: tuple[ShownEvent, ...]

    @property
    def by(self) -> str:
        """Who made the last change."""
        return self.lines[0].by_name if self.lines else ""

    @property
    def at(self) -> datetime.datetime | None:
        return self.lines[0].at if self.lines else None


def changes_since(seen_revision: int | None, history: Sequence[ShownEvent]) -> Changes:
    """Return what happened since a revision. Without one, the latest five events."""
    if seen_revision is None or seen_revision < 1:
        return Changes(tuple(history[:5]))
    seen = [line.seq for line in history if 0 < _revision(line) <= seen_revision]
    last_seen = max(seen, default=0)
    return Changes(
        tuple(
            line
            for line in history
            if _revision(line) > seen_revision
            or (line.event.claim_id is None and line.seq > last_seen)
        )
    )


def _revision(line: ShownEvent) -> int:
    return line.event.claim_revision or 0


def changes_of_evidence(evidence: Evidence, history: Sequence[ShownEvent]) -> Changes:
    this = ("evidence", evidence.pk)
    return Changes(
        tuple(
            line
            for line in history
            if (line.event.object_type, line.event.object_id) == this
            and line.event.verb != Verb.EVIDENCE_ATTACHED
        )
    )


def conflict_with_claim(claim: Claim, changes: Changes, typed: str) -> Conflict:
    """Return what was typed next to the verdict that was signed meanwhile, or to the claim's state."""
    verdict = claim.verdict
    if verdict and any(line.event.verb == Verb.SIGNED_OFF for line in changes.lines):
        told = f"{verdict.rating_label}, {_confidence(verdict)}\n{verdict.rationale}"
        return Conflict("Verdict", told, typed)
    status = ClaimStatus(claim.status).label.capitalize()
    return Conflict("Claim", f"{status}, round {claim.round}\n{claim.statement}", typed)


def _confidence(verdict: Any) -> str:
    return f"confidence {Confidence(verdict.confidence).label}" if verdict.confidence else ""
