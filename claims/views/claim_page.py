"""The page of a claim with all its forms: what every answer about one claim shows."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from claims.enums import Confidence, Move, Role
from claims.errors import ActionError
from claims.forms.claims import (
    ChangeClaimForm,
    LinkForm,
    UnlinkForm,
)
from claims.forms.evidence import (
    EvidenceForm,
    WithdrawEvidenceForm,
)
from claims.forms.panel import PanelForm
from claims.forms.review import (
    AssessForm,
    AssignForm,
    CommentForm,
    ReopenForm,
    RequireForm,
    RestoreForm,
    ReturnForm,
    SettleForm,
    SignOffForm,
    WithdrawForm,
)
from claims.models import Claim
from claims.reads.claims.claim_page import ClaimPage, read_claim_page
from claims.reads.evidence.passages import passage_initial
from claims.reads.review.claim_review import Conflict, conflict_of, conflict_over_evidence
from verify.views import refusal

from .base import DeskRequest, needs, refused, show

PAGE = "claims/claims/claim_page.html"
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


def send(
    request: DeskRequest,
    claim: Claim,
    form: PanelForm,
    act: Callable[[dict[str, Any]], Any],
    words: str,
) -> HttpResponse:
    """One form, one action: done, or the form again with what was typed."""
    status = 422
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ActionError as error:
            status = refused(form, error)
        else:
            return done(request, claim, form, words)
    return again(request, claim, form, status)


def done(request: DeskRequest, claim: Claim, form: PanelForm, words: str) -> HttpResponse:
    """It is saved: for htmx the claim as it is now, with the sent form empty; else a redirect."""
    if not request.htmx:
        messages.success(request, words)
        return redirect("claim_page", claim.pk)
    page = load(claim.pk, request)
    forms = _forms(page, {})
    return show(
        request,
        PAGE,
        _context(page, forms, sent=form.html_id) | {"done": words},
        panel="claim",
    )


def again(request: DeskRequest, claim: Claim, form: PanelForm, status: int) -> HttpResponse:
    """It is not saved: the claim as it is now, with what was typed and what is wrong with it."""
    if request.htmx and status not in (409, 422):
        return refusal(request, status, " ".join(map(str, form.non_field_errors())))
    page = load(claim.pk, request)
    form.say_what_was_lost()
    context: dict[str, Any] = {}
    if status == 409 and (conflict := _compare(page, form)):
        context["conflict"] = conflict
    return show(
        request,
        PAGE,
        _context(page, _forms(page, {form.html_id: form}), sent=form.html_id) | context,
        panel="claim",
        status=status,
    )


def _compare(page: ClaimPage, form: PanelForm) -> Conflict | None:
    """Both texts, and the form with what is compared as it is now; nothing where its page is the latest."""
    if "seen_revision" not in form.fields:
        return None
    claim = page.claim
    if isinstance(form, WithdrawEvidenceForm):
        lines = (*page.evidence.standing, *page.evidence.withdrawn)
        item = next((line.item for line in lines if line.item.pk == form.key), None)
        if item is None:
            return None  # it went to the claim that this one duplicates, a moment ago
        form.show_seen(seen_revision=item.revision)
        return conflict_over_evidence(item, page.history, yours=_yours(form))
    seen = form.fields["seen_revision"].clean(form.data.get("seen_revision"))
    if seen == claim.revision and not hasattr(form, "stale"):
        return None
    form.show_seen(**{name: n for name, n in _seen(page).items() if name in form.fields})
    return conflict_of(claim, seen, page.history, form=form.name, yours=_yours(form))


@require_safe
@needs(Role.READER)
def claim_page(request: DeskRequest, pk: int) -> HttpResponse:
    page = load(pk, request)
    prefill: dict[str, Any] = {
        name: request.GET[name] for name in ("article", "quote", "near") if name in request.GET
    }
    if "passage" in request.GET:
        prefill = passage_initial(page.claim, request.GET["passage"])
    context = _context(page, _forms(page, {}, prefill), sent="evidence" if prefill else "")
    return show(request, PAGE, context)


def _context(page: ClaimPage, forms: dict[str, PanelForm], *, sent: str) -> dict[str, Any]:
    """`sent` names the form that is drawn anew and stands open; the others keep what is in them."""
    for html_id, form in forms.items():
        form.kept = html_id != sent and not form.is_bound
    moves = page.review.moves
    reasoned = [(forms[form.name], moves[move.value]) for move, form in REASONED.items()]
    offered = [(form, button) for form, button in reasoned if form.is_bound or not button.denial]
    shown = {button.move for _, button in offered}
    resting = [b for b in moves.values() if b.denial and b.move not in shown]
    return {
        "page": page,
        "claim": page.claim,
        "forms": {name.replace("-", "_"): form for name, form in forms.items()},
        "evidence_lines": [
            (line, forms[f"withdraw-evidence{line.item.pk}"]) for line in page.evidence.standing
        ],
        # Somebody else withdrew it first: its place is gone, what was typed is not.
        "stray": next(
            (
                form
                for form in forms.values()
                if isinstance(form, WithdrawEvidenceForm)
                and form.key not in {line.item.pk for line in page.evidence.standing}
            ),
            None,
        ),
        "links": [(link, forms.get(f"unlink{link.pk}")) for link in page.links],
        "reasoned": offered,
        # In another state of the claim the others might be made.
        "resting": [b for b in resting if b.move in page.review.fitting],
        "other_moves": [b for b in resting if b.move not in page.review.fitting],
        "open": sent,
    }


def _seen(page: ClaimPage) -> dict[str, int]:
    claim = page.claim
    return {
        "seen_revision": claim.revision,
        "seen_round": claim.round,
        "seen_basis": claim.basis,
    }


def _forms(
    page: ClaimPage, sent: dict[str, PanelForm], prefill: dict[str, Any] | None = None
) -> dict[str, PanelForm]:
    claim, seen = page.claim, _seen(page)
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
        SignOffForm(initial=seen, version=version, results=page.review.results),
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
    return forms


def _yours(form: PanelForm) -> str:
    """What was typed, for the conflict to show beside theirs."""
    for name in ("statement", "rationale", "comment", "reason"):
        if name in form.fields:
            return str(form.data.get(name, ""))
    return ""
