"""What the operator's settings name is posted to wherever it is, once, and nowhere else."""

import socket
from collections.abc import Callable

import pytest

from claims.fetching import PUBLIC, TRUSTED, Guard, Limits, NotCaptured, post

from .wire import Server, reply, serving

SOON = Limits(seconds=5, size=1_000)
SHORT = Limits(seconds=0.3, size=1_000)


def send(server: Server, limits: Limits = SOON, guard: Guard = TRUSTED) -> bytes:
    content = b"\x30\x03a question"
    return post(server.url("/path?q=1"), content, media_type="a/b", limits=limits, guard=guard)


def test_content_is_sent_to_an_address_of_ones_own_and_the_answer_returned() -> None:
    with serving(reply(b"an answer")) as server:
        assert send(server) == b"an answer"
    (request,) = server.requests
    assert request.startswith(b"POST /path?q=1 HTTP/1.1\r\n")
    assert b"\r\nContent-Type: a/b\r\n" in request
    assert request.endswith(b"\r\n\r\n\x30\x03a question")


def test_redirect_is_not_followed() -> None:
    with serving(reply(b"an answer")) as other:
        moved = reply(b"there", status="307 Elsewhere", Location=other.url())
        with serving(moved) as server, pytest.raises(NotCaptured) as refusal:
            send(server)
    assert (refusal.value.code, other.hits) == ("status", 0)


def test_guard_that_is_not_told_to_trust_reaches_no_address_of_ones_own() -> None:
    with serving(reply()) as server, pytest.raises(NotCaptured):
        send(server, guard=PUBLIC)
    assert server.hits == 0


def say_nothing(server: Server, connection: socket.socket, request: bytes) -> None:
    server.stopped.wait(10)


def drip(server: Server, connection: socket.socket, request: bytes) -> None:
    server.drip(connection, reply(bytes(500)))


@pytest.mark.parametrize("script", [say_nothing, drip])
def test_slow_answer_ends_with_the_time(
    script: Callable[[Server, socket.socket, bytes], None],
) -> None:
    with serving(script) as server, pytest.raises(NotCaptured) as refusal:
        send(server, SHORT)
    assert refusal.value.code == "unreachable"


def test_answer_that_is_too_large_is_refused() -> None:
    with serving(reply(bytes(1_001))) as server, pytest.raises(NotCaptured) as refusal:
        send(server)
    assert refusal.value.code == "too_large"
