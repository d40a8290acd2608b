"""Forms that accept or dismiss hints about where words come from."""

from typing import Any

from django import forms

from .fields import RevisionField, TextField
from .panel import PanelForm


class OriginForm(forms.Form):
    """Accept or dismiss a hint. `revision` is the revision of the article that the page showed."""

    revision = RevisionField()
    stale: Any = None  # set if somebody corrected the article meanwhile

    @property
    def shows_refusal(self) -> bool:
        return bool(self.errors or self.stale)


class TakeForm(PanelForm):
    """A proposal about the evidence of a claim; `revision` is the revision of what it corrects."""

    name = "take"

    hint = TextField(max_length=200)
    revision = RevisionField()
