"""A request that is too large gets its answer: the connection is not reset while the browser still sends."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings as running

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
CSRF = "a" * 32


@pytest.fixture(scope="module")
def port(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve an empty desk as in production, and return its port."""
    data = tmp_path_factory.mktemp("served") / "data"
    copytree(migrated, data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    variables = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "PORT": str(number),
        "BACKGROUND": "worker",
    }
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "python:verify.gunicorn_conf",
            "--workers",
            "1",
        ],
        cwd=running.BASE_DIR,
        env=variables,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            for _ in range(600):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", number)) == 0:
                        break
                time.sleep(0.1)
            yield number
        finally:
            server.terminate()


@pytest.mark.parametrize("megabytes", [40, 70])
def test_too_large_a_request_is_answered_in_words(megabytes: int, port: int) -> None:
    size = megabytes * MEGABYTE
    head = (
        f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nHX-Request: true\r\nCookie: csrftoken={CSRF}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {size}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(head.encode())
        for _ in range(megabytes):
            connection.sendall(b"x" * MEGABYTE)  # raises if the connection is reset
        answer = ""
        while "submit it again" not in answer and (part := connection.recv(65536)):
            answer += part.decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "larger than the limit of" in answer
