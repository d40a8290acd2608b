"""What every page of the admin shares: a form that never writes, and a save that is one action.

How a save runs. Django's own view checks the form and the inlines, and then calls `save_model` and
`save_related`. Here the first does nothing and the second calls `act`, which gives what was typed to
one action: the action is the transaction, compares the revision that the page showed, asks the rules
and appends to the record. Where it refuses, nothing was written, and the same request is shown again
with the refusal as an error of the form, so that nothing typed is lost.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.decorators.csrf import csrf_protect

from claims import rules
from claims.enums import Role
from claims.errors import ActionError, Denial, Invalid, Refused, Stale
from claims.forms.fields import RevisionField, TextField, TokenField
from claims.models import Event

from .row_fields import PicksRows, are_numbers
from .site import roles_of

MOST_WORDS_SEARCHED = 8

_OF_THE_FORM = frozenset({"seen_revision", "token", "reason"})


class TypedForm(forms.ModelForm):
    """What was typed, checked field by field. It makes no row and changes none: actions do."""

    def _post_clean(self) -> None:
        """Django would write what was typed into the row it shows, and ask the database a second time."""

    def validate_unique(self) -> None:
        """The action asks, under the record's lock."""


class DeskModelForm(TypedForm):
    seen_revision = RevisionField()
    token = TokenField()

    # Set for one request by DeskModelAdmin.get_form.
    refusal: ClassVar[ActionError | None] = None
    refusal_fields: ClassVar[dict[str, str]] = {}
    revision_now: ClassVar[int | None] = None

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        initial = dict(self.initial)
        initial["seen_revision"] = self.revision_now
        for name in self.declared_fields:
            if name not in initial and hasattr(self.instance, name):
                initial[name] = getattr(self.instance, name)
        self.initial = initial
        if data is not None and isinstance(self.refusal, Stale):
            # Both texts are on the page now: sent again, this one replaces the other.
            fresh = data.copy()
            fresh["seen_revision"] = self.refusal.now
            self.data = fresh

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(self._field_of(self.refusal), str(self.refusal))
        return typed

    def _field_of(self, refusal: ActionError) -> str | None:
        name = ""
        if isinstance(refusal, Invalid):
            name = self.refusal_fields.get(refusal.field, refusal.field)
        elif isinstance(refusal, Refused):
            name = self.refusal_fields.get(refusal.denial.code, "")
        return name if name in self.fields else None

    @cached_property
    def changed_data(self) -> list[str]:
        """What would change a row: a reason alone does not."""
        return [name for name in super().changed_data if name not in _OF_THE_FORM]


MOST_ROWS = 60  # of one object; a row on a page costs a hundredth of a second


class RowsFormSet(forms.BaseInlineFormSet):
    """Rows that an action replaces as a whole: shown as they are, taken as they were typed, by no id.

    An emptied row is gone. The rows on the desk are read for comparison only.
    """

    def __init__(self, *, queryset: Any = None, instance: Any = None, **kwargs: Any) -> None:
        model: Any = self.model
        self.names = [name for name in self.form.base_fields if name not in ("id", self.fk.name)]
        on_desk: Any = []
        if instance and instance.pk:
            named = [field.name for field in model._meta.fields if field.is_relation]
            on_desk = queryset.filter(**{self.fk.name: instance}).order_by("pk")
            on_desk = on_desk.select_related(*(set(named) & set(self.names)))
        self.rows_on_desk = [{n: getattr(row, n) for n in self.names} for row in on_desk]
        self.texts_on_desk = [str(row) for row in on_desk]
        if kwargs.get("data") is None and "initial" not in kwargs:
            kwargs["initial"] = self.rows_on_desk
            self.extra = len(self.rows_on_desk) + 1
        super().__init__(queryset=model.objects.none(), instance=instance, **kwargs)

    def initial_form_count(self) -> int:
        return 0

    def clean(self) -> None:
        """Rows that exclude each other are refused by the action, in words."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [{name: row[name] for name in self.names} for row in filled if not row.get("DELETE")]

    def has_changed(self) -> bool:
        return self.rows != self.rows_on_desk


class RowsInline(PicksRows, admin.StackedInline):
    """Who may change the page's object may change its rows; the action has the last word."""

    formset = RowsFormSet
    extra = 1
    max_num = MOST_ROWS

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Django would draw as many rows as a request counts, up to a thousand more than there may be."""
        return super().get_formset(request, obj, **{"absolute_max": self.max_num} | kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return text_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)


class DeskModelAdmin(PicksRows, admin.ModelAdmin):
    """One model's pages. Subclasses say who needs which role, and which action `act` calls."""

    form: Any = DeskModelForm
    needs: ClassVar[Role] = Role.RESEARCHER
    # The action's word for what is wrong (an argument, or a Denial's code), where the field has another name.
    refusal_fields: ClassVar[dict[str, str]] = {}

    actions = None
    change_form_template = "admin/desk_change_form.html"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 50

    class Media:
        js = ("js/limits.js",)

    # Who

    def may(self, request: HttpRequest) -> bool:
        return rules.has_power(roles_of(request), self.needs)

    def why_not_change(self, request: HttpRequest, obj: Any) -> Denial | None:
        """Why this row stays as it is now, for people who may change others."""
        return None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What stays as it is now is shown for reading. A form sent all the same is not turned away here:

        the action refuses it in words, and what was typed is kept.
        """
        if not self.may(request):
            return False
        reading = request.method in ("GET", "HEAD")
        return obj is None or not reading or self.why_not_change(request, obj) is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # Save

    def act(self, form: Any, formsets: list[Any], obj: Any, *, by: User) -> models.Model:
        """Call one action with what was typed; `obj` is None for a new row. Answers the row it made or changed."""
        raise NotImplementedError

    @method_decorator(csrf_protect)
    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """As Django's, but for its transaction (the action has its own) and for what a refusal does."""
        try:
            return self._form_page(request, object_id, form_url, extra_context)
        except ActionError as refusal:
            request.desk_refusal = refusal
        response = self._form_page(request, object_id, form_url, extra_context)
        response.status_code = request.desk_refusal.about.value
        return response

    def _form_page(self, *args: Any) -> Any:
        """Django's page without the transaction that its public method opens around it."""
        return super()._changeform_view(*args)  # type: ignore[misc]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        for_this_request = {
            "refusal": getattr(request, "desk_refusal", None),
            "refusal_fields": self.refusal_fields,
            "revision_now": self.revision_of(obj) if obj else None,
        }
        return type(form.__name__, (form,), for_this_request)

    def revision_of(self, obj: Any) -> int | None:
        return getattr(obj, "revision", None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """An address may name the rows that a new form begins with, by number: Django fails on all else."""
        named: dict[str, Any] = super().get_changeform_initial_data(request)
        columns = (*self.opts.fields, *self.opts.many_to_many)
        rows = {column.name for column in columns if column.is_relation}
        return {name: value for name, value in named.items() if name in rows and are_numbers(value)}

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return form.instance

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Rows are written by the action alone."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        formsets = list(formsets)
        if change and not form.has_changed() and not any(f.has_changed() for f in formsets):
            request.desk_unchanged = True  # saved without a change: the record has nothing to say
            return
        row = self.act(form, formsets, form.instance if change else None, by=request.user)
        form.instance.pk = row.pk
        form.instance.refresh_from_db()

    def token(self, form: Any) -> str | None:
        """Of the form sent: sent twice, it is done once. Named for the model, so that none answers for another."""
        token = form.cleaned_data["token"]
        return f"{self.opts.model_name}:{token}"[:64] if token else None

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        if getattr(request, "desk_unchanged", False) and "_popup" not in request.POST:
            self.message_user(request, "Nothing was changed.")
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    # The record is the one history.

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        return []

    def log_addition(self, *args: Any) -> Any:
        """The action has written its Event."""

    def log_change(self, *args: Any) -> Any:
        """The action has written its Event."""

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        if not self.may(request):
            raise PermissionDenied
        about = f"{self.opts.model_name}:{object_id}"
        return HttpResponseRedirect(reverse("record", query={"object": about}))

    # Pages

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return text_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self,
        request: Any,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if isinstance(getattr(request, "desk_refusal", None), Stale):
            forms_shown = [inline.formset for inline in context["inline_admin_formsets"]]
            context["conflicts"] = conflicts(context["adminform"].form, forms_shown)
            context["latest"] = self.events_of(obj).first()
        if obj:
            context["denial"] = self.why_not_change(request, obj)
            context["links"] = self.links(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def events_of(self, obj: Any) -> Any:
        """Newest first: what may have made a form stale."""
        return Event.objects.about(str(self.opts.model_name), obj.pk)

    def links(self, obj: Any) -> list[tuple[str, str]]:
        """The next steps from a row: (words, address)."""
        return []

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Only what the page offers as filters: any other would let an address ask about columns not shown."""
        return lookup.split("__")[0] in self.list_filter and super().lookup_allowed(
            lookup, value, request
        )

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Each word is a condition of its own: a page of them would be more than a database reads."""
        words = search_term[:300].split()[:MOST_WORDS_SEARCHED]
        return super().get_search_results(request, queryset, " ".join(words))


def text_field(db_field: Any) -> TextField | None:
    """The desk's own field for a plain text column: one kind of line end, nothing that is not text."""
    if type(db_field) not in (models.CharField, models.TextField) or db_field.choices:
        return None
    long = isinstance(db_field, models.TextField)
    options: dict[str, Any] = {"max_length": db_field.max_length} if db_field.max_length else {}
    return TextField(
        long=long,
        required=not db_field.blank,
        label=capfirst(db_field.verbose_name),
        help_text=db_field.help_text,
        initial=db_field.default if db_field.has_default() else None,
        widget=AdminTextareaWidget({"dir": "auto", "rows": 4})
        if long
        else AdminTextInputWidget({"dir": "auto"}),
        validators=[v for v in db_field.validators if not isinstance(v, MaxLengthValidator)],
        **options,
    )


def conflicts(form: Any, formsets: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Label, text on the desk now, text typed: of every field where they differ."""
    found = [
        (
            str(form[name].label),
            in_words(form.fields[name], form.initial.get(name)),
            in_words(form.fields[name], form.cleaned_data.get(name, form[name].data)),
        )
        for name in form.changed_data
    ]
    for formset in formsets:
        if formset.has_changed():
            label = capfirst(formset.model._meta.verbose_name_plural)
            typed = [str(formset.model(**row)) for row in formset.rows]
            found.append((label, "; ".join(formset.texts_on_desk), "; ".join(typed)))
    return found


def in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in value or [])
    if isinstance(field, forms.ModelChoiceField) and isinstance(value, int):
        rows: Any = field.queryset
        return str(rows.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
        return str(dict(field.choices).get(value, value or ""))  # type: ignore[arg-type]
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
