"""What every page of the admin shares: who may use it, and what it shows."""

from typing import Any, ClassVar, Generic

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from claims import rules
from claims.actions.account_confirm import confirmation, is_confirmed
from claims.enums import Role
from claims.errors import Denial, Stale
from claims.models import Event
from claims.reads.record.account_names import with_names

from .change_form import ActionModelAdmin, Row
from .conflicts import conflicts
from .fields import DeskFields, are_numbers
from .model_forms import ConfirmedModelForm
from .request_state import roles_of

MOST_WORDS_SEARCHED = 8


class DeskModelAdmin(DeskFields, ActionModelAdmin[Row], Generic[Row]):
    """One model's pages. Subclasses say which role they need, and which action `act` calls."""

    needs: ClassVar[Role] = Role.RESEARCHER

    actions = None
    change_form_template = "admin/desk_change_form.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50

    class Media:
        js = ("js/limits.js",)

    # Permissions

    def has_needed_role(self, request: HttpRequest) -> bool:
        return rules.has_power(roles_of(request), self.needs)

    def why_not_change(self, request: HttpRequest, obj: Row) -> Denial | None:
        """Return why nobody may change this row now, for people who may change others."""
        return None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_needed_role(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_needed_role(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_needed_role(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show a row read-only if it may not be changed now.

        A form submitted all the same is not turned away here: the action refuses it and says why, and
        what was typed is kept.
        """
        if not self.has_needed_role(request):
            return False
        is_reading = request.method in ("GET", "HEAD")
        return obj is None or not is_reading or self.why_not_change(request, obj) is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The change form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Let a URL fill in a new form's rows, by number. Django fails on anything else."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        columns = (*self.opts.fields, *self.opts.many_to_many)
        rows = {column.name for column in columns if column.is_relation}
        return {n: value for n, value in initial.items() if n in rows and are_numbers(value)}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if isinstance(context["adminform"].form.refusal, Stale):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["conflicts"] = conflicts(context["adminform"].form, formsets)
            context["latest"] = next(iter(with_names(self.events_of(obj)[:1])), None)
        if obj:
            context["denial"] = self.why_not_change(request, obj)
            context["links"] = self.links(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def events_of(self, obj: Row) -> models.QuerySet[Event]:
        """Return the Events that may have made a form stale, newest first."""
        return Event.objects.about(str(self.opts.model_name), obj.pk)

    def links(self, obj: Row) -> list[tuple[str, str]]:
        """Return the next steps from a row, each with its text and URL."""
        return []

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Redirect to the record, which is the one history."""
        if not self.has_needed_role(request):
            raise PermissionDenied
        about = f"{self.opts.model_name}:{object_id}"
        return HttpResponseRedirect(reverse("record", query={"object": about}))

    # The list

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Allow only the filters on the page: others would let a URL ask about columns that are not shown."""
        return lookup.split("__")[0] in self.list_filter and super().lookup_allowed(
            lookup, value, request
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Search for the first words only: each is a condition, and a database has a limit of them."""
        words = search_term[:300].split()[:MOST_WORDS_SEARCHED]
        return super().get_search_results(request, queryset, " ".join(words))


class ConfirmedModelAdmin(DeskModelAdmin[Row]):
    """Pages that can take over accounts or change what a verdict needs: they ask for one's own password again."""

    form: Any = ConfirmedModelForm

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        return form.of(confirmation(request))

    def own_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what the page shows without the password."""
        return super().get_fieldsets(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(self.own_fieldsets(request, obj))
        if not is_confirmed(request) and self.has_change_permission(request, obj):
            fieldsets.append(("Confirm that it is you", {"fields": ["your_password"]}))
        return fieldsets
