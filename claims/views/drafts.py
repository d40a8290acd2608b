"""Drafts: kept while somebody types, listed, and discarded. To restore one is to send its form without saving it (submit.py)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.drafts import discard_draft, keep_draft
from claims.enums import Role
from claims.forms.drafts import DraftForm
from claims.reads.drafts.draft_offers import all_offers, offers_on
from verify.views import refusal

from .base import DeskRequest, needs, show

PAGE = "claims/drafts/draft_list.html"


@require_safe
@needs(Role.READER)
def draft_list(request: DeskRequest) -> HttpResponse:
    """Show one's own drafts; with `page`, for scripts, those of the forms of one page but the one that is restored there."""
    page, restored = request.GET.get("page", ""), request.GET.get("restored", "")
    offers = offers_on(page, request.user, restored=restored) if page else all_offers(request.user)
    template = f"{PAGE}#offers" if page else PAGE
    return show(request, template, {"offers": offers})


@require_POST
@needs(Role.READER)
def draft_keep(request: DeskRequest) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return refusal(request, 400, "We could not keep this draft. It stays in your browser.")
    keep_draft(request.user, form.given())
    return HttpResponse(status=204)


@require_POST
@needs(Role.READER)
def draft_discard(request: DeskRequest, pk: int) -> HttpResponse:
    discard_draft(request.user, pk)
    if request.htmx:
        return HttpResponse()  # in place of the offer
    return redirect("draft_list")
