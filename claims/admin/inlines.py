"""Rows that belong to the page's object, such as stakes or the steps of a chain: one action replaces them all."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from .fields import DeskFields

MOST_ROWS = 60  # of one object; each costs a hundredth of a second on a page


class RowsFormSet(forms.BaseInlineFormSet):
    """Read the rows as they were typed, without their ids. A row that was emptied is gone.

    The rows on the desk are only read for comparison.
    """

    model: Any

    def __init__(
        self,
        *,
        queryset: Any = None,
        instance: Any = None,
        siblings: "list[RowsFormSet] | None" = None,
        **kwargs: Any,
    ) -> None:
        if siblings is not None:
            siblings.append(self)
        self.names = [name for name in self.form.base_fields if name not in ("id", self.fk.name)]
        self._all_rows = queryset
        self._owner = instance
        self.read_desk()
        if kwargs.get("data") is None and "initial" not in kwargs:
            kwargs["initial"] = self.rows_on_desk
            self.extra = len(self.rows_on_desk) + 1
        super().__init__(queryset=self.model._default_manager.none(), instance=instance, **kwargs)

    def read_desk(self) -> None:
        """Read the rows on the desk, again after a refusal: somebody may have changed them meanwhile."""
        rows: list[models.Model] = []
        if self._owner and self._owner.pk:
            relations = {field.name for field in self.model._meta.fields if field.is_relation}
            found = self._all_rows.filter(**{self.fk.name: self._owner}).order_by("pk")
            rows = list(found.select_related(*(relations & set(self.names))))
        self.rows_on_desk = [{name: getattr(row, name) for name in self.names} for row in rows]
        self.texts_on_desk = [str(row) for row in rows]

    def initial_form_count(self) -> int:
        return 0

    def clean(self) -> None:
        """Do nothing. The action refuses rows that exclude each other, and says why."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [{name: row[name] for name in self.names} for row in filled if not row.get("DELETE")]

    @property
    def texts_typed(self) -> list[str]:
        # A date is typed in one field and kept in three, and no text of a row shows it.
        columns = {field.name for field in self.model._meta.fields}
        kept = ({name: row[name] for name in columns & row.keys()} for row in self.rows)
        return [str(self.model(**row)) for row in kept]

    def has_changed(self) -> bool:
        return self.rows != self.rows_on_desk


class RowsInline(DeskFields, admin.StackedInline):
    """Let everybody who may change the page's object change its rows. The action checks its rule again."""

    formset = RowsFormSet
    extra = 1
    max_num = MOST_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Limit the rows. Django would show as many as a request counts, up to a thousand too many."""
        return super().get_formset(request, obj, **{"absolute_max": self.max_num} | kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
