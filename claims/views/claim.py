"""A claim corrected and linked, and the words it was found in corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions.claims import change_appearance, change_claim, link_claims, unlink_claims
from claims.enums import Role
from claims.errors import ActionError
from claims.forms.claims import ChangeAppearanceForm, ChangeClaimForm, LinkForm, UnlinkForm
from claims.models import Appearance, Claim, ClaimLink
from claims.reads.lists.choices import Choices

from .base import DeskRequest, needs, refused, show
from .panels import send


@require_POST
@needs(Role.RESEARCHER)
def claim_change(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = ChangeClaimForm(request.POST)

    def act(data: dict[str, Any]) -> None:
        change_claim(
            claim,
            form.claim_given(),
            seen_revision=data["seen_revision"],
            reason=data["reason"],
            by=request.user,
        )

    return send(request, claim, form, act, "The claim is changed.")


@require_POST
@needs(Role.RESEARCHER)
def claim_link(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)

    def act(data: dict[str, Any]) -> None:
        link_claims(claim, data["kind"], data["other"], by=request.user)

    return send(request, claim, LinkForm(request.POST), act, "The claims are linked.")


@require_POST
@needs(Role.RESEARCHER)
def claim_unlink(request: DeskRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(ClaimLink.objects.select_related("claim", "other"), pk=pk)

    def act(data: dict[str, Any]) -> None:
        unlink_claims(link, by=request.user, reason=data["reason"])

    form = UnlinkForm(request.POST, key=pk)
    return send(request, link.claim, form, act, "The link is removed.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def appearance_change(request: DeskRequest, pk: int) -> HttpResponse:
    found = Appearance.objects.select_related("claim", "article__snapshot", "article__publisher")
    appearance = get_object_or_404(found, pk=pk)
    claim, status = appearance.claim, 200
    context: dict[str, Any] = {"appearance": appearance, "claim": claim, "choices": Choices()}
    if request.method == "POST":
        form = ChangeAppearanceForm(request.POST, appearance=appearance)
        status = 422
        if form.is_valid():
            try:
                change_appearance(
                    appearance,
                    form.given(),
                    seen_revision=form.cleaned_data["seen_revision"],
                    by=request.user,
                )
            except ActionError as error:
                status = refused(form, error)
            else:
                messages.success(request, "The words are corrected.")
                return redirect("claim_page", claim.pk)
        if hasattr(form, "stale"):
            claim.refresh_from_db()
            context["theirs"] = Appearance.objects.get(pk=pk).quote
            form.show_seen(seen_revision=claim.revision)
    else:
        form = ChangeAppearanceForm.of(appearance)
    context["form"] = form
    return show(request, "claims/evidence/appearance_change.html", context, status=status)
