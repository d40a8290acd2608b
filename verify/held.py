"""What somebody sent after their login had ended: held by the page that asks them to log in again.

The text travels with the login form, signed, and is stored nowhere until its account is known. It names the account that used the
browser last, so that nobody else who logs in there is shown it.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

FIELD = "held"
MOST_CHARACTERS = 250_000

_SALT = "verify.held"
_NEVER_HELD = ("csrfmiddlewaretoken", "token", FIELD)
# What forms send that nobody typed: codes, numbers, days.
CODE = re.compile(r"[a-z0-9_:.-]*")


@dataclass(frozen=True)
class Held:
    """A form that was sent without a login."""

    account: int
    form: str  # the address that it was sent to
    key: str  # of its draft, if a script kept one
    fields: list[list[str]]


def remember_account(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in the browser which account uses it. It is no proof of anything, and lets nobody in."""
    account = str(request.user.pk)
    if request.get_signed_cookie(settings.ACCOUNT_COOKIE_NAME, default="", salt=_SALT) != account:
        response.set_signed_cookie(
            settings.ACCOUNT_COOKIE_NAME,
            account,
            salt=_SALT,
            max_age=settings.ACCOUNT_COOKIE_AGE,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def hold(request: HttpRequest) -> str:
    """Return what was sent, for the login form; or nothing, if it is nobody's, too long, or was not typed."""
    account = request.get_signed_cookie(settings.ACCOUNT_COOKIE_NAME, default="", salt=_SALT)
    names = list(request.POST)
    if not account or any("password" in name for name in names):
        return ""
    fields = [
        [name, str(value)]
        for name, values in request.POST.lists()
        if name not in _NEVER_HELD
        for value in values
    ]
    is_typed = any(not CODE.fullmatch(value) for _, value in fields)
    if not is_typed or sum(len(value) for _, value in fields) > MOST_CHARACTERS:
        return ""
    return signing.dumps([int(account), request.path, fields], salt=_SALT, compress=True)


def take_along(request: HttpRequest) -> None:
    """Keep in the session what the login form held, through the other steps of a login: a code, a provider."""
    value = request.POST.get(FIELD)
    if value and read_held(value):
        request.session[FIELD] = value


def read_held(value: object) -> Held | None:
    """Return what a login form held, or None."""
    try:
        account, form, fields = signing.loads(str(value or ""), salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    key: Any = next((text for name, text in fields if name == "draft"), "")
    return Held(account, form, key, fields)
