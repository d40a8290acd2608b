"""The client's address behind the desk's proxies, and what shows that their number is wrong."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from verify import proxies

HOPS = "1.1.1.1, 198.51.100.7, 10.0.0.9"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "remote", "client"),
    [
        (0, HOPS, "203.0.113.1", "203.0.113.1"),
        (1, HOPS, "127.0.0.1", "10.0.0.9"),
        (2, HOPS, "127.0.0.1", "198.51.100.7"),
        (3, HOPS, "127.0.0.1", "1.1.1.1"),
        (9, HOPS, "127.0.0.1", "1.1.1.1"),
        (1, None, "127.0.0.1", "127.0.0.1"),
        (1, " , ,", "127.0.0.1", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1", "127.0.0.1"),
        (1, "198.51.100.7:4711", "127.0.0.1", "198.51.100.7"),
        (1, "[2001:db8::1]:4711", "127.0.0.1", "2001:db8::1"),
        (1, "fe80::1%eth0", "127.0.0.1", "fe80::1"),
        (1, "::ffff:198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "x" * 100_000 + ",198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (0, None, "", ""),
    ],
)
def test_address_is_counted_from_the_right(
    trusted: int, forwarded: str | None, remote: str, client: str, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = trusted
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
    assert proxies.client_address(request) == client


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:3::", "2001:db8:1:3::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_network_of_ipv6_is_a_64(address: str, network: str) -> None:
    assert proxies.client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("variables", "trusted"),
    [
        ({}, 0),
        ({"PUBLIC_URL": "http://desk.example.org"}, 0),
        ({"PUBLIC_URL": "https://desk.example.org"}, 1),
        ({"PUBLIC_URL": "https://desk.example.org", "TRUSTED_PROXIES": "2"}, 2),
        ({"PUBLIC_URL": "http://desk.example.org", "TRUSTED_PROXIES": "1"}, 1),
    ],
)
def test_one_proxy_is_trusted_in_front_of_https(
    variables: dict[str, str], trusted: int, started_with: Any
) -> None:
    settings = started_with(MFA="1", **variables)
    assert settings["TRUSTED_PROXIES"] == settings["ALLAUTH_TRUSTED_PROXY_COUNT"] == trusted


@pytest.mark.parametrize("value", ["-1", "10", "one", "²", "1.0"])
def test_number_of_proxies_must_be_a_number(value: str, started_with: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^TRUSTED_PROXIES .*0 to 9"):
        started_with(TRUSTED_PROXIES=value)


def complaints() -> set[str | None]:
    found = run_checks(include_deployment_checks=True)
    return {message.id for message in found} & {"verify.W008", "verify.W009"}


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize(
    ("trusted", "host", "remote", "forwarded", "complains"),
    [
        (0, "localhost", "127.0.0.1", None, False),
        (0, "desk.example.org", "5.6.7.8", None, False),
        (0, "desk.example.org", "127.0.0.1", None, True),
        (0, "desk.example.org", "10.0.0.5", None, True),
        (0, "localhost", "127.0.0.1", "5.6.7.9", True),
        (1, "desk.example.org", "127.0.0.1", "5.6.7.9", False),
        (1, "desk.example.org", "127.0.0.1", "10.1.1.1", False),
        (1, "desk.example.org", "127.0.0.1", None, True),
        (1, "localhost", "127.0.0.1", None, False),
        (2, "desk.example.org", "127.0.0.1", "5.6.7.9", True),
        (1, "desk.example.org", "127.0.0.1", "5.6.7.9, 10.0.0.9", True),
        (2, "desk.example.org", "127.0.0.1", "5.6.7.9, 10.0.0.9", False),
    ],
)
def test_deployment_check_complains_after_requests_that_do_not_fit(
    trusted: int, host: str, remote: str, forwarded: str | None, complains: bool,
    settings: Any, lines: Any, fresh_process: None,
) -> None:  # fmt: skip
    settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS = trusted, [host]
    headers = {"host": host} | ({"x-forwarded-for": forwarded} if forwarded else {})
    for _ in range(3):
        assert (
            Client(REMOTE_ADDR=remote).get("/accounts/login/", headers=headers).status_code == 200
        )
    assert complaints() == ({"verify.W009"} if complains else set())
    assert len(lines()) == complains  # once per process
    # The complaint is over once the setting has changed.
    settings.TRUSTED_PROXIES += 1
    assert complaints() == set()


@pytest.mark.django_db
@pytest.mark.any_database
def test_deployment_check_complains_of_a_public_desk_without_proxies(settings: Any) -> None:
    settings.PUBLIC_URL, settings.TRUSTED_PROXIES = "http://desk.example.org", 0
    assert complaints() == {"verify.W008"}
    settings.TRUSTED_PROXIES = 1
    assert complaints() == set()
    settings.PUBLIC_URL, settings.TRUSTED_PROXIES = "http://localhost:8000", 0
    assert complaints() == set()
