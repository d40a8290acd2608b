"""A throw-away desk with the demo's data, served as `make run` does, and the people who log in to it."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import lxml.html

from tests.with_postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "seven scanners at the gate"
AGENT = "crawler"
# Status, milliseconds, browser, method and address of each request.
ACCESS = "%(s)s %(M)s %(a)s %(r)s"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log, self.access = folder / "desk.log", folder / "access.log"
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            "DEMO_PASSWORD": PASSWORD,
            # Nothing does the background work: the desk must not fetch the addresses that scanners enter.
            "BACKGROUND": "worker",
            "DJANGO_SETTINGS_MODULE": "tests.scans.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *command: str) -> None:
        python = [sys.executable, "manage.py", *command]
        subprocess.run(
            python, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        self.manage("migrate", "--no-input", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.manage("demo")
        command = [sys.executable, "-m", "gunicorn", "--config", "python:verify.gunicorn_conf"]
        command += ["--access-logfile", str(self.access), "--access-logformat", ACCESS]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--no-control-socket"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/robots.txt"):
                return
            time.sleep(0.2)
        sys.exit(f"The desk did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def errors(self) -> list[str]:
        """Return the lines of errors that nobody caught."""
        return [line for line in self.log.read_text().splitlines() if '"level": "ERROR"' in line]

    def summary(self, agent: str) -> str:
        """Return what the requests of one tool met: the answers, and the distinct pages behind the login."""
        statuses: Counter[str] = Counter()
        pages, failed = set(), set()
        for line in self.access.read_text(errors="replace").splitlines():
            status, _, rest = line.split(" ", 2)
            if not rest.startswith(agent):
                continue
            statuses[status] += 1
            path = re.sub(r"[?].*| HTTP/.*", "", rest.split(" ", 2)[-1])
            if status == "200" and not path.startswith(("/static/", "/accounts/login/")):
                pages.add(path)
            if status.startswith("5"):
                failed.add(f"{status} {rest}")
        ends = " ".join(f"{status}:{count}" for status, count in sorted(statuses.items()))
        lines = [
            f"{agent}: {statuses.total()} requests ({ends}), {len(pages)} pages behind the login"
        ]
        return "\n".join(lines + sorted(failed))


@dataclass(frozen=True)
class Request:
    """What a page offers: a link with parameters, or a form."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, str]:
        """Requests of one kind meet the same view."""
        return self.method, re.sub(r"\d+", "N", self.path)

    @property
    def address(self) -> str:
        return f"{self.path}?{urlencode(self.fields)}" if self.fields else self.path


class Person:
    """Somebody who logs in and looks for pages, or a stranger, whose name is empty."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.addheaders = [("User-Agent", AGENT)]
        if name:
            self._log_in()

    def _log_in(self) -> None:
        token = lxml.html.document_fromstring(self.read("/accounts/login/")).forms[0].fields
        sent = {"username": self.name, "password": PASSWORD, "next": "/"}
        sent["csrfmiddlewaretoken"] = token["csrfmiddlewaretoken"]
        self.read("/accounts/login/", sent)
        if "sessionid" not in self.cookies:
            sys.exit(f"{self.name} could not log in.")

    @property
    def cookies(self) -> Mapping[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.jar}

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, request: Request) -> tuple[int, str]:
        """Return the status, and the text if the answer is a page."""
        sent = urlencode(request.fields).encode() if request.method == "POST" else None
        path = request.path if sent is not None else request.address
        try:
            with self.opener.open(self.desk.url + path, sent, timeout=60) as answer:
                is_page = "html" in answer.headers.get("Content-Type", "")
                return answer.status, answer.read().decode() if is_page else ""
        except urllib.error.HTTPError as error:
            return error.code, ""

    def read(self, address: str, sent: Mapping[str, str] | None = None) -> str:
        method = "POST" if sent else "GET"
        return self.ask(Request(method, address, tuple((sent or {}).items())))[1]
