"""Claims: the list, one added as plain text or extracted from an article, one changed, linked or found elsewhere."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from claims import rules
from claims.actions.claims import (
    add_appearance,
    add_claim,
    change_appearance,
    change_claim,
    link_claims,
    unlink_claims,
)
from claims.enums import Role
from claims.errors import ActionError, Refused
from claims.forms.claim_links import read_links
from claims.forms.claim_list import ClaimFilterForm
from claims.forms.claims import (
    AppearanceForm,
    ChangeAppearanceForm,
    ChangeClaimForm,
    ExtractClaimForm,
    LinkForm,
    NewClaimForm,
    UnlinkForm,
)
from claims.models import Appearance, Claim, ClaimLink
from claims.reads.claims.claim_list import ClaimList
from claims.reads.claims.looks_like import alike_to, looks_like
from claims.reads.claims.same_claim import same_claim
from claims.reads.lists.choices import Choices

from .articles import find, show_article
from .base import DeskRequest, needs, refused, show
from .claim_page import send


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def claim_extract(request: DeskRequest, pk: int) -> HttpResponse:
    article = find(pk)
    if request.method != "POST":
        return show_article(request, article, panel="extract")
    form = ExtractClaimForm(request.POST, in_article=article)
    status = 422
    if "look" in request.POST:
        form.forget_errors()
        status = 200
    elif form.is_valid():
        try:
            claim = add_claim(
                form.claim_given(),
                by=request.user,
                appearance=form.appearance_given(article),
                quote_check=form.cleaned_data["quote_check"],
                reports=form.cleaned_data["reports"],
                links=form.cleaned_data["links"],
                suggestion=form.cleaned_data["suggestion"],
                separate="separate" in request.POST,
                token=form.cleaned_data["token"],
            )
        except ActionError as error:
            status = refused(form, error)
            _offer_the_same(form, error)
        else:
            if "again" in request.POST:
                messages.success(
                    request, f"Claim {claim.pk} added. Select the words of the next one."
                )
                return _follow(request, reverse("article_page", args=[pk]))
            messages.success(request, "Claim added. Now add evidence for or against it.")
            return _follow(request, reverse("claim_page", args=[claim.pk]))
    return show_article(request, article, status=status, panel="extract", extract=form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def claim_new(request: DeskRequest) -> HttpResponse:
    form = NewClaimForm(request.POST) if request.method == "POST" else NewClaimForm()
    status = 200
    if "look" in request.POST:
        form.forget_errors()
    elif request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                claim = add_claim(
                    form.claim_given(),
                    by=request.user,
                    links=form.cleaned_data["links"],
                    separate="separate" in request.POST,
                    token=form.cleaned_data["token"],
                )
            except ActionError as error:
                status = refused(form, error)
                _offer_the_same(form, error)
            else:
                return redirect("claim_page", claim.pk)
    context = {"form": form, "choices": Choices()}
    return show(request, "claims/claims/claim_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def appearance_add(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    sent = request.method == "POST"
    form = AppearanceForm(request.POST) if sent else AppearanceForm()
    status = 422 if sent else 200
    if sent and form.is_valid():
        article = form.cleaned_data["article"]
        try:
            add_appearance(
                claim,
                form.appearance_given(article),
                by=request.user,
                suggestion=form.cleaned_data["suggestion"],
                token=form.cleaned_data["token"],
            )
        except ActionError as error:
            status = refused(form, error)
        else:
            messages.success(request, f"Added as another appearance of claim {claim.pk}.")
            return _follow(request, reverse("claim_page", args=[claim.pk]))
    return show(
        request,
        "claims/claims/appearance_add.html",
        {"claim": claim, "form": form, "choices": Choices()},
        status=status,
    )


@require_POST
@needs(Role.RESEARCHER)
def claim_new_similar(request: DeskRequest) -> HttpResponse:
    """Beside a claim while it is written. By POST, though nothing is changed: a statement may be longer than a URL."""
    context = {
        "similar": alike_to(
            request.POST.get("statement", ""), read_links(request.POST.getlist("links"))
        ),
        "in_article": "article" in request.POST,
    }
    return show(request, "claims/claims/_similar_links.html", context)


@require_safe
@needs(Role.READER)
def claim_similar(request: DeskRequest, pk: int) -> HttpResponse:
    """A part of the claim's page that comes after it, or a page of its own."""
    found = looks_like(get_object_or_404(Claim, pk=pk), request.user)
    context = {"claim": found.claim, "found": found, "beside": bool(request.htmx)}
    return show(request, "claims/claims/claim_similar.html", context, panel="alike")


@require_safe
@needs(Role.READER)
def claim_list(request: DeskRequest) -> HttpResponse:
    form = ClaimFilterForm(request.GET)
    fits = form.is_valid()
    found = ClaimList(form.filters(), form.cleaned_data["before"]) if fits else None
    context = {
        "form": form,
        "claims": found,
        "active": form.active,
        "choices": Choices(by_use=False),
        "may_not_write": rules.why_not_edit(request.user),
        "csv": f"{reverse('export_claims')}{form.older(None)}" if fits else "",
        "older": form.older(found.last) if found and found.last else "",
        "newest": form.older(None) if fits and form.cleaned_data["before"] else "",
    }
    return show(request, "claims/claims/claim_list.html", context, status=200 if fits else 400)


def _offer_the_same(form: Any, error: ActionError) -> None:
    """The claim that says this already stands beside the warning."""
    if isinstance(error, Refused) and error.denial.code == "same_statement":
        form.same = same_claim(
            form.cleaned_data["statement"], form.cleaned_data.get("quote_check", "")
        )


def _follow(request: DeskRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


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
    return show(request, "claims/claims/appearance_change.html", context, status=status)
