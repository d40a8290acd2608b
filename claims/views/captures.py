"""Capture requests: URLs to archive, and how far each is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions.captures import request_capture, retry_captures
from claims.actions.imports import import_articles, read_rows
from claims.enums import Again, CaptureState, Fate, Role
from claims.forms.articles import NewArticleForm
from claims.forms.captures import ManyUrlsForm, RefusedLine
from claims.models import Article, Evidence
from claims.reads.articles.captures import capture_tabs, list_captures
from claims.reads.articles.same_page import versions_among
from claims.reads.articles.snapshots import copies_of
from claims.reads.lists.choices import Choices
from verify.views import refusal

from .articles import find
from .base import DeskRequest, needs, show
from .submit import attempt


@require_POST
@needs(Role.RESEARCHER)
def article_urls(request: DeskRequest) -> HttpResponse:
    """Add many URLs at once. If they are sent twice, the second time changes nothing."""
    form = ManyUrlsForm(request.POST)
    if not form.is_valid():
        context = {"form": NewArticleForm(), "many": form, "choices": Choices()}
        return show(request, "claims/articles/article_new.html", context, status=422)
    batches = read_rows([form.rows] if form.rows else [])
    outcomes = [one for rows in batches for one in import_articles(rows, by=request.user)]
    refused_lines = [
        *form.refused_lines,
        *(RefusedLine(o.line, o.name, o.refusal) for o in outcomes if o.refusal),
    ]
    new = [o for o in outcomes if o.fate == Fate.NEW]
    context = {
        "new": new,
        "versions": versions_among([o.row for o in new if isinstance(o.row, Article)]),
        "known": [o for o in outcomes if o.fate == Fate.UNCHANGED],
        "requested": len({o.row.pk for o in outcomes if o.row and o.again == Again.ASKED}),
        "refused_lines": refused_lines,
        "is_empty": not outcomes and not refused_lines,
    }
    return show(request, "claims/captures/article_urls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.READER)
def article_capture_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Request a copy (POST), or show how far it is: a fragment that polls while one is waited for."""
    article = find(pk)
    page = f"{reverse('article_page', args=[pk])}#captures"
    if request.method == "POST":
        outcome = attempt(lambda: request_capture(article, by=request.user))
        if not outcome.is_saved:
            return refusal(request, outcome.status, outcome.message)
        if not request.htmx:
            messages.success(request, "We are archiving the page again.")
    if not request.htmx:
        return redirect(page)
    context = {
        "article": article,
        "archive": copies_of(article, request.user),
        # The rest of the page is older: a copy that has arrived since is not on it.
        "watched": True,
    }
    return show(request, "claims/snapshots/_article_copies.html", context)


@require_POST
@needs(Role.RESEARCHER)
def evidence_capture_again(request: DeskRequest, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence, pk=pk)
    outcome = attempt(lambda: request_capture(evidence, by=request.user))
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message)
    messages.success(request, f"We are archiving the page of evidence E{pk}.")
    return redirect(f"{reverse('claim_page', args=[evidence.claim_id])}#e{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.READER)
def capture_list(request: DeskRequest) -> HttpResponse:
    """Show which captures wait and which failed, with their progress. POST retries the failed ones."""
    if request.method == "POST":
        outcome = attempt(lambda: retry_captures(by=request.user))
        if not outcome.is_saved:
            return refusal(request, outcome.status, outcome.message)
        retried = ngettext("{n} page", "{n} pages", outcome.result).format(n=outcome.result)
        messages.success(request, f"Trying again: {retried}.")
        return redirect("capture_list")
    state = request.GET.get("state", "")
    if state and state not in CaptureState.values:
        return refusal(
            request, 400, f"The parameter “state” must be one of: {', '.join(CaptureState)}."
        )
    current = CaptureState(state) if state else None
    tabs = capture_tabs(current)
    context = {
        "list": list_captures(current, request.user),
        "tabs": tabs,
        "here": next(tab.url for tab in tabs if tab.is_current),
    }
    return show(request, "claims/captures/capture_list.html", context, panel="progress")
