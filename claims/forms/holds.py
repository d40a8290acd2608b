"""Forms of legal holds."""

from django import forms

from .fields import TextField, TokenField


class PlaceHoldForm(forms.Form):
    reason = TextField(
        long=True,
        label="Reason",
        help_text="For example the court and the number of the case. Everybody who can read the desk reads it.",
    )
    token = TokenField()


class LiftHoldForm(forms.Form):
    reason = TextField(long=True, label="Reason", help_text="Why the hold is no longer needed.")
    token = TokenField()
