"""Assess, settle, sign off, and every other move of a claim; comments and assignment."""

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import (
    ClaimStatus,
    Move,
    Role,
    SinceSigning,
    Verb,
    VerdictChange,
    VerdictKind,
)
from claims.errors import Invalid, refuse
from claims.given import AssessmentGiven, SignOffGiven
from claims.independence import weigh
from claims.models import (
    Appearance,
    Assessment,
    Claim,
    Comment,
    Evidence,
    Verdict,
)
from claims.models.base import Columns
from claims.models.canonical import canonical_json, row_digest, sha256_hex
from claims.models.claims import MOST_ASSESSMENTS
from claims.models.search.index import index_claims
from claims.rules import Situation

from .record import Entry, Facts, action, reference
from .reweighing import counting, reweigh, reweigh_all
from .signing import append_verdict, prepare_signing, required
from .verdict_rows import row_sha256, verdict_row


@action
def assess(
    entry: Entry,
    claim: Claim,
    given: AssessmentGiven,
    *,
    seen_round: int | None,
    seen_basis: int | None,
    by: User | None,
) -> Assessment:
    """Write one reviewer's blind assessment. The last one of the round compares them all.

    Raises Stale if the round or the basis of the claim changed since the page was loaded.
    """
    claim.refresh_from_db()
    workflow.check_seen(claim, round=seen_round, basis=seen_basis)
    situation = Situation.load(claim, by)
    refuse(workflow.why_not(Move.ASSESS, situation))
    _check_assessment(given)
    if sent_before := _same_assessment(claim, given, by):
        entry.no_change()
        return sent_before
    assessment = _insert(entry, claim, given, by=by, settles=False)
    ratings = [a.rating_id for a in Assessment.objects.of_round(claim)]
    if len(ratings) < claim.assessments_required:
        workflow.make(Move.ASSESS, situation, to=ClaimStatus.IN_REVIEW)
    else:
        agreed = len(set(ratings)) == 1
        to = ClaimStatus.AGREED if agreed else ClaimStatus.DISAGREED
        workflow.make(Move.ASSESS, situation, to=to, completed_round=claim.round)
    # The record does not hold its content while the round is blind. The digest proves it later, and without
    # the assessment's nonce nobody can test a guess.
    after = {
        "assessment": assessment.pk,
        "round": assessment.round,
        "basis": assessment.basis,
        "status": claim.status,
        "digest": row_digest(assessment),
    }
    entry.write(Verb.ASSESSED, claim, by=by, claim=claim, after=after)
    return assessment


@action
def settle(
    entry: Entry,
    claim: Claim,
    given: AssessmentGiven,
    *,
    seen_revision: int | None,
    by: User | None,
) -> Assessment:
    """Settle a disagreement. The rating given here becomes the agreed one."""
    situation = seen_situation(claim, seen_revision, by)
    refuse(workflow.why_not(Move.SETTLE, situation))
    _check_assessment(given)
    assessment = _insert(entry, claim, given, by=by, settles=True)
    workflow.make(Move.SETTLE, situation)
    after = {
        "assessment": assessment.pk,
        "round": assessment.round,
        "rating": given.rating.code,
        "rationale": given.rationale,
        "confidence": given.confidence,
        "digest": row_digest(assessment),
    }
    entry.write(Verb.SETTLED, claim, by=by, claim=claim, after=after)
    return assessment


@action
def sign_off(
    entry: Entry, claim: Claim, given: SignOffGiven, *, seen_revision: int | None, by: User | None
) -> Verdict:
    """Append a verdict with the agreed rating and all that its export rows say."""
    situation = seen_situation(claim, seen_revision, by)
    signing = prepare_signing(claim, given, situation)
    refuse(rules.why_not_sign_alone(signing.desk, overridden=signing.is_overridden))
    return append_verdict(entry, claim, signing, by=by)


@action
def return_to_open(
    entry: Entry, claim: Claim, *, comment: str, seen_revision: int | None, by: User | None
) -> Claim:
    """Return the claim for more work, with a comment that says what is missing. A new round begins."""
    situation = seen_situation(claim, seen_revision, by)
    refuse(workflow.why_not(Move.RETURN_TO_OPEN, situation))
    text = required(comment, "comment", "Say what needs to be done.")
    written = _comment(entry, situation, text, by=by)
    workflow.make(Move.RETURN_TO_OPEN, situation)
    after = {"round": claim.round, "comment": written.pk} | _said(written)
    entry.write(Verb.RETURNED, claim, by=by, claim=claim, after=after)
    return claim


@action
def reopen(
    entry: Entry, claim: Claim, *, reason: str, seen_revision: int | None, by: User | None
) -> Claim:
    """Reopen the claim for a new round. Its verdict stays valid, marked as under review, until it is superseded."""
    situation = seen_situation(claim, seen_revision, by)
    refuse(workflow.why_not(Move.REOPEN, situation))
    reason = required(reason, "reason", "Say why you reopen the claim.")
    workflow.make(Move.REOPEN, situation)
    after = {"round": claim.round, "version": claim.verdict.version if claim.verdict else None}
    entry.write(Verb.REOPENED, claim, by=by, claim=claim, after=after, reason=reason)
    return claim


@action
def withdraw_claim(
    entry: Entry,
    claim: Claim,
    *,
    reason: str = "",
    duplicate_of: Claim | None = None,
    seen_revision: int | None,
    by: User | None,
) -> Claim:
    """Withdraw a claim, as wrong or as a duplicate.

    A duplicate's appearances and evidence move to the other claim. If it has a verdict, a retracted version is
    appended.
    """
    situation = seen_situation(claim, seen_revision, by)
    refuse(workflow.why_not(Move.WITHDRAW, situation))
    reason = reason.strip()
    if not duplicate_of:
        required(reason, "reason", "Say why, or name the claim it duplicates.")
    standing = claim.verdict if claim.verdict and claim.verdict.stands else None
    changes: Columns = {}
    after: Facts = {}
    if standing:
        printed_reason = reason
        if duplicate_of and not reason:  # the export has no other column for it
            printed_reason = f"the same claim as claim {duplicate_of.pk}"
        changes["verdict"] = _retract(entry, claim, standing, printed_reason, by=by)
        after["retracted_version"] = changes["verdict"].version
        after["digest"] = row_digest(changes["verdict"])
    if duplicate_of:
        after |= _move_to(entry, claim, duplicate_of)
        changes["duplicate_of"] = duplicate_of
    workflow.make(Move.WITHDRAW, situation, **changes)
    entry.write(Verb.CLAIM_WITHDRAWN, claim, by=by, claim=claim, after=after, reason=reason)
    return claim


@action
def restore(
    entry: Entry, claim: Claim, *, reason: str, seen_revision: int | None, by: User | None
) -> Claim:
    situation = seen_situation(claim, seen_revision, by)
    refuse(workflow.why_not(Move.RESTORE, situation))
    reason = required(reason, "reason", "Say why you restore the claim.")
    workflow.make(Move.RESTORE, situation, duplicate_of=None)
    entry.write(
        Verb.CLAIM_RESTORED, claim, by=by, claim=claim, after={"round": claim.round}, reason=reason
    )
    return claim


@action
def comment(
    entry: Entry, claim: Claim, text: str, *, by: User | None, token: str | None = None
) -> Comment:
    """Write a comment. Two people may do it at once, so no revision is compared."""
    claim.refresh_from_db()
    if done := entry.find_repeat(token):
        return Comment.objects.get(pk=done.object_id)
    situation = Situation.load(claim, by)
    refuse(rules.why_not_comment(situation))
    written = _comment(entry, situation, required(text, "text", "Write the comment."), by=by)
    after = {"round": written.round} | _said(written)
    entry.write(Verb.COMMENTED, written, by=by, claim=claim, after=after, token=token)
    return written


@action
def assign(
    entry: Entry, claim: Claim, assignee: User | None, *, seen_revision: int | None, by: User | None
) -> Claim:
    situation = seen_situation(claim, seen_revision, by)
    refuse(rules.why_not_assign(situation))
    if assignee and not rules.has_power(rules.roles_of(assignee), Role.RESEARCHER):
        raise Invalid(
            "assignee",
            "no_worker",
            f"{assignee} cannot work on claims. Choose a researcher, reviewer or editor.",
        )
    before = {"assignee": reference(claim.assignee) if claim.assignee else None}
    workflow.touch(claim, basis_changed=False, assignee=assignee)
    after = {"assignee": reference(assignee) if assignee else None}
    entry.write(Verb.CLAIM_ASSIGNED, claim, by=by, claim=claim, before=before, after=after)
    return claim


@action
def require_assessments(
    entry: Entry, claim: Claim, number: int, *, seen_revision: int | None, by: User | None
) -> Claim:
    """Set how many assessments a claim needs. This can only be changed while the claim is open."""
    situation = seen_situation(claim, seen_revision, by)
    refuse(rules.why_not_change_required(situation))
    if not 1 <= number <= MOST_ASSESSMENTS:
        raise Invalid("number", "out_of_range", f"Enter a number from 1 to {MOST_ASSESSMENTS}.")
    before = {"assessments_required": claim.assessments_required}
    workflow.touch(claim, basis_changed=False, assessments_required=number)
    entry.write(
        Verb.CLAIM_CHANGED,
        claim,
        by=by,
        claim=claim,
        before=before,
        after={"assessments_required": number},
    )
    return claim


def seen_situation(claim: Claim, seen_revision: int | None, by: User | None) -> Situation:
    """Return the current situation. Raises Stale if the page showed another revision."""
    claim.refresh_from_db()
    workflow.check_seen(claim, revision=seen_revision)
    return Situation.load(claim, by)


def _check_assessment(given: AssessmentGiven) -> None:
    required(given.rationale, "rationale", "Say what the rating rests on.")
    if not given.rating.active:
        raise Invalid(
            "rating",
            "retired",
            f"The rating “{given.rating.label}” is retired. Choose another rating.",
        )


def _same_assessment(claim: Claim, given: AssessmentGiven, by: User | None) -> Assessment | None:
    """Return the person's latest assessment of this round if it is the same: the form was submitted twice."""
    mine = Assessment.objects.of_round(claim).filter(reviewer=by)
    return mine.filter(
        rating=given.rating, rationale=given.rationale.strip(), confidence=given.confidence
    ).first()


def _insert(
    entry: Entry, claim: Claim, given: AssessmentGiven, *, by: User | None, settles: bool
) -> Assessment:
    assert by is not None  # the rule has refused the command line
    earlier = Assessment.objects.filter(claim=claim, round=claim.round, reviewer=by).count()
    return Assessment.objects.create(
        claim=claim,
        round=claim.round,
        basis=claim.basis,
        reviewer=by,
        attempt=earlier + 1,
        settles=settles,
        rating=given.rating,
        rationale=given.rationale.strip(),
        confidence=given.confidence,
        at=entry.at,
    )


def _comment(entry: Entry, situation: Situation, text: str, *, by: User | None) -> Comment:
    assert by is not None  # the rule has refused the command line
    return Comment.objects.create(
        claim=situation.claim,
        round=situation.claim.round,
        by_assessor=situation.user_id in situation.assessors,
        text=text,
        at=entry.at,
        by=by,
    )


def _said(comment: Comment) -> Facts:
    """Return what the record, which everybody reads, keeps of a comment: a salted digest while the round is blind."""
    if not comment.by_assessor:
        return {"text": comment.text}
    return {"digest": sha256_hex(canonical_json({"nonce": comment.nonce, "text": comment.text}))}


def _retract(
    entry: Entry, claim: Claim, standing: Verdict, reason: str, *, by: User | None
) -> Verdict:
    retracted = Verdict(
        claim=claim,
        version=standing.version + 1,
        round=claim.round,
        kind=VerdictKind.RETRACTED,
        change=VerdictChange.RETRACTION,
        reason=reason,
        rating_code="retracted",
        rating_label="Retracted",
        signed_by=by,
        signed_at=entry.at,
    )
    retracted.row = verdict_row(
        claim, retracted, weigh(claim), [], assessed_by=[], previous=standing
    )
    retracted.evidence_rows = []
    retracted.sha256 = row_sha256(retracted.row)
    retracted.save(force_insert=True)
    return retracted


def _move_to(entry: Entry, claim: Claim, other: Claim) -> Facts:
    """Move the appearances and evidence of a duplicate to the other claim. Return their ids."""
    other.refresh_from_db()
    if other.pk == claim.pk or other.status == ClaimStatus.WITHDRAWN:
        raise Invalid("duplicate_of", "duplicate_of", "Choose another claim that is not withdrawn.")
    before = counting(other)
    appearances = list(Appearance.objects.filter(claim=claim))
    # Withdrawn evidence too: links through it are still followed, so that a copy stays a copy.
    evidence = list(Evidence.objects.filter(claim=claim))
    Appearance.objects.filter(claim=claim).update(claim=other)
    Evidence.objects.filter(claim=claim).update(claim=other)
    index_claims([claim, other])
    after: Facts = {
        "duplicate_of": reference(other),
        "moved_appearances": [a.pk for a in appearances],
        "moved_evidence": [e.pk for e in evidence],
    }
    if appearances or evidence:
        now = counting(other)
        if workflow.touch(other, basis_changed=now != before):
            after["round_there"] = other.round
        if any(not e.is_withdrawn for e in evidence):
            after |= reweigh(entry, other, SinceSigning.NEW_EVIDENCE, now.weight)
        else:
            others = Claim.objects.filter(pk=other.pk)
            after |= reweigh_all(entry, others, SinceSigning.BASIS_CHANGED)
    return after
