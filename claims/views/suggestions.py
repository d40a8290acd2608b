"""What the machine suggests on an article's page: the list, and what a person decides on each sentence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.suggestions import dismiss_suggestion, restore_suggestion
from claims.enums import Role
from claims.errors import ActionError
from claims.forms.suggestions import DismissForm, ListForm
from claims.models import Suggestion
from claims.reads.articles.article_page import ArticlePage
from claims.reads.articles.suggestions import Suggestions
from verify.views import refusal

from .articles import PAGE, find, show_article
from .base import DeskRequest, needs, refused, show


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
    return _decide(
        request,
        pk,
        form,
        lambda one: dismiss_suggestion(one, form.cleaned_data["dismissed_as"], by=request.user),
        "Dismissed. It stays dismissed when the text is read again.",
    )


@require_POST
@needs(Role.RESEARCHER)
def suggestion_restore(request: DeskRequest, pk: int) -> HttpResponse:
    form = ListForm(request.POST)
    return _decide(
        request,
        pk,
        form,
        lambda one: restore_suggestion(one, by=request.user),
        "Dismissal taken back. The sentence is suggested again.",
    )


def _decide(
    request: DeskRequest,
    pk: int,
    form: ListForm,
    act: Callable[[Suggestion], Any],
    words: str,
) -> HttpResponse:
    """Act, then show the current list (htmx) or return to the page. A refusal shows the list, too."""
    suggestion = get_object_or_404(Suggestion, pk=pk)
    status = 422
    if form.is_valid():
        try:
            act(suggestion)
        except ActionError as error:
            status = refused(form, error)
        else:
            status = 200
    article = find(suggestion.article_id)
    suggestions = Suggestions(article, request.user, **form.shown())
    if request.htmx:
        if status == 403:
            return refusal(request, status, " ".join(map(str, form.non_field_errors())))
        context = {"article": article, "suggestions": suggestions, "deciding": form}
        return show(request, PAGE, context, panel="suggestions", status=status)
    if status == 200:
        messages.success(request, words)
        return redirect(f"{suggestions.address()}#suggestions")
    return show_article(request, article, status=status, suggestions=suggestions, deciding=form)
