"""The review of one claim as one person may see it: the round, the assessments, the moves, the policy."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User

from claims import policy, rules, workflow
from claims.enums import ClaimStatus, Confidence, Move, Verb
from claims.independence import Independence
from claims.models import Assessment, Claim, Evidence, Rating
from claims.models.desk import this_desk
from claims.policy import Result
from claims.reads.evidence.claim_evidence import in_words
from claims.reads.record.record_page import Line
from claims.rules import Situation

from .moves import MoveButton, moves_of

# What may change an assessor's mind; comments, assignments and other assessments do not.
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
    }
)


@dataclass(frozen=True)
class Round:
    number: int
    assessments: tuple[Assessment, ...]


@dataclass(frozen=True)
class Earlier:
    """What one wrote in a round that ended, and what changed since: to be confirmed or written anew."""

    assessment: Assessment
    changes: tuple[Line, ...]


@dataclass(frozen=True)
class ClaimReview:
    moves: dict[str, MoveButton]
    fitting: frozenset[Move]  # that lead on from where the claim stands, whoever makes them
    assessed_by: tuple[str, ...]  # in this round; what they wrote is not said
    complete: bool
    this_round: tuple[Assessment, ...]  # as far as this person may read them
    own: Assessment | None  # in this round
    rounds: tuple[Round, ...]  # earlier ones, as far as this person may read them
    earlier: Earlier | None
    agreed: Rating | None
    results: tuple[Result, ...]  # of the policy, where the claim waits for sign-off


def review_of(
    claim: Claim,
    user: User,
    now: Situation,
    weight: Independence,
    history: Sequence[Line],
) -> ClaimReview:
    """Two queries, and seven more where the claim waits for sign-off."""
    written = list(
        Assessment.objects.filter(claim=claim)
        .readable_by(user)
        .latest_of_each()
        .select_related("rating", "reviewer")
    )
    this_round = tuple(a for a in written if a.round == claim.round)
    own = next((a for a in this_round if a.reviewer_id == user.pk), None)
    before = sorted((a for a in written if a.round != claim.round), key=lambda a: -a.round)
    names = (
        Assessment.objects.filter(claim=claim, round=claim.round)
        .order_by("pk")
        .values_list("reviewer__username", flat=True)
    )
    moves = {button.move.value: button for button in moves_of(claim, user, now)}
    agreed: Rating | None = None
    results: tuple[Result, ...] = ()
    if claim.status == ClaimStatus.AGREED:
        agreed = rules.agreed_rating(this_round)
        basis = policy.load_basis(claim, agreed.code, weight)
        results = tuple(policy.check(basis, this_desk()))
    return ClaimReview(
        moves=moves,
        fitting=frozenset(m for m in Move if now.status in workflow.MOVES[m].edges),
        assessed_by=tuple(dict.fromkeys(names)),
        complete=claim.completed_round == claim.round,
        this_round=this_round,
        own=own,
        rounds=tuple(Round(n, tuple(found)) for n, found in groupby(before, lambda a: a.round)),
        earlier=_earlier(before, user, history)
        if moves[Move.ASSESS].denial is None and not own
        else None,
        agreed=agreed,
        results=results,
    )


def _earlier(before: Sequence[Assessment], user: User, history: Sequence[Line]) -> Earlier | None:
    mine = next((a for a in before if a.reviewer_id == user.pk), None)
    if mine is None:
        return None
    changes = tuple(line for line in history if line.at > mine.at and line.event.verb in _CHANGES)
    return Earlier(mine, changes)


@dataclass(frozen=True)
class Conflict:
    """Both texts, for the one whose page was older, and what happened in between."""

    what: str
    theirs: str
    yours: str
    by: str
    at: datetime.datetime | None
    since: tuple[Line, ...]


def conflict_of(
    claim: Claim,
    seen_revision: int | None,
    history: Sequence[Line],
    *,
    form: str,
    yours: str,
) -> Conflict:
    """`seen_revision` is None where the page did not say: then the latest changes are shown."""
    if seen_revision is None or seen_revision < 1:
        since = tuple(history[:5])
    else:
        since = tuple(line for line in history if (line.event.claim_revision or 0) > seen_revision)
    what, theirs = "the claim", _as_it_stands(claim)
    verdict = claim.verdict
    if form == "change-claim":
        what, theirs = "statement", claim.statement
    elif verdict and any(line.event.verb == Verb.SIGNED_OFF for line in since):
        what, theirs = (
            "verdict",
            f"{verdict.rating_label}, {_confidence(verdict)}\n{verdict.rationale}",
        )
    last = since[0] if since else None
    return Conflict(
        what, theirs, yours, last.by_name if last else "", last.at if last else None, since
    )


def conflict_over_evidence(evidence: Evidence, history: Sequence[Line], *, yours: str) -> Conflict:
    since = tuple(
        line
        for line in history
        if (line.event.object_type, line.event.object_id) == ("evidence", evidence.pk)
        and line.event.verb != Verb.EVIDENCE_ATTACHED
    )
    by, at = (since[0].by_name, since[0].at) if since else ("", None)
    return Conflict(f"evidence E{evidence.pk}", in_words(evidence), yours, by, at, since)


def _as_it_stands(claim: Claim) -> str:
    status = ClaimStatus(claim.status).label.capitalize()
    return f"{status}, round {claim.round}\n{claim.statement}"


def _confidence(verdict: Any) -> str:
    return f"confidence {Confidence(verdict.confidence).label}" if verdict.confidence else ""
