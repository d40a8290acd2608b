"""What signing consists of, whether one editor signs or a second confirms: the checks, and the verdict that is appended."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from claims import policy, rules, workflow
from claims.enums import Move, PolicyLevel, Verb, VerdictChange, VerdictKind
from claims.errors import Invalid, refuse
from claims.given import SignOffGiven
from claims.independence import Independence, weigh
from claims.models import Assessment, Claim, Desk, Evidence, OverrideProposal, Rating, Verdict
from claims.models.account_names import neutral_name
from claims.models.canonical import row_digest
from claims.models.desk import this_desk
from claims.policy import Result
from claims.rules import Situation

from .record import Entry, Facts, reference
from .verdict_rows import evidence_rows, row_sha256, verdict_row


@dataclass(frozen=True)
class Signing:
    """A sign-off that passed every check, and what its verdict is made of."""

    given: SignOffGiven
    situation: Situation
    desk: Desk
    round_of: list[Assessment]
    rating: Rating
    weight: Independence
    results: list[Result]

    @property
    def is_overridden(self) -> bool:
        """True if it passes only because a rule that blocks is overridden."""
        return any(r.override and r.fault and r.level == PolicyLevel.BLOCK for r in self.results)


def prepare_signing(claim: Claim, given: SignOffGiven, situation: Situation) -> Signing:
    """Check a sign-off: the move, what was typed, and the policy. Raises Refused or Invalid."""
    refuse(workflow.why_not(Move.SIGN_OFF, situation))
    _check_sign_off(claim, given)
    round_of = list(Assessment.objects.of_round(claim).select_related("rating", "reviewer"))
    rating, weight, desk = rules.agreed_rating(round_of), weigh(claim), this_desk()
    basis = policy.load_basis(claim, rating.code, weight)
    results = policy.check(basis, desk, given.overrides)
    refuse(policy.why_not_sign(results))
    _check_overrides(results)
    return Signing(given, situation, desk, round_of, rating, weight, results)


def append_verdict(
    entry: Entry,
    claim: Claim,
    signing: Signing,
    *,
    by: User | None,
    proposal: OverrideProposal | None = None,
) -> Verdict:
    """Append the verdict, make the move and write the Event. `by` signs; `proposal` says who proposed the overrides."""
    given, results = signing.given, signing.results
    previous = claim.verdict
    agreed = _how_agreed(claim, signing.round_of, signing.situation)
    verdict = Verdict(
        claim=claim,
        version=previous.version + 1 if previous else 1,
        round=claim.round,
        kind=VerdictKind.SIGNED,
        change=given.change if previous and given.change else VerdictChange.FIRST,
        reason=given.reason.strip(),
        rating_code=signing.rating.code,
        rating_label=signing.rating.label,
        rationale=given.rationale.strip(),
        confidence=given.confidence,
        signed_by=by,
        signed_at=entry.at,
        valid_from=given.valid_from,
        recheck_on=given.recheck_on,
        agreement=_agreement_column(agreed),
        policy=_policy_column(results, by, proposal),
    )
    assessors = [neutral_name(a.reviewer_id) for a in signing.round_of]
    verdict.row = verdict_row(
        claim, verdict, signing.weight, results, assessed_by=assessors, previous=previous
    )
    verdict.evidence_rows = evidence_rows(claim, verdict.version, signing.weight)
    verdict.sha256 = row_sha256(verdict.row)
    verdict.save(force_insert=True)
    workflow.make(Move.SIGN_OFF, signing.situation, verdict=verdict)
    after: Facts = {
        "version": verdict.version,
        "rating": verdict.rating_code,
        "rationale": verdict.rationale,
        "confidence": verdict.confidence,
        "agreement": agreed,
        "change": verdict.change,
        "overrides": {r.rule.value: r.override for r in results if r.override},
        "verdict_sha256": verdict.sha256,
        "digest": row_digest(verdict),
    }
    if proposal:
        after["proposed_by"] = reference(proposal.proposed_by)
    entry.write(Verb.SIGNED_OFF, claim, by=by, claim=claim, after=after, reason=verdict.reason)
    return verdict


def _policy_column(
    results: list[Result], by: User | None, proposal: OverrideProposal | None
) -> list[dict[str, object]]:
    """Return the rules' results, and at each override the two editors who agreed on it."""
    lines = policy.as_json(results)
    if proposal is None or by is None:
        return lines
    editors = {
        "proposed_by": neutral_name(proposal.proposed_by_id),
        "confirmed_by": neutral_name(by.pk),
    }
    return [line | editors if line["override"] else line for line in lines]


def _how_agreed(claim: Claim, round_of: list[Assessment], situation: Situation) -> Facts:
    """Return how the verdict came about, as the record keeps it."""
    if situation.user_id in situation.assessors | situation.settlers:
        how = "one_person"
    else:
        how = "settled" if situation.settlers else "assessed"
    return {
        "how": how,
        "assessments": len(round_of),
        "assessments_required": claim.assessments_required,
        "signer_gathered_evidence": _gathered_all(claim, situation.user_id),
    }


def _agreement_column(agreed: Facts) -> str:
    """Return `agreed` in the words of the export. Spreadsheets read them, so do not change them."""
    words = {"one_person": "one person", "settled": "settled"}
    count = f"{agreed['assessments']} of {agreed['assessments_required']}"
    how = words.get(str(agreed["how"]), count)
    return f"{how}; signer gathered the evidence" if agreed["signer_gathered_evidence"] else how


def _check_sign_off(claim: Claim, given: SignOffGiven) -> None:
    required(given.rationale, "rationale", "Write the rationale. Exports include it.")
    if claim.verdict is None:
        return
    revised = (VerdictChange.CORRECTION, VerdictChange.UPDATE, VerdictChange.CONFIRMATION)
    if given.change not in revised:
        raise Invalid(
            "change",
            "required",
            "Choose what this version is: a correction, an update or a confirmation.",
        )
    required(given.reason, "reason", "Say why you sign a new version of the verdict.")


def _check_overrides(results: list[Result]) -> None:
    for result in results:
        if result.override and (denial := rules.why_not_reason(result.override)):
            raise Invalid(f"override_{result.rule.value}", denial.code, denial.message)


def _gathered_all(claim: Claim, user_id: int | None) -> bool:
    """Return True if the signer added the claim and all its evidence."""
    if user_id is None or claim.created_by_id != user_id:
        return False
    others = Evidence.objects.standing().filter(claim=claim).exclude(created_by=user_id)
    return not others.exists()


def required(text: str, field: str, message: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(field, "required", message)
    return text
