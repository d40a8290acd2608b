"""Which addresses the fetcher may connect to, as a table that does not depend on the version of Python."""

import pytest

from claims.fetching import Guard
from claims.fetching.addresses import is_public, read_address

FORBIDDEN = [
    # this host and its own network
    "0.0.0.0",
    "0.1.2.3",
    "127.0.0.1",
    "127.255.255.255",
    "::",
    "::1",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.0.1",
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456:789a::1",
    "fec0::1",
    "feff::1",
    # of nobody, of everybody or of a protocol
    "192.0.0.1",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "ff02::1",
    "ff0e::1",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "2606:2800:220:1::1%eth0",
    # with another address inside
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
]

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "2606:2800:220:1:248:1893:25c8:1946",
    "2a00:1450:4001:80b::200e",
]


@pytest.mark.parametrize("written", FORBIDDEN)
def test_address_of_a_private_or_special_network_is_not_public(written: str) -> None:
    assert not is_public(read_address(written))


@pytest.mark.parametrize("written", PUBLIC)
def test_address_of_the_public_network_is_public(written: str) -> None:
    assert is_public(read_address(written))


@pytest.mark.parametrize("written", ["localhost", "127.1", "0::1", "::ffff:127.0.0.1", ""])
def test_allowed_address_in_another_spelling_is_an_error(written: str) -> None:
    with pytest.raises(ValueError):
        Guard(allowed=frozenset({(written, 80)}))


def test_name_without_an_address_has_no_permitted_address() -> None:
    with pytest.raises(OSError):
        Guard(resolve=lambda host, port: []).addresses("nowhere.example", 80)
