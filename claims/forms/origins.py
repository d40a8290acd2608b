"""Forms that accept or dismiss hints about where words come from."""

from django import forms

from .fields import RevisionField, TextField
from .panel import PanelForm


class OriginForm(forms.Form):
    """A hint that is accepted or dismissed. `seen_revision` is the article's."""

    seen_revision = RevisionField()


class AcceptProposalForm(PanelForm):
    """A proposal for the evidence of a claim. `seen_revision` is that of what it corrects."""

    name = "accept-proposal"

    hint = TextField(max_length=200)
    reason = TextField(required=False, label="Reason for the correction")
    seen_revision = RevisionField()
