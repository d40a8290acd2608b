"""The list of corrections, which every reader may see."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims.enums import Role, VerdictChange
from claims.models.base import read_number
from claims.reads.review.corrections import KINDS
from claims.reads.review.corrections import corrections as read
from verify.views import refusal

from .base import DeskRequest, needs, show

_PARAMETERS = ("change", "before")


@require_safe
@needs(Role.READER)
def corrections(request: DeskRequest) -> HttpResponse:
    """List changes to verdicts, newest first. `change=` selects one kind, `before=` a number older ones."""
    change, before = request.GET.get("change", ""), request.GET.get("before", "")
    for name in request.GET:
        if name not in _PARAMETERS:
            return refusal(request, 400, f"There is no parameter “{name[:80]}”.")
    if change and change not in KINDS:
        return refusal(request, 400, f"The parameter “change” must be one of: {', '.join(KINDS)}.")
    upto = read_number(before)
    if before and upto is None:
        return refusal(request, 400, "The parameter “before” is not a number.")
    wanted = VerdictChange(change) if change else None
    page = read(wanted, upto)
    tabs = [("", "All", page.total)] + [
        (kind.value, kind.label, page.counts[kind]) for kind in KINDS
    ]
    context = {
        "page": page,
        "tabs": [(_address(value), label, n, value == change) for value, label, n in tabs],
        "older": _address(change, page.older) if page.older else "",
        "newer": _address(change) if upto else "",
        "csv": f"{reverse('export_verdicts')}?versions=all",
    }
    return show(request, "claims/review/corrections.html", context)


def _address(change: str, before: int | None = None) -> str:
    query = {"change": change, "before": before or ""}
    named = urlencode({name: value for name, value in query.items() if value})
    return reverse("corrections") + (f"?{named}" if named else "")
