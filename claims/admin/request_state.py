"""What one request to the admin has loaded or done: Django's hooks ask for it dozens of times a page."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.http import HttpRequest

from claims import rules
from claims.enums import Role
from claims.models import Claim
from claims.rules import Situation

if TYPE_CHECKING:
    from .inlines import RowsFormSet


@dataclass
class RequestState:
    roles: frozenset[Role] | None = None
    situation: Situation | None = None
    formsets: list["RowsFormSet"] = field(
        default_factory=list
    )  # the inlines of the form that was sent
    was_unchanged: bool = False  # saved without a change


def state_of(request: HttpRequest) -> RequestState:
    state: RequestState = request.__dict__.setdefault("desk_state", RequestState())
    return state


def user_of(request: HttpRequest) -> User:
    """Return who is signed in. `DeskAdminSite.admin_view` lets nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("an admin page was reached without signing in")
    return request.user


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """Return the roles of the user. One query a request."""
    state = state_of(request)
    if state.roles is None:
        state.roles = rules.roles_of(request.user)
    return state.roles


def situation_of(request: HttpRequest, claim: Claim) -> Situation:
    """Load the claim's situation once a request. The action loads its own, under the record's lock."""
    state = state_of(request)
    if state.situation is None or state.situation.claim.pk != claim.pk:
        state.situation = Situation.load(claim, user_of(request))
    return state.situation
