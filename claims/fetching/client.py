"""Fetch one page, or post to one server: with http.client, over a socket that is connected and checked here.

urllib3 and http.client's own connections resolve and connect by themselves and limit each read separately.
Our own socket keeps the address rule and one deadline for everything.
"""

import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import cast

from .addresses import PUBLIC, Address, Guard
from .bounded import USUAL, Broken, Deadline, Limits, Wire, read_page
from .outcome import (
    Captured,
    Redirect,
    bad_redirect,
    bad_status,
    too_large,
    unreachable,
)
from .targets import Target, follow, read_url

USER_AGENT = "Mozilla/5.0 (compatible; Verify; archives single pages for fact-checkers)"

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "close",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Content-Encoding",
    "Content-Length",
    "Date",
    "Last-Modified",
    "ETag",
    "Server",
)
_LONGEST_HEADER = 1_000  # characters kept of each
_MEDIA_TYPE = re.compile(r"[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,80}")
_ENCODING = re.compile(r"[a-z0-9.:+_-]{1,40}")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def fetch(url: str, *, limits: Limits = USUAL, guard: Guard = PUBLIC) -> Captured:
    """Capture what a URL holds, following redirects. Raises NotCaptured.

    Blocks for at most `limits.seconds`. Pages that redirect by themselves (`Refresh`, scripts) are
    captured as they are. Only the page is requested: no cookies, no proxy, no pictures.
    """
    deadline = Deadline(limits.seconds)
    target = read_url(url)
    redirects: list[Redirect] = []
    while True:
        asked = _Asked("GET", _HEADERS)
        with _exchange(target, asked, limits, guard, deadline) as (response, address):
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or location is None:
                return Captured(
                    content=_content(response, limits, deadline),
                    requested_url=url,
                    final_url=target.url,
                    redirects=tuple(redirects),
                    status=response.status,
                    media_type=_media_type(response),
                    declared_encoding=_declared_encoding(response),
                    address=address,
                    headers=_kept(response),
                    request_headers=_HEADERS,
                )
            if len(redirects) == limits.redirects:
                raise bad_redirect()
            following = follow(target, location)
            redirects.append(Redirect(target.url, response.status, following.url))
            target = following


def post(url: str, content: bytes, *, media_type: str, limits: Limits, guard: Guard) -> bytes:
    """Send this content to a URL, and return what is answered. Raises NotCaptured; a redirect is a wrong status."""
    deadline = Deadline(limits.seconds)
    headers = {
        "User-Agent": "Verify",
        "Content-Type": media_type,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    asked = _Asked("POST", headers, content)
    with _exchange(read_url(url), asked, limits, guard, deadline) as (response, _address):
        return _content(response, limits, deadline)


@dataclass(frozen=True)
class _Asked:
    method: str
    headers: dict[str, str]
    content: bytes | None = None


@contextmanager
def _exchange(
    target: Target, asked: _Asked, limits: Limits, guard: Guard, deadline: Deadline
) -> Iterator[tuple[http.client.HTTPResponse, str]]:
    """Send one request to one host. Every kind of failure looks the same from outside."""
    try:
        with _connection(target, guard, deadline) as sock:
            address = sock.getpeername()[0]
            wire = Wire(sock, deadline, limits.head)
            response = _ask(target, asked, wire)
            # Chunks cost a few bytes each; with a negative size, http.client reads everything.
            wire.begin_page(2 * limits.size)
            yield response, address
    # ValueError: http.client raises it for some responses that are not HTTP.
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise unreachable() from error


@contextmanager
def _connection(target: Target, guard: Guard, deadline: Deadline) -> Iterator[socket.socket]:
    with closing(connect(target, guard, deadline)) as sock:
        if target.scheme == "http":
            yield sock
            return
        sock.settimeout(deadline.left())
        context = ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        # If TLS did not announce the end, somebody may have cut the page short.
        with context.wrap_socket(
            sock, server_hostname=target.host, suppress_ragged_eofs=False
        ) as secure:
            yield secure


def connect(target: Target, guard: Guard, deadline: Deadline) -> socket.socket:
    """Connect to one of the host's addresses, in turn. The name is not resolved again."""
    addresses = deadline.wait_for(lambda: guard.addresses(target.host, target.port))
    failure = OSError()
    for remaining, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            # An address that does not respond leaves time for the next ones.
            return _dial(address, target.port, deadline.left() / remaining)
        except OSError as error:
            failure = error
    raise failure


def _dial(address: Address, port: int, seconds: float) -> socket.socket:
    sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6)
    try:
        sock.settimeout(seconds)
        sock.connect((str(address), port))
    except BaseException:
        sock.close()
        raise
    return sock


class Connection(http.client.HTTPConnection):
    """http.client's own way to connect is replaced, so that it cannot open another connection."""

    def __init__(self, target: Target, wire: Wire) -> None:
        super().__init__(target.host, target.port)
        self._wire = wire

    def connect(self) -> None:
        # http.client uses sendall, makefile and close of a socket.
        self.sock = cast(socket.socket, self._wire)


def _ask(target: Target, asked: _Asked, wire: Wire) -> http.client.HTTPResponse:
    connection = Connection(target, wire)
    connection.request(
        asked.method,
        target.path,
        body=asked.content,
        headers={"Host": target.authority} | asked.headers,
    )
    return connection.getresponse()


def _content(response: http.client.HTTPResponse, limits: Limits, deadline: Deadline) -> bytes:
    if response.status != 200:
        raise bad_status(response.status)
    _check_framing(response)
    if response.length is not None and response.length > limits.size:
        raise too_large(limits.size)
    packing = ",".join(response.headers.get_all("Content-Encoding", [])).strip().lower()

    def read(most: int) -> bytes:
        piece = response.read(most)
        if not piece and response.length:
            raise Broken("the page ended before its length")
        return piece

    return read_page(read, packing, limits=limits, deadline=deadline)


def _check_framing(response: http.client.HTTPResponse) -> None:
    """Check that the end of the page is unambiguous; http.client takes the first length and guesses the rest."""
    coding = ",".join(response.headers.get_all("Transfer-Encoding", []))
    lengths = {text.strip() for text in response.headers.get_all("Content-Length", [])}
    if coding.strip().lower() not in {"", "chunked"} or len(lengths) > 1:
        raise Broken("no telling where the page ends")
    if not all(length.isascii() and length.isdigit() for length in lengths):
        raise Broken("a length that is no number")


def _media_type(response: http.client.HTTPResponse) -> str:
    """Return the media type that the server sent, or "" if it sent nothing that can be shown."""
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else ""


def _declared_encoding(response: http.client.HTTPResponse) -> str | None:
    encoding = response.headers.get_content_charset("")
    return encoding if _ENCODING.fullmatch(encoding) else None


def _kept(response: http.client.HTTPResponse) -> dict[str, str]:
    found = {name: response.headers.get(name) for name in _KEPT_HEADERS}
    return {
        name: _CONTROLS.sub(" ", value)[:_LONGEST_HEADER]
        for name, value in found.items()
        if value is not None
    }
