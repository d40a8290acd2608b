"""The chain of attribution as a form: who said it, through whom, one row for each voice."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from claims.enums import AttributionKind
from claims.given import Step
from claims.models import Attribution

from .fields import (
    ChoiceField,
    ImpreciseDateField,
    SourceField,
    TextField,
)

VOICES = 4
ROWS_SHOWN = 2

MOST_VOICES = 8


class StepForm(forms.Form):
    """One step of the chain. An empty row is ignored."""

    source = SourceField(required=False, label="Voice")
    label = TextField(
        required=False,
        max_length=200,
        label="or an unnamed source, as described",
        widget=forms.TextInput(attrs={"placeholder": "a defence official", "dir": "auto"}),
    )
    kind = ChoiceField(enum=AttributionKind, required=False, label="What it did")
    cue = TextField(
        required=False,
        max_length=100,
        label="Verb as printed",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    date = ImpreciseDateField(label="When", help_text="")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        voiced = cleaned.get("source") or cleaned.get("label")
        if voiced and not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what this source did.")
        if not voiced and not self.errors and any(cleaned.values()):
            date = cleaned.get("date")
            if cleaned.get("cue") or cleaned.get("kind") or (date and str(date)):
                self.add_error("source", "Name the source, or describe it if it is unnamed.")
        return cleaned

    def step(self) -> Step | None:
        data = self.cleaned_data
        if not data or not (data["source"] or data["label"]):
            return None
        return Step(data["kind"], data["source"], data["label"], data["cue"], data["date"])


class _Chain(BaseFormSet):
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for form in self.forms if (step := form.step()))

    @property
    def first_rows(self) -> list[tuple[int, Any]]:
        """Return the numbered rows that are shown at once."""
        return list(enumerate(self.forms, 1))[:ROWS_SHOWN]

    @property
    def further_rows(self) -> list[tuple[int, Any]]:
        """Return the numbered rows that are folded."""
        return list(enumerate(self.forms, 1))[ROWS_SHOWN:]

    @property
    def is_long(self) -> bool:
        """Return whether a folded row holds something."""
        folded = self.forms[ROWS_SHOWN:]
        return any(form.errors or form.has_changed() or form.initial for form in folded)


ChainFormSet = formset_factory(
    StepForm, formset=_Chain, extra=VOICES, max_num=MOST_VOICES, absolute_max=MOST_VOICES
)


def chain_initial(steps: Iterable[Step | Attribution]) -> list[dict[str, Any]]:
    """Return the rows of the form for a chain; of Attributions with their sources selected."""
    return [
        {
            "source": step.source,
            "label": step.label,
            "kind": step.kind,
            "cue": step.cue,
            "date": step.date,
        }
        for step in steps
    ]
