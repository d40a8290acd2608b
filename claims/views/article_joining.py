"""Answer whether two articles are the same page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from claims.actions.article_joining import join_articles, read_join, tell_apart
from claims.enums import Role
from verify.views import refusal

from .articles import find
from .base import DeskRequest, needs
from .submit import attempt


@require_POST
@needs(Role.RESEARCHER)
def article_join(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Join both. Sent twice, the second time changes nothing."""
    one, two = find(pk), find(other)
    if one == two:
        return redirect("article_page", one.pk)
    outcome = attempt(lambda: join_articles(read_join(one, two), by=request.user))
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message)
    kept = outcome.result
    gone = two if kept == one else one
    messages.success(request, f"A{gone.pk} was joined to this article. Its copies are kept here.")
    return redirect("article_page", kept.pk)


@require_POST
@needs(Role.RESEARCHER)
def article_tell_apart(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    one, two = find(pk), find(other)
    outcome = attempt(lambda: tell_apart(one, two, by=request.user))
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message)
    messages.success(request, f"Noted: A{two.pk} is another page.")
    return redirect("article_page", one.pk)
