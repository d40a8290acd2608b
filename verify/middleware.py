"""Check every request, and add headers to every response."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from verify import limits
from verify.accounts import ask_to_log_in
from verify.held import hold, remember_account
from verify.proxies import client_network, look_for_mismatch
from verify.unavailable import Unavailable
from verify.views import refusal, too_large, unavailable

log = logging.getLogger(__name__)

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
PART = 256 * 1024  # bytes

GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{admin_style}; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Django 5.2's admin has one inline style, in change_list.html, used by lists without actions.
ADMIN_STYLE = " 'sha256-blvLUW3UscWqsXGByNOqdBboM+ShWAuugp2mC/wbafU='"

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class SecurityHeaders:
    """Send headers that Django does not. Outermost, so that errors and static files have them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = CONTENT_SECURITY_POLICY.format(admin_style="")
        self.admin_policy = CONTENT_SECURITY_POLICY.format(admin_style=ADMIN_STYLE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        in_admin = request.path_info.startswith("/admin/")
        response["Content-Security-Policy"] = self.admin_policy if in_admin else self.policy
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class ReadToTheEnd:
    """Read what is left of a refused request, within limits, so that its response arrives.

    A server that closes a connection with unread bytes resets it, and the browser then shows its own page of
    error instead of ours.
    """

    MOST_BYTES = 4 * settings.REQUEST_MAX_SIZE
    MOST_SECONDS = 30.0

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code >= 400:
            until, left = time.monotonic() + self.MOST_SECONDS, self.MOST_BYTES
            with suppress(OSError):
                while left > 0 and time.monotonic() < until and (part := request.read(PART)):
                    left -= len(part)
        return response


class RefuseBrokenInput:
    """Refuse other methods, what the databases disagree about (NUL, undecodable bytes), and too large requests.

    Django's own pages answer TRACE like GET.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if part := find_broken_part(request):
            return refusal(request, 400, f"{part} contains characters that are not text.")
        # The declared length is enough: without one, Django reads no body at all.
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.REQUEST_MAX_SIZE
        if request.content_type == "application/x-www-form-urlencoded":
            most = min(most, settings.URLENCODED_MAX_SIZE)
        if length.isdecimal() and int(length) > most:
            return too_large(request, most)
        response = self.get_response(request)
        # Django's views of forms would also name PUT, which is refused above.
        if allowed := response.get("Allow"):
            response["Allow"] = ", ".join(one for one in METHODS if one in allowed.split(", "))
        return response


def find_broken_part(request: HttpRequest) -> str | None:
    """Name the part of the request that holds a NUL or undecodable bytes, such as lone surrogates."""
    # Django has decoded the path, and has encoded the bytes that it could not decode as %FF again.
    if not is_text(unquote_to_bytes(request.path_info)):
        return "The address"
    for pair in wsgi_bytes(request.META.get("QUERY_STRING", "")).split(b"&"):
        name, _, value = pair.partition(b"=")
        decoded_name = unquote_to_bytes(name.replace(b"+", b" "))
        if not is_text(decoded_name):
            return "The name of a parameter"
        if not is_text(unquote_to_bytes(value.replace(b"+", b" "))):
            return f"The parameter “{decoded_name.decode()[:100]}”"
    # A quoted cookie may write NUL as \000, which would reach the session table.
    if any("\0" in value for value in request.COOKIES.values()):
        return "A cookie"
    return None


def wsgi_bytes(value: str) -> bytes:
    return value.encode("latin-1", "replace")


def is_text(raw: bytes) -> bool:
    if b"\0" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class PrivateResponses:
    """Keep what a logged-in person saw out of every cache, and clear the browser's data at logout."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Static files are served before there is a user, and stay cacheable.
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "no-store"
            remember_account(request, response)
        match = request.resolver_match
        if match and match.url_name == "logout" and request.method == "POST":
            response["Cache-Control"] = "no-store"
            # Not "cookies": that would clear the whole registered domain, sister sites included.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Require a login by default. A form whose session has expired must not lose its text."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        redirect = super().handle_no_permission(request, view_func)
        if "HX-Request" not in request.headers:
            held = hold(request) if request.method == "POST" else ""
            return ask_to_log_in(request, held) if held else redirect
        if request.method in {"GET", "HEAD"}:
            # If htmx followed the redirect, it would put the login page into a fragment.
            return HttpResponse(status=204, headers={"HX-Redirect": redirect["Location"]})
        return refusal(
            request,
            401,
            "You have been logged out, and nothing was saved. Log in in another tab, "
            "then submit this again.",
        )


class Limits:
    """Refuse with 429 what settings.LIMITS does not allow any more."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        look_for_mismatch(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        names = {match.url_name if match else ""} | ({"?q"} if request.GET.get("q") else set())
        for what, limited, method, whose, most, seconds in settings.LIMITS:
            if method == request.method and limited & names:
                counted = _count(request, what, _subject(request, whose), most, seconds)
                if counted.number > most:
                    return _too_many(request, what, counted)
        return None


def _subject(request: HttpRequest, whose: str) -> str:
    """Return whom the limit is for. Each login has its own: a thief's guesses do not limit the owner."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return f"network {client_network(request)}"
    return f"session {request.session.session_key}" if whose == "session" else f"account {user.pk}"


def _count(request: HttpRequest, what: str, whose: str, most: int, seconds: int) -> limits.Counted:
    if request.method == "POST":
        return limits.add(what, whose, seconds)
    # Reading must neither write nor wait in the usual case, and goes on when nothing can be written.
    seen = limits.memory.add(what, whose, seconds)
    if seen.number <= most // 2:
        return seen
    try:
        return limits.add(what, whose, seconds)
    except DatabaseError:
        return seen


def _too_many(request: HttpRequest, what: str, counted: limits.Counted) -> HttpResponse:
    account = request.user.get_username() if request.user.is_authenticated else ""
    log.warning("limit reached: %s", what, extra={"account": account})
    minutes = -(-counted.seconds_left // 60)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    reason = Unavailable(
        "limited",
        "Too many requests",
        f"You did this more often than the desk allows. Nothing was saved. Wait {wait}, then submit again.",
        retry_after=counted.seconds_left,
    )
    return unavailable(request, reason, status=429)
