"""Forms about archived copies."""

from typing import Any

from django import forms

from claims.given import TakedownGiven

from .account_confirm import ConfirmedForm
from .fields import TextField, TokenField


class TakeDownForm(ConfirmedForm):
    reason = TextField(
        long=True,
        label="Reason",
        help_text="Everybody who can read the desk reads it, in place of the copy.",
    )
    legal_basis = TextField(
        required=False,
        label="Legal basis",
        help_text="For example a court order with its number, or an article of a law.",
    )
    every_copy = forms.BooleanField(
        required=False, label="Take down every archived copy of this article"
    )
    blocks_capture = forms.BooleanField(
        required=False, initial=True, label="Do not archive this page again"
    )
    token = TokenField()

    field_order = ("reason", "legal_basis", "every_copy", "blocks_capture", "your_password")

    def __init__(self, *args: Any, others: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["every_copy"]

    def given(self) -> TakedownGiven:
        data = self.cleaned_data
        return TakedownGiven(
            data["reason"],
            data["legal_basis"],
            blocks_capture=data["blocks_capture"],
            every_copy=data.get("every_copy", False),
        )
