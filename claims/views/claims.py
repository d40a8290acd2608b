"""Claims: list them, add or extract one, change it, link it, add the places where it was found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from claims import rules
from claims.actions.claims import (
    ReadAppearance,
    add_appearance,
    add_claim,
    change_appearance,
    change_claim,
    link_claims,
    read_appearance,
    unlink_claims,
)
from claims.enums import Role
from claims.forms.claim_chain import SpeakerForm
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
from claims.given import AppearanceGiven
from claims.models import Appearance, Article, Claim, ClaimLink
from claims.models.base import read_number
from claims.reads.claims.claim_list import ClaimList
from claims.reads.claims.claim_page import given_of_appearance
from claims.reads.claims.looks_like import alike_to, looks_like
from claims.reads.claims.same_claim import same_claim
from claims.reads.claims.statement_notes import notes_on
from claims.reads.lists.choices import Choices
from verify.views import refusal

from .articles import find, show_article
from .base import DeskRequest, needs, show, show_list
from .claim_page import submit_on_page
from .submit import Outcome, submit


@require_safe
@needs(Role.RESEARCHER)
def claim_choices(request: DeskRequest) -> HttpResponse:
    """Return what a field of the claim's page offers, which asks for it once somebody is in that field."""
    wanted = request.GET.get("list")
    if wanted not in {"sources", "articles", "claims", "languages"}:
        return refusal(request, 400, "No field offers this list.")
    return show(
        request, "claims/_parts/choices.html", {"choices": Choices(), f"with_{wanted}": True}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def claim_extract(request: DeskRequest, pk: int) -> HttpResponse:
    article = find(pk)
    if request.method != "POST":
        return show_article(request, article, panel="extract")
    form = ExtractClaimForm(request.POST, in_article=article)
    if "split" in request.POST:
        form = ExtractClaimForm(form.taken_apart(), in_article=article)
    if {"look", "split"} & request.POST.keys():
        form.forget_errors()
        return show_article(request, article, panel="extract", extract=form)
    outcome = submit(
        form,
        lambda: add_claim(
            form.claim_given(),
            by=request.user,
            appearance=read_appearance(form.appearance_given(article)),
            quote_check=form.cleaned_data["quote_check"],
            reports=form.cleaned_data["reports"],
            links=form.cleaned_data["links"],
            suggestion=form.cleaned_data["suggestion"],
            separate="separate" in request.POST,
            token=form.cleaned_data["token"],
        ),
    )
    if not outcome.is_saved:
        _find_same_claim(outcome, form)
        return show_article(request, article, outcome, panel="extract", extract=form)
    claim, added = outcome.result, f"Claim {outcome.result.pk} added."
    if form.cleaned_data["quote_check"]:
        added = f"Claim {claim.pk} and its quote check added."
    if "again" in request.POST:
        messages.success(request, f"{added} Select the words of the next one.")
        return _redirect(request, reverse("article_page", args=[pk]))
    messages.success(request, f"{added} Now add evidence for or against it.")
    return _redirect(request, reverse("claim_page", args=[claim.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def claim_new(request: DeskRequest) -> HttpResponse:
    form, outcome = NewClaimForm(), Outcome[Claim]()
    if request.method == "POST":
        form = NewClaimForm(request.POST)
        if "split" in request.POST:
            form = NewClaimForm(form.taken_apart())
        if {"look", "split"} & request.POST.keys():
            form.forget_errors()
        else:
            outcome = submit(
                form,
                lambda: add_claim(
                    form.claim_given(),
                    by=request.user,
                    appearance=_read(form.appearance_given()),
                    quote_check=form.cleaned_data["quote_check"],
                    links=form.cleaned_data["links"],
                    separate="separate" in request.POST,
                    token=form.cleaned_data["token"],
                ),
            )
    if outcome.is_saved:
        return redirect("claim_page", outcome.result.pk)
    _find_same_claim(outcome, form)
    context = {"form": form, "outcome": outcome, "choices": Choices()}
    return show(request, "claims/claims/claim_new.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def appearance_add(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form, outcome = AppearanceForm(claim=claim), Outcome[Appearance]()
    if request.method == "POST":
        form = AppearanceForm(request.POST, claim=claim)
        outcome = submit(
            form,
            lambda: add_appearance(
                claim,
                read_appearance(form.appearance_given(form.cleaned_data["article"])),
                by=request.user,
                suggestion=form.cleaned_data["suggestion"],
                token=form.cleaned_data["token"],
            ),
        )
    if outcome.is_saved:
        messages.success(request, f"Appearance added to claim {claim.pk}.")
        return _redirect(request, reverse("claim_page", args=[claim.pk]))
    context = {"claim": claim, "form": form, "choices": Choices()}
    return show(request, "claims/claims/appearance_add.html", context, status=outcome.status)


@require_POST
@needs(Role.RESEARCHER)
def claim_new_similar(request: DeskRequest) -> HttpResponse:
    """Show similar claims while one is written, and what to look at again in it. By POST, although it changes nothing: a statement may be longer than a URL."""
    names = ("statement", "language", "kind", "quote_check")
    context = {
        "notes": notes_on(*(request.POST.get(name, "") for name in names)),
        "similar": alike_to(
            request.POST.get("statement", ""), read_links(request.POST.getlist("links"))
        ),
        "in_article": "article" in request.POST,
    }
    return show(request, "claims/claims/_similar_links.html", context)


@require_POST
@needs(Role.RESEARCHER)
def claim_new_speaker(request: DeskRequest) -> HttpResponse:
    """Show the choice of a quote check's speaker again while the chain is typed. Changes nothing."""
    number = read_number(request.POST.get("article", ""))
    article = Article.objects.select_related("publisher").filter(pk=number or 0).first()
    form = SpeakerForm(request.POST, publisher=article.publisher if article else None)
    return show(request, "claims/claims/_said_by.html", {"form": form})


@require_safe
@needs(Role.READER)
def claim_similar(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a part of the claim's page that loads after it, or a page of its own."""
    found = looks_like(get_object_or_404(Claim, pk=pk), request.user)
    context = {"claim": found.claim, "found": found, "on_claim_page": bool(request.htmx)}
    return show(request, "claims/claims/claim_similar.html", context, panel="similar")


@require_safe
@needs(Role.READER)
def claim_list(request: DeskRequest) -> HttpResponse:
    form = ClaimFilterForm(request.GET)
    fits = form.is_valid()
    return show_list(
        request,
        "claims/claims/claim_list.html",
        "claims",
        form,
        ClaimList,
        may_not_write=rules.why_not_edit(request.user),
        choices=Choices(by_use=False),
        csv=f"{reverse('export_claims')}{form.older(None)}" if fits else "",
        workbook=f"{reverse('export_claims_workbook')}{form.older(None)}" if fits else "",
    )


@require_POST
@needs(Role.RESEARCHER)
def claim_change(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = ChangeClaimForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: change_claim(
            claim,
            form.claim_given(),
            seen_revision=form.cleaned_data["seen_revision"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        "Claim changed.",
    )


@require_POST
@needs(Role.RESEARCHER)
def claim_link(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    form = LinkForm(request.POST)
    return submit_on_page(
        request,
        claim,
        form,
        lambda: link_claims(
            claim, form.cleaned_data["kind"], form.cleaned_data["other"], by=request.user
        ),
        "Claims linked.",
    )


@require_POST
@needs(Role.RESEARCHER)
def claim_unlink(request: DeskRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(ClaimLink.objects.select_related("claim", "other"), pk=pk)
    form = UnlinkForm(request.POST, key=pk)
    return submit_on_page(
        request,
        link.claim,
        form,
        lambda: unlink_claims(link, **form.cleaned_data, by=request.user),
        "Link removed.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def appearance_change(request: DeskRequest, pk: int) -> HttpResponse:
    found = Appearance.objects.select_related("claim", "article__snapshot", "article__publisher")
    appearance = get_object_or_404(found, pk=pk)
    claim = appearance.claim
    form, outcome = ChangeAppearanceForm.of(appearance), Outcome[Appearance]()
    if request.method == "POST":
        form = ChangeAppearanceForm(request.POST, appearance=appearance)
        outcome = submit(
            form,
            lambda: change_appearance(
                appearance,
                read_appearance(form.given(), corrected=appearance),
                seen_revision=form.cleaned_data["seen_revision"],
                by=request.user,
            ),
        )
    if outcome.is_saved:
        messages.success(request, "Words corrected.")
        return redirect("claim_page", claim.pk)
    if outcome.is_stale:
        appearance = get_object_or_404(found, pk=pk)
        claim = appearance.claim
        outcome.compare(form, given_of_appearance(appearance), form.given(), claim.revision)
    context = {
        "appearance": appearance,
        "claim": claim,
        "form": form,
        "outcome": outcome,
        "choices": Choices(),
    }
    return show(request, "claims/claims/appearance_change.html", context, status=outcome.status)


def _find_same_claim(outcome: Outcome[Claim], form: NewClaimForm | ExtractClaimForm) -> None:
    """Offer the claim that has this statement already, where the action refused a second one."""
    if outcome.code == "same_statement":
        data = form.cleaned_data
        outcome.same_claim = same_claim(data["statement"], data.get("quote_check", ""))


def _read(given: AppearanceGiven | None) -> ReadAppearance | None:
    return read_appearance(given) if given else None


def _redirect(request: DeskRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
