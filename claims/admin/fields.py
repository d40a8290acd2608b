"""The fields of the admin's forms: our own text field, and rows chosen by typing."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from claims.forms.fields import TextField
from claims.models.base import read_number


def are_numbers(value: str | list[str]) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(read_number(text) is not None for text in texts)


class _NumbersOnly:
    """Show only options that are numbers. Django asks the database for anything sent, and fails on the rest."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        numbers = [text for text in value if are_numbers(str(text))]
        return super().optgroups(name, numbers, attr)  # type: ignore[misc]


class RowSelect(_NumbersOnly, AutocompleteSelect):  # type: ignore[misc]  # the stubs type the mixin's
    pass


class RowsSelect(_NumbersOnly, AutocompleteSelectMultiple):  # type: ignore[misc]  # the same
    pass


class RowsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        """Refuse a number beyond any id, which would fail in the database."""
        if not are_numbers([str(pk) for pk in value or ()]):
            raise ValidationError("There is no such row.", code="unknown")
        return super().clean(value)


def text_field(db_field: models.Field) -> TextField | None:
    """Return our own field for a plain text column: it normalizes line ends and refuses unreadable characters."""
    if type(db_field) not in (models.CharField, models.TextField) or db_field.choices:
        return None
    long = isinstance(db_field, models.TextField)
    limit = {"max_length": db_field.max_length} if db_field.max_length else {}
    attributes = {"dir": "auto", "rows": 4} if long else {"dir": "auto"}
    return TextField(
        long=long,
        required=not db_field.blank,
        label=capfirst(db_field.verbose_name),
        help_text=db_field.help_text,
        initial=db_field.default if db_field.has_default() else None,
        widget=(AdminTextareaWidget if long else AdminTextInputWidget)(attributes),
        validators=[v for v in db_field.validators if not isinstance(v, MaxLengthValidator)],
        **limit,
    )


class DeskFields:
    """Use these fields on a page of the admin, or in its inlines."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return text_field(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(
        self: Any, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self: Any, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowsSelect(db_field, self.admin_site))
            kwargs.setdefault("form_class", RowsField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
