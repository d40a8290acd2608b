"""The record, which every reader may see, and whether it holds a fingerprint, which anybody may ask if the desk allows it."""

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.forms.record import LookupForm
from claims.models.base import read_number
from claims.models.desk import this_desk
from claims.reads.record import record_page as reads
from claims.reads.record.lookup import look_up
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


@login_not_required  # recipients of an export have no account; the desk decides whether they may ask
@require_safe
def record_lookup(request: HttpRequest) -> HttpResponse:
    """Tell whether the record holds `sha256=`. Nothing is compared but the fingerprint of what was handed out."""
    if not request.user.is_authenticated and not this_desk().public_lookup:
        return redirect_to_login(request.get_full_path())
    form = LookupForm(request.GET if "sha256" in request.GET else None)
    found = look_up(form.cleaned_data["sha256"].lower()) if form.is_valid() else None
    status = 400 if form.errors else 200
    template, context = "claims/record/record_lookup.html", {"form": form, "found": found}
    response = show(cast(DeskRequest, request), template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
