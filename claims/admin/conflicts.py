"""The fields in which a stale form and the desk differ, for the person who has to decide between them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst

from claims.given import Conflict

from .inlines import RowsFormSet
from .model_forms import DeskModelForm


def conflicts(form: DeskModelForm, formsets: Iterable[RowsFormSet]) -> list[Conflict]:
    """List every field where the desk and the form differ."""
    # The row may have changed since the form read it: its instance was refreshed, so another form reads it.
    current = type(form)(form.data, form.files, instance=form.instance)
    found = [
        Conflict(
            str(form[name].label),
            in_words(form.fields[name], current.initial.get(name)),
            in_words(form.fields[name], form.cleaned_data.get(name, form[name].data)),
        )
        for name in current.changed_data
        if not isinstance(form.fields[name].widget, forms.PasswordInput)  # never shown again
    ]
    for formset in formsets:
        formset.read_desk()
        if formset.has_changed():
            label = capfirst(formset.model._meta.verbose_name_plural)
            on_desk, typed = formset.texts_on_desk, formset.texts_typed
            found.append(Conflict(label, "; ".join(on_desk), "; ".join(typed)))
    return found


def in_words(field: forms.Field, value: object) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in _listed(value))
    if isinstance(field, forms.ModelChoiceField) and isinstance(value, int):
        rows: Any = field.queryset
        return str(rows.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
        choices: Any = field.choices
        return str(dict(choices).get(value, value or ""))
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, Iterable) else []
