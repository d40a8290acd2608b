"""How an action says no: a Denial is the reason, an ActionError carries it out of the transaction."""

from dataclasses import dataclass
from enum import Enum


class About(Enum):
    """What a refusal is about; the views translate it to an HTTP status (RFC 9110)."""

    PERSON = 403  # this person may not, whatever the state
    STATE = 409  # nobody may, as things stand now
    INPUT = 422  # what was typed cannot be taken


@dataclass(frozen=True)
class Denial:
    """Why something may not be done: a code for tests and scripts, a sentence for people."""

    code: str
    message: str
    about: About = About.STATE


class ActionError(Exception):
    """Nothing was written."""

    about = About.STATE


class Refused(ActionError):
    """A rule said no."""

    def __init__(self, denial: Denial) -> None:
        super().__init__(denial.message)
        self.denial = denial
        self.about = denial.about


class Stale(ActionError):
    """The page was older than the row: somebody else was faster. Answered 409 with both texts."""

    code = "stale"

    def __init__(self, seen: int | None, now: int) -> None:
        super().__init__("This changed while you were writing.")
        self.seen = seen
        self.now = now


class Invalid(ActionError):
    """What was typed cannot be taken; `field` is the action's argument, so that a form can point at it."""

    about = About.INPUT

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code


def refuse(denial: Denial | None) -> None:
    """Raise Refused where a rule answered with a Denial."""
    if denial is not None:
        raise Refused(denial)
