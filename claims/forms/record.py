"""Asking whether the record holds something."""

from django import forms
from django.core.validators import RegexValidator

from .fields import TextField


class LookupForm(forms.Form):
    sha256 = TextField(
        label="SHA-256",
        max_length=100,
        validators=[
            RegexValidator(
                r"\A[0-9a-fA-F]{64}\Z", "A SHA-256 has 64 characters: digits and a to f."
            )
        ],
        widget=forms.TextInput(
            attrs={"class": "wide", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
