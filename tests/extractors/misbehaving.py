"""What a hostile file may make a parser do. A child imports this, so it imports little."""

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


WAYS: dict[str, Callable[[int], Any]] = {
    "loop": lambda port: for_ever(),
    "memory": lambda port: len(bytearray(2_000_000_000)),
    "output": lambda port: "x" * 30_000_000,
    "exit": lambda port: sys.exit(0),
    "connect": lambda port: socket.socket().connect(("127.0.0.1", port)),
    "resolve": lambda port: socket.getaddrinfo("127.0.0.1", port),
    "process": lambda port: subprocess.run(["true"]).returncode,
}


def misbehave(content: bytes, port: int) -> Any:
    return WAYS[content.decode()](port)
