"""The moves of a claim, its comments and its assignment."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.actions import overrides, review
from claims.enums import Role
from claims.forms.review import (
    AssessForm,
    AssignForm,
    CommentForm,
    ConfirmForm,
    DeclineForm,
    ReopenForm,
    RequireForm,
    RestoreForm,
    ReturnForm,
    SettleForm,
    SignOffForm,
    WithdrawForm,
)
from claims.models import Claim

from .base import DeskRequest, needs
from .claim_page import submit_on_page


@require_POST
@needs(Role.REVIEWER)
def claim_assess(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = AssessForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.assess(
            claim,
            form.given(),
            seen_round=form.cleaned_data["seen_round"],
            seen_basis=form.cleaned_data["seen_basis"],
            by=request.user,
        ),
        "Assessment saved.",
    )


@require_POST
@needs(Role.REVIEWER)
def claim_settle(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = SettleForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.settle(
            claim,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
        "Disagreement settled.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_sign_off(request: DeskRequest, pk: int) -> HttpResponse:
    claim, form = _submitted_sign_off(request, pk)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.sign_off(
            claim,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
        "Verdict signed.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_propose(request: DeskRequest, pk: int) -> HttpResponse:
    claim, form = _submitted_sign_off(request, pk)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: overrides.propose_overrides(
            claim,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
        "Overrides proposed. Another editor must confirm them.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_confirm(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = ConfirmForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: overrides.confirm_overrides(claim, **form.cleaned_data, by=request.user),
        "Overrides confirmed and verdict signed.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_decline(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = DeclineForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: overrides.decline_overrides(claim, **form.cleaned_data, by=request.user),
        "Overrides declined.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_return(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = ReturnForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.return_to_open(claim, **form.cleaned_data, by=request.user),
        "Claim returned to open.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_reopen(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = ReopenForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.reopen(claim, **form.cleaned_data, by=request.user),
        "Claim reopened. Its verdict remains in force, under review.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = WithdrawForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.withdraw_claim(claim, **form.cleaned_data, by=request.user),
        "Claim withdrawn.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_restore(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = RestoreForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.restore(claim, **form.cleaned_data, by=request.user),
        "Claim restored to open.",
    )


@require_POST
@needs(Role.RESEARCHER)
def claim_comment(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = CommentForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.comment(claim, **form.cleaned_data, by=request.user),
        "Comment added.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_assign(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = AssignForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.assign(claim, **form.cleaned_data, by=request.user),
        "Assignment saved.",
    )


@require_POST
@needs(Role.EDITOR)
def claim_require(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = RequireForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: review.require_assessments(claim, **form.cleaned_data, by=request.user),
        "Number of assessments saved.",
    )


def _submitted_sign_off(request: DeskRequest, pk: int) -> tuple[Claim, SignOffForm]:
    """Return the claim and what was submitted to sign its next verdict."""
    claim = get_object_or_404(Claim.objects.select_related("verdict"), pk=pk)
    version = claim.verdict.version + 1 if claim.verdict else 1
    return claim, SignOffForm(request.POST, version=version)
