"""How an action refuses: a Denial is the reason, an ActionError carries it out of the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class About(Enum):
    """What a refusal is about. Views translate it to an HTTP status (RFC 9110)."""

    PERSON = 403  # this person cannot, whatever the state
    STATE = 409  # nobody can, in the current state
    INPUT = 422  # what was submitted is not acceptable


@dataclass(frozen=True)
class Denial:
    """Why something cannot be done: a code for tests and scripts, a sentence for people."""

    code: str
    message: str
    about: About = About.STATE


class ActionError(Exception):
    """Base of the errors an action raises. Nothing was written."""

    about = About.STATE


class Refused(ActionError):
    """A rule refused."""

    def __init__(self, denial: Denial) -> None:
        super().__init__(denial.message)
        self.denial = denial
        self.about = denial.about


class Stale(ActionError):
    """Somebody else saved this after the page was loaded. The response is 409 and shows both texts."""

    code = "stale"

    def __init__(self, seen: int | None, now: int) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.seen = seen
        self.now = now


class Invalid(ActionError):
    """What was submitted is not acceptable. `field` is the action's argument, so that a form can point at it."""

    about = About.INPUT

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code


class AsksWhich(Invalid):
    """A name may mean these sources. The form shows them as choices, and is sent again with one of them."""

    def __init__(self, field: str, denial: Denial, choices: Sequence[int]) -> None:
        super().__init__(field, denial.code, denial.message)
        self.choices = tuple(choices)


def refuse(denial: Denial | None) -> None:
    """Raise Refused if a rule returned a Denial."""
    if denial is not None:
        raise Refused(denial)


def refuse_stale(seen: int | None, now: int) -> None:
    """Raise Stale if the page was loaded at another revision than the current one."""
    if seen != now:
        raise Stale(seen, now)
