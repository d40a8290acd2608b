"""The page of a claim with all its forms: what every response about one claim shows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.actions.claim_lease import keep
from claims.actions.visits import note_visit
from claims.enums import Confidence, Move, Role
from claims.errors import Denial
from claims.forms.claims import (
    ChangeClaimForm,
    LinkForm,
    UnlinkForm,
)
from claims.forms.evidence import (
    EvidenceForm,
    WithdrawEvidenceForm,
)
from claims.forms.origins import AcceptProposalForm
from claims.forms.panel import PanelForm, labels_of
from claims.forms.review import (
    AssessForm,
    AssignForm,
    CommentForm,
    ConfirmForm,
    DeclineForm,
    RatingForm,
    ReopenForm,
    RequireForm,
    RestoreForm,
    ReturnForm,
    SettleForm,
    SignOffForm,
    WithdrawForm,
)
from claims.given import Conflict, described
from claims.models import Claim
from claims.reads.claims.claim_page import ClaimPage, given_of_claim, read_claim_page
from claims.reads.evidence.claim_evidence import EvidenceLine, VoiceGroup, given_of
from claims.reads.evidence.heard import added, just_added
from claims.reads.evidence.origin_proposals import proposals_for
from claims.reads.evidence.passages import passage_initial, waiting_for
from claims.reads.evidence.vouching import words_initial
from claims.reads.review.claim_review import (
    changes_of_evidence,
    changes_since,
    conflict_with_claim,
)
from claims.reads.review.next_claim import next_after
from verify.views import refusal

from .base import DeskRequest, needs, show
from .submit import Outcome, submit

PAGE = "claims/claims/claim_page.html"
# What the bar of the page offers to whoever can do it.
_ACTS = {"assess": "Assess", "settle": "Settle", "sign-off": "Sign off"}
REASONED = {
    Move.RETURN_TO_OPEN: ReturnForm,
    Move.REOPEN: ReopenForm,
    Move.WITHDRAW: WithdrawForm,
    Move.RESTORE: RestoreForm,
}


def load(pk: int, request: DeskRequest) -> ClaimPage:
    try:
        return read_claim_page(pk, request.user)
    except Claim.DoesNotExist:
        raise Http404 from None


def submit_on_page(
    request: DeskRequest,
    claim: Claim,
    form: PanelForm,
    act: Callable[[], Any],
    message: str | Callable[[], str],
    *,
    from_passages: bool = False,
) -> HttpResponse:
    """Submit one form of the page to one action, and show the page again. A message may depend on what was read.

    A form `from_passages` is a button next to them: they are shown again at once, and no other form is emptied.
    """
    outcome = submit(form, act)
    if not outcome.is_saved:
        return _show_not_saved(request, claim, form, outcome)
    keep(claim, request.user)
    said = message if isinstance(message, str) else message()
    evidence = outcome.result if isinstance(form, EvidenceForm) else None
    if not request.htmx:
        messages.success(request, said)
        page_url = reverse("claim_page", args=[claim.pk])
        return redirect(f"{page_url}?added={evidence.pk}" if evidence else page_url)
    more = {"saved_message": said, "added": evidence and added(evidence)}
    if from_passages:
        more |= possible_evidence(claim, request.user)
    return _show_saved(request, claim, more, sent="" if from_passages else form.html_id)


def _show_saved(
    request: DeskRequest, claim: Claim, more: dict[str, Any], *, sent: str
) -> HttpResponse:
    """Return for htmx the current claim with the sent form empty, and what comes next."""
    page = load(claim.pk, request)
    context = _context(page, _forms(page, {}), sent=sent) | more
    context |= {"next": next_after(page.claim, request.user)}
    context["stays_with_passages"] = "waiting" in more and bool(more["waiting"].passages)
    return show(request, PAGE, context, panel="claim")


def possible_evidence(claim: Claim, user: User) -> dict[str, Any]:
    """Return what the machine noticed for a claim, which its page loads after itself."""
    return {"waiting": waiting_for(claim, user), "proposals": proposals_for(claim)}


def _show_not_saved(
    request: DeskRequest, claim: Claim, form: PanelForm, outcome: Outcome[Any]
) -> HttpResponse:
    """Return the current claim, with what was typed and what is wrong with it."""
    if request.htmx and outcome.status not in (409, 422):
        return refusal(request, outcome.status, outcome.message)
    page = load(claim.pk, request)
    form.say_what_was_lost()
    if outcome.status == 409:
        _compare(outcome, page, form)
    context = _context(page, _forms(page, {form.html_id: form}), sent=form.html_id)
    context["outcome"] = outcome
    return show(request, PAGE, context, panel="claim", status=outcome.status)


def _compare(outcome: Outcome[Any], page: ClaimPage, form: PanelForm) -> None:
    """Show both texts if the page was out of date. The next submit is compared with the revision shown now."""
    if isinstance(form, WithdrawEvidenceForm):
        _compare_evidence(outcome, page, form)
        return
    if isinstance(form, AcceptProposalForm):
        if outcome.is_stale:
            form.add_error(None, "Somebody else corrected this. Check the evidence again.")
        return
    if "seen_revision" not in form.fields:
        return
    claim = page.claim
    seen = form.cleaned_data["seen_revision"]
    if seen == claim.revision and not outcome.is_stale:
        return
    outcome.changes = changes_since(seen, page.history)
    if isinstance(form, ChangeClaimForm):
        outcome.compare(form, given_of_claim(claim), form.claim_given(), claim.revision)
        return
    outcome.is_conflict = True
    outcome.conflicts = (conflict_with_claim(claim, outcome.changes, _typed_text(form)),)
    form.show_seen(**{name: n for name, n in _seen_of(claim).items() if name in form.fields})


def _compare_evidence(outcome: Outcome[Any], page: ClaimPage, form: WithdrawEvidenceForm) -> None:
    lines = (*page.evidence.standing, *page.evidence.withdrawn)
    item = next((line.item for line in lines if line.item.pk == form.key), None)
    if item is None:
        return  # it moved to the claim that this one duplicates, a moment ago
    told = described(given_of(item), labels_of(EvidenceForm(claim=page.claim)))
    if item.is_withdrawn:
        told = f"Withdrawn: {item.withdrawn_reason}\n{told}"
    outcome.is_conflict = True
    outcome.conflicts = (Conflict(f"Evidence E{item.pk}", told, _typed_text(form)),)
    outcome.changes = changes_of_evidence(item, page.history)
    form.show_seen(seen_revision=item.revision)


def _typed_text(form: PanelForm) -> str:
    """Return what was typed, to be shown next to what is on the desk."""
    for name in ("rationale", "comment", "reason"):
        if name in form.fields:
            return str(form.data.get(name, ""))
    return ""


@require_safe
@needs(Role.READER)
def claim_page(request: DeskRequest, pk: int) -> HttpResponse:
    page = load(pk, request)
    prefill: dict[str, Any] = {}
    if "passage" in request.GET:
        prefill = passage_initial(page.claim, request.GET["passage"])
    elif not page.may.add:
        prefill = words_initial(request.GET)
    context = _context(page, _forms(page, {}, prefill), sent="evidence" if prefill else "")
    if len(messages.get_messages(request)):  # something was saved without JavaScript
        context["next"] = next_after(page.claim, request.user)
    if "added" in request.GET:
        context["added"] = just_added(page.claim, request.GET["added"], request.user)
    context["is_noted"] = note_visit(page.claim, request.user)
    return show(request, PAGE, context)


def _context(page: ClaimPage, forms: dict[str, PanelForm], *, sent: str) -> dict[str, Any]:
    """`sent` names the form that is rendered again and open; the others keep what is in them."""
    moves = page.review.moves
    denials = _denials(page)
    for html_id, form in forms.items():
        form.kept = html_id != sent and not form.is_bound
        form.is_open = html_id == sent
        form.denial = denials.get(form.name)
    reasoned = [(forms[form.name], moves[move.value]) for move, form in REASONED.items()]
    offered = [(form, button) for form, button in reasoned if form.is_offered]
    shown = {button.move for _, button in offered}
    resting = [b for b in moves.values() if b.denial and b.move not in shown]
    return {
        "page": page,
        "claim": page.claim,
        "forms": {name.replace("-", "_"): form for name, form in forms.items()},
        "sides": [
            (side, [(group, _with_forms(group, forms)) for group in side.groups])
            for side in page.evidence.sides
        ],
        # Somebody else withdrew it first: its place is gone, but what was typed is kept.
        "stray": next(
            (
                form
                for form in forms.values()
                if isinstance(form, WithdrawEvidenceForm)
                and form.key not in {line.item.pk for line in page.evidence.standing}
            ),
            None,
        ),
        "act": next((words for name, words in _ACTS.items() if forms[name].is_offered), ""),
        "links": [(link, forms.get(f"unlink{link.pk}")) for link in page.links],
        "reasoned": offered,
        # The other refused moves need another status.
        "resting": [b for b in resting if b.move in page.review.fitting],
        "other_moves": [b for b in resting if b.move not in page.review.fitting],
    }


def _with_forms(
    group: VoiceGroup, forms: dict[str, PanelForm]
) -> list[tuple[EvidenceLine, PanelForm]]:
    return [(line, forms[f"withdraw-evidence{line.item.pk}"]) for line in group.lines]


def _denials(page: ClaimPage) -> dict[str, Denial | None]:
    """Why this person may not send each form, by the form's name."""
    may, moves = page.may, page.review.moves
    return {
        EvidenceForm.name: may.add,
        WithdrawEvidenceForm.name: may.add,
        LinkForm.name: may.add,
        UnlinkForm.name: may.add,
        ChangeClaimForm.name: may.change,
        CommentForm.name: may.comment,
        AssignForm.name: may.assign,
        RequireForm.name: may.require,
        AssessForm.name: moves[Move.ASSESS].denial,
        SettleForm.name: moves[Move.SETTLE].denial,
        SignOffForm.name: moves[Move.SIGN_OFF].denial or _waits(page),
        ConfirmForm.name: page.review.proposal.confirm if page.review.proposal else None,
        DeclineForm.name: page.review.proposal.decline if page.review.proposal else None,
        **{form.name: moves[move].denial for move, form in REASONED.items()},
    }


def _waits(page: ClaimPage) -> Denial | None:
    """Return why nobody signs the claim now: overrides wait for a second editor."""
    if page.review.proposal is None or not page.review.proposal.holds:
        return None
    return Denial("proposal_waiting", "Confirm or decline the proposed overrides first.")


def _proposed_before(page: ClaimPage) -> dict[str, Any]:
    """Return what the sign-off form starts with: one's own overrides, if they were declined or are void."""
    shown = page.review.proposal
    if shown is None or shown.holds or not shown.is_own:
        return {}
    proposal = shown.proposal
    names = ("rationale", "confidence", "change", "reason", "valid_from", "recheck_on")
    reasons = {f"override_{rule}": reason for rule, reason in proposal.overrides.items()}
    return {name: getattr(proposal, name) for name in names} | reasons


def _seen_of(claim: Claim) -> dict[str, int]:
    """Return the revision, round and basis that the forms of the page send back."""
    return {
        "seen_revision": claim.revision,
        "seen_round": claim.round,
        "seen_basis": claim.basis,
    }


def _recheck_proposed(claim: Claim) -> dict[str, Any]:
    """Propose to check a claim about the future again on the day after the latest day that it is about."""
    day = claim.comes_due_on
    return {"recheck_on": day} if day and day > timezone.now().date() else {}


def _forms(
    page: ClaimPage, sent: dict[str, PanelForm], prefill: dict[str, Any] | None = None
) -> dict[str, PanelForm]:
    claim, seen = page.claim, _seen_of(page.claim)
    version = page.standing.latest.verdict.version + 1 if page.standing else 1
    written = page.review.own or (page.review.earlier and page.review.earlier.assessment)
    before = (
        {
            "rating": written.rating.code,
            "rationale": written.rationale,
            "confidence": Confidence(written.confidence),
        }
        if written
        else {}
    )
    all_forms: list[PanelForm] = [
        EvidenceForm(claim=claim, initial=prefill or {}),
        AssessForm(initial=seen | before),
        SettleForm(initial=seen),
        SignOffForm(
            initial=seen | _recheck_proposed(claim) | _proposed_before(page),
            version=version,
            results=page.review.results,
        ),
        ConfirmForm(initial=seen),
        DeclineForm(initial=seen),
        CommentForm(),
        AssignForm(initial=seen | {"assignee": claim.assignee and claim.assignee.get_username()}),
        RequireForm(initial=seen | {"number": claim.assessments_required}),
        LinkForm(),
        ChangeClaimForm(initial=ChangeClaimForm.initial_of(claim)),
        *(form(initial=seen) for form in REASONED.values()),
        *(UnlinkForm(key=link.pk) for link in page.links if link.ours),
        *(
            WithdrawEvidenceForm(key=line.item.pk, initial={"seen_revision": line.item.revision})
            for line in page.evidence.standing
        ),
    ]
    forms = {form.html_id: form for form in all_forms} | sent
    if isinstance(signing := forms["sign-off"], SignOffForm):
        signing.results = page.review.results
    for form in forms.values():
        if isinstance(form, RatingForm):
            form.needs = page.outlook.by_code
    return forms
