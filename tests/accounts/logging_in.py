"""Log in over HTTP, from an address and with a browser."""

from typing import Any

from django.test import Client

from claims.models import AccountEntry
from tests.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def log_in(name: str, password: str = PASSWORD, address: str = "192.0.2.7") -> Client:
    """Try to log in, and return the browser."""
    client = Client(REMOTE_ADDR=address, headers={"user-agent": FIREFOX})
    client.post("/accounts/login/", {"username": name, "password": password})
    return client


def is_logged_in(client: Client) -> bool:
    return client.get("/claims/").status_code == 200


def kinds_of(account: Any) -> list[str]:
    return [entry.kind for entry in AccountEntry.objects.about(account).order_by("seq")]
