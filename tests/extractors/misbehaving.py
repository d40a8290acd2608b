"""What a hostile file may make a parser do. A child imports this, so it imports little."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any


def echo(content: bytes, *arguments: Any) -> Any:
    return [content.decode(), *arguments]


def for_ever() -> None:
    while True:
        pass


WAYS: dict[str, Callable[[], Any]] = {
    "loop": for_ever,
    "memory": lambda: len(bytearray(2_000_000_000)),
    "output": lambda: "x" * 30_000_000,
    "exit": lambda: sys.exit(0),
}


def misbehave(content: bytes) -> Any:
    return WAYS[content.decode()]()


OUTSIDE: dict[str, Callable[[int], Any]] = {
    "connect": lambda port: socket.socket().connect(("127.0.0.1", port)),
    "send": lambda port: socket.socket(type=socket.SOCK_DGRAM).sendto(b"a", ("127.0.0.1", port)),
    "resolve": lambda port: socket.getaddrinfo("127.0.0.1", port),
    "listen": lambda port: socket.socket().bind(("127.0.0.1", 0)),
    "process": lambda port: subprocess.run(["true"]),
    "shell": lambda port: os.system("true"),
    "fork": lambda port: os.fork(),
}


def refused(content: bytes, port: int) -> list[str]:
    """Return which of the ways to the outside are refused."""
    found = []
    for name, go in OUTSIDE.items():
        try:
            go(port)
        except PermissionError:
            found.append(name)
    return found
