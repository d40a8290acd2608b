"""Servers that are slow, endless, lying or packed to burst: each ends by our limit, not by their mercy."""

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


def refused(server: Server, limits: Limits, scheme: str = "http") -> NotCaptured:
    url = server.url().replace("http", scheme)
    with pytest.raises(NotCaptured) as refusal:
        fetch(url, limits=limits, guard=Guard(allowed=server.pairs))
    return refusal.value


def ended_by_us(script: Script, limits: Limits, scheme: str = "http") -> str:
    """The code, once the server has seen that we hung up: it would have gone on for much longer."""
    with serving(script) as server:
        refusal = refused(server, limits, scheme)
        assert server.hung_up.wait(20)
    assert refusal.worth_retrying == (refusal.code == "unreachable")
    return refusal.code


# Slow


def drips_its_status_line(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"HTTP/1.1 200 OK" + b"K" * 500)


def drips_its_headers(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100)


def drips_its_page(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, reply(bytes(500)))


def drips_its_chunks(server: Server, connection: socket.socket, request: bytes) -> None:
    connection.sendall(reply(b"", Content_Length="", Transfer_Encoding="chunked"))
    server.drip(connection, b"1\r\nx\r\n" * 100 + b"0\r\n\r\n")


def drips_a_packed_page(server: Server, connection: socket.socket, request: bytes) -> None:
    page = gzip.compress(random.Random(1).randbytes(500))
    connection.sendall(reply(page[:20], Content_Length="", Content_Encoding="gzip"))
    server.drip(connection, page[20:])


def says_nothing(server: Server, connection: socket.socket, request: bytes) -> None:
    while connection.recv(65_536):
        pass
    server.hung_up.set()


def stops_within_its_page(server: Server, connection: socket.socket, request: bytes) -> None:
    connection.sendall(reply(bytes(10_000))[:5_000])
    says_nothing(server, connection, request)


@pytest.mark.parametrize(
    "script",
    [
        drips_its_status_line,
        drips_its_headers,
        drips_its_page,
        drips_its_chunks,
        drips_a_packed_page,
        says_nothing,
        stops_within_its_page,
    ],
)
def test_one_deadline_holds_for_all_that_a_fetch_waits_for(script: Script) -> None:
    assert ended_by_us(script, SHORT) == "unreachable"


def test_a_fetch_that_has_no_time_left_asks_nobody(connected: list[tuple[str, int]]) -> None:
    with serving(reply()) as server:
        assert refused(server, Limits(seconds=0)).code == "unreachable"
    assert connected == []


def test_redirects_share_one_deadline() -> None:
    def sends_on_slowly(server: Server, connection: socket.socket, request: bytes) -> None:
        if not server.stopped.wait(0.1):
            connection.sendall(reply(b"", status="302 Found", Location="/next"))

    with serving(sends_on_slowly) as server:
        assert refused(server, SHORT).code == "unreachable", "time ran out before redirects did"


def drips_its_certificate(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, b"\x16\x03\x03\x10\x00" + bytes(500))


@pytest.mark.parametrize("script", [says_nothing, drips_its_certificate])
def test_the_deadline_holds_while_certificates_are_awaited(script: Script) -> None:
    assert ended_by_us(script, SHORT, "https") == "unreachable"


def test_the_deadline_holds_while_a_name_is_asked_for() -> None:
    given_up, answers = threading.Event(), queue.SimpleQueue[bool]()

    def resolve(host: str, port: int) -> list[str]:
        answers.put(given_up.wait(10))
        return []

    with pytest.raises(NotCaptured) as refusal:
        fetch("http://slow.example/", limits=SHORT, guard=Guard(resolve=resolve))
    given_up.set()
    assert answers.get(), "the fetch was over before the answer came"
    assert refusal.value.code == "unreachable"


def full(stack: ExitStack) -> int:
    """The port of a listener whose queue is full: a connection to it is neither taken nor refused."""
    listener = stack.enter_context(socket.socket())
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    for _ in range(4):
        waiting = stack.enter_context(socket.socket())
        waiting.setblocking(False)
        waiting.connect_ex(listener.getsockname())
    return int(listener.getsockname()[1])


def test_an_address_that_does_not_answer_leaves_time_for_the_next() -> None:
    with ExitStack() as stack:
        port = full(stack)
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


def for_ever(data: bytes) -> Iterator[bytes]:
    while True:
        yield data * (65_536 // len(data))


def sends(head: bytes, then: Callable[[], Iterable[bytes]]) -> Script:
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
def test_what_has_no_end_is_left(head: bytes, data: bytes, code: str) -> None:
    assert ended_by_us(sends(head, lambda: for_ever(data)), SMALL) == code


# Lying


def test_a_page_that_is_said_to_be_too_large_is_not_waited_for() -> None:
    def script(server: Server, connection: socket.socket, request: bytes) -> None:
        connection.sendall(reply(b"", Content_Length="100001"))
        says_nothing(server, connection, request)

    assert ended_by_us(script, SMALL) == "too_large"


@pytest.mark.parametrize(("size", "code"), [(100_000, None), (100_001, "too_large")])
@pytest.mark.parametrize("length", ["", None])
def test_the_limit_is_the_last_byte_that_is_kept(
    size: int, code: str | None, length: str | None
) -> None:
    sent = reply(bytes(size)) if length is None else reply(bytes(size), Content_Length=length)
    with serving(sent) as server:
        if code is None:
            captured = fetch(server.url(), limits=SMALL, guard=Guard(allowed=server.pairs))
            assert len(captured.content) == size
        else:
            assert refused(server, SMALL).code == code


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
    "chunks that are none": CHUNKED + b"zz\r\n" + PAGE,
    "chunk cut off": CHUNKED + b"50\r\nabc",
    "chunks without an end": CHUNKED + b"3\r\nabc\r\n",
    "chunk of a negative size": CHUNKED + b"-1\r\nabc\r\n0\r\n\r\n",
    "chunks of gzips": reply(Content_Length="", Transfer_Encoding="gzip, chunked"),
    "another coding": reply(Transfer_Encoding="gzip"),
    "gzip that is none": reply(Content_Encoding="gzip"),
    "deflate that is none": reply(b"\xff" * 50, Content_Encoding="deflate"),
    "brotli that is none": reply(b"\xff" * 50, Content_Encoding="br"),
    "gzip cut off": reply(PACKED[:-5], Content_Encoding="gzip"),
    "deflate cut off": reply(zlib.compress(PAGE)[:-5], Content_Encoding="deflate"),
    "brotli cut off": reply(brotli.compress(PAGE)[:-5], Content_Encoding="br"),
    "gzip and more": reply(PACKED + b"more", Content_Encoding="gzip"),
    "brotli and more": reply(brotli.compress(PAGE) + b"more", Content_Encoding="br"),
    "gzip with a wrong sum": reply(PACKED[:-8] + bytes(8), Content_Encoding="gzip"),
}


@pytest.mark.parametrize("sent", NO_PAGE.values(), ids=NO_PAGE)
def test_a_reply_that_is_broken_or_no_http_is_no_page(sent: bytes) -> None:
    with serving(sent) as server:
        assert refused(server, SMALL).code == "unreachable"


@settings(max_examples=30)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_reply_ends_otherwise_than_in_a_page_or_a_refusal(head: bytes, body: bytes) -> None:
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


# Packed to burst, at the limits that hold for people

MB = 1_000_000


def deflate_bomb(window: int) -> bytes:
    """Without an end: nobody gets that far."""
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
def test_a_bomb_of_200_mb_is_left_with_the_memory_of_one_page(bomb: str, limits: Limits) -> None:
    packing, make = BOMBS[bomb]
    sent = reply(make(), Content_Encoding=packing)
    assert len(sent) < 300_000
    with serving(sent) as server:
        tracemalloc.start()
        try:
            refusal = refused(server, limits)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert refusal.code == "too_large"
    assert not refusal.worth_retrying
    assert most < limits.size + 2 * MB


def test_a_page_may_be_much_larger_than_what_was_sent_while_it_is_small() -> None:
    """Zeros pack a thousandfold."""
    small = reply(gzip.compress(bytes(MB)), Content_Encoding="gzip")
    large = reply(gzip.compress(bytes(2 * MB)), Content_Encoding="gzip")
    with serving(small) as server:
        captured = fetch(server.url(), guard=Guard(allowed=server.pairs))
        assert captured.content == bytes(MB)
    with serving(large) as server:
        assert refused(server, USUAL).code == "too_large"


@pytest.mark.parametrize("head", [reply(b"", Content_Length=""), CHUNKED + b"-1\r\n"])
def test_an_endless_page_is_left_with_the_memory_of_few_pages(head: bytes) -> None:
    with serving(sends(head, lambda: for_ever(b"x"))) as server:
        tracemalloc.start()
        try:
            refused(server, USUAL)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 5 * USUAL.size


# One message


def test_what_cannot_be_reached_looks_the_same_whatever_the_reason() -> None:
    """Else people could look round the network that the desk stands in."""
    with ExitStack() as stack:
        silent = stack.enter_context(serving(says_nothing))
        garbled = stack.enter_context(serving(b"SSH-2.0-OpenSSH_9.2\r\n"))
        busy = full(stack)
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
            "http://inner.example/",  # a name of one
            "http://93.184.216.34:22/",  # a port that is not of the web
            "http://nobody.example/",  # a name without address
            f"http://127.0.0.1:{closed}/",  # a closed port
            f"http://127.0.0.1:{busy}/",  # nobody answers
            silent.url(),  # nobody says anything
            silent.url().replace("http:", "https:"),
            garbled.url(),  # no HTTP
            garbled.url().replace("http:", "https:"),  # no TLS
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
