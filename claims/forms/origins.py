"""Answers to hints about where words come from."""

from django import forms

from .fields import RevisionField, TextField
from .panel import PanelForm


class OriginForm(forms.Form):
    """A hint accepted or dismissed; `revision` is the article's, as the page showed it."""

    revision = RevisionField()


class TakeForm(PanelForm):
    """What was proposed for the evidence of a claim; `revision` is that of what it corrects."""

    name = "take"

    hint = TextField(max_length=200)
    revision = RevisionField()
