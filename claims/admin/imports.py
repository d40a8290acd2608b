"""Importing files of rows. The page first shows what each row would do, and then does what it showed."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.actions.import_preview import Added, Outcome
from claims.enums import Fate
from claims.errors import ActionError
from claims.exports.csv import lines as csv_lines
from claims.exports.xlsx import write_template
from claims.forms.imports import ImportForm

from .base import DeskModelAdmin
from .change_form import Row
from .request_state import user_of


@dataclass(frozen=True)
class ImportKind:
    """One kind of file: its form, and the functions that preview, import and, before both, read its rows."""

    rows: str  # what the rows are called
    form: type[ImportForm]
    preview: Callable[[Any], Iterator[list[Outcome]]]
    run: Callable[..., list[Outcome]]
    read: Callable[[Iterable[Any]], Iterator[Any]]


@dataclass(frozen=True)
class Group:
    heading: str
    outcomes: Sequence[Outcome]
    is_open: bool
    shows_details: bool = False  # what each row says, because it is imported


class Report:
    """What an import would do with the rows, or did with them. What needs a look comes first."""

    def __init__(self, outcomes: list[Outcome], *, done: bool) -> None:
        self.done = done
        self.counts = Counter(outcome.fate for outcome in outcomes)
        self.new = self.counts[Fate.NEW]
        self.added = list(dict.fromkeys(_added(outcomes)))
        by_fate = {fate: [one for one in outcomes if one.fate == fate] for fate in Fate}
        with_remark = [one for one in by_fate[Fate.NEW] if one.remarks]
        without = [one for one in by_fate[Fate.NEW] if not one.remarks]
        groups = (
            Group("Refused", by_fate[Fate.REFUSED], is_open=True),
            Group("New, with a remark", with_remark, is_open=True, shows_details=True),
            Group("New", without, is_open=len(without) <= 50, shows_details=True),
            Group("Unchanged", by_fate[Fate.UNCHANGED], is_open=False),
        )
        self.groups = [group for group in groups if group.outcomes]

    @property
    def figures(self) -> list[tuple[str, int]]:
        return [(fate.label, self.counts[fate]) for fate in Fate]


def _added(outcomes: list[Outcome]) -> Iterator[Added]:
    for outcome in outcomes:
        yield from outcome.adds


class ImportModelAdmin(DeskModelAdmin[Row], Generic[Row]):
    """The pages of a model whose rows can be imported from a file."""

    importing: ClassVar[ImportKind]
    change_list_template = "admin/import_change_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.import_view)
        template = self.admin_site.admin_view(self.template_view)
        name = f"claims_{self.opts.model_name}_import"
        return [
            path("import/", view, name=name),
            path("import/template.<str:form>", template, name=f"{name}_template"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        url = reverse(f"admin:claims_{self.opts.model_name}_import")
        context = {"import_url": url, "import_rows": self.importing.rows}
        return super().changelist_view(request, (extra_context or {}) | context)

    def _template_urls(self) -> list[tuple[str, str]]:
        name = f"admin:claims_{self.opts.model_name}_import_template"
        return [
            (f"{self.importing.rows}.{form}", reverse(name, args=[form]))
            for form in ("csv", "xlsx")
        ]

    def template_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Send an empty file with the columns, as CSV or as a workbook that explains them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        layout, name = self.importing.form.layout, self.importing.rows
        file = io.BytesIO()
        if form == "csv":
            file.writelines(csv_lines(layout.columns, []))
        elif form == "xlsx":
            write_template(file, name, layout.notes)
        else:
            raise Http404
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{name}.{form}")

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Show, preview or run an import. A second run changes nothing: its rows are unchanged by then."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind, status, report = self.importing, 200, None
        by = user_of(request)
        is_post = request.method == "POST"
        form = kind.form(
            request.POST if is_post else None, request.FILES if is_post else None, by=by
        )
        if is_post:
            status = 422
            if form.is_valid():
                status, report = self._report(form, by=by)
        context = self.admin_site.each_context(request) | {
            "title": f"Import {kind.rows}",
            "opts": self.opts,
            "rows": kind.rows,
            "template_urls": self._template_urls(),
            "form": form,
            "report": report,
            "carried": form.packed() if report and not report.done else "",
            **self.import_context(),
        }
        return TemplateResponse(request, "admin/import.html", context, status=status)

    def import_context(self) -> dict[str, Any]:
        """Return what else the page shows."""
        return {}

    def _report(self, form: ImportForm, *, by: User) -> tuple[int, Report]:
        """Preview or import the rows. Batches imported before a refusal stay, and are reported."""
        outcomes: list[Outcome] = []
        status = 200
        if not form.is_confirmed:
            for batch in self.importing.preview(self.importing.read(form.batches())):
                outcomes += batch
            return status, Report(outcomes, done=False)
        try:
            run = form.run_given()
            for rows in self.importing.read(form.batches()):
                outcomes += self.importing.run(rows, by=by, **run)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.about.value
        return status, Report(outcomes, done=True)
