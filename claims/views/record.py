"""The record, which every reader may see."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.models.base import read_number
from claims.reads.record import record_page as reads
from verify.views import refusal

from .base import DeskRequest, needs, show


@require_safe
@needs(Role.READER)
def record(request: DeskRequest) -> HttpResponse:
    """Show the record, newest first.

    `object=claim:12` selects one object, `downloads=1` what left the desk, `before=` a number older events.
    """
    about, before = request.GET.get("object", ""), request.GET.get("before", "")
    try:
        wanted = reads.ObjectRef.parse(about) if about else None
    except ValueError:
        return refusal(
            request, 400, "The parameter “object” is not valid. Write it like this: claim:12."
        )
    upto = read_number(before)
    if before and upto is None:
        return refusal(request, 400, "The parameter “before” is not a number of the record.")
    downloads = request.GET.get("downloads", "")
    page = reads.record_page(wanted, upto, downloads=bool(downloads))
    chosen = {"object": about, "downloads": downloads}
    context = {
        "page": page,
        "about": wanted,
        "downloads": downloads,
        "older": _address(chosen, page.older),
        "newer": _address(chosen, page.newer),
    }
    return show(request, "claims/record/record.html", context)


def _address(chosen: dict[str, str], before: int | None) -> str:
    """Return the URL of a page, or nothing if there is none. 0 is the first page."""
    if before is None:
        return ""
    query = {**chosen, "before": before or ""}
    named = urlencode({name: value for name, value in query.items() if value})
    return reverse("record") + (f"?{named}" if named else "")
