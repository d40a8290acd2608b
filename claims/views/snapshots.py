"""Archived copies: their bytes, and two of them side by side."""

from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.actions.account_confirm import confirmation
from claims.actions.articles import add_article
from claims.actions.downloads import note_copy_download
from claims.actions.snapshot_corrections import (
    add_copy,
    kept_upload,
    read_copy,
    read_ruling,
    rule_on_copy,
)
from claims.actions.snapshot_takedown import take_down
from claims.enums import Role
from claims.exports.wacz import MEDIA_TYPE
from claims.forms.articles import AddCopyForm, JudgeCopyForm
from claims.forms.snapshots import TakeDownForm
from claims.given import ArticleGiven
from claims.models import Article, Evidence, Snapshot, Takedown
from claims.models.base import read_number
from claims.reads.articles.article_page import snapshot_of
from claims.reads.articles.copy_judgements import other_page_of, takedown_note
from claims.reads.articles.snapshot_takedown import takedown_of
from claims.reads.articles.snapshots import comparison_of
from claims.reads.articles.web_archive import has_web_archive, web_archive_of
from verify.views import refusal

from .articles import find, show_article
from .base import DeskRequest, needs, show
from .submit import Outcome, attempt, submit

# What a browser may show; everything else is a download.
_SHOWN = frozenset({"image/png", "image/jpeg"})


@require_safe
@needs(Role.READER)
def evidence_snapshot_file(request: DeskRequest, pk: int) -> Any:
    """Return the archived bytes. What could run in a browser (SVG, HTML, PDF) is always a download."""
    evidence = get_object_or_404(Evidence.objects.select_related("snapshot__takedown"), pk=pk)
    snapshot = evidence.snapshot
    if snapshot is None:
        raise Http404
    if snapshot.is_taken_down:
        return refusal(request, 410, takedown_note(snapshot))
    content = _open(snapshot, request)
    shown = snapshot.media_type in _SHOWN
    return FileResponse(
        content,
        as_attachment=not shown,
        filename=f"evidence-{pk}-{snapshot.sha256[:12]}",
        content_type=snapshot.media_type if shown else "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


_SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
}


@require_safe
@needs(Role.READER)
def article_snapshot_file(request: DeskRequest, pk: int, snapshot: int) -> Any:
    """Return the captured bytes, always as a download: they are somebody else's page."""
    found = snapshot_of(pk, snapshot)
    if found is None:
        raise Http404
    if found.is_taken_down:
        return refusal(request, 410, takedown_note(found))
    suffix = _SUFFIXES.get(found.media_type, "bin")
    name = f"article-{pk}-{found.sha256[:12]}.{suffix}"
    return FileResponse(
        _open(found, request),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )


@require_safe
@needs(Role.READER)
def screenshot_file(request: DeskRequest, pk: int) -> Any:
    """Return the screenshot of a page, always as a download: a hostile page had a hand in it."""
    requested = Snapshot.objects.exclude(screenshot_of=None).select_related("takedown")
    found = get_object_or_404(requested.defer("text", "boilerplate"), pk=pk)
    if found.is_taken_down:
        return refusal(request, 410, takedown_note(found))
    suffix = _SUFFIXES.get(found.media_type, "bin")
    return FileResponse(
        _open(found, request),
        as_attachment=True,
        filename=f"screenshot-{found.sha256[:12]}.{suffix}",
        content_type="application/octet-stream",
    )


@require_safe
@needs(Role.READER)
def article_web_archive(request: DeskRequest, pk: int, snapshot: int) -> HttpResponse:
    """Return a fetched copy as a WACZ file, with its request and response."""
    found = snapshot_of(pk, snapshot)
    if found is None:
        raise Http404
    return _web_archive(request, found, f"article-{pk}")


@require_safe
@needs(Role.READER)
def evidence_web_archive(request: DeskRequest, pk: int) -> HttpResponse:
    """Return the fetched page of evidence as a WACZ file."""
    evidence = get_object_or_404(
        Evidence.objects.select_related("snapshot__article", "snapshot__takedown"), pk=pk
    )
    if evidence.snapshot is None:
        raise Http404
    return _web_archive(request, evidence.snapshot, f"evidence-{pk}")


def _web_archive(request: DeskRequest, snapshot: Snapshot, name: str) -> HttpResponse:
    if snapshot.is_taken_down:
        return refusal(request, 410, takedown_note(snapshot))
    if not has_web_archive(snapshot):
        return refusal(
            request,
            409,
            "The desk did not fetch this copy, so there is no request and no response to archive.",
        )
    with _open(snapshot, request) as file:
        content = web_archive_of(snapshot, file.read())
    name = f"{name}-{snapshot.sha256[:12]}.wacz"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": disposition}
    )


@require_safe
@needs(Role.READER)
def article_compare(request: DeskRequest, pk: int) -> HttpResponse:
    """Compare two copies, `old=` and `new=`; by default the newest and the one before."""
    article = find(pk)
    named = [request.GET[name] for name in ("old", "new") if name in request.GET]
    wanted = [read_number(text) or 0 for text in named]  # anything else is not a copy
    found = comparison_of(article, wanted)
    if found is None and wanted:
        copies = (snapshot_of(pk, number) for number in wanted)
        if gone := next((takedown_note(copy) for copy in copies if copy), ""):
            return refusal(request, 410, gone)
        raise Http404
    return show(
        request, "claims/snapshots/article_compare.html", {"article": article, "comparison": found}
    )


@require_POST
@needs(Role.RESEARCHER)
def article_copy_judge(request: DeskRequest, pk: int, snapshot: int) -> HttpResponse:
    """Say that a copy is the article, or that it is not."""
    found = get_object_or_404(Snapshot.objects.select_related("article"), pk=snapshot, article=pk)
    form = JudgeCopyForm(request.POST)
    outcome = submit(
        form,
        lambda: rule_on_copy(read_ruling(found, **form.cleaned_data), by=request.user),
    )
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message or "Say whether it is the article.")
    if form.cleaned_data["is_article"]:
        messages.success(request, "Saved: the copy is the article.")
    else:
        messages.success(
            request, "Saved: the copy is not the article. Nothing is concluded from it."
        )
    return redirect("article_page", pk)


@require_POST
@needs(Role.RESEARCHER)
def article_add_copy(request: DeskRequest, pk: int) -> HttpResponse:
    """Add a copy that was pasted or uploaded to an article whose page cannot be captured."""
    article = find(pk)
    form = AddCopyForm(request.POST, request.FILES)
    outcome = submit(form, lambda: _add_copy(request, article, form))
    if not outcome.is_saved:
        return show_article(request, find(pk), outcome, add_copy=form)
    article = find(pk)
    if article.snapshot == outcome.result:
        messages.success(request, "The copy was added. It is the current text of the article.")
    else:
        messages.success(
            request, "The copy was added. An older copy has more of the article and stays current."
        )
    return redirect("article_page", pk)


def _add_copy(request: DeskRequest, article: Article, form: AddCopyForm) -> Snapshot:
    upload = form.file() or kept_upload(article, form.cleaned_data["encoding"])
    copy = read_copy(article, upload, form.cleaned_data["screenshot"])
    return add_copy(article, copy, by=request.user, token=form.cleaned_data["token"])


@require_POST
@needs(Role.RESEARCHER)
def article_other_page(request: DeskRequest, pk: int) -> HttpResponse:
    """Add the page where the article continues, or begins, as an article of its own."""
    article = find(pk)
    other = other_page_of(article.snapshot)
    if other is None:
        return refusal(request, 409, "This copy names no other page of the article.")
    given = ArticleGiven(url=other.url, publisher=article.publisher, language=article.language)
    outcome = attempt(lambda: add_article(None, given, by=request.user))
    if not outcome.is_saved:
        return refusal(request, outcome.status, outcome.message)
    messages.success(request, "We are archiving the other page of the article.")
    return redirect("article_page", outcome.result.article.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.EDITOR)
def snapshot_take_down(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what a takedown removes and what stays, and do it."""
    copy = get_object_or_404(
        Snapshot.objects.select_related("article", "takedown").defer("text", "boilerplate"), pk=pk
    )
    if copy.is_taken_down:
        return refusal(request, 410, takedown_note(copy))
    shown = takedown_of(copy, request.user)
    outcome = Outcome[Takedown]()
    asked = TakeDownForm.of(confirmation(request))
    form = asked(others=shown.others)
    if request.method == "POST":
        form = asked(request.POST, others=shown.others)
        outcome = submit(
            form,
            lambda: take_down(
                copy, form.given(), by=request.user, token=form.cleaned_data["token"]
            ),
        )
        if outcome.is_saved:
            messages.success(request, "Taken down. The record says when, by whom and why.")
            return redirect(shown.url)
    context = {"copy": copy, "shown": shown, "form": form}
    return show(request, "claims/snapshots/snapshot_take_down.html", context, status=outcome.status)


def _open(snapshot: Snapshot, request: DeskRequest) -> IO[bytes]:
    """Return the archived bytes, and record who downloads them; raise Http404 if their file is lost."""
    try:
        file: IO[bytes] = snapshot.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    if request.method == "GET":  # HEAD sends no byte
        try:
            note_copy_download(snapshot, request.user)
        except BaseException:
            file.close()
            raise
    return file
