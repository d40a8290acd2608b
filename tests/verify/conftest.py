"""The desk as a start with other environment variables would set it up."""

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
# What a public address changes, less what the test run keeps its own.
TRANSPORT = ("PUBLIC_URL", "HTTPS", "ALLOWED_HOSTS", "CSRF_", "SECURE_", "SESSION_")

Started = Callable[..., dict[str, Any]]


@pytest.fixture
def started_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Started:
    """`started_with(PORT="9000")` runs verify/settings.py anew with these variables and no others."""

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
    """The desk's public name; it runs with all that PUBLIC_URL=https://… sets."""
    for name, value in started_with(PUBLIC_URL="https://desk.example.org").items():
        if name.startswith(TRANSPORT):
            setattr(settings, name, value)
    return "desk.example.org"


@pytest.fixture
def more_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.verify.urls"


@pytest.fixture
def public_addresses(settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The public address; verify/urls.py, which reads it when it is loaded, is run anew."""
    settings.PUBLIC_URL = "https://desk.example.org"
    addresses = ModuleType("addresses_of_a_public_desk")
    vars(addresses).update(runpy.run_path(str(running.BASE_DIR / "verify" / "urls.py")))
    monkeypatch.setitem(sys.modules, addresses.__name__, addresses)
    settings.ROOT_URLCONF = addresses.__name__
    return "https://desk.example.org"
