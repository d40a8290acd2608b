"""A forward proxy on loopback for one browser: everything that the browser asks for passes the Guard.

It resolves each name itself and connects to the address that was checked, as `client` does. It takes GET and
HEAD of http URLs and CONNECT, which browsers use for https and WebSockets, and refuses everything else.
"""

import http.client
import re
import select
import socket
import socketserver
import threading
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler
from typing import Any

from .addresses import Forbidden, Guard
from .bounded import Broken, Deadline, Wire
from .client import Connection, connect
from .outcome import NotCaptured
from .targets import Target, read_url

_STEP = 64 * 1024  # bytes read and sent at once
_HEAD = 64 * 1024  # bytes of a response before its body
_LONGEST_CONNECT = 8.0  # seconds for one connection, so that one name does not take all the time
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# They are about one connection, and the proxy has two: to the browser and to the server.
_OF_THE_CONNECTION = {
    "connection", "content-length", "keep-alive", "proxy-authenticate", "proxy-authorization",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip


@dataclass(frozen=True)
class ProxyLimits:
    """What one browser can use in all, and whom it is not to ask."""

    size: int = 50_000_000  # bytes, in both directions
    connections: int = 600
    at_once: int = 32  # Chromium opens no more to one proxy
    refused: Container[str] = ()  # hosts, by name


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, guard: Guard, deadline: Deadline, limits: ProxyLimits) -> None:
        self.guard, self.deadline, self.limits = guard, deadline, limits
        self._lock = threading.Lock()
        self._size_left, self._connections_left = limits.size, limits.connections
        self._places = threading.BoundedSemaphore(limits.at_once)
        self._outside: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Handler)

    def count(self, size: int) -> None:
        """Count bytes that were sent or received. Raises Broken if there were too many."""
        with self._lock:
            self._size_left -= size
            if self._size_left < 0:
                raise Broken("the browser has used its bytes")

    def verify_request(self, request: Any, client_address: Any) -> bool:
        with self._lock:
            self._connections_left -= 1
            return self._connections_left >= 0

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do nothing: a connection that breaks is no news, and its words are those of a page."""

    @contextmanager
    def connected(self, target: Target) -> Iterator[socket.socket]:
        """Connect to a host outside, until the block or the proxy ends."""
        if target.host in self.limits.refused:
            raise Forbidden("this host is refused by name")
        seconds = min(_LONGEST_CONNECT, self.deadline.left())
        with closing(connect(target, self.guard, Deadline(seconds))) as sock:
            with self._lock:
                self._outside.add(sock)
            try:
                yield sock
            finally:
                with self._lock:
                    self._outside.discard(sock)

    def hang_up(self) -> None:
        with self._lock:
            for sock in self._outside:
                with suppress(OSError):  # closed by the other side
                    sock.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.deadline.left())

    def do_CONNECT(self) -> None:
        try:
            target = read_url(f"https://{self.path}/")
            with self.server.connected(target) as outside:
                self.send_response_only(200)
                self.end_headers()
                self._tunnel(outside)
        except (OSError, NotCaptured):
            if not self._has_answered:
                self.send_error(502)

    def do_GET(self) -> None:
        try:
            target = read_url(self.path)
            if target.scheme == "http":
                with self.server.connected(target) as outside:
                    self._forward(target, outside)
        # ValueError: http.client raises it for some responses that are not HTTP.
        except (OSError, NotCaptured, http.client.HTTPException, ValueError):
            return  # an error page of the proxy would be taken for a page of that host

    do_HEAD = do_GET
    _has_answered = False

    def send_response_only(self, code: int, message: str | None = None) -> None:
        self._has_answered = True
        super().send_response_only(code, message)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name in the base class)
        """Log nothing: the words are those of a page."""

    def _tunnel(self, outside: socket.socket) -> None:
        """Pass bytes in both directions until one side ends."""
        other = {self.connection: outside, outside: self.connection}
        while True:
            ready, _, _ = select.select(list(other), [], [], self.server.deadline.left())
            for sock in ready:
                piece = sock.recv(_STEP)
                if not piece:
                    return
                self.server.count(len(piece))
                other[sock].settimeout(self.server.deadline.left())
                other[sock].sendall(piece)

    def _forward(self, target: Target, outside: socket.socket) -> None:
        """Ask for one page, and send its response. The connection ends with it, so that no other host can use it."""
        wire = Wire(outside, self.server.deadline, _HEAD)
        asking = Connection(target, wire)
        asking.request(
            self.command,
            target.path,
            headers=_end_to_end(self.headers) | {"Host": target.authority, "Connection": "close"},
        )
        response = asking.getresponse()
        wire.begin_page(2 * self.server.limits.size)
        self.send_response_only(response.status, _CONTROLS.sub(" ", response.reason))
        for name, value in response.headers.items():
            if name.lower() not in _OF_THE_CONNECTION:
                self.send_header(_CONTROLS.sub(" ", name), _CONTROLS.sub(" ", value))
        if response.length is not None:
            self.send_header("Content-Length", str(response.length))
        self.send_header("Connection", "close")
        self.end_headers()
        while piece := response.read1(_STEP):
            self.server.count(len(piece))
            self.wfile.write(piece)


def _end_to_end(headers: Message) -> dict[str, str]:
    return {
        name: _CONTROLS.sub(" ", value)
        for name, value in headers.items()
        if name.lower() not in _OF_THE_CONNECTION
    }


@contextmanager
def proxy(
    guard: Guard, *, deadline: Deadline, limits: ProxyLimits = ProxyLimits()
) -> Iterator[int]:
    """Run the proxy. Yields its port on 127.0.0.1; when the block ends, every connection does."""
    with _Server(guard, deadline, limits) as server:
        thread = threading.Thread(
            target=server.serve_forever, args=[0.05], name="proxy", daemon=True
        )
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            server.hang_up()
            thread.join()
