"""Guesses at codes: how many reach the check. Whoever guesses here knows the password already.

Counted like guesses at passwords (verify/guessing.py): by account and network, before the check, in the database, and
taken back when right. A browser that is known for the account counts by itself, so that the owner gets in.
"""

import logging

from django.contrib.auth.models import User
from django.http import HttpRequest

from verify import limits
from verify.guessing import DAY, MINUTES_15, known_device
from verify.proxies import client_network

log = logging.getLogger(__name__)

# From one network, or from one known browser, within 15 minutes; and within a day.
MOST_FROM_ONE, MOST_FROM_ONE_A_DAY = 10, 50
# From everywhere but known browsers. One code in a million is right, three at a time.
MOST_AT_ONE, MOST_AT_ONE_A_DAY = 20, 50
# Seconds for which a code of an app may be right. It is taken once.
CODE_LASTS = 120


def may_try(request: HttpRequest, user: User) -> bool:
    """Count the try. Return False if it must not reach the check. Four statements."""
    counted = [(limits.add(*count).number, most) for count, most in _counts(request, user)]
    if all(number <= most for number, most in counted):
        return True
    log.warning(
        "guessing at codes refused, last from %s",
        client_network(request),
        extra={"account": user.get_username()},
    )
    return False


def was_right(request: HttpRequest, user: User) -> None:
    for (what, whose, _), _most in _counts(request, user):
        limits.take_back(what, whose)


def is_new(user: User, code: str) -> bool:
    """Return True for the first use of an app's code, in whatever process. allauth remembers its own process's only."""
    return limits.add("code used", f"{user.pk}\0{code}", CODE_LASTS).number == 1


def _counts(request: HttpRequest, user: User) -> list[tuple[tuple[str, str, int], int]]:
    """Return what is counted (what, whose, seconds), and the most of each."""
    device = known_device(request, user.get_username())
    one = f"{user.pk}\0{device or client_network(request)}"
    found = [
        (("codes", one, MINUTES_15), MOST_FROM_ONE),
        (("codes of a day", one, DAY), MOST_FROM_ONE_A_DAY),
    ]
    if not device:
        found += [
            (("codes", str(user.pk), MINUTES_15), MOST_AT_ONE),
            (("codes of a day", str(user.pk), DAY), MOST_AT_ONE_A_DAY),
        ]
    return found
