"""The start page: what waits for me, what I wrote, what changed."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.reads.desk import desk_of

from .base import DeskRequest, needs, show


@require_safe
@needs(Role.READER)
def desk(request: DeskRequest) -> HttpResponse:
    return show(request, "claims/desk/desk.html", {"desk": desk_of(request.user)})
