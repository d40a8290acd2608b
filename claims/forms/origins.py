"""Answers to hints about where words come from."""

from django import forms

from .fields import ClaimField, RevisionField


class OriginForm(forms.Form):
    """A hint accepted or dismissed, as the page showed it; `claim` is whose page that was, if any."""

    revision = RevisionField()
    claim = ClaimField()
