"""What was noticed for a claim: passages of other articles that may be evidence, and whose word the evidence is."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.articles import correct_article
from claims.actions.evidence import change_evidence
from claims.actions.origins import set_aside
from claims.enums import Role
from claims.errors import ActionError, Invalid
from claims.forms.origins import TakeForm
from claims.models import Claim, OriginHint
from claims.reads.articles.origins import as_republication
from claims.reads.evidence.origin_proposals import Proposal, corrected, proposal_of, proposals_for
from claims.reads.evidence.passages import waiting_for, words_of_hint
from verify.views import refusal

from .base import DeskRequest, needs, show
from .claim_page import send

PAGE = "claims/evidence/evidence_proposals.html"


@require_safe
@needs(Role.READER)
def evidence_proposals(request: DeskRequest, pk: int) -> HttpResponse:
    """A part of the claim's page that comes after it, or a page of its own."""
    return _show(request, get_object_or_404(Claim, pk=pk))


@require_POST
@needs(Role.RESEARCHER)
def evidence_proposal_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    key = request.POST.get("hint", "")
    proposal = proposal_of(claim, key)
    words = proposal.words if proposal else words_of_hint(key)
    try:
        set_aside(claim, key if words else "", words=words, by=request.user)
    except ActionError as error:
        return refusal(request, error.about.value, str(error))
    return _show(request, claim) if request.htmx else redirect("evidence_proposals", pk)


@require_POST
@needs(Role.RESEARCHER)
def evidence_proposal_accept(request: DeskRequest, pk: int) -> HttpResponse:
    """A proposal is taken: evidence, or its article, is corrected as the button says."""
    claim = get_object_or_404(Claim, pk=pk)
    form = TakeForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        proposal = proposal_of(claim, data["hint"])
        if proposal is None:
            raise Invalid(
                "hint", "gone", "This is no longer proposed: look at the evidence as it is now."
            )
        _take(proposal, data["revision"], by=request.user)

    return send(request, claim, form, act, "The evidence is corrected.")


def _take(proposal: Proposal, revision: int | None, *, by: User) -> None:
    article = proposal.evidence.article
    if proposal.hint and article:
        hint = OriginHint.objects.select_related("other").get(pk=proposal.hint)
        correct_article(article, as_republication(article, hint), seen_revision=revision, by=by)
        return
    change_evidence(
        proposal.evidence,
        corrected(proposal),
        seen_revision=revision,
        by=by,
        reason=proposal.words,
    )


def _show(request: DeskRequest, claim: Claim) -> HttpResponse:
    context = {
        "claim": claim,
        "waiting": waiting_for(claim, request.user),
        "proposals": proposals_for(claim),
    }
    return show(request, PAGE, context, panel="waiting")
