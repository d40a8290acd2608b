"""Fixtures that set the desk up as other environment variables would."""

import io
import json
import logging
import runpy
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings as running

from verify import proxies
from verify.logs import JsonLines

VARIABLES = (
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "MFA",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_ISSUER",
    "OIDC_NAME",
    "PORT",
    "PUBLIC_URL",
    "SECRET_KEY",
    "TRUSTED_PROXIES",
)
# Settings that a public address changes, except those that tests keep for themselves.
TRANSPORT = (
    "PUBLIC_URL", "HTTPS", "ALLOWED_HOSTS", "CSRF_", "SECURE_", "SESSION_", "TRUSTED_", "DEVICE_", "ACCOUNT_COOKIE_",
)  # fmt: skip

Started = Callable[..., dict[str, Any]]


@pytest.fixture
def started_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Started:
    """`started_with(PORT="9000")` runs verify/settings.py again with only these variables."""

    def start(**variables: str) -> dict[str, Any]:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(running.BASE_DIR / "verify" / "settings.py"))

    return start


@pytest.fixture
def behind_https(started_with: Started, settings: Any) -> str:
    """Apply all settings of PUBLIC_URL=https://…, and return the desk's public host name."""
    for name, value in started_with(PUBLIC_URL="https://desk.example.org").items():
        if name.startswith(TRANSPORT):
            setattr(settings, name, value)
    return "desk.example.org"


@pytest.fixture
def extra_urls(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.verify.urls"


@pytest.fixture
def public_url(settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Set a public URL and return it. verify/urls.py reads it when loaded, so it is run again."""
    settings.PUBLIC_URL = "https://desk.example.org"
    urls = ModuleType("urls_of_a_public_desk")
    vars(urls).update(runpy.run_path(str(running.BASE_DIR / "verify" / "urls.py")))
    monkeypatch.setitem(sys.modules, urls.__name__, urls)
    settings.ROOT_URLCONF = urls.__name__
    return "https://desk.example.org"


@pytest.fixture
def lines() -> Iterator[Any]:
    """`lines()` returns what the desk's own handler has written during the test."""
    (handler,) = (h for h in logging.getLogger().handlers if isinstance(h.formatter, JsonLines))
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    usual = handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    handler.setStream(usual)


@pytest.fixture
def cpu_seconds() -> Callable[[float], Any]:
    """`with cpu_seconds(2):` fails once the block has used that much CPU time, instead of hanging."""

    @contextmanager
    def bounded(seconds: float) -> Iterator[None]:
        def stop(number: int, frame: Any) -> None:
            raise TimeoutError(f"more than {seconds} CPU seconds")

        usual = signal.signal(signal.SIGVTALRM, stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, usual)

    return bounded


@pytest.fixture
def fresh_process() -> None:
    """Forget what this process has complained about."""
    proxies.reported.clear()
