"""Second factors and single sign-on are on in these tests: `LOGINS=1 pytest tests/logins`, a part of `make test`."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.conftest import PASSWORD, Cast

from .people import Browser, wait_for_port


@pytest.fixture(autouse=True)
def _fresh_process(settings: Any) -> None:
    """Forget allauth's own limits, which a process keeps in its memory; wait for a provider on a busy machine."""
    cache.clear()
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 60


@pytest.fixture
def browser_of(cast: Cast) -> Callable[..., Browser]:
    """Return `browser_of("editor")`: a browser that has typed the name and the password, and nothing else."""

    def new(member: str, **options: Any) -> Browser:
        return Browser(getattr(cast, member), Client(**options))

    return new


@pytest.fixture
def member(browser_of: Callable[..., Browser]) -> Callable[..., Browser]:
    """Return `member("editor")`: a browser that is logged in, and has typed the password again just now."""

    def new(name: str, **options: Any) -> Browser:
        browser = browser_of(name, **options)
        browser.type_password(PASSWORD)
        browser.confirm()
        return browser

    return new


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Run a real OpenID Connect provider in a process of its own. Return its address."""
    issuer = settings.OIDC.issuer
    port = urlsplit(issuer).port
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port, process)
        yield issuer
    finally:
        process.kill()
        process.wait()
