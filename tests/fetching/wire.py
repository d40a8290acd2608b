"""Real servers on loopback that run a test's script, and a record of where sockets connect to."""

import contextlib
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

PAGE = b"<!doctype html><title>Port</title><p>Nothing was unloaded at the port on Thursday.</p>"


def reply(
    body: bytes = PAGE,
    *,
    status: str = "200 OK",
    media_type: str | None = "text/html; charset=utf-8",
    **headers: str,
) -> bytes:
    """Build a whole HTTP reply; `Content_Length=""` leaves the length out."""
    given = {"Content-Length": str(len(body))}
    if media_type is not None:
        given["Content-Type"] = media_type
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


Script = Callable[["Server", socket.socket, bytes], None]


@dataclass
class Server:
    """A server that runs its script for every connection, on one port of 127.0.0.1 (and of ::1 if requested)."""

    script: Script
    port: int
    pairs: frozenset[tuple[str, int]]
    reads_requests: bool = True
    requests: list[bytes] = field(default_factory=list)
    hits: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def drip(self, connection: socket.socket, data: bytes) -> None:
        """Send one byte at a time, as long as the other side listens."""
        for byte in data:
            if self.stopped.wait(0.02):
                return
            connection.sendall(bytes([byte]))

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.hits += 1
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _read(self, connection: socket.socket) -> bytes:
        request = connection.recv(65536)
        # Anything else is a TLS hello, whose end is not worth waiting for.
        while request.startswith((b"GET ", b"POST ")) and not _is_whole(request):
            request += connection.recv(65536)
        return request

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(15)
            try:
                request = self._read(connection) if self.reads_requests else b""
                self.requests.append(request)
                self.script(self, connection, request)
            except TimeoutError:
                pass  # the client is still connected
            except OSError:
                self.hung_up.set()


def _is_whole(request: bytes) -> bool:
    head, end, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)^content-length: (\d+)", head, re.MULTILINE)
    return bool(end) and len(body) == (int(length[1]) if length else 0)


def listen(host: str, port: int = 0) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.bind((host, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener


def listen_on_both() -> list[socket.socket]:
    """Listen on 127.0.0.1 and ::1 at the same free port, or only on the first without IPv6."""
    for _attempt in range(20):
        first = listen("127.0.0.1")
        try:
            return [first, listen("::1", first.getsockname()[1])]
        except OSError:
            if not _has_ipv6():
                return [first]
            first.close()
    raise AssertionError("no port is free on both addresses")


def _has_ipv6() -> bool:
    try:
        listen("::1").close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def serving(
    script: Script | bytes,
    listeners: list[socket.socket] | None = None,
    *,
    reads_requests: bool = True,
) -> Iterator[Server]:
    """Run a server that follows the script, or sends these bytes."""

    def send(_server: Server, connection: socket.socket, _request: bytes) -> None:
        assert isinstance(script, bytes)
        connection.sendall(script)

    listeners = listeners or [listen("127.0.0.1")]
    pairs = frozenset(listener.getsockname()[:2] for listener in listeners)
    port = listeners[0].getsockname()[1]
    server = Server(send if isinstance(script, bytes) else script, port, pairs, reads_requests)
    for listener in listeners:
        threading.Thread(target=server._listen, args=[listener], daemon=True).start()
    try:
        yield server
    finally:
        server.stopped.set()
        for listener in listeners:
            # A plain close() would leave the thread in accept().
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def numeric_or(names: dict[str, Sequence[str]]) -> Callable[[str, int], list[str]]:
    """Resolve the test's own names, and numbers in all spellings as the system reads them; no DNS."""

    def resolve(host: str, port: int) -> list[str]:
        if host in names:
            return list(names[host])
        answers = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
        return [str(answer[4][0]) for answer in answers]

    return resolve


# Python's audit events include every connect, whoever calls it. A hook cannot be removed, so
# it does nothing unless a test watches.
_watched: list[list[tuple[str, int]]] = []
_THIS_MACHINE = {"127.0.0.1", "::1", "0.0.0.0", "::"}


def _see(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _watched:
        address = arguments[1][:2]
        for seen in _watched:
            seen.append(address)
        if address[0] not in _THIS_MACHINE:
            raise OSError("tests must not connect to other machines")


sys.addaudithook(_see)


@contextlib.contextmanager
def watching() -> Iterator[list[tuple[str, int]]]:
    """Collect every address that this process connects to, and refuse other machines."""
    seen: list[tuple[str, int]] = []
    _watched.append(seen)
    try:
        yield seen
    finally:
        _watched.remove(seen)
