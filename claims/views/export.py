"""The export page and its two files. Downloading changes nothing."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from claims.enums import Role
from claims.exports.asked import Filters
from claims.exports.columns import (
    EVIDENCE_COLUMNS,
    EVIDENCE_NOTES,
    VERDICT_COLUMNS,
    VERDICT_NOTES,
)
from claims.exports.csv import lines
from claims.forms.export import ExportForm, fault_of
from claims.reads import export as reads
from claims.reads.choices import Choices
from verify.views import refusal

from .base import DeskRequest, needs, show

Rows = Callable[[Filters, reads.Moment], Iterator[reads.Row]]


@require_safe
@needs(Role.READER)
def export(request: DeskRequest) -> HttpResponse:
    """What would be exported, how much of it, and the links to the files."""
    if fault := fault_of(request.GET):
        return refusal(request, 400, fault)
    form = ExportForm(request.GET)
    context = {
        "form": form,
        "active": len(form.set_filters),
        "files": [("verdicts.csv", VERDICT_NOTES), ("evidence.csv", EVIDENCE_NOTES)],
        "choices": Choices(),
        "questions": reads.question_names(),
    }
    if not form.is_valid():
        return show(request, "claims/export/export.html", context, status=400)
    moment = reads.moment_of(form.cleaned_data["as_of"])
    query = f"?{urlencode(form.set_filters)}" if form.set_filters else ""
    context |= {
        "moment": moment,
        "counts": reads.counts(form.filters, moment),
        "rows": reads.first_rows(form.filters, moment),
        "verdicts_url": reverse("export_verdicts") + query,
        "evidence_url": reverse("export_evidence") + query,
    }
    return show(request, "claims/export/export.html", context)


@require_GET
@needs(Role.READER)
def export_verdicts(request: DeskRequest) -> HttpResponseBase:
    return _download(request, "verdicts", VERDICT_COLUMNS, reads.verdict_rows)


@require_GET
@needs(Role.READER)
def export_evidence(request: DeskRequest) -> HttpResponseBase:
    return _download(request, "evidence", EVIDENCE_COLUMNS, reads.evidence_rows)


def _download(
    request: DeskRequest, name: str, columns: Sequence[str], rows: Rows
) -> HttpResponseBase:
    """Stream the file. It has no length, so a failure on the way leaves the chunked body unended:

    the client reports an incomplete read. Nothing here may catch that error.
    """
    if fault := fault_of(request.GET):
        return refusal(request, 400, fault)
    form = ExportForm(request.GET)
    for field, errors in form.errors.items():
        return refusal(request, 400, f"The parameter “{field}” cannot be read: {errors[0]}")
    moment = reads.moment_of(form.cleaned_data["as_of"])
    body = lines(columns, rows(form.filters, moment), bom=form.bom_wanted)
    return StreamingHttpResponse(
        body,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{moment.at:%Y%m%dT%H%M%SZ}.csv"'
        },
    )
