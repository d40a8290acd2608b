"""Submit a form to one action, and turn its refusal into the form's error and an HTTP status."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from claims.errors import ActionError, Invalid, Refused, Stale
from claims.forms.panel import PanelForm, labels_of
from claims.given import Conflict, conflicts_between
from claims.reads.claims.same_claim import SameClaim
from claims.reads.review.claim_review import Changes

T = TypeVar("T")


@dataclass
class Outcome(Generic[T]):
    """What happened to a form: not sent, saved, or not saved and why. The templates show it."""

    status: int = 200
    is_saved: bool = False
    error: ActionError | None = None
    returned: T | None = None

    # For the page that shows both texts.
    is_conflict: bool = False
    conflicts: tuple[Conflict, ...] = ()
    changes: Changes | None = None

    # The claim that has this statement already, offered instead of a second one.
    same_claim: SameClaim | None = None

    @property
    def result(self) -> T:
        """Return what the action returned. For an outcome that is saved."""
        assert self.is_saved
        return cast(T, self.returned)

    @property
    def message(self) -> str:
        return str(self.error) if self.error else ""

    @property
    def code(self) -> str:
        return self.error.denial.code if isinstance(self.error, Refused) else ""

    @property
    def is_stale(self) -> bool:
        return isinstance(self.error, Stale)

    def compare(self, form: PanelForm, theirs: object, yours: object, seen_revision: int) -> None:
        """Show where the desk and the form differ. Sent again, the form replaces what is on the desk."""
        self.is_conflict = True
        self.conflicts = conflicts_between(theirs, yours, labels_of(form))
        form.show_seen(seen_revision=seen_revision)


def attempt(act: Callable[[], T]) -> Outcome[T]:
    """Call the action, where there is no form to validate."""
    try:
        return Outcome(is_saved=True, returned=act())
    except ActionError as error:
        return Outcome(error.about.value, error=error)


def submit(form: BaseForm, act: Callable[[], T]) -> Outcome[T]:
    """Validate the form, call the action, and put a refusal on the form, by its field where there is one.

    The form keeps what was typed. A stale form gets no error: its page shows both texts. A draft that is restored is
    shown in its form, and nothing is saved.
    """
    is_valid = form.is_valid()
    if "draft_restore" in form.data:
        _forget_errors(form)
        return Outcome()
    if not is_valid:
        return Outcome(422)
    outcome = attempt(act)
    error = outcome.error
    if isinstance(error, Invalid) and error.field in form.fields:
        form.add_error(error.field, ValidationError(str(error), code=error.code))
    elif error and not outcome.is_stale:
        form.add_error(None, str(error))
    return outcome


def _forget_errors(form: BaseForm) -> None:
    """Do not blame somebody for what they have not filled in yet."""
    if isinstance(form, PanelForm):
        form.forget_errors()
    else:
        form.errors.clear()
