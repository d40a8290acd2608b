"""A desk that is served as in production, people who use it over HTTP, and what the tests ask of both."""

import http.client
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import lxml.html
from django.conf import settings as running
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.with_postgres import free_port

BREAK = os.environ.get("TORTURE_BREAK", "")
CSRF = "a" * 32
BACKEND = "django.contrib.auth.backends.ModelBackend"

File = tuple[str, bytes]


def database_url(name: str | Path | None = None) -> str:
    """Return the address of the test's own database, or of another one on the same server."""
    name = name or connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


@dataclass
class ServedDesk:
    """gunicorn with verify/settings.py and verify/gunicorn_conf.py, on the test's database and folder."""

    data: Path
    static_files: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    url_of_database: str = ""
    log_folder: Path | None = None
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.url_of_database or database_url(),
            "SECRET_KEY": running.SECRET_KEY,  # so that logins made in this process are valid there
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "tests.torture.broken" if BREAK else "verify.settings",
            "TORTURE_BREAK": BREAK,
            **self.variables,
        }

    @property
    def log_file(self) -> Path:
        return (self.log_folder or self.data) / "desk.log"

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def failures(self) -> list[str]:
        """Return the lines of errors that nobody caught."""
        return [line for line in self.log.splitlines() if "Traceback" in line]

    def start(self) -> None:
        if not (self.data / "static").exists():
            (self.data / "static").symlink_to(self.static_files)
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "gunicorn", "--config", "python:verify.gunicorn_conf"]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--no-control-socket"],
                cwd=running.BASE_DIR,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log[-4000:]
            with suppress(OSError, http.client.HTTPException):
                if Answer.of(self.connect(), "GET", "/robots.txt").status == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"the desk did not start:\n{self.log[-4000:]}")

    def kill(self) -> None:
        """Kill the arbiter and all web processes at once, as nothing can catch."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=running.BASE_DIR,
            env=self.environment() | {"DJANGO_SETTINGS_MODULE": "verify.settings"},
            capture_output=True,
            text=True,
        )

    def member(self, user: User | None) -> "Member":
        return Member(self, user)

    def cpu_seconds(self) -> float:
        """Return the CPU seconds that all its processes have used, their ended children included."""
        assert self.process
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                values = stat.read_text().rpartition(")")[2].split()
                if int(values[2]) == self.process.pid:  # the process group
                    ticks += sum(map(int, values[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the resident bytes of its largest process, children that read files included."""
        assert self.process
        most = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, IndexError, StopIteration):
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(stat[2]) == self.process.pid:
                    status = (folder / "status").read_text().splitlines()
                    peak = next(line for line in status if line.startswith("VmHWM"))
                    most = max(most, int(peak.split()[1]) * 1024)
        return most


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @classmethod
    def of(
        cls,
        made: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "Answer":
        """Send the request and read the whole answer."""
        try:
            made.request(method, path, body, dict(headers or {}))
            response = made.getresponse()
            given = [(name.lower(), value) for name, value in response.getheaders()]
            cookies = tuple(value for name, value in given if name == "set-cookie")
            return cls(response.status, dict(given), response.read(), cookies)
        finally:
            made.close()


def multipart(fields: Mapping[str, Any], files: Mapping[str, File]) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(
            f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n"
        )
    return b"".join(
        parts
    ) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class Member:
    """Somebody with a login, or nobody, who sends requests to the desk as a browser would."""

    def __init__(self, desk: ServedDesk, user: User | None) -> None:
        self.desk = desk
        self.cookies = {"csrftoken": CSRF}
        if user is not None:
            client = Client()
            client.force_login(user, backend=BACKEND)
            self.cookies["sessionid"] = client.cookies["sessionid"].value

    @property
    def headers(self) -> dict[str, str]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": jar, "X-CSRFToken": CSRF, "Host": f"127.0.0.1:{self.desk.port}"}

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, fields: Mapping[str, Any], **files: File) -> Answer:
        body, kind = multipart(fields, files) if files else (urlencode(fields).encode(), FORM)
        return self.send("POST", path, body, **{"Content-Type": kind})

    def send(self, method: str, path: str, body: bytes | None, **headers: str) -> Answer:
        answer = Answer.of(self.desk.connect(), method, path, body, self.headers | headers)
        for line in answer.cookies:
            for name, cookie in SimpleCookie(line).items():
                if name != "csrftoken":
                    self.cookies[name] = cookie.value
        return answer


FORM = "application/x-www-form-urlencoded"


def statuses(answers: Sequence[Any]) -> list[Any]:
    return sorted(
        answer.status if isinstance(answer, Answer) else repr(answer) for answer in answers
    )


def assert_whole() -> None:
    """Fail unless the record, the rows that it describes and, on SQLite, the file are whole."""
    call_command("verify_record", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []


def fields_of_form(page: str, action: str) -> dict[str, str]:
    """Return what a browser would submit of the form with this action if nobody changed it."""
    forms = lxml.html.document_fromstring(page).forms
    form = next(form for form in forms if form.get("action") == action)
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name}
