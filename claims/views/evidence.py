"""Evidence: add, correct and withdraw it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.actions.evidence import (
    attach_evidence,
    change_evidence,
    read_evidence,
    withdraw_evidence,
)
from claims.enums import Role
from claims.forms.evidence import (
    ChangeEvidenceForm,
    EvidenceForm,
    EvidenceFromForm,
    WithdrawEvidenceForm,
)
from claims.given import Conflict
from claims.models import UNDONE, Claim, Evidence
from claims.reads.articles.web_archive import has_web_archive
from claims.reads.evidence.claim_evidence import given_of
from claims.reads.evidence.vouching import words_initial
from claims.reads.lists.choices import Choices

from .articles import find, show_article
from .base import DeskRequest, needs, show
from .claim_page import submit_on_page
from .submit import Outcome, submit

_TOO_HARD = (
    "Its file is too hard to read: extracting the text takes too much time or memory. The file is kept. "
    "Check its quote by eye."
)


@require_POST
@needs(Role.RESEARCHER)
def evidence_attach(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = EvidenceForm(request.POST, request.FILES, claim=claim)
    message = "Evidence added."

    def attach() -> Evidence:
        nonlocal message
        read = read_evidence(form.given(), form.file())
        if read.file and read.file.is_too_hard:
            message = f"Evidence added. {_TOO_HARD}"
        return attach_evidence(
            claim,
            read,
            by=request.user,
            reason=form.cleaned_data.get("reason", ""),
            token=form.cleaned_data["token"],
        )

    return submit_on_page(request, claim, form, attach, lambda: message)


@require_safe
@needs(Role.RESEARCHER)
def evidence_vouching(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what the machine reads of who vouches for a quote that somebody typed into the form for evidence."""
    claim = get_object_or_404(Claim, pk=pk)
    if not request.htmx:
        page = reverse("claim_page", args=[pk])
        return redirect(f"{page}?{request.GET.urlencode()}#add-evidence")
    form = EvidenceForm(claim=claim, initial=words_initial(request.GET))
    form.kept = False  # what the page has there is replaced
    context = {"form": form, "vouching_url": reverse("evidence_vouching", args=[pk])}
    return show(request, "claims/evidence/_vouching.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def evidence_change(request: DeskRequest, pk: int) -> HttpResponse:
    found = Evidence.objects.select_related("claim", "seen_in", "origin", "heard_via")
    evidence = get_object_or_404(found, pk=pk)
    claim = evidence.claim
    form: ChangeEvidenceForm
    outcome = Outcome[Evidence]()
    if request.method == "POST":
        form = ChangeEvidenceForm(request.POST, request.FILES, claim=claim, excluding=evidence)
        outcome = submit(
            form,
            lambda: change_evidence(
                evidence,
                read_evidence(form.given(), form.file(), corrected=evidence),
                seen_revision=form.cleaned_data["seen_revision"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            ),
        )
    else:
        initial = ChangeEvidenceForm.initial_of(evidence)
        form = ChangeEvidenceForm(initial=initial, claim=claim, excluding=evidence)
    if outcome.is_saved:
        messages.success(request, f"Evidence E{evidence.pk} corrected.")
        return redirect(f"{reverse('claim_page', args=[claim.pk])}#e{evidence.pk}")
    if outcome.is_stale:
        evidence = get_object_or_404(found, pk=pk)
        outcome.compare(form, given_of(evidence), form.given(), evidence.revision)
        if evidence.is_withdrawn:
            withdrawn = Conflict("Withdrawn", evidence.withdrawn_reason, "")
            outcome.conflicts = (withdrawn, *outcome.conflicts)
    form.say_what_was_lost()
    context = {
        "form": form,
        "outcome": outcome,
        "evidence": evidence,
        "claim": claim,
        "choices": Choices(),
        "has_own_file": bool(evidence.snapshot_id and not evidence.article_id),
        "has_web_archive": bool(evidence.snapshot and has_web_archive(evidence.snapshot)),
    }
    return show(request, "claims/evidence/evidence_change.html", context, status=outcome.status)


@require_POST
@needs(Role.RESEARCHER)
def evidence_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.select_related("claim"), pk=pk)
    form = WithdrawEvidenceForm(request.POST, key=pk)
    return submit_on_page(
        request,
        evidence.claim,
        form,
        lambda: withdraw_evidence(evidence, **form.cleaned_data, by=request.user),
        f"Evidence E{pk} withdrawn.",
        from_passages=request.POST.get("reason") == UNDONE,
    )


@require_safe
@needs(Role.RESEARCHER)
def article_evidence(request: DeskRequest, pk: int) -> HttpResponse:
    """Go from words of an article to the form for evidence on a claim's page, with the words filled in."""
    form = EvidenceFromForm(request.GET)
    if not form.is_valid():
        return show_article(request, find(pk), Outcome(422), use=form)
    words: dict[str, Any] = {"article": pk, "quote": form.cleaned_data["quote"]}
    if form.cleaned_data["near"] is not None:
        words["near"] = form.cleaned_data["near"]
    page = reverse("claim_page", args=[form.cleaned_data["claim"].pk])
    return redirect(f"{page}?{urlencode(words)}#add-evidence")
