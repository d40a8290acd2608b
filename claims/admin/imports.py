"""Files of rows in the admin: what each row would do is shown first, and then done as it was shown."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.actions.import_preview import Added, Outcome
from claims.enums import Fate
from claims.errors import ActionError
from claims.forms.imports import ImportForm

from .base import DeskModelAdmin


@dataclass(frozen=True)
class Importing:
    """One kind of file: what it is called, how it is read, what previews and what takes its rows."""

    rows: str
    form: type[ImportForm]
    preview: Callable[[Any], Iterator[list[Outcome]]]
    take: Callable[..., list[Outcome]]


@dataclass(frozen=True)
class Group:
    heading: str
    outcomes: Sequence[Outcome]
    is_open: bool
    tells: bool = False  # what each row says, for it is taken


class Report:
    """What becomes of the rows, or became of them: what needs a look comes first."""

    def __init__(self, outcomes: list[Outcome], *, done: bool) -> None:
        self.done = done
        self.counts = Counter(outcome.fate for outcome in outcomes)
        self.new = self.counts[Fate.NEW]
        self.added = list(dict.fromkeys(_added(outcomes)))
        noted = [one for one in outcomes if one.fate == Fate.NEW and one.remarks]
        plain = [one for one in outcomes if one.fate == Fate.NEW and not one.remarks]
        by_fate = {fate: [one for one in outcomes if one.fate == fate] for fate in Fate}
        groups = (
            Group("Refused", by_fate[Fate.REFUSED], is_open=True),
            Group("New, with a remark", noted, is_open=True, tells=True),
            Group("New", plain, is_open=len(plain) <= 50, tells=True),
            Group("Unchanged", by_fate[Fate.UNCHANGED], is_open=False),
        )
        self.groups = [group for group in groups if group.outcomes]

    @property
    def figures(self) -> list[tuple[str, int]]:
        return [(fate.label, self.counts[fate]) for fate in Fate]


def _added(outcomes: list[Outcome]) -> Iterator[Added]:
    for outcome in outcomes:
        yield from outcome.adds


class ImportsRows(DeskModelAdmin):
    """A model whose rows may come from a file."""

    importing: ClassVar[Importing]
    change_list_template = "admin/import_change_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.import_view)
        return [
            path("import/", view, name=f"claims_{self.opts.model_name}_import"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        address = reverse(f"admin:claims_{self.opts.model_name}_import")
        context = {"import_url": address, "import_rows": self.importing.rows}
        return super().changelist_view(request, (extra_context or {}) | context)

    def import_view(self, request: Any) -> HttpResponse:
        """Sent twice, the second time changes nothing: what is on the desk is unchanged then."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind, status, report = self.importing, 200, None
        sent = request.method == "POST"
        form = kind.form(
            request.POST if sent else None, request.FILES if sent else None, by=request.user
        )
        if sent:
            status = 422
            if form.is_valid():
                status, report = self._report(form, by=request.user)
        context = self.admin_site.each_context(request) | {
            "title": f"Import {kind.rows}",
            "opts": self.opts,
            "rows": kind.rows,
            "form": form,
            "report": report,
            "carried": form.packed() if report and report.new and not report.done else "",
        }
        return TemplateResponse(request, "admin/import.html", context, status=status)

    def _report(self, form: ImportForm, *, by: User) -> tuple[int, Report]:
        """Batches that were taken before a refusal stay, and are told of."""
        outcomes: list[Outcome] = []
        status = 200
        if not form.is_confirmed:
            for judged in self.importing.preview(form.batches()):
                outcomes += judged
            return status, Report(outcomes, done=False)
        try:
            for rows in form.batches():
                outcomes += self.importing.take(rows, by=by)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.about.value
        return status, Report(outcomes, done=True)
