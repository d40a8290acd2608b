"""Guessing at passwords: how many guesses reach an account's check, and how spraying is noticed.

django-axes locks an account for one network. This adds what one network does not show: guesses at one account
from many networks, and at many accounts. Everything is counted before the password is checked and taken back
when it was right, so that guesses at once count too. claims/decisions has the reasons.
"""

import logging
import secrets
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from verify import limits
from verify.proxies import client_network

log = logging.getLogger(__name__)

MINUTES_15, DAY, DAYS_30 = 15 * 60, 24 * 3600, 30 * 24 * 3600

# Guesses at one account from one network, or from one known browser, within 15 minutes.
MOST_FROM_ONE = 10
# Guesses at one account from everywhere. One network counts at most FIVE times: it does not lock out all others.
MOST_AT_ONE, MOST_AT_ONE_A_DAY, FIVE = 10, 50, 5
# Accounts that one network fails to log in to within 15 minutes.
MOST_NAMES = 10
# Accounts that are guessed at from everywhere within 15 minutes: logged, and again with each as many more.
MANY_NAMES = 20

_SALT = "verify.guessing"
_MOST_DEVICES = 5  # accounts that one browser is known for


class Handler(AxesDatabaseHandler):
    """What axes asks before each check of a password, and tells when one was right."""

    def is_whitelisted(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> bool:
        """Return True for a browser that is known: axes' lock of its network is not for it."""
        name = get_client_username(request, credentials) or ""
        return bool(known_device(request, name)) or super().is_whitelisted(request, credentials)

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        name = get_client_username(request, credentials) or ""
        allowed = super().is_allowed(request, credentials) and _may_guess(request, name)
        if not allowed:
            # The signal of the failed login does not say whether the password was checked.
            request.guess_refused = True  # type: ignore[attr-defined]
        return allowed

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        was_right(request, user.get_username())


def _may_guess(request: HttpRequest, name: str) -> bool:
    """Count the guess. Return False if it must not reach the check. At most seven statements."""
    network, device = client_network(request), known_device(request, name)
    tries = limits.add("guesses", f"{name}\0{device or network}", MINUTES_15).number
    if tries > MOST_FROM_ONE:
        return _refused(name, network, "from one place")
    if device:
        return True
    at_home = limits.number_of("home", f"{name}\0{network}") > 0
    if tries == 1 and not _is_no_spraying(name, network) and not at_home:
        return _refused(name, network, "spraying")
    return _is_no_siege(name, tries) or at_home or _refused(name, network, "from many networks")


def _is_no_siege(name: str, tries: int) -> bool:
    """Count a guess at this account, from a browser that it does not know."""
    if tries > FIVE:
        return limits.number_of("siege", name) < MOST_AT_ONE
    if limits.add("siege", name, MINUTES_15).number > MOST_AT_ONE:
        return False
    return limits.add("siege of a day", name, DAY).number <= MOST_AT_ONE_A_DAY


def _is_no_spraying(name: str, network: str) -> bool:
    """Count the first guess of this network at this account."""
    names = limits.add("names", network, MINUTES_15).number
    if names == MOST_NAMES:
        log.warning("spraying: %s accounts from %s within 15 minutes", names, network)
    if limits.add("tried", name, MINUTES_15).number == 1:
        everywhere = limits.add("names", "everywhere", MINUTES_15).number
        if everywhere % MANY_NAMES == 0:
            log.warning("spraying: %s accounts from all networks within 15 minutes", everywhere)
    return names <= MOST_NAMES


def _refused(name: str, network: str, why: str) -> bool:
    account = account_named(name)
    log.warning("guessing refused: %s, last %s", why, network, extra={"account": account})
    return False


def was_right(request: HttpRequest, name: str) -> None:
    """Take back what was counted before the check."""
    network, device = client_network(request), known_device(request, name)
    limits.forget("guesses", f"{name}\0{device or network}")
    if not device:
        limits.take_back("siege", name)
        limits.take_back("siege of a day", name)
        limits.take_back("names", network)
        limits.take_back("names", "everywhere")
        limits.forget("tried", name)
    limits.add("home", f"{name}\0{network}", DAYS_30)


def account_named(name: str) -> str:
    """Return the name if an account has it. Anything else may be a password, typed into the wrong field."""
    return name if User.objects.filter(username=name).exists() else ""


def describe_client(
    username: str | None, ip_address: str, user_agent: str, path_info: str, request: HttpRequest
) -> str:
    """Return whom axes' lines in the log are about."""
    return f"{account_named(username or '') or 'an unknown account'} from {ip_address}"


# --- Browsers that are known ---


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser prove later that this account logged in with it. That alone logs nobody in."""
    devices = _devices(request)
    mark = _mark(user.get_username())
    device = devices.pop(mark, "") or secrets.token_urlsafe(12)
    kept = dict([*devices.items()][1 - _MOST_DEVICES :]) | {mark: device}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=_SALT),
        max_age=settings.DEVICE_COOKIE_AGE,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def is_known_browser(request: HttpRequest, name: str) -> bool:
    """Return True if the account has logged in with this browser before."""
    return bool(known_device(request, name))


def known_device(request: HttpRequest, name: str) -> str:
    """Return the number of the browser, if the account has logged in with it."""
    return _devices(request).get(_mark(name), "")


def _devices(request: HttpRequest) -> dict[str, str]:
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        found = signing.loads(cookie, salt=_SALT, max_age=settings.DEVICE_COOKIE_AGE)
    except signing.BadSignature:
        return {}
    return dict(found)


def _mark(name: str) -> str:
    return salted_hmac(_SALT, name, algorithm="sha256").hexdigest()[:16]
