"""Confirm that it is still the same person, before they change accounts, roles or the policy, or take down a copy.

Whoever finds a browser logged in has the session, but not the password.
"""

import time

from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest

# In a session: when its person typed the password last, in seconds since 1970. Logging in counts.
CONFIRMED = "confirmed"
LASTS = 15 * 60


def is_confirmed(request: HttpRequest) -> bool:
    """Return True if the password was typed within the last 15 minutes."""
    since: int = request.session.get(CONFIRMED, 0)
    return 0 <= time.time() - since < LASTS


def confirm(request: HttpRequest, password: str) -> bool:
    """Check the password like that of a login: guesses are limited and noted. Return False if it is wrong."""
    found = authenticate(request, username=request.user.get_username(), password=password)
    if found is None or found.pk != request.user.pk:
        return False
    request.session[CONFIRMED] = int(time.time())
    return True


def confirmation(request: HttpRequest) -> dict[str, object]:
    """Return what a ConfirmedForm of this request needs: whether it must ask, and how an answer is checked."""
    return {
        "is_confirmed": is_confirmed(request),
        "can_confirm": isinstance(request.user, User) and request.user.has_usable_password(),
        "confirm": lambda form, password: confirm(request, password),
    }
