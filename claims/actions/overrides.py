"""Overrides of the policy that a second editor confirms, where the desk asks for it."""

from django.contrib.auth.models import User

from claims import rules, workflow
from claims.enums import Confidence, ProposalState, Verb, VerdictChange
from claims.errors import refuse
from claims.given import SignOffGiven
from claims.models import Claim, OverrideProposal, Verdict

from .record import Entry, action, reference
from .review import seen_situation
from .signing import append_verdict, prepare_signing, required


@action
def propose_overrides(
    entry: Entry, claim: Claim, given: SignOffGiven, *, seen_revision: int | None, by: User | None
) -> OverrideProposal:
    """Keep a whole sign-off that overrides the policy, until another editor confirms or declines it.

    The claim's revision is raised, so that whoever has the page of before sees the proposal first.
    """
    situation = seen_situation(claim, seen_revision, by)
    signing = prepare_signing(claim, given, situation)
    waiting = _waiting(claim)
    refuse(rules.why_not_propose(signing.desk, waiting, overridden=signing.is_overridden))
    if waiting:
        _decide(entry, waiting, ProposalState.VOID, by=by)
    workflow.touch(claim, basis_changed=False)
    assert by is not None  # the rule has refused the command line
    proposal = OverrideProposal.objects.create(
        claim=claim,
        claim_revision=claim.revision,
        round=claim.round,
        rationale=given.rationale.strip(),
        confidence=given.confidence,
        change=given.change or "",
        reason=given.reason.strip(),
        valid_from=given.valid_from,
        recheck_on=given.recheck_on,
        overrides={r.rule.value: r.override for r in signing.results if r.override},
        proposed_by=by,
        proposed_at=entry.at,
    )
    after = {
        "proposal": proposal.pk,
        "rating": signing.rating.code,
        "rationale": proposal.rationale,
        "confidence": proposal.confidence,
        "overrides": proposal.overrides,
    }
    entry.write(Verb.OVERRIDES_PROPOSED, claim, by=by, claim=claim, after=after)
    return proposal


@action
def confirm_overrides(
    entry: Entry, claim: Claim, *, seen_revision: int | None, by: User | None
) -> Verdict:
    """Sign the claim as it was proposed. Everything is checked again: the desk's policy may have changed."""
    situation = seen_situation(claim, seen_revision, by)
    waiting = _waiting(claim)
    refuse(rules.why_not_confirm(situation, waiting))
    assert waiting is not None  # the rule has refused
    signing = prepare_signing(claim, given_of_proposal(waiting), situation)
    verdict = append_verdict(entry, claim, signing, by=by, proposal=waiting)
    _decide(entry, waiting, ProposalState.CONFIRMED, by=by)
    return verdict


@action
def decline_overrides(
    entry: Entry, claim: Claim, *, reason: str, seen_revision: int | None, by: User | None
) -> OverrideProposal:
    """Decline the overrides with a reason, or take back one's own. The claim stays agreed."""
    situation = seen_situation(claim, seen_revision, by)
    waiting = _waiting(claim)
    refuse(rules.why_not_decline(situation, waiting))
    assert waiting is not None  # the rule has refused
    reason = required(reason, "reason", "Say why you decline the overrides.")
    workflow.touch(claim, basis_changed=False)
    _decide(entry, waiting, ProposalState.DECLINED, by=by, declined_because=reason)
    after = {"proposal": waiting.pk, "proposed_by": reference(waiting.proposed_by)}
    entry.write(Verb.OVERRIDES_DECLINED, claim, by=by, claim=claim, after=after, reason=reason)
    return waiting


def given_of_proposal(proposal: OverrideProposal) -> SignOffGiven:
    """Return what the form of the proposal said."""
    return SignOffGiven(
        rationale=proposal.rationale,
        confidence=Confidence(proposal.confidence),
        change=VerdictChange(proposal.change) if proposal.change else None,
        reason=proposal.reason,
        valid_from=proposal.valid_from,
        recheck_on=proposal.recheck_on,
        overrides=proposal.overrides,
    )


def _waiting(claim: Claim) -> OverrideProposal | None:
    """Return the proposal that was neither confirmed nor declined. It may be void."""
    found = OverrideProposal.objects.filter(claim=claim, state=ProposalState.WAITING)
    return found.select_related("claim", "proposed_by").first()


def _decide(
    entry: Entry,
    proposal: OverrideProposal,
    state: ProposalState,
    *,
    by: User | None,
    declined_because: str = "",
) -> None:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = by, entry.at
    proposal.declined_because = declined_because
    proposal.save(update_fields=["state", "decided_by", "decided_at", "declined_because"])
