"""Take the next claim, or give it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.actions.claim_lease import give_back, take_first
from claims.enums import Role
from claims.models import Claim
from claims.reads.review.next_claim import free_claims, held_claim

from .base import DeskRequest, needs


@require_POST
@needs(Role.RESEARCHER)
def claim_take_next(request: DeskRequest) -> HttpResponse:
    """Open the claim that the person holds, or else take one."""
    held = held_claim(request.user)
    offered = [held] if held else free_claims(request.user)
    taken = take_first([claim.pk for claim in offered], request.user)
    if taken is None:
        messages.info(request, "No claim waits for you now.")
        return redirect("desk")
    door = next(claim.door for claim in offered if claim.pk == taken)
    return redirect(f"{reverse('claim_page', args=[taken])}#{door}")


@require_POST
@needs(Role.RESEARCHER)
def claim_give_back(request: DeskRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=pk)
    if give_back(claim, request.user):
        messages.success(request, f"C{pk} given back. What you wrote for it is kept.")
    return redirect("desk")
