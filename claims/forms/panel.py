"""What the forms share that stand beside others on one page."""

from typing import Any, ClassVar

from django import forms

from .fields import RevisionField


class PanelForm(forms.Form):
    """Ids of its own, and fields that outlive the swap which another form of the page causes.

    templates/django/forms/field.html marks the fields of a kept form for htmx, which then carries over
    what stands in them, typed or chosen. The form that was sent is drawn anew.
    """

    name: ClassVar[str] = ""

    def __init__(self, *args: Any, key: int | str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.name}{key}-%s")
        super().__init__(*args, **kwargs)
        self.key = key
        self.kept = not self.is_bound

    @property
    def html_id(self) -> str:
        return f"{self.name}{self.key}"

    def show_seen(self, **values: int) -> None:
        """After a 409 the page shows what is: sending again is a deliberate choice, made from there."""
        posted: Any = self.data
        data = posted.copy()
        for name, value in values.items():
            data[name] = str(value)
        self.data = data

    def say_what_was_lost(self) -> None:
        """Where a browser cannot keep what was given, the form says so."""


class SeenForm(PanelForm):
    """A form that compares: it is stale where the claim is no longer what the page showed."""

    seen_revision = RevisionField()
