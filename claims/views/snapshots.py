"""Archived copies: their bytes, and two of them side by side."""

from typing import IO, Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.enums import Role
from claims.models import Evidence, Snapshot
from claims.models.base import read_number
from claims.reads.articles.article_page import (
    snapshot_of,
)
from claims.reads.articles.snapshots import comparison_of

from .articles import find
from .base import DeskRequest, needs, show

# What a browser may show; everything else is a download.
_SHOWN = frozenset({"image/png", "image/jpeg"})


@require_safe
@needs(Role.READER)
def evidence_snapshot_file(request: DeskRequest, pk: int) -> FileResponse:
    """Return the archived bytes. What could run in a browser (SVG, HTML, PDF) is always a download."""
    evidence = get_object_or_404(Evidence.objects.select_related("snapshot"), pk=pk)
    snapshot = evidence.snapshot
    if snapshot is None:
        raise Http404
    shown = snapshot.media_type in _SHOWN
    return FileResponse(
        _open(snapshot),
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
}


@require_safe
@needs(Role.READER)
def article_snapshot_file(request: DeskRequest, pk: int, snapshot: int) -> Any:
    """Return the captured bytes, always as a download: they are somebody else's page."""
    found = snapshot_of(pk, snapshot)
    if found is None:
        raise Http404
    suffix = _SUFFIXES.get(found.media_type, "bin")
    name = f"article-{pk}-{found.sha256[:12]}.{suffix}"
    return FileResponse(
        _open(found), as_attachment=True, filename=name, content_type="application/octet-stream"
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
        raise Http404
    return show(
        request, "claims/snapshots/article_compare.html", {"article": article, "comparison": found}
    )


def _open(snapshot: Snapshot) -> IO[bytes]:
    """Return the archived bytes; raise Http404 if their file is lost."""
    try:
        file: IO[bytes] = snapshot.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return file
