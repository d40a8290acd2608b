"""Servers that are slow, endless, lying or send packed bombs: our limits end each fetch."""

import gzip
import queue
import random
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.fetching import USUAL, Guard, Limits, NotCaptured, fetch

from .wire import PAGE, Script, Server, listen, reply, serving

SHORT = Limits(seconds=0.2)
SMALL = Limits(seconds=20, size=100_000, head=8_192)


def refusal_of(server: Server, limits: Limits, scheme: str = "http") -> NotCaptured:
    url = server.url().replace("http", scheme)
    with pytest.raises(NotCaptured) as refusal:
        fetch(url, limits=limits, guard=Guard(allowed=server.pairs))
    return refusal.value


def ended_by_us(script: Script, limits: Limits, scheme: str = "http") -> str:
    """Return the code once the server saw that we hung up; it would have continued for much longer."""
    with serving(script) as server:
        refusal = refusal_of(server, limits, scheme)
        assert server.hung_up.wait(20)
    assert refusal.worth_retrying == (refusal.code == "unreachable")
    return refusal.code


# Slow


def drip_status_line(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"HTTP/1.1 200 OK" + b"K" * 500)


def drip_headers(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100)


def drip_page(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, reply(bytes(500)))


def drip_chunks(server: Server, connection: socket.socket, request: bytes) -> None:
    connection.sendall(reply(b"", Content_Length="", Transfer_Encoding="chunked"))
    server.drip(connection, b"1\r\nx\r\n" * 100 + b"0\r\n\r\n")


def drip_packed_page(server: Server, connection: socket.socket, request: bytes) -> None:
    page = gzip.compress(random.Random(1).randbytes(500))
    connection.sendall(reply(page[:20], Content_Length="", Content_Encoding="gzip"))
    server.drip(connection, page[20:])


def send_nothing(server: Server, connection: socket.socket, request: bytes) -> None:
    while connection.recv(65_536):
        pass
    server.hung_up.set()


def stop_within_page(server: Server, connection: socket.socket, request: bytes) -> None:
    connection.sendall(reply(bytes(10_000))[:5_000])
    send_nothing(server, connection, request)


@pytest.mark.parametrize(
    "script",
    [
        drip_status_line,
        drip_headers,
        drip_page,
        drip_chunks,
        drip_packed_page,
        send_nothing,
        stop_within_page,
    ],
)
def test_one_deadline_applies_to_every_wait_of_a_fetch(script: Script) -> None:
    assert ended_by_us(script, SHORT) == "unreachable"


def test_fetch_without_time_left_does_not_connect(connected: list[tuple[str, int]]) -> None:
    with serving(reply()) as server:
        assert refusal_of(server, Limits(seconds=0)).code == "unreachable"
    assert connected == []


def test_redirects_share_the_deadline() -> None:
    def redirect_slowly(server: Server, connection: socket.socket, request: bytes) -> None:
        if not server.stopped.wait(0.1):
            connection.sendall(reply(b"", status="302 Found", Location="/next"))

    with serving(redirect_slowly) as server:
        assert refusal_of(server, SHORT).code == "unreachable", (
            "the redirects ran out before the time did"
        )


def drip_certificate(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"\x16\x03\x03\x10\x00" + bytes(500))


@pytest.mark.parametrize("script", [send_nothing, drip_certificate])
def test_deadline_applies_to_the_tls_handshake(script: Script) -> None:
    assert ended_by_us(script, SHORT, "https") == "unreachable"


def test_deadline_applies_to_name_resolution() -> None:
    given_up, answers = threading.Event(), queue.SimpleQueue[bool]()

    def resolve(host: str, port: int) -> list[str]:
        answers.put(given_up.wait(10))
        return []

    with pytest.raises(NotCaptured) as refusal:
        fetch("http://slow.example/", limits=SHORT, guard=Guard(resolve=resolve))
    given_up.set()
    assert answers.get(), "the fetch waited for the resolver"
    assert refusal.value.code == "unreachable"


def full_listener(stack: ExitStack) -> int:
    """Return the port of a listener with a full queue: it neither accepts nor refuses a connection."""
    listener = stack.enter_context(socket.socket())
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    for _ in range(4):
        waiting = stack.enter_context(socket.socket())
        waiting.setblocking(False)
        waiting.connect_ex(listener.getsockname())
    return int(listener.getsockname()[1])


def test_address_that_does_not_respond_leaves_time_for_the_next() -> None:
    with ExitStack() as stack:
        port = full_listener(stack)
        try:
            server = stack.enter_context(serving(reply(), [listen("::1", port)]))
        except OSError:
            pytest.skip("this machine has no IPv6")
        guard = Guard(
            allowed=frozenset({("127.0.0.1", port), ("::1", port)}),
            resolve=lambda host, port: ["127.0.0.1", "::1"],
        )
        captured = fetch(server.url(host="two.example"), limits=Limits(seconds=1), guard=guard)
    assert captured.content == PAGE
    assert captured.address == "::1"


# Endless


def repeat_forever(data: bytes) -> Iterator[bytes]:
    while True:
        yield data * (65_536 // len(data))


def send_then(head: bytes, then: Callable[[], Iterable[bytes]]) -> Script:
    def script(server: Server, connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        for data in then():
            connection.sendall(data)

    return script


CHUNKED = reply(b"", Content_Length="", Transfer_Encoding="chunked")
ENDLESS = [
    ("header lines", b"HTTP/1.1 200 OK\r\n", b"A: b\r\n", "unreachable"),
    ("one header", b"HTTP/1.1 200 OK\r\nA: ", b"b", "unreachable"),
    ("a folded header", b"HTTP/1.1 200 OK\r\nA: b\r\n", b" b\r\n", "unreachable"),
    ("status line", b"HTTP/1.1 200 ", b"OK", "unreachable"),
    ("continue", b"", b"HTTP/1.1 100 Continue\r\n\r\n", "unreachable"),
    ("no HTTP", b"", b"SSH-2.0-OpenSSH\r\n", "unreachable"),
    ("no line", b"", b"\x00", "unreachable"),
    ("page", reply(b"", Content_Length=""), b"x", "too_large"),
    ("chunks", CHUNKED, b"2\r\nxx\r\n", "unreachable"),
    ("long chunks", CHUNKED, b"1000\r\n" + b"x" * 4_096 + b"\r\n", "too_large"),
    ("a chunk", CHUNKED + b"ffffffffffffffffffff\r\n", b"x", "too_large"),
    ("a negative chunk", CHUNKED + b"-1\r\n", b"x", "unreachable"),
    ("a very negative chunk", CHUNKED + b"-ffffff\r\n", b"x", "unreachable"),
    ("chunk extension", CHUNKED + b"1;", b"x", "unreachable"),
    ("trailers", CHUNKED + b"1\r\nx\r\n0\r\n", b"A: b\r\n", "unreachable"),
    (
        "empty gzips",
        reply(b"", Content_Length="", Content_Encoding="gzip"),
        gzip.compress(b""),
        "too_large",
    ),
]


@pytest.mark.parametrize(
    ("head", "data", "code"), [case[1:] for case in ENDLESS], ids=[case[0] for case in ENDLESS]
)
def test_endless_response_is_ended(head: bytes, data: bytes, code: str) -> None:
    assert ended_by_us(send_then(head, lambda: repeat_forever(data)), SMALL) == code


# Lying


def test_page_with_a_too_large_content_length_is_not_read() -> None:
    def script(server: Server, connection: socket.socket, request: bytes) -> None:
        connection.sendall(reply(b"", Content_Length="100001"))
        send_nothing(server, connection, request)

    assert ended_by_us(script, SMALL) == "too_large"


@pytest.mark.parametrize(("size", "code"), [(100_000, None), (100_001, "too_large")])
@pytest.mark.parametrize("length", ["", None])
def test_size_limit_is_exact(size: int, code: str | None, length: str | None) -> None:
    sent = reply(bytes(size)) if length is None else reply(bytes(size), Content_Length=length)
    with serving(sent) as server:
        if code is None:
            captured = fetch(server.url(), limits=SMALL, guard=Guard(allowed=server.pairs))
            assert len(captured.content) == size
        else:
            assert refusal_of(server, SMALL).code == code


PACKED = gzip.compress(PAGE)
NO_PAGE = {
    "hangs up": b"",
    "HTTP/0.9": PAGE,
    "another protocol": b"220 mail.example ESMTP\r\n",
    "status of two digits": b"HTTP/1.1 20 OK\r\n\r\n",
    "status in words": b"HTTP/1.1 fine\r\n\r\n",
    "HTTP/2": b"HTTP/2 200 OK\r\nContent-Length: 1\r\n\r\nx",
    "head without an end": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    "redirect cut off": b"HTTP/1.1 302 Found\r\nLocation: /sto",
    "too many headers": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
    "shorter than its length": reply(Content_Length="500"),
    "nothing of its length": reply(b"", Content_Length="500"),
    "negative length": reply(Content_Length="-1"),
    "length in words": reply(Content_Length="many"),
    "length with a sign": reply(Content_Length="+10"),
    "length in other digits": reply(Content_Length="１"),
    "two lengths": reply().replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n", 1),
    "two lengths in one": reply(Content_Length=f"{len(PAGE)}, 5"),
    "invalid chunks": CHUNKED + b"zz\r\n" + PAGE,
    "chunk cut off": CHUNKED + b"50\r\nabc",
    "chunks without an end": CHUNKED + b"3\r\nabc\r\n",
    "chunk of a negative size": CHUNKED + b"-1\r\nabc\r\n0\r\n\r\n",
    "chunks of gzips": reply(Content_Length="", Transfer_Encoding="gzip, chunked"),
    "another coding": reply(Transfer_Encoding="gzip"),
    "invalid gzip": reply(Content_Encoding="gzip"),
    "invalid deflate": reply(b"\xff" * 50, Content_Encoding="deflate"),
    "invalid brotli": reply(b"\xff" * 50, Content_Encoding="br"),
    "gzip cut off": reply(PACKED[:-5], Content_Encoding="gzip"),
    "deflate cut off": reply(zlib.compress(PAGE)[:-5], Content_Encoding="deflate"),
    "brotli cut off": reply(brotli.compress(PAGE)[:-5], Content_Encoding="br"),
    "gzip with trailing bytes": reply(PACKED + b"more", Content_Encoding="gzip"),
    "brotli with trailing bytes": reply(brotli.compress(PAGE) + b"more", Content_Encoding="br"),
    "gzip with a wrong checksum": reply(PACKED[:-8] + bytes(8), Content_Encoding="gzip"),
}


@pytest.mark.parametrize("sent", NO_PAGE.values(), ids=NO_PAGE)
def test_broken_reply_is_refused_as_unreachable(sent: bytes) -> None:
    with serving(sent) as server:
        assert refusal_of(server, SMALL).code == "unreachable"


@settings(max_examples=30)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_reply_gives_a_page_or_a_refusal(head: bytes, body: bytes) -> None:
    for sent in (
        head,
        b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body,
        b"HTTP/1.1 302 On\r\nLocation: " + head + b"\r\n\r\n" + body,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html;" + head + b"\r\n\r\n" + body,
        CHUNKED + body,
        reply(body, Content_Encoding="gzip"),
        reply(body, Content_Encoding="deflate"),
        reply(body, Content_Encoding="br"),
    ):
        with serving(sent) as server:
            try:
                captured = fetch(
                    server.url(), limits=Limits(seconds=2), guard=Guard(allowed=server.pairs)
                )
            except NotCaptured:
                continue
            assert captured.content


# Packed bombs, at the limits that users have

MB = 1_000_000


def deflate_bomb(window: int) -> bytes:
    """Return a deflate bomb without an end, because no reader gets that far."""
    packer = zlib.compressobj(wbits=window)
    first, other = (packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + other * 199


def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join([*(packer.process(bytes(MB)) for _ in range(200)), packer.finish()])


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gzip": ("gzip", lambda: deflate_bomb(31)),
    "deflate": ("deflate", lambda: deflate_bomb(15)),
    "bare deflate": ("deflate", lambda: deflate_bomb(-15)),
    "brotli": ("br", brotli_bomb),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("limits", [USUAL, Limits(ratio=10**9)], ids=["by ratio", "by size"])
def test_bomb_of_200_mb_is_refused_with_the_memory_of_one_page(bomb: str, limits: Limits) -> None:
    packing, make = BOMBS[bomb]
    sent = reply(make(), Content_Encoding=packing)
    assert len(sent) < 300_000
    with serving(sent) as server:
        tracemalloc.start()
        try:
            refusal = refusal_of(server, limits)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert refusal.code == "too_large"
    assert not refusal.worth_retrying
    assert most < limits.size + 2 * MB


def test_small_page_may_have_a_high_packing_ratio() -> None:
    """A page of zeros packs by a factor of a thousand."""
    small = reply(gzip.compress(bytes(MB)), Content_Encoding="gzip")
    large = reply(gzip.compress(bytes(2 * MB)), Content_Encoding="gzip")
    with serving(small) as server:
        captured = fetch(server.url(), guard=Guard(allowed=server.pairs))
        assert captured.content == bytes(MB)
    with serving(large) as server:
        assert refusal_of(server, USUAL).code == "too_large"


@pytest.mark.parametrize("head", [reply(b"", Content_Length=""), CHUNKED + b"-1\r\n"])
def test_endless_page_is_refused_with_the_memory_of_a_few_pages(head: bytes) -> None:
    with serving(send_then(head, lambda: repeat_forever(b"x"))) as server:
        tracemalloc.start()
        try:
            refusal_of(server, USUAL)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 5 * USUAL.size


# One message


def test_unreachable_addresses_all_give_the_same_refusal() -> None:
    """Different refusals would let users explore the desk's own network."""
    with ExitStack() as stack:
        silent = stack.enter_context(serving(send_nothing))
        garbled = stack.enter_context(serving(b"SSH-2.0-OpenSSH_9.2\r\n"))
        busy = full_listener(stack)
        free = listen("127.0.0.1")
        closed = free.getsockname()[1]
        free.close()

        def resolve(host: str, port: int) -> list[str]:
            if host == "nobody.example":
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return ["127.0.0.1" if host == "inner.example" else host]

        ports = {busy, closed}
        guard = Guard(
            allowed=silent.pairs | garbled.pairs | {("127.0.0.1", port) for port in ports},
            resolve=resolve,
        )
        hidden = [
            "http://10.0.0.1/",  # a forbidden address
            "http://inner.example/",  # a name that resolves to one
            "http://93.184.216.34:22/",  # a port that is not a web port
            "http://nobody.example/",  # a name without an address
            f"http://127.0.0.1:{closed}/",  # a closed port
            f"http://127.0.0.1:{busy}/",  # accepts no connection
            silent.url(),  # sends nothing
            silent.url().replace("http:", "https:"),
            garbled.url(),  # not HTTP
            garbled.url().replace("http:", "https:"),  # not TLS
        ]
        for url in list(hidden):
            there = reply(b"", status="302 Found", Location=url)
            sender = stack.enter_context(serving(there))
            guard = Guard(allowed=guard.allowed | sender.pairs, resolve=resolve)
            hidden.append(sender.url())
        refusals = []
        for url in hidden:
            with pytest.raises(NotCaptured) as refusal:
                fetch(url, limits=Limits(seconds=0.1), guard=guard)
            refusals.append(refusal.value)
    assert {(r.code, str(r), *r.values.items(), r.worth_retrying) for r in refusals} == {
        ("unreachable", "unreachable", True)
    }
    assert len(refusals) == 20
