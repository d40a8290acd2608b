"""Where texts come from: accept or dismiss hints, compare two texts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from claims.actions.articles import correct_article
from claims.actions.origins import dismiss_origin
from claims.enums import Role
from claims.forms.origins import OriginForm
from claims.models import OriginHint
from claims.reads.articles.article_page import load_article
from claims.reads.articles.origins import as_republication, shared_texts

from .articles import find, show_article
from .base import DeskRequest, needs, show
from .submit import submit


@require_safe
@needs(Role.READER)
def article_shared(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Show both texts, with the passages they share marked."""
    article, other_article = find(pk), load_article(other)
    if other_article is None or other_article == article:
        raise Http404
    context = {
        "article": article,
        "other": other_article,
        "shared": shared_texts(article, other_article),
    }
    return show(request, "claims/origins/article_shared.html", context)


@require_POST
@needs(Role.RESEARCHER)
def origin_accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Correct the article's details: it republishes what the hint names."""
    hint = get_object_or_404(OriginHint.objects.standing().select_related("other"), pk=pk)
    article = find(hint.article_id)
    form = OriginForm(request.POST)
    outcome = submit(
        form,
        lambda: correct_article(
            article,
            as_republication(article, hint),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(
            request,
            "Article marked as a republication. It no longer counts as a carrier of its own.",
        )
        return redirect("article_page", article.pk)
    if outcome.is_stale:
        form.add_error(None, "Somebody else corrected the article. Check the hints below again.")
    return show_article(request, find(article.pk), outcome, origin=form)


@require_POST
@needs(Role.RESEARCHER)
def origin_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    hint = get_object_or_404(OriginHint, pk=pk)
    form = OriginForm(request.POST)
    outcome = submit(form, lambda: dismiss_origin(hint, by=request.user))
    if not outcome.is_saved:
        return show_article(request, find(hint.article_id), outcome, origin=form)
    messages.success(request, "Hint dismissed. It will not be proposed again.")
    return redirect("article_page", hint.article_id)
