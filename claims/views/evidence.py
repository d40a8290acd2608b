"""Evidence: added, corrected, withdrawn."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.actions.evidence import attach_evidence, change_evidence, withdraw_evidence
from claims.enums import Role
from claims.errors import ActionError
from claims.forms.evidence import (
    ChangeEvidenceForm,
    EvidenceForm,
    EvidenceFromForm,
    WithdrawEvidenceForm,
)
from claims.models import Claim, Evidence
from claims.reads.evidence.claim_evidence import evidence_conflict
from claims.reads.lists.choices import Choices

from .articles import find, show_article
from .base import DeskRequest, needs, refused, show
from .claim_page import send


@require_POST
@needs(Role.RESEARCHER)
def evidence_attach(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = EvidenceForm(request.POST, request.FILES, claim=claim)

    def act(data: dict[str, Any]) -> None:
        attach_evidence(claim, form.given(), by=request.user, token=data["token"])

    return send(request, claim, form, act, "The evidence is added.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def evidence_change(request: DeskRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.select_related("claim", "seen_in"), pk=pk)
    claim = evidence.claim
    status = 200
    if request.method == "POST":
        form = ChangeEvidenceForm(request.POST, request.FILES, claim=claim, besides=evidence)
        status = 422
        if form.is_valid():
            try:
                change_evidence(
                    evidence,
                    form.given(),
                    seen_revision=form.cleaned_data["seen_revision"],
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
            except ActionError as error:
                status = refused(form, error)
            else:
                messages.success(request, f"Evidence E{evidence.pk} is corrected.")
                return redirect(f"{reverse('claim_page', args=[claim.pk])}#e{evidence.pk}")
    else:
        form = ChangeEvidenceForm(
            initial=ChangeEvidenceForm.initial_of(evidence), claim=claim, besides=evidence
        )
    context: dict[str, Any] = {
        "form": form,
        "evidence": evidence,
        "claim": claim,
        "choices": Choices(),
    }
    if hasattr(form, "stale"):
        evidence.refresh_from_db()
        context["conflict"] = evidence_conflict(evidence, form.given())
        form.show_seen(seen_revision=evidence.revision)
    form.say_what_was_lost()
    return show(request, "claims/evidence/evidence_change.html", context, status=status)


@require_POST
@needs(Role.RESEARCHER)
def evidence_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.select_related("claim"), pk=pk)

    def act(data: dict[str, Any]) -> None:
        withdraw_evidence(evidence, **data, by=request.user)

    form = WithdrawEvidenceForm(request.POST, key=pk)
    return send(request, evidence.claim, form, act, f"Evidence E{pk} is withdrawn.")


@require_safe
@needs(Role.RESEARCHER)
def article_evidence(request: DeskRequest, pk: int) -> HttpResponse:
    """From words of an article to the form for evidence on a claim's page, which takes them up."""
    form = EvidenceFromForm(request.GET)
    if not form.is_valid():
        return show_article(request, find(pk), status=422, use=form)
    words: dict[str, Any] = {"article": pk, "quote": form.cleaned_data["quote"]}
    if form.cleaned_data["near"] is not None:
        words["near"] = form.cleaned_data["near"]
    page = reverse("claim_page", args=[form.cleaned_data["claim"].pk])
    return redirect(f"{page}?{urlencode(words)}#add-evidence")
