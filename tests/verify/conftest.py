"""Fixtures that set the desk up as other environment variables would."""

import runpy
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings as running

VARIABLES = (
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "PORT",
    "PUBLIC_URL",
    "SECRET_KEY",
)
# Settings that a public address changes, except those that tests keep for themselves.
TRANSPORT = ("PUBLIC_URL", "HTTPS", "ALLOWED_HOSTS", "CSRF_", "SECURE_", "SESSION_")

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
