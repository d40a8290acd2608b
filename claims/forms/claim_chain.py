"""The chain of attribution as a form: who said it, through whom, one row for each voice, and whom a quote check is about."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from claims.enums import AttributionKind, ClaimKind
from claims.given import AppearanceGiven, Step, speaker_step
from claims.models import Attribution, Source
from claims.models.search.names import without_placeholder

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

    def clean_label(self) -> str:
        """Return the description, or nothing if it describes nobody."""
        return without_placeholder(self.cleaned_data["label"])

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

    @property
    def voice(self) -> str:
        """The source and the label as typed."""
        source, label = self["source"].value(), self["label"].value() or ""
        name = (source[0] or "") if isinstance(source, list) else getattr(source, "name", "")
        return f"{label} ({name})" if label and name else label or name

    def step(self) -> Step | None:
        data = self.cleaned_data
        if not data or not (data["source"] or data["label"]):
            return None
        return Step(data["kind"], data["source"], data["label"], data["cue"], data["date"])


class _Chain(BaseFormSet):
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for _, step in self.numbered_steps())

    def numbered_steps(self) -> list[tuple[int, Step]]:
        """Return the steps with the numbers of their rows. Rows with errors are left out."""
        return [
            (number, step)
            for number, form in enumerate(self.forms, 1)
            if (step := _step_of(form, is_bound=self.is_bound))
        ]

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


def _step_of(form: StepForm, *, is_bound: bool) -> Step | None:
    if is_bound:
        return None if form.errors else form.step()
    row: dict[str, Any] = dict(form.initial)
    return Step(**row) if row else None


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


class SaidByField(forms.TypedChoiceField):
    """The number of the step that a quote check is about. None is the step that `given.speaker_step` returns."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _NEAREST), *((str(n), f"step {n}") for n in range(1, MOST_VOICES + 1))],
            label="Quote check: who is claimed to have said it",
            help_text="Its chain ends with this voice. What this voice heard from others is not part of a quote check.",
        )


def said_by_index(row: int | None, rows: Sequence[int]) -> int | None:
    """Return the index in the chain of the step in this row. None if the row names nobody."""
    return rows.index(row) if row in rows else None


def said_by_now(given: AppearanceGiven) -> int | None:
    """Return the row of the speaker of a quote check on the desk, None if the form would choose the same one."""
    return None if given.chain == given.chain_of(ClaimKind.QUOTE) else len(given.chain)


_NEAREST = "the nearest named voice that is not the publisher"


def offer_steps(field: Any, chain: Any, publisher: Source | None) -> None:
    """Offer the steps by their numbers, with the voices as typed so far."""
    steps = chain.numbered_steps()
    likely = ""
    if steps:
        number, step = steps[speaker_step([step for _, step in steps], publisher)]
        if publisher is None or step.source != publisher:
            likely = f": {chain.forms[number - 1].voice}"
    named = [
        (str(number), f"step {number}: {form.voice}" if form.voice else f"step {number}")
        for number, form in enumerate(chain.forms, 1)
    ]
    field.choices = [("", f"{_NEAREST}{likely}"), *named]


class SpeakerForm(forms.Form):
    """The choice of the speaker alone, rendered again while the chain is typed. Nothing is sent with it."""

    said_by = SaidByField()

    def __init__(self, data: Any, *, publisher: Source | None) -> None:
        super().__init__(data, auto_id="chain-%s")
        offer_steps(self.fields["said_by"], ChainFormSet(data, prefix="chain"), publisher)
