"""How a change form is saved: an action runs as the last check of the form (`DeskModelForm.is_valid`).

Django's view asks the form whether it is valid, then saves it and its inlines. Here the action has saved
by then, so Django's own hooks that save do nothing. Where the action refuses, the form is invalid, and Django
shows it again with everything that was typed.

This module is the only one that names a private method of Django. For a POST, the public
`ModelAdmin.changeform_view` does nothing but open a transaction around `_changeform_view`, and no hook
prevents that. An action cannot run in there: it opens a transaction of its own that is durable, and takes the record's
lock as its first step. Django's transaction would also lock the whole of an SQLite database (IMMEDIATE) while
an upload is still being read. tests/admin/test_change_form.py fails when Django changes one of the two methods.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect

from claims.errors import ActionError

from .inlines import RowsFormSet
from .model_forms import DeskModelForm
from .request_state import state_of, user_of

Row = TypeVar("Row", bound=models.Model)


class ActionModelAdmin(admin.ModelAdmin, Generic[Row]):
    """Save by one action, which is the transaction, checks the rules and appends to the record."""

    form: Any = DeskModelForm
    # By an argument of the action, or the code of a Denial: the form's field, where its name differs.
    refusal_fields: ClassVar[dict[str, str]] = {}

    def act(self, form: Any, formsets: Sequence[RowsFormSet], obj: Row | None, *, by: User) -> Row:
        """Call one action with what was typed, and return its row. `obj` is None for a new row."""
        raise NotImplementedError

    def revision_of(self, obj: Row) -> int | None:
        """Return the revision that the action compares with the one the page showed."""
        return getattr(obj, "revision", None)

    @method_decorator(csrf_protect)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Run Django's view without the transaction that its public method opens around it."""
        view = super()._changeform_view  # type: ignore[misc]  # private: see the module's docstring
        return view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form's class for this request: it knows the action that it runs."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        for_this_request = {
            "refusal_fields": self.refusal_fields,
            "formsets": state_of(request).formsets,
            "row_revision": lambda form: self.revision_of(obj) if obj else None,
            "run_action": lambda form: self._run_action(request, form, change=change),
        }
        return type(form.__name__, (form,), for_this_request)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Let each inline add itself to those that the form checks before it runs the action."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"siblings": state_of(request).formsets}

    def _run_action(self, request: HttpRequest, form: DeskModelForm, *, change: bool) -> None:
        state, row = state_of(request), form.instance
        if change and not form.has_changed() and not any(f.has_changed() for f in state.formsets):
            state.was_unchanged = True  # there is nothing to record
            return
        try:
            saved = self.act(form, state.formsets, row if change else None, by=user_of(request))
        except ActionError:
            if change:  # somebody else may have changed it while the action waited for the lock
                row.refresh_from_db()
            raise
        row.pk = saved.pk
        row.refresh_from_db()

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Do nothing: the action has saved the row."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Do nothing: the action has saved the rows of the inlines."""

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        return []

    def log_addition(self, *args: Any) -> Any:
        """Do nothing: the action has appended its Event."""

    def log_change(self, *args: Any) -> Any:
        """Do nothing: the action has appended its Event."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if state_of(request).was_unchanged and "_popup" not in request.POST:
            self.message_user(request, "Nothing was changed.")
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Answer with the status of the refusal, if there was one."""
        response = super().render_change_form(request, context, *args, **kwargs)
        if refusal := context["adminform"].form.refusal:
            response.status_code = refusal.about.value
        return response

    def token(self, form: DeskModelForm) -> str | None:
        """Return the form's token, by which an action knows a form that is sent twice.

        It names the model, so that it never matches a form of another model.
        """
        token = form.cleaned_data["token"]
        return f"{self.opts.model_name}:{token}"[:64] if token else None
