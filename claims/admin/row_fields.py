"""Rows picked by typing: the selects of the admin, which take what is no row without a fault."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from claims.models.base import read_number


def are_numbers(value: str | list[str]) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(read_number(text) is not None for text in texts)


class _OfRows:
    """Django asks the database for whatever was sent, and fails on what is no number."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        known = [text for text in value if are_numbers(str(text))]
        return super().optgroups(name, known, attr)  # type: ignore[misc]


class RowSelect(_OfRows, AutocompleteSelect):  # type: ignore[misc]  # the stubs type the mixin's
    pass


class RowsSelect(_OfRows, AutocompleteSelectMultiple):  # type: ignore[misc]  # the same
    pass


class RowsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """A number beyond any id would fail in the database."""
        if not are_numbers([str(pk) for pk in value or ()]):
            raise ValidationError("There is no such row.", code="unknown")
        return super().clean(value)


class PicksRows:
    """Rows are picked by typing; what is no row is refused by the field."""

    def formfield_for_foreignkey(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowsSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", RowsField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
