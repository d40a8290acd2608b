"""The reading trail, which only admins see."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.models.base import read_number
from claims.reads.visits.visit_list import visit_list as read_visits
from verify.views import refusal

from .base import DeskRequest, needs, show


@require_safe
@needs(Role.ADMIN)
def visit_list(request: DeskRequest) -> HttpResponse:
    """Show who opened which page, newest first. `person=` selects one account, `before=` continues."""
    person, text = request.GET.get("person", ""), request.GET.get("before", "")
    before = read_number(text)
    if text and before is None:
        return refusal(request, 400, "The parameter “before” is not a number of the trail.")
    page = read_visits(person, before)
    context = {
        "page": page,
        "person": person,
        "newer": _address(person, None) if text else "",
        "older": _address(person, page.older) if page.older else "",
    }
    return show(request, "claims/visits/visit_list.html", context)


def _address(person: str, before: int | None) -> str:
    query = urlencode({k: v for k, v in {"person": person, "before": before}.items() if v})
    return reverse("visit_list") + (f"?{query}" if query else "")
