"""The proxy of the browser reaches only what the Guard allows, and no more than its limits."""

import socket
from contextlib import suppress

import pytest

from claims.fetching import Guard
from claims.fetching.bounded import Deadline
from claims.fetching.proxy import ProxyLimits, proxy

from .wire import Server, numeric_or, reply, serving

NAMES = {"outlet.example": ["127.0.0.1"], "two-faced.example": ["93.184.216.34", "127.0.0.1"]}


def ask(port: int, request: str) -> bytes:
    """Send a request as a browser would, and return all that comes back."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(request.encode())
        try:
            while piece := sock.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
    return answer


def guard(*servers: Server) -> Guard:
    pairs = frozenset(pair for server in servers for pair in server.pairs)
    return Guard(allowed=pairs, resolve=numeric_or(NAMES))


def status(answer: bytes) -> bytes:
    return answer.partition(b"\r\n")[0].partition(b" ")[2][:3]


def test_page_is_forwarded_and_its_connection_ends() -> None:
    page = reply(b"Unloaded.", Connection="keep-alive", Set_Cookie="a=b")
    with serving(page) as outlet, proxy(guard(outlet), deadline=Deadline(5)) as port:
        answer = ask(
            port,
            f"GET http://outlet.example:{outlet.port}/a?b HTTP/1.1\r\nHost: elsewhere\r\n"
            "Proxy-Connection: keep-alive\r\nCookie: c=d\r\n\r\n",
        )
    head, _, body = answer.partition(b"\r\n\r\n")
    assert status(answer) == b"200"
    assert body == b"Unloaded."
    assert b"connection: close" in head.lower()
    assert b"keep-alive" not in head
    (request,) = outlet.requests
    assert request.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert f"Host: outlet.example:{outlet.port}\r\n".encode() in request
    assert b"Cookie: c=d\r\n" in request
    assert b"roxy" not in request


def test_tunnel_passes_bytes_in_both_directions() -> None:
    with (
        serving(reply(b"Unloaded.")) as outlet,
        proxy(guard(outlet), deadline=Deadline(5)) as port,
        socket.create_connection(("127.0.0.1", port), timeout=5) as sock,
    ):
        sock.sendall(f"CONNECT outlet.example:{outlet.port} HTTP/1.1\r\n\r\n".encode())
        assert status(sock.recv(65536)) == b"200"
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
        answer = b""
        while piece := sock.recv(65536):
            answer += piece
    assert answer.endswith(b"\r\n\r\nUnloaded.")


@pytest.mark.parametrize(
    "request_line",
    [
        "GET http://127.0.0.1:{port}/",
        "GET http://127.1:{port}/",
        "GET http://[::ffff:127.0.0.1]:{port}/",
        "GET http://two-faced.example:{port}/",
        "HEAD http://127.0.0.1:{port}/",
        "GET http://127.0.0.1:{proxy}/",
        "GET https://outlet.example:{port}/",
        "GET ftp://outlet.example:{port}/",
        "GET /",
        "GET //127.0.0.1:{port}/",
        "GET http://a@outlet.example:{port}/",
        "CONNECT 127.0.0.1:{port}",
        "CONNECT 0x7f.1:{port}",
        "CONNECT [::1]:{port}",
        "CONNECT two-faced.example:{port}",
        "CONNECT outlet.example:{port}/../",
        "CONNECT a@127.0.0.1:{port}",
        "CONNECT 127.0.0.1:{proxy}",
        "POST http://127.0.0.1:{port}/",
        "DELETE http://127.0.0.1:{port}/",
    ],
)
def test_what_is_not_allowed_is_refused_without_connecting(request_line: str) -> None:
    with serving(reply()) as canary:
        nothing = Guard(resolve=numeric_or(NAMES))
        with proxy(nothing, deadline=Deadline(5)) as port:
            line = request_line.format(port=canary.port, proxy=port)
            answer = ask(port, f"{line} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert status(answer) in {b"502", b"501", b""}
    assert canary.hits == 0


def test_host_of_the_browsers_maker_is_refused_by_name() -> None:
    with serving(reply()) as outlet:
        limits = ProxyLimits(refused={"outlet.example"})
        with proxy(guard(outlet), deadline=Deadline(5), limits=limits) as port:
            tunnel = ask(port, f"CONNECT OUTLET.example.:{outlet.port} HTTP/1.1\r\n\r\n")
            page = ask(port, f"GET http://outlet.example:{outlet.port}/ HTTP/1.1\r\n\r\n")
    assert (status(tunnel), page) == (b"502", b"")
    assert outlet.hits == 0


def test_one_browser_can_use_only_so_many_bytes_and_connections() -> None:
    with serving(reply(b"x" * 300_000)) as outlet:
        limits = ProxyLimits(size=700_000, connections=5)
        request = f"GET {outlet.url()} HTTP/1.1\r\n\r\n"
        with proxy(guard(outlet), deadline=Deadline(5), limits=limits) as port:
            answers = [len(ask(port, request)) for _ in range(8)]
    assert [size > 300_000 for size in answers] == [True, True, *[False] * 6]
    assert sum(answers) < 702_000
    assert answers[5:] == [0, 0, 0]
    assert outlet.hits == 5


def test_server_that_never_ends_is_cut_off_by_the_deadline() -> None:
    def drip(server: Server, connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        server.drip(connection, b"x" * 10_000)

    with serving(drip) as outlet:
        with proxy(guard(outlet), deadline=Deadline(0.6)) as port:
            answer = ask(port, f"GET {outlet.url()} HTTP/1.1\r\n\r\n")
        assert status(answer) == b"200"
        assert outlet.hung_up.wait(5)


def tunnel(port: int, outlet: Server) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port), timeout=5)
    sock.sendall(f"CONNECT outlet.example:{outlet.port} HTTP/1.1\r\n\r\n".encode())
    return sock


def hold(server: Server, connection: socket.socket, request: bytes) -> None:
    while connection.recv(65536):
        connection.sendall(b"x" * 1_000)
    server.hung_up.set()


def test_one_browser_has_only_so_many_connections_at_once() -> None:
    limits = ProxyLimits(at_once=1)
    with (
        serving(hold, reads_requests=False) as outlet,
        proxy(guard(outlet), deadline=Deadline(5), limits=limits) as port,
        tunnel(port, outlet) as first,
    ):
        assert status(first.recv(65536)) == b"200"
        with tunnel(port, outlet) as second, suppress(ConnectionResetError):
            assert second.recv(65536) == b""
    assert outlet.hits == 1


def test_tunnels_end_with_the_proxy_and_with_its_bytes() -> None:
    with serving(hold, reads_requests=False) as outlet:
        with proxy(guard(outlet), deadline=Deadline(60), limits=ProxyLimits(size=1_500)) as port:
            left_open, too_much = tunnel(port, outlet), tunnel(port, outlet)
            assert status(left_open.recv(65536)) == status(too_much.recv(65536)) == b"200"
            too_much.sendall(b"x" * 1_400)
            answer = b""
            with suppress(ConnectionResetError):
                while piece := too_much.recv(65536):
                    answer += piece
            assert b"502" not in answer  # it would be taken for a page of that host
            too_much.close()
        assert left_open.recv(65536) == b""
        left_open.close()
