"""Limits on time, bytes and decompression, whatever the other side sends or does not send."""

import io
import itertools
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

import brotli

from .outcome import bad_packing, empty, too_large

T = TypeVar("T")

_STEP = 64 * 1024  # bytes read, and unpacked, at once


@dataclass(frozen=True)
class Limits:
    """The limits of one fetch, over all its redirects."""

    seconds: float = 20.0
    size: int = 10_000_000  # bytes of the page, unpacked; and of what is sent for it
    head: int = 64 * 1024  # bytes of a response before its body, up to one read more
    redirects: int = 5
    ratio: int = 100  # times what was sent, checked once the page is longer than
    ratio_from: int = 1_000_000  # this number of bytes


USUAL = Limits()


class Broken(OSError):
    """The response ended early, or is not HTTP."""


class Deadline:
    """One moment by which everything must have ended. It does not start again with each read."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0. Raises TimeoutError if there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time for this fetch is over")
        return seconds

    def wait_for(self, work: Callable[[], T]) -> T:
        """Return the result of something that has no time-out, such as the system's resolver.

        If the time ends first, its thread is left behind and ends with the work: for a resolver after its own
        time-out, half a minute by default.
        """
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(work())
            except (OSError, ValueError) as error:
                answer.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return answer.result(timeout=self.left())


class Wire(io.RawIOBase):
    """A connected socket for http.client: each read ends by the deadline and is counted."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self._left = most
        self._in_head = True

    def begin_page(self, most: int) -> None:
        """Note that the head has been read, and how much of the page."""
        self._in_head = False
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._left <= 0:
            raise Broken("more was sent than is read")
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer)
        if not count and self._in_head:
            # http.client would accept a header that was cut short.
            raise Broken("the head has no end")
        self._left -= count
        return count

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def close(self) -> None:
        """Do nothing: http.client closes before it reads the page. Whoever opened the socket closes it."""


def read_page(
    read: Callable[[int], bytes], packing: str, *, limits: Limits, deadline: Deadline
) -> bytes:
    """Return the decompressed page. Raises NotCaptured if it is empty, too large or in another encoding.

    Only the page and one step of it are in memory.
    """
    taken = 0

    def sent() -> Iterator[bytes]:
        nonlocal taken
        while piece := read(_STEP):
            taken += len(piece)
            if taken > limits.size:
                raise too_large(limits.size)
            yield piece
        if not taken:
            raise empty()

    unpack = _UNPACK.get(packing)
    if unpack is None:
        raise bad_packing()
    parts, size = [], 0
    try:
        for part in unpack(sent()):
            deadline.left()  # decompression takes time as well
            parts.append(part)
            size += len(part)
            unlikely = size > limits.ratio_from and size > limits.ratio * taken
            if size > limits.size or unlikely:
                raise too_large(limits.size)
    except (zlib.error, brotli.error) as error:
        raise Broken("the packing is damaged") from error
    if not size:
        raise empty()
    return b"".join(parts)


def _gunzip(sent: Iterator[bytes]) -> Iterator[bytes]:
    return _inflate(sent, zlib.MAX_WBITS | 16)


def _undeflate(sent: Iterator[bytes]) -> Iterator[bytes]:
    """By the standard a zlib stream; some old servers send the bare stream inside it."""
    first = next(sent, b"")
    is_zlib = len(first) > 1 and first[0] & 15 == 8 and int.from_bytes(first[:2]) % 31 == 0
    return _inflate(itertools.chain([first], sent), zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _inflate(sent: Iterator[bytes], window: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(window)
    for piece in sent:
        while piece:
            if stream.eof:  # a gzip file may have several members
                stream = zlib.decompressobj(window)
            yield stream.decompress(piece, _STEP)
            piece = stream.unconsumed_tail or stream.unused_data
    yield stream.flush()  # a few kB at most: everything that was sent has been read
    if not stream.eof:
        raise Broken("the packing has no end")


def _unbrotli(sent: Iterator[bytes]) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    for piece in sent:
        part = stream.process(piece, output_buffer_limit=_STEP)
        # It reports that it needs input while it still holds output: read until nothing comes.
        while part or not stream.can_accept_more_data():
            yield part
            part = stream.process(b"", output_buffer_limit=_STEP)
    if not stream.is_finished():
        raise Broken("the packing has no end")


_UNPACK: dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "": iter,
    "identity": iter,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}
