"""Forms of questions and of the stakes in them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory

from claims.enums import Party
from claims.given import QuestionGiven
from claims.models import Stake

from .fields import (
    ChoiceField,
    RevisionField,
    SourceField,
    TextField,
    TokenField,
)
from .panel import PanelForm


class StakeForm(forms.Form):
    """A source and its stake in the question. An empty row is ignored."""

    source = SourceField(required=False, may_add=False)
    party = ChoiceField(enum=Party, required=False)
    side = TextField(
        required=False,
        max_length=100,
        help_text="In a word. If sources on the same side agree, that proves little.",
    )
    interest = TextField(required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("source") and not cleaned.get("party") and "party" not in self.errors:
            self.add_error("party", "Choose which party it is.")
        if (
            not cleaned.get("source")
            and not self.errors
            and any(cleaned.get(name) for name in ("party", "side", "interest"))
        ):
            self.add_error("source", "Name the source.")
        return cleaned


class _Stakes(BaseFormSet):
    def clean(self) -> None:
        sources = [stake.source_id for stake in self.stakes()]
        if len(sources) != len(set(sources)):
            raise ValidationError(
                "Each source can have only one stake in a question.", code="source_twice"
            )

    def stakes(self) -> list[Stake]:
        return [
            Stake(
                source=data["source"],
                party=data["party"],
                side=data["side"],
                interest=data["interest"],
            )
            for form in self.forms
            if not form.errors
            and (data := getattr(form, "cleaned_data", None))
            and data.get("source")
            and data.get("party")
        ]


MOST_STAKES = 60


StakeFormSet = formset_factory(
    StakeForm, formset=_Stakes, extra=3, max_num=MOST_STAKES, absolute_max=MOST_STAKES
)


class QuestionForm(PanelForm):
    name = "question"
    row_labels: ClassVar[dict[str, str]] = {"stakes": "Stakes"}

    text = TextField(
        max_length=300,
        label="Question",
        help_text="The question that the claims answer: “Will the port sell its cranes?”",
        widget=forms.TextInput(attrs={"class": "wide", "dir": "auto"}),
    )
    note = TextField(long=True, required=False)
    seen_revision = RevisionField()
    token = TokenField()

    def __init__(self, *args: Any, stakes: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.stakes: Any = StakeFormSet(self.data, prefix="stakes")
        else:
            rows = [
                {"source": s.source, "party": s.party, "side": s.side, "interest": s.interest}
                for s in stakes
            ]
            self.stakes = StakeFormSet(initial=rows, prefix="stakes")

    def given(self) -> QuestionGiven:
        data = self.cleaned_data
        return QuestionGiven(data["text"], data["note"], tuple(self.stakes.stakes()))

    def is_valid(self) -> bool:
        stakes_fit = self.stakes.is_valid()
        return super().is_valid() and stakes_fit
