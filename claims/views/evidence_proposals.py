"""Proposals for a claim: passages of other articles that may be evidence, and corrections of whose word it is."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.articles import correct_article
from claims.actions.evidence import attach_evidence, change_evidence, read_evidence
from claims.actions.origins import set_aside
from claims.enums import Role
from claims.errors import Invalid
from claims.forms.evidence import EvidenceForm
from claims.forms.origins import AcceptProposalForm
from claims.models import Claim, OriginHint
from claims.reads.articles.origins import as_republication
from claims.reads.evidence.origin_proposals import corrected, proposal_of
from claims.reads.evidence.passages import is_waiting, passage_facts, passage_initial
from verify.views import refusal

from .base import DeskRequest, needs, show
from .claim_page import possible_evidence, submit_on_page
from .submit import attempt

PAGE = "claims/evidence/evidence_proposals.html"


@require_safe
@needs(Role.READER)
def evidence_proposals(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a part of the claim's page that loads after it, or a page of its own."""
    return _show(request, get_object_or_404(Claim, pk=pk))


@require_POST
@needs(Role.RESEARCHER)
def evidence_from_passage(request: DeskRequest, pk: int) -> HttpResponse:
    """Add a passage as evidence, as the machine has read it. What it cannot say is asked in the form."""
    claim = get_object_or_404(Claim, pk=pk)
    number = request.POST.get("passage", "")
    if not is_waiting(claim, number):
        return refusal(request, 410, "This passage is no longer proposed. Reload the page.")
    read = passage_initial(claim, number) | {"stance": request.POST.get("stance", "")}
    form = EvidenceForm.filled_in_with(read, request.POST.get("token", ""), claim=claim)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: attach_evidence(
            claim, read_evidence(form.given()), by=request.user, token=form.cleaned_data["token"]
        ),
        "Evidence added.",
        from_passages=True,
    )


@require_POST
@needs(Role.RESEARCHER)
def evidence_proposal_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    key = request.POST.get("hint", "")
    proposal = proposal_of(claim, key)
    noticed = proposal.facts if proposal else passage_facts(key)
    outcome = attempt(lambda: set_aside(claim, key, noticed=noticed, by=request.user))
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message)
    return _show(request, claim) if request.htmx else redirect("evidence_proposals", pk)


@require_POST
@needs(Role.RESEARCHER)
def evidence_proposal_accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept a proposal: correct the evidence, or its article, as the button says."""
    claim = get_object_or_404(Claim, pk=pk)
    form = AcceptProposalForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: _accept(claim, by=request.user, **form.cleaned_data),
        "Evidence corrected.",
    )


_GONE = "This is no longer proposed. Check the evidence again."


def _accept(claim: Claim, hint: str, seen_revision: int | None, reason: str, *, by: User) -> None:
    proposal = proposal_of(claim, hint)
    if proposal is None:
        raise Invalid("hint", "gone", _GONE)
    article = proposal.evidence.article
    if proposal.hint and article:
        # It may be replaced at any moment: the article is read again in the background.
        found = OriginHint.objects.select_related("other").filter(pk=proposal.hint).first()
        if found is None:
            raise Invalid("hint", "gone", _GONE)
        given = as_republication(article, found)
        correct_article(article, given, seen_revision=seen_revision, by=by)
        return
    change_evidence(
        proposal.evidence,
        read_evidence(corrected(proposal), corrected=proposal.evidence),
        seen_revision=seen_revision,
        by=by,
        reason=reason,
        proposal=proposal.facts,
    )


def _show(request: DeskRequest, claim: Claim) -> HttpResponse:
    context = possible_evidence(claim, request.user)
    context |= {"claim": claim, "is_alone": not request.htmx}
    return show(request, PAGE, context, panel="waiting")
