"""The page that undoes an import: what would be removed, or what keeps it from being undone."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.actions.import_undo import undo_import
from claims.errors import ActionError
from claims.models import Import
from claims.reads.imports.import_list import imports, undo_preview

from .change_form import Row
from .imports import ImportModelAdmin
from .request_state import user_of


class UndoableImportAdmin(ImportModelAdmin[Row]):
    """The pages of a model whose imports can be undone."""

    imports_claims: ClassVar[bool]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        name = f"claims_{self.opts.model_name}_import_undo"
        return [path("import/<int:pk>/undo/", view, name=name), *super().get_urls()]

    def import_context(self) -> dict[str, Any]:
        return super().import_context() | {"imports": imports(of_claims=self.imports_claims)}

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        run, by, status = get_object_or_404(Import, pk=pk), user_of(request), 200
        if request.method == "POST":
            try:
                undo_import(run, by=by)
            except ActionError as refusal:
                status = refusal.about.value
            else:
                messages.success(request, f"The import of {run} is undone.")
                return HttpResponseRedirect(reverse(f"admin:claims_{self.opts.model_name}_import"))
        context = self.admin_site.each_context(request) | {
            "title": f"Undo the import of {run}",
            "opts": self.opts,
            "preview": undo_preview(run, by),
        }
        return TemplateResponse(request, "admin/import_undo.html", context, status=status)
