"""Suggestions on an article's page: list them, dismiss and restore one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.suggestions import dismiss_suggestion, restore_suggestion
from claims.enums import Role
from claims.forms.suggestions import DismissForm, ListForm
from claims.models import Suggestion
from claims.reads.articles.article_page import ArticlePage
from claims.reads.articles.suggestions import Suggestions
from verify.views import refusal

from .articles import PAGE, find, show_article
from .base import DeskRequest, needs, show
from .submit import Outcome, submit


@require_safe
@needs(Role.READER)
def article_suggestions(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the list alone for htmx. A poll while the text was being read also gets the text, newly marked."""
    article = find(pk)
    if not request.htmx:
        return show_article(request, article)
    suggestions = Suggestions(article, request.user, **ListForm(request.GET).shown())
    context: dict[str, Any] = {"article": article, "suggestions": suggestions}
    if "unread" in request.GET and not suggestions.is_being_read:
        context["page"] = ArticlePage(article, request.user, suggestions)
        context["marked_now"] = True
    return show(request, PAGE, context, panel="suggestions")


@require_POST
@needs(Role.RESEARCHER)
def suggestion_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    form = DismissForm(request.POST)
    suggestion = get_object_or_404(Suggestion, pk=pk)
    outcome = submit(
        form,
        lambda: dismiss_suggestion(suggestion, form.cleaned_data["dismissed_as"], by=request.user),
    )
    message = "Suggestion dismissed. It stays dismissed when the text is read again."
    return _show_decision(request, suggestion, form, outcome, message)


@require_POST
@needs(Role.RESEARCHER)
def suggestion_restore(request: DeskRequest, pk: int) -> HttpResponse:
    form = ListForm(request.POST)
    suggestion = get_object_or_404(Suggestion, pk=pk)
    outcome = submit(form, lambda: restore_suggestion(suggestion, by=request.user))
    return _show_decision(request, suggestion, form, outcome, "Suggestion restored.")


def _show_decision(
    request: DeskRequest,
    suggestion: Suggestion,
    form: ListForm,
    outcome: Outcome[Any],
    message: str,
) -> HttpResponse:
    """Return the list for htmx, otherwise the page that the form was sent from. A refusal shows the list, too."""
    article = find(suggestion.article_id)
    suggestions = Suggestions(article, request.user, **form.shown())
    if request.htmx:
        if outcome.status == 403:
            return refusal(request, outcome.status, outcome.message)
        context = {"article": article, "suggestions": suggestions, "deciding": form}
        return show(request, PAGE, context, panel="suggestions", status=outcome.status)
    if outcome.is_saved:
        messages.success(request, message)
        return redirect(f"{suggestions.address()}#suggestions")
    return show_article(request, article, outcome, suggestions=suggestions, deciding=form)
