"""The moves of a claim, its comments, its assignment."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from claims.actions import review
from claims.enums import Role
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

from .base import DeskRequest, needs
from .claim_page import send


@require_POST
@needs(Role.REVIEWER)
def claim_assess(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = AssessForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        seen = {"seen_round": data["seen_round"], "seen_basis": data["seen_basis"]}
        review.assess(claim, form.given(), **seen, by=request.user)

    return send(request, claim, form, act, "Your assessment is saved.")


@require_POST
@needs(Role.REVIEWER)
def claim_settle(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = SettleForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        review.settle(claim, form.given(), seen_revision=data["seen_revision"], by=request.user)

    return send(request, claim, form, act, "The disagreement is settled.")


@require_POST
@needs(Role.EDITOR)
def claim_sign_off(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("verdict"), pk=pk)
    version = claim.verdict.version + 1 if claim.verdict else 1
    form = SignOffForm(request.POST, version=version)

    def act(data: dict[str, Any]) -> None:
        review.sign_off(claim, form.given(), seen_revision=data["seen_revision"], by=request.user)

    return send(request, claim, form, act, "The verdict is signed.")


@require_POST
@needs(Role.EDITOR)
def claim_return(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.return_to_open(claim, **data, by=request.user)

    return send(request, claim, ReturnForm(request.POST), act, "The claim is open again.")


@require_POST
@needs(Role.EDITOR)
def claim_reopen(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.reopen(claim, **data, by=request.user)

    words = "The claim is open again. Its verdict stands, under review."
    return send(request, claim, ReopenForm(request.POST), act, words)


@require_POST
@needs(Role.EDITOR)
def claim_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.withdraw_claim(claim, **data, by=request.user)

    return send(request, claim, WithdrawForm(request.POST), act, "The claim is withdrawn.")


@require_POST
@needs(Role.EDITOR)
def claim_restore(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.restore(claim, **data, by=request.user)

    return send(request, claim, RestoreForm(request.POST), act, "The claim is back, and open.")


@require_POST
@needs(Role.RESEARCHER)
def claim_comment(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.comment(claim, **data, by=request.user)

    return send(request, claim, CommentForm(request.POST), act, "Your comment is saved.")


@require_POST
@needs(Role.EDITOR)
def claim_assign(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.assign(claim, **data, by=request.user)

    return send(request, claim, AssignForm(request.POST), act, "The assignment is saved.")


@require_POST
@needs(Role.EDITOR)
def claim_require(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        review.require_assessments(claim, **data, by=request.user)

    return send(
        request, claim, RequireForm(request.POST), act, "The number of assessments is saved."
    )
