"""The forms of the admin. They check what was typed and write nothing: an action does, as their last check."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property

from claims.errors import ActionError, Invalid, Refused, Stale
from claims.forms.account_confirm import ConfirmedForm
from claims.forms.fields import RevisionField, TokenField

from .inlines import RowsFormSet

# Fields that belong to the form and not to a row.
_FORM_ONLY = frozenset({"seen_revision", "token", "reason", "your_password"})


class TypedForm(forms.ModelForm):
    """Check what was typed, field by field, without making or changing a row."""

    def _post_clean(self) -> None:
        """Do nothing. Django would write what was typed into its row, and ask the database a second time."""

    def validate_unique(self) -> None:
        """Do nothing. The action checks it, under the record's lock."""


class DeskModelForm(TypedForm):
    """A form whose last check runs an action: `is_valid` is True once the action has saved."""

    seen_revision = RevisionField()
    token = TokenField()

    # Set for one request by ActionModelAdmin.get_form.
    refusal_fields: ClassVar[dict[str, str]] = {}
    formsets: ClassVar[list[RowsFormSet]] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.refusal: ActionError | None = None
        self.is_saved = False
        initial = dict(self.initial)
        initial["seen_revision"] = self.row_revision()
        for name in self.declared_fields:
            if name not in initial and hasattr(self.instance, name):
                initial[name] = getattr(self.instance, name)
        self.initial = initial

    def row_revision(self) -> int | None:
        """Return the revision that the page shows. Set for one request."""
        return None

    def run_action(self) -> None:
        """Save what was typed; raises ActionError. Set for one request."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        return super().clean() or self.cleaned_data

    def is_valid(self) -> bool:
        """Check everything typed, inlines too, and then run the action, once.

        An action that refuses has written nothing. Its refusal is an error of the form, which Django
        then shows with everything that was typed.
        """
        is_valid = super().is_valid() and forms.all_valid(self.formsets)
        if "draft_restore" in self.data:
            self._forget_errors()
            return False
        if not is_valid:
            return False
        if not self.is_saved:
            try:
                self.run_action()
            except ActionError as refusal:
                self._show(refusal)
                return False
            self.is_saved = True
        return True

    def _forget_errors(self) -> None:
        """Show a draft that is restored without blame for what is not filled in yet."""
        self.errors.clear()
        for formset in self.formsets:
            formset.non_form_errors().clear()
            for errors in formset.errors:
                errors.clear()

    def _show(self, refusal: ActionError) -> None:
        self.refusal = refusal
        self.add_error(self._field_of(refusal), str(refusal))
        if isinstance(refusal, Stale):
            # The page shows both texts: submitted again, this one replaces the other.
            data: Any = self.data  # a QueryDict, which cannot be changed
            data = data.copy()
            data["seen_revision"] = refusal.now
            self.data = data

    def _field_of(self, refusal: ActionError) -> str | None:
        name = ""
        if isinstance(refusal, Invalid):
            name = self.refusal_fields.get(refusal.field, refusal.field)
        elif isinstance(refusal, Refused):
            name = self.refusal_fields.get(refusal.denial.code, "")
        return name if name in self.fields else None

    @cached_property
    def changed_data(self) -> list[str]:
        """Return the fields that would change a row: a reason alone does not."""
        return [name for name in super().changed_data if name not in _FORM_ONLY]


class ConfirmedModelForm(ConfirmedForm, DeskModelForm):
    """A form that asks for one's own password, unless it was typed a short while ago."""
