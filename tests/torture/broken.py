"""Settings of a desk with one guard taken out, named by TORTURE_BREAK: the test of that guard must turn red on it.

Used for the attacked process only, never by the desk. Guards that are code are taken out when the apps are ready.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from verify.settings import *  # noqa: F403
from verify.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, TEMPLATES

BREAK = os.environ["TORTURE_BREAK"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.torture.broken.BrokenConfig"]
MIDDLEWARE = list(MIDDLEWARE)

Respond = Callable[[HttpRequest], HttpResponse]


def acknowledge_first(get_response: Respond) -> Respond:
    """Answer a comment before it is saved."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.endswith("/comments/"):
            return get_response(request)
        assert (
            request.POST is not None and request.user is not None
        )  # read before the connection ends
        threading.Timer(0.5, get_response, [request]).start()
        return HttpResponseRedirect(request.path)

    return respond


def swallow(get_response: Respond) -> Respond:
    """Say that a form was saved when it was not."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        refused = response.status_code == 503 and request.method == "POST"
        return HttpResponseRedirect(request.path) if refused else response

    return respond


if BREAK == "acknowledge_first":
    MIDDLEWARE.append("tests.torture.broken.acknowledge_first")
elif BREAK == "swallow":
    MIDDLEWARE.insert(0, "tests.torture.broken.swallow")
elif BREAK == "synchronous_normal":
    _options: dict[str, Any] = DATABASES["default"]["OPTIONS"]
    if "init_command" in _options:
        _options["init_command"] = _options["init_command"].replace("=FULL", "=NORMAL")
    else:
        _options["options"] += " -c synchronous_commit=off"
elif BREAK == "no_cleaning":
    MIDDLEWARE.remove("verify.middleware.RefuseBrokenInput")
elif BREAK == "unescaped":
    TEMPLATES[0]["OPTIONS"]["autoescape"] = False  # type: ignore[index]
    MIDDLEWARE.remove("verify.middleware.SecurityHeaders")
elif BREAK == "no_throttle":
    AXES_ENABLED = False


class BrokenConfig(AppConfig):
    name = "tests.torture"
    label = "torture"

    def ready(self) -> None:
        _TAKE_OUT.get(BREAK, lambda: None)()


def _no_guard() -> None:
    """Compare no revisions, find no repeated forms, and let everybody sign."""
    from claims import errors, rules, workflow
    from claims.actions import record
    from claims.models import Claim

    def swap(pk: int, *, seen_revision: int, **changes: Any) -> bool:
        from django.db.models import F

        return bool(Claim.objects.filter(pk=pk).update(revision=F("revision") + 1, **changes))

    errors.refuse_stale = workflow.refuse_stale = lambda seen, now: None
    Claim.objects.swap = swap  # type: ignore[method-assign]
    record.Entry.find_repeat = lambda self, token: None  # type: ignore[method-assign]
    rules.why_not_sign_off = rules.always


def _by_name() -> None:
    """Judge the name as it is written, and not the address that it leads to."""
    from claims.fetching import addresses

    def found(guard: addresses.Guard, host: str, port: int) -> list[addresses.Address]:
        try:
            written = addresses.read_address(host.strip("[]"))
        except ValueError:
            written = None
        if written and not guard._permits(written, port):
            raise addresses.Forbidden("this address is forbidden")
        return [addresses.read_address(text) for text in guard.resolve(host, port)]

    addresses.Guard.addresses = found  # type: ignore[method-assign]


def _no_bounds() -> None:
    """Let a file take all the time and memory it wants, in the web process."""
    from claims.extractors import child

    bounded = child.in_child

    def at_once(function: Callable[..., Any], content: bytes, *arguments: Any, seconds: int) -> Any:
        try:
            return json.loads(json.dumps(function(content, *arguments)))
        except child.TooHard:
            raise
        except Exception as error:
            raise child.Unreadable from error

    for module in [*sys.modules.values()]:
        if getattr(module, "in_child", None) is bounded:
            module.in_child = at_once  # type: ignore[attr-defined]


_TAKE_OUT: dict[str, Callable[[], None]] = {
    "no_guard": _no_guard,
    "by_name": _by_name,
    "no_bounds": _no_bounds,
}
