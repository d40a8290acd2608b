"""Pages of legal holds."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from claims import rules
from claims.actions.holds import lift_hold, place_hold
from claims.enums import Role
from claims.forms.holds import LiftHoldForm, PlaceHoldForm
from claims.models import Article, Claim, Hold
from claims.models.base import read_number
from claims.reads.holds.hold_list import hold_list, shown_hold
from verify.views import refusal

from .base import DeskRequest, needs, show
from .submit import Outcome, submit


@require_safe
@needs(Role.READER)
def hold_list_page(request: DeskRequest) -> HttpResponse:
    roles = rules.roles_of(request.user)
    context = {
        "holds": hold_list(request.user),
        "may_hold_desk": rules.why_not_hold(roles, None) is None,
    }
    return show(request, "claims/holds/hold_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.READER)
def hold_place(request: DeskRequest) -> HttpResponse:
    """Place a hold on `article=`, `claim=` or `account=`; without any of them, on the whole desk."""
    about = _held(request)
    if denial := rules.why_not_hold(rules.roles_of(request.user), about):
        return refusal(request, denial.about.value, denial.message)
    form, outcome = PlaceHoldForm(), Outcome[Hold]()
    if request.method == "POST":
        form = PlaceHoldForm(request.POST)
        outcome = submit(form, lambda: place_hold(about, **form.cleaned_data, by=request.user))
        if outcome.is_saved:
            messages.success(request, "The legal hold was placed.")
            return redirect("hold_list")
    shown = shown_hold(_unsaved(about), frozenset())
    context = {"form": form, "shown": shown}
    return show(request, "claims/holds/hold_place.html", context, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.READER)
def hold_lift(request: DeskRequest, pk: int) -> HttpResponse:
    hold = get_object_or_404(Hold.objects.select_related("article", "claim", "account"), pk=pk)
    roles = rules.roles_of(request.user)
    if denial := rules.why_not_lift(roles, hold):
        return refusal(request, denial.about.value, denial.message)
    form, outcome = LiftHoldForm(), Outcome[Hold]()
    if request.method == "POST":
        form = LiftHoldForm(request.POST)
        outcome = submit(form, lambda: lift_hold(hold, **form.cleaned_data, by=request.user))
        if outcome.is_saved:
            messages.success(request, "The legal hold was lifted.")
            return redirect("hold_list")
    context = {"form": form, "shown": shown_hold(hold, roles)}
    return show(request, "claims/holds/hold_lift.html", context, status=outcome.status)


_MODELS: Mapping[str, type[Article | Claim | User]] = {
    "article": Article,
    "claim": Claim,
    "account": User,
}


def _held(request: DeskRequest) -> Article | Claim | User | None:
    """Return what the address names; raise Http404 if it names nothing that exists."""
    for name, model in _MODELS.items():
        if name not in request.GET:
            continue
        pk = read_number(request.GET[name])
        found = model._default_manager.filter(pk=pk).first() if pk is not None else None
        if found is None:
            raise Http404
        return found.current if isinstance(found, Article) else found
    return None


def _unsaved(about: Article | Claim | User | None) -> Hold:
    if isinstance(about, Article):
        return Hold(article=about)
    return Hold(claim=about) if isinstance(about, Claim) else Hold(account=about)
