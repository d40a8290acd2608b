"""The export page and its files. Each download is recorded, and changes nothing else."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from claims.actions.exports import close_moment, number_export
from claims.enums import Role
from claims.exports.bundle import bundle
from claims.exports.cells import exactly
from claims.exports.columns import (
    CHANGE_COLUMNS,
    CLAIM_COLUMNS,
    CLAIM_NOTES,
    EVIDENCE_NOTES,
    VERDICT_NOTES,
)
from claims.exports.csv import Cell
from claims.exports.file import CsvFile, PlainFile, manifest
from claims.exports.recipients import verify
from claims.exports.recipients.readme import FOLDER, readme
from claims.exports.xlsx import Sheet, TooManyRows, write_workbook
from claims.forms.exports import ClaimsCsvForm, ExportForm, NumberForm, fault_of
from claims.models import Export
from claims.models.base import read_number
from claims.reads.exports import numbered_exports as numbered
from claims.reads.exports import verdicts as reads
from claims.reads.exports.claims_csv import claims_csv_rows
from claims.reads.exports.proof import LONGEST_COPIES, Proof, bytes_of
from claims.reads.exports.timestamps import contents_of, files_of, stamped_checkpoints
from claims.reads.lists.choices import Choices
from claims.reads.sources.withheld_texts import texts_with_withheld_names
from claims.rules import roles_of, why_not_role
from verify.views import refusal

from .base import DeskRequest, needs, show
from .downloads import Outgoing, Rows, counted, send, written
from .submit import attempt

CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

VERIFY = Path(verify.__file__)

# Each file with the name of its address.
FILES = {
    "verdicts.csv": "export_verdicts",
    "evidence.csv": "export_evidence",
    "bundle.zip": "export_bundle",
    "verdicts.xlsx": "export_workbook",
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.READER)
def export(request: DeskRequest) -> HttpResponse:
    """Show what would be exported, with links to the files, or (POST) number it."""
    if request.method == "POST":
        return _number(request)
    if fault := fault_of(request.GET):
        return refusal(request, 400, fault)
    return _page(request, ExportForm(request.GET), status=400)


def _number(request: DeskRequest) -> HttpResponse:
    asked = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "token"):
        asked.pop(name, None)
    if fault := fault_of(asked):
        return refusal(request, 400, fault)
    form, sent = ExportForm(asked), NumberForm(request.POST)
    if response := _refusal(request, sent):
        return response
    status = 422
    if form.is_valid():
        moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
        given = reads.export_given(form.filters, form.filters_alone, moment, **form.layout)
        outcome = attempt(
            lambda: number_export(given, by=request.user, token=sent.cleaned_data["token"])
        )
        if outcome.is_saved:
            return redirect("export_numbered", outcome.result.pk)
        form.add_error(None, outcome.message)
        status = outcome.status
    return _page(request, form, status=status)


def _page(request: DeskRequest, form: ExportForm, *, status: int) -> HttpResponse:
    """Show the page; `status` is for a form that is not valid."""
    context = {
        "form": form,
        "active": len(form.set_filters),
        "columns": [
            ("verdicts.csv", VERDICT_NOTES),
            ("evidence.csv", EVIDENCE_NOTES),
            ("claims.csv", CLAIM_NOTES),
        ],
        "numbered": numbered.numbered_exports(),
        "choices": Choices(),
        "questions": reads.question_names(),
    }
    if not form.is_valid():
        return show(request, "claims/exports/export.html", context, status=status)
    moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
    preview = reads.export_preview(form.filters, moment)
    context |= {
        "moment": moment,
        "counts": preview.counts,
        "preview": preview,
        "withheld_texts": texts_with_withheld_names(moment.withheld, moment.at),
        "files": _links(form.set_filters),
        "asked": form.filters_alone.items(),
        "proof_url": _proof_url(request, form.set_filters),
        "number_form": NumberForm(),
    }
    return show(request, "claims/exports/export.html", context)


def _proof_url(request: DeskRequest, asked: dict[str, str]) -> str:
    """Return the address of the proof, for those who may hand it out."""
    if why_not_role(roles_of(request.user), Role.EDITOR) or "columns" in asked:
        return ""
    return reverse("export_proof") + (f"?{urlencode(asked)}" if asked else "")


def _links(asked: dict[str, str]) -> list[tuple[str, str]]:
    query = f"?{urlencode(asked)}" if asked else ""
    return [(name, reverse(url) + query) for name, url in FILES.items()]


@require_GET
@needs(Role.READER)
def export_verdicts(request: DeskRequest) -> HttpResponseBase:
    return _csv(request, "verdicts.csv")


@require_GET
@needs(Role.READER)
def export_evidence(request: DeskRequest) -> HttpResponseBase:
    return _csv(request, "evidence.csv")


def _csv(request: DeskRequest, name: str) -> HttpResponseBase:
    form = ExportForm(request.GET)
    if response := _refusal(request, form, fault_of(request.GET)):
        return response
    moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
    file = reads.csv_files(form.filters, moment, **form.layout)[name]
    outgoing = Outgoing(name, CSV, form.filters_alone, moment)
    return send(request, outgoing, written(file, [file]))


@require_GET
@needs(Role.READER)
def export_bundle(request: DeskRequest) -> HttpResponseBase:
    form = ExportForm(request.GET)
    if response := _refusal(request, form, fault_of(request.GET)):
        return response
    moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
    files = list(reads.csv_files(form.filters, moment, **form.layout).values())

    def described() -> bytes:
        facts = {"files": [file.facts for file in files], "filters": form.filters_alone}
        return manifest(facts | moment.facts | {"version": settings.VERSION})

    outgoing = Outgoing("bundle.zip", ZIP, form.filters_alone, moment)
    return send(request, outgoing, written(bundle(files, described), files))


@require_GET
@needs(Role.EDITOR)
def export_proof(request: DeskRequest) -> HttpResponseBase:
    """Send what proves an export without the desk. It has the record and archived copies, so only editors hand it out."""
    form = ExportForm(request.GET)
    if response := _refusal(request, form, fault_of(request.GET)):
        return response
    if form.layout["first_columns"]:
        return refusal(request, 400, "A proof needs all columns: leave “columns” out.")
    moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
    proof = Proof(form.filters, moment)
    copies = proof.copies()
    if sum(copy.size for copy in copies) > LONGEST_COPIES:
        return refusal(
            request,
            400,
            "The archived copies are larger than 2 GB. Choose fewer verdicts with the filters.",
        )
    tables = reads.csv_files(form.filters, moment, bom=form.bom_wanted)
    stamped = stamped_checkpoints(moment.seq)
    files: list[CsvFile | PlainFile] = [
        PlainFile("README.txt", [readme(stamped[-1].stem if stamped else "")]),
        PlainFile("verify.py", [VERIFY.read_bytes()]),
        *tables.values(),
        PlainFile("sealed.jsonl", proof.sealed()),
        PlainFile("record.jsonl", proof.record()),
        *(PlainFile(f"copies/{copy.sha256}", bytes_of(copy)) for copy in copies),
        *(PlainFile(f"{FOLDER}/{path.name}", contents_of(path)) for path in files_of(stamped)),
    ]

    def described() -> bytes:
        facts = {"files": [file.facts for file in files], "filters": form.filters_alone}
        return manifest(facts | moment.facts | {"version": settings.VERSION})

    def sums(described: bytes) -> bytes:
        lines = [(file.name, file.facts["sha256"]) for file in files]
        lines.append(("manifest.json", sha256(described).hexdigest()))
        return "".join(f"{digest}  {name}\n" for name, digest in lines).encode()

    outgoing = Outgoing("proof.zip", ZIP, form.filters_alone, moment)
    return send(request, outgoing, written(bundle(files, described, sums), tables.values()))


@require_GET
@needs(Role.READER)
def export_workbook(request: DeskRequest) -> HttpResponseBase:
    form = ExportForm(request.GET)
    if response := _refusal(request, form, fault_of(request.GET)):
        return response
    moment = reads.moment_of(close_moment(form.cleaned_data["as_of"]))
    first = form.layout["first_columns"]
    sheets = [
        Sheet(
            name.removesuffix(".csv"),
            file.first_columns if first else file.columns,
            file.rows(form.filters, moment),
        )
        for name, file in reads.FILES.items()
    ]
    about: dict[str, Cell] = {"as_of": moment.facts["as_of"], **form.filters_alone}
    about |= {"record": f"event {moment.seq}, {moment.hash}", "version": settings.VERSION}
    outgoing = Outgoing("verdicts.xlsx", XLSX, form.filters_alone, moment)
    return _workbook(request, sheets, about, outgoing)


def _workbook(
    request: DeskRequest, sheets: list[Sheet], about: dict[str, Cell], outgoing: Outgoing
) -> HttpResponseBase:
    def write(target: BinaryIO) -> Rows:
        rows: Rows = {}
        counting = [replace(s, rows=counted(s.rows, rows, s.name)) for s in sheets]
        write_workbook(target, counting, about)
        return rows

    try:
        return send(request, outgoing, write)
    except TooManyRows:
        return refusal(
            request, 400, "A sheet cannot hold this many rows. Download the CSV files instead."
        )


@require_GET
@needs(Role.READER)
def export_claims(request: DeskRequest) -> HttpResponseBase:
    """Send the current claim list. Unlike the other files, its bytes change."""
    form = ClaimsCsvForm(request.GET)
    if response := _refusal(request, form):
        return response
    moment = reads.moment_of(None)
    rows = claims_csv_rows(form.filters(), moment.withheld)
    file = CsvFile("claims.csv", CLAIM_COLUMNS, rows, bom=form.bom_wanted)
    outgoing = Outgoing("claims.csv", CSV, request.GET.dict(), moment)
    return send(request, outgoing, written(file, [file]))


@require_GET
@needs(Role.READER)
def export_claims_workbook(request: DeskRequest) -> HttpResponseBase:
    """Send the current claim list as a workbook, in which an id such as 00123 stays text."""
    form = ClaimsCsvForm(request.GET)
    if response := _refusal(request, form):
        return response
    moment = reads.moment_of(None)
    sheet = Sheet("claims", CLAIM_COLUMNS, claims_csv_rows(form.filters(), moment.withheld))
    about: dict[str, Cell] = {
        "as_of": moment.facts["as_of"],
        **request.GET.dict(),
        "version": settings.VERSION,
    }
    outgoing = Outgoing("claims.xlsx", XLSX, request.GET.dict(), moment)
    return _workbook(request, [sheet], about, outgoing)


@require_safe
@needs(Role.READER)
def export_list(request: DeskRequest) -> HttpResponse:
    """List the numbered exports, newest first; `before=` a number for older ones."""
    text = request.GET.get("before", "")
    before = read_number(text)
    if text and before is None:
        return refusal(request, 400, "The parameter “before” must be the number of an export.")
    page = numbered.numbered_exports(before)
    here = reverse("export_list")
    context = {
        "exports": page.exports,
        "newer": here if text else "",
        "older": f"{here}?before={page.older}" if page.older else "",
    }
    return show(request, "claims/exports/export_list.html", context)


@require_safe
@needs(Role.READER)
def export_numbered(request: DeskRequest, pk: int) -> HttpResponse:
    """Show a numbered export and what has changed since. `check=1` reads its files again."""
    found = _find(pk)
    form, then, now = _then_and_now(found)
    check = None
    if request.GET.get("check"):
        given = reads.export_given(form.filters, found.filters, then, **form.layout)
        check = numbered.check_files(found, given)
    urls = dict(_links(form.set_filters))
    context = {
        "export": found,
        "as_of": form.data["as_of"],
        "files": [file | {"url": urls.pop(file["name"])} for file in found.files],
        "others": urls.items(),
        "has_first_columns": numbered.has_first_columns(found),
        "check": check,
        "now": now,
        "changes": numbered.export_changes(form.filters, then, now),
    }
    return show(request, "claims/exports/export_numbered.html", context)


@require_GET
@needs(Role.READER)
def export_changes(request: DeskRequest, pk: int) -> HttpResponseBase:
    found = _find(pk)
    form, then, now = _then_and_now(found)
    rows = numbered.changed_rows(form.filters, then, now)
    file = CsvFile("changes.csv", CHANGE_COLUMNS, rows, bom=form.bom_wanted)
    name = f"changes-since-{pk}"
    outgoing = Outgoing("changes.csv", CSV, found.filters, now, name, export=pk)
    return send(request, outgoing, written(file, [file]))


def _find(pk: int) -> Export:
    found = numbered.load_export(pk)
    if found is None:
        raise Http404
    return found


def _then_and_now(found: Export) -> tuple[ExportForm, reads.ExportMoment, reads.ExportMoment]:
    asked = found.filters | {"as_of": exactly(found.as_of)}
    if numbered.has_first_columns(found):
        asked["columns"] = "first"
    form = ExportForm(asked)
    if not form.is_valid():
        raise ValueError(f"{found} asks for what is not known any more: {form.errors}")
    return form, reads.moment_of(close_moment(found.as_of)), reads.moment_of(None)


def _refusal(request: HttpRequest, form: Form, fault: str = "") -> HttpResponse | None:
    """Return a 400 that names the first parameter that is not valid, or None."""
    for field, errors in form.errors.items():
        if field == NON_FIELD_ERRORS:
            fault = fault or str(errors[0])
        fault = fault or f"The parameter “{field}” is not valid. {errors[0]}"
    return refusal(request, 400, fault) if fault else None
