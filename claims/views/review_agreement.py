"""How often reviewers agree: a page for everybody, with the figures of each two reviewers for editors."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from claims import rules
from claims.enums import Role
from claims.forms.review_agreement import AgreementForm
from claims.reads.review.agreement import FEW, agreement_page

from .base import DeskRequest, needs, show


@require_safe
@needs(Role.READER)
def review_agreement(request: DeskRequest) -> HttpResponse:
    form = AgreementForm(request.GET)
    page = agreement_page(**form.cleaned_data) if form.is_valid() else None
    context = {
        "form": form,
        "page": page,
        "few": FEW,
        "shows_reviewers": rules.has_power(rules.roles_of(request.user), Role.EDITOR),
    }
    status = 200 if page else 400
    return show(request, "claims/review/review_agreement.html", context, status=status)
