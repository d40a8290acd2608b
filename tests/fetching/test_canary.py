"""A canary server on loopback is never reached, in any spelling of its address and by any route."""

import dataclasses
import re
from collections.abc import Iterator
from itertools import cycle
from socket import socket
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from claims.fetching import PUBLIC, Guard, Limits, NotCaptured, fetch

from .wire import PAGE, Server, listen_on_both, numeric_or, reply, serving

SOON = Limits(seconds=5)
CODES = (301, 302, 303, 307, 308)
PUBLIC_ADDRESS = "93.184.216.34"

# The addresses that these names resolve to, instead of the system's answer.
NAMES = {
    "localhost": ["::1", "127.0.0.1"],
    "loopback.example": ["127.0.0.1"],
    "loopback6.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "twice.example": ["127.0.0.1", "127.0.0.1"],
    "good-then-bad.example": [PUBLIC_ADDRESS, "127.0.0.1"],
    "bad-then-good.example": ["127.0.0.1", PUBLIC_ADDRESS],
    "good-then-bad6.example": [PUBLIC_ADDRESS, "2606:2800:220:1::1", "::1"],
    "scoped.example": ["fe80::1%lo"],
    "nowhere.example": [],
}

# The system reads each of these as this machine.
REACHING = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0X7F000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0x7f.0x0.0x0.0x1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "00000177.0.0.1",
    "0177.0x0.0.1",
    "①②⑦.⓪.⓪.①",
    "①②⑦.0.0.1",
    "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "𝟙𝟚𝟟.𝟘.𝟘.𝟙",
    "１２７.０.０.１",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "²¹³⁰⁷⁰⁶⁴³³",
    "127.\u00ad0.0.1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::0.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "localhost",
    "LocalHost",
    "localhost.",
    "ⓛocalhost",
    "ｌｏｃａｌｈｏｓｔ",
    "local\u00adhost",
    "loopback.example",
    "LOOPBACK.Example",
    "loopback6.example",
    "mapped.example",
    "twice.example",
    "0",
    "0.0.0.0",
    "0x0",
    "00.0",
    "⓪",
    "[::ffff:0.0.0.0]",
    "[::]",
]

# These hide this machine, or belong to a private network.
FORBIDDEN = [
    *REACHING,
    "good-then-bad.example",
    "bad-then-good.example",
    "good-then-bad6.example",
    "scoped.example",
    "nowhere.example",
    "127.0.0.2",
    "127.255.255.254",
    "[::ffff:127.0.0.2]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:7f00:1::1]",
    "[2001:0:7f00:1::]",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
]


def redirect(server: Server, connection: socket, request: bytes) -> None:
    """Respond to `/302?to=…` with status 302 and exactly this Location."""
    asked = urlsplit(request.split()[1].decode())
    code, location = asked.path.strip("/"), parse_qs(asked.query)["to"][0]
    connection.sendall(
        f"HTTP/1.1 {code} On\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    )


@pytest.fixture(scope="module")
def front() -> Iterator[Server]:
    """Return an allowed server that redirects."""
    with serving(redirect) as server:
        yield server


@pytest.fixture(scope="module")
def canary() -> Iterator[Server]:
    with serving(reply(), listen_on_both()) as server:
        yield server


@pytest.fixture
def guard(front: Server, canary: Server) -> Guard:
    """Return the desk's guard with the canary's port among the web's, so that only its address is forbidden."""
    return Guard(allowed=front.pairs, ports=PUBLIC.ports | {canary.port}, resolve=numeric_or(NAMES))


@pytest.fixture
def open_guard(front: Server, canary: Server) -> Guard:
    """Return the same guard, with the canary allowed."""
    anywhere = frozenset((host, canary.port) for host in ("0.0.0.0", "::"))
    return Guard(allowed=front.pairs | canary.pairs | anywhere, resolve=numeric_or(NAMES))


@pytest.mark.parametrize("spelling", FORBIDDEN)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_forbidden_address_is_not_reached(
    canary: Server, guard: Guard, connected: list[tuple[str, int]], scheme: str, spelling: str
) -> None:
    before = canary.hits
    with pytest.raises(NotCaptured) as refusal:
        fetch(f"{scheme}://{spelling}:{canary.port}/", limits=SOON, guard=guard)
    assert refusal.value.code == "unreachable"
    assert connected == []
    assert canary.hits == before


@pytest.mark.parametrize("spelling", FORBIDDEN)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_forbidden_address_is_not_reached_at_web_ports(
    connected: list[tuple[str, int]], scheme: str, spelling: str
) -> None:
    with pytest.raises(NotCaptured) as refusal:
        fetch(f"{scheme}://{spelling}/", limits=SOON, guard=Guard(resolve=numeric_or(NAMES)))
    assert refusal.value.code == "unreachable"
    assert connected == []


@pytest.mark.parametrize("spelling", FORBIDDEN)
@pytest.mark.parametrize("code", CODES)
def test_redirect_does_not_reach_a_forbidden_address(
    front: Server,
    canary: Server,
    guard: Guard,
    connected: list[tuple[str, int]],
    code: int,
    spelling: str,
) -> None:
    before = canary.hits
    there = quote(f"http://{spelling}:{canary.port}/")
    with pytest.raises(NotCaptured) as refusal:
        fetch(front.url(f"/{code}?to={there}"), limits=SOON, guard=guard)
    assert refusal.value.code == "unreachable"
    assert connected == [("127.0.0.1", front.port)]
    assert canary.hits == before


# The canary responds when it is allowed; with a dead canary, all of the tests above would pass too.


@pytest.mark.parametrize("spelling", REACHING)
def test_allowed_address_is_reached_in_each_spelling(
    canary: Server, open_guard: Guard, spelling: str
) -> None:
    if "::1" not in {host for host, _port in canary.pairs} and spelling.startswith("["):
        pytest.skip("this machine has no IPv6")
    before = canary.hits
    captured = fetch(f"http://{spelling}:{canary.port}/", limits=SOON, guard=open_guard)
    assert captured.content == PAGE
    assert canary.hits == before + 1


@pytest.mark.parametrize("code", CODES)
def test_allowed_address_is_reached_by_a_redirect(
    front: Server, canary: Server, open_guard: Guard, code: int
) -> None:
    there = canary.url("/story")
    captured = fetch(front.url(f"/{code}?to={quote(there)}"), limits=SOON, guard=open_guard)
    assert captured.content == PAGE
    assert captured.final_url == there


# Ways around


def test_name_is_resolved_once_so_a_second_answer_changes_nothing(
    canary: Server, connected: list[tuple[str, int]]
) -> None:
    answers = iter([[PUBLIC_ADDRESS], ["127.0.0.1"], ["127.0.0.1"]])
    guard = Guard(ports=frozenset({canary.port}), resolve=lambda host, port: next(answers))
    before = canary.hits
    with pytest.raises(NotCaptured) as refusal:
        fetch(canary.url(host="rebinding.example"), limits=SOON, guard=guard)
    assert refusal.value.code == "unreachable"
    assert connected == [(PUBLIC_ADDRESS, canary.port)]
    assert canary.hits == before
    assert next(answers) == ["127.0.0.1"], "the name was resolved more than once"


@pytest.mark.parametrize("code", CODES)
def test_name_is_resolved_and_checked_again_after_a_redirect(
    front: Server, canary: Server, code: int
) -> None:
    answers = cycle([["127.0.0.1"], [PUBLIC_ADDRESS, "127.0.0.1"]])
    guard = Guard(
        allowed=front.pairs,
        ports=frozenset({canary.port}),
        resolve=lambda host, port: next(answers),
    )
    before = canary.hits
    there = quote(canary.url(host="rebinding.example"))
    with pytest.raises(NotCaptured) as refusal:
        fetch(front.url(f"/{code}?to={there}", host="rebinding.example"), limits=SOON, guard=guard)
    assert refusal.value.code == "unreachable"
    assert canary.hits == before


def test_allowed_pair_allows_no_other_port_and_no_other_address(
    front: Server, canary: Server, connected: list[tuple[str, int]]
) -> None:
    guard = Guard(allowed=front.pairs)
    for url in [canary.url(), front.url(host="127.0.0.2"), front.url(host="[::1]")]:
        with pytest.raises(NotCaptured) as refusal:
            fetch(url, limits=SOON, guard=guard)
        assert refusal.value.code == "unreachable"
    assert connected == []


@pytest.mark.parametrize("port", [0, 1, 22, 25, 79, 81, 442, 444, 5432, 8000, 8080, 65535])
def test_public_address_is_reached_only_at_web_ports(
    connected: list[tuple[str, int]], port: int
) -> None:
    with pytest.raises(NotCaptured) as refusal:
        fetch(f"http://{PUBLIC_ADDRESS}:{port}/", limits=SOON)
    assert refusal.value.code == "unreachable"
    assert connected == []


@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_public_address_is_connected_to_at_web_ports(
    connected: list[tuple[str, int]], scheme: str, port: int
) -> None:
    with pytest.raises(NotCaptured):
        fetch(f"{scheme}://{PUBLIC_ADDRESS}/", limits=SOON)
    assert connected == [(PUBLIC_ADDRESS, port)]


def test_system_resolver_is_the_default(canary: Server) -> None:
    before = canary.hits
    with pytest.raises(NotCaptured) as refusal:
        fetch(
            canary.url(host="localhost"), limits=SOON, guard=Guard(ports=frozenset({canary.port}))
        )
    assert refusal.value.code == "unreachable"
    captured = fetch(canary.url(host="localhost"), limits=SOON, guard=Guard(allowed=canary.pairs))
    assert captured.content == PAGE
    assert canary.hits == before + 1


TRICKS = [
    "http://user@127.0.0.1:{port}/",
    "http://user:word@127.0.0.1:{port}/",
    "http://@127.0.0.1:{port}/",
    "http://news.example@127.0.0.1:{port}/",
    "http://news.example:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@news.example/",
    "http://127.0.0.1:{port}\\@news.example/",
    "http://news.example\\@127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}/",
    "http:/\\127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:/127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}/",
    "http://127.0.0.1:{port}:80/",
    "http://127.0.0.1:{port}x/",
    "http://127.0.0.1:+{port}/",
    "http://127.0.0.1:{port}００/",
    "http://127.0.0.1:99999/",
    "http://[::1]news.example:{port}/",
    "http://[::1:{port}/",
    "http://::1:{port}/",
    "http://[127.0.0.1]:{port}/",
    "http://[::1%25lo]:{port}/",
    "http://[::1%lo]:{port}/",
    "http://[v1.127.0.0.1]:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://127.0.0.1%23:{port}/",
    "http://127.0.0.1%00.news.example:{port}/",
    "http://127%2e0%2e0%2e1:{port}/",
    "http://127.0.0.1,news.example:{port}/",
    "http://127.0.0.1;news.example:{port}/",
    "http://127..1:{port}/",
    "http://.127.0.0.1:{port}/",
    "http://127.0.0.1..:{port}/",
    "http://ﬀ℀@127.0.0.1:{port}/",
    "http://127.0.0.1℀:{port}/",
    "http://faß.example:{port}/",
    "http://a\u200db.example:{port}/",
    "http:// 127.0.0.1:{port}/",
    "http://127.0.0.1 :{port}/",
    "http://127.0.0.1:{port}/a b",
    "http://127.0.0.1:{port}/\u00a0",
    "http://127.0.0.1:{port}/\u2028",
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port}/\n",
    "ht\ttp://127.0.0.1:{port}/",
    "http://127.0.\t0.1:{port}/",
    "http://127.0.\n0.1:{port}/",
    "http://127.0.0.1:{port}/\r\nHost:x",
    "http://127.0.0.1:{port}/\x00",
    "http://127.0.0.1:{port}/\x7f",
    "http://127.0.0.1:{port}/\x85",
    "http://127.0.0.1:{port}/\ud800",
    "http://" + "a" * 64 + ".example:{port}/",
    "http://" + "a." * 127 + "example:{port}/",
    "http://127.0.0.1:{port}/" + "a" * 2000,
    "http://127.0.0.1:{port}/" + "я" * 400,
    "file:///etc/passwd",
    "file://127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "dict://127.0.0.1:{port}/d:x",
    "data:text/html,<p>x",
    "jar:http://127.0.0.1:{port}/!/x",
    "view-source:http://127.0.0.1:{port}/",
    "ws://127.0.0.1:{port}/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "javascript:alert(1)",
    "http://",
    "http://:{port}/",
    "",
]


@pytest.mark.parametrize("written", TRICKS)
def test_malformed_or_tricky_url_is_refused_without_connecting(
    canary: Server, open_guard: Guard, connected: list[tuple[str, int]], written: str
) -> None:
    with pytest.raises(NotCaptured) as refusal:
        fetch(written.replace("{port}", str(canary.port)), limits=SOON, guard=open_guard)
    assert refusal.value.code == "url"
    assert not refusal.value.worth_retrying
    assert connected == []


@pytest.mark.parametrize(
    "written",
    [trick for trick in TRICKS if re.match("[a-z+-]+:", trick) and trick.isprintable()],
)
def test_redirect_to_a_malformed_or_tricky_url_is_not_followed(
    canary: Server, open_guard: Guard, written: str
) -> None:
    before = canary.hits
    location = written.replace("{port}", str(canary.port))

    def redirect_once(server: Server, connection: socket, request: bytes) -> None:
        first = len(server.requests) == 1
        connection.sendall(reply(status="302 Found", Location=location) if first else reply())

    with serving(redirect_once) as sender:
        guard = dataclasses.replace(open_guard, allowed=open_guard.allowed | sender.pairs)
        with pytest.raises(NotCaptured) as refusal:
            fetch(sender.url(), limits=SOON, guard=guard)
    assert refusal.value.code == "redirect"
    assert canary.hits == before


@pytest.mark.parametrize("way", ["header", "meta"])
def test_page_with_a_refresh_is_captured_without_following_it(
    front: Server, canary: Server, way: str
) -> None:
    before = canary.hits
    meta = f'<meta http-equiv="refresh" content="0;url={canary.url()}"><p>Moved'.encode()
    page = reply(Refresh=f"0; url={canary.url()}") if way == "header" else reply(meta)
    with serving(page) as sender:
        captured = fetch(
            sender.url(), limits=SOON, guard=Guard(allowed=sender.pairs | canary.pairs)
        )
    assert captured.redirects == ()
    assert captured.final_url == sender.url()
    assert canary.hits == before
