"""The search for anything on the desk: a page, and a dialog on every other page (static/js/dialogs.js)."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.reads.search.search import search

from .base import DeskRequest, needs, show


@require_safe
@needs(Role.READER)
def search_page(request: DeskRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    context = {"text": text, "kinds": search(text, request.user)}
    return show(request, "claims/search/search.html", context, panel="found")
