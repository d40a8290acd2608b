"""What forms share that are on one page with others."""

from typing import Any, ClassVar

from django import forms

from claims.errors import About, Denial

from .fields import RevisionField


class PanelForm(forms.Form):
    """A form with ids of its own, whose fields survive when another form of the page is sent.

    templates/django/forms/field.html marks the fields of a kept form for htmx, which then carries over
    what was typed or chosen in them. The form that was sent is rendered again.
    """

    name: ClassVar[str] = ""
    row_labels: ClassVar[dict[str, str]] = {}  # of formsets, by the field of the given shape
    not_stored: ClassVar[frozenset[str]] = frozenset()  # orders to the action, which no row holds

    def __init__(self, *args: Any, key: int | str = "", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.name}{key}-%s")
        super().__init__(*args, **kwargs)
        self.key = key
        self.kept = not self.is_bound
        self.is_open = False  # unfolded
        self.denial: Denial | None = None  # why this person may not send it, if the page knows

    @property
    def is_offered(self) -> bool:
        """Return whether the page shows it: it may be sent, or holds what was typed."""
        return self.is_bound or self.denial is None

    @property
    def is_for_this_person(self) -> bool:
        """Return whether the page shows it, if only to say that the claim's state rules it out now."""
        return self.is_offered or (self.denial is not None and self.denial.about != About.PERSON)

    @property
    def html_id(self) -> str:
        return f"{self.name}{self.key}"

    def show_seen(self, **values: int) -> None:
        """Put in what the page shows after a 409, so that sending again is a deliberate choice."""
        posted: Any = self.data
        data = posted.copy()
        for name, value in values.items():
            data[name] = str(value)
        self.data = data

    def forget_errors(self) -> None:
        """Drop the errors of a form that was not sent to be saved."""
        self.errors.clear()

    def say_what_was_lost(self) -> None:
        """Add an error for what a browser cannot keep: a file."""


class SeenForm(PanelForm):
    """A form that is stale when the row changed after the page was shown."""

    seen_revision = RevisionField()


def labels_of(form: PanelForm) -> dict[str, str]:
    """Return the labels of what people compare: the fields that a row holds, and the rows of formsets."""
    labels = {field.name: str(field.label) for field in form.visible_fields()}
    stored = {name: label for name, label in labels.items() if name not in form.not_stored}
    return stored | form.row_labels
