"""Where texts come from: hints accepted and dismissed, and two texts side by side."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.articles import correct_article
from claims.actions.origins import dismiss_origin
from claims.enums import Role
from claims.errors import ActionError
from claims.forms.origins import OriginForm
from claims.models import OriginHint
from claims.reads.articles.article_page import load_article
from claims.reads.articles.origins import as_republication, shared_texts

from .articles import find, show_article
from .base import DeskRequest, needs, refused, show


@require_safe
@needs(Role.READER)
def article_shared(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Both texts, with what they share marked."""
    article, model = find(pk), load_article(other)
    if model is None or model == article:
        raise Http404
    context = {"article": article, "other": model, "shared": shared_texts(article, model)}
    return show(request, "claims/origins/article_shared.html", context)


@require_POST
@needs(Role.RESEARCHER)
def origin_accept(request: DeskRequest, pk: int) -> HttpResponse:
    """The article republishes what the hint names: its details are corrected."""
    hint = get_object_or_404(OriginHint.objects.standing().select_related("other"), pk=pk)
    article = find(hint.article_id)
    form = OriginForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            correct_article(
                article,
                as_republication(article, hint),
                seen_revision=form.cleaned_data["revision"],
                by=request.user,
            )
        except ActionError as error:
            status = refused(form, error)
        else:
            messages.success(
                request, "Noted: the article is a republication, and no voice of its own."
            )
            return redirect("article_page", article.pk)
    return show_article(request, find(article.pk), status=status, origin=form)


@require_POST
@needs(Role.RESEARCHER)
def origin_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    hint = get_object_or_404(OriginHint, pk=pk)
    form = OriginForm(request.POST)
    try:
        dismiss_origin(hint, by=request.user)
    except ActionError as error:
        status = refused(form, error)
        return show_article(request, find(hint.article_id), status=status, origin=form)
    messages.success(request, "Dismissed: it is not proposed again.")
    return redirect("article_page", hint.article_id)
