"""Somebody who works with a served desk through a browser's requests, and how long each took."""

import http.client
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.conftest import PASSWORD

CSRF = "a" * 32


@dataclass(eq=False)
class Person:
    port: int
    name: str
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": CSRF})
    took: list[tuple[float, str, int]] = field(default_factory=list)

    def log_in(self) -> int:
        self.cookies.pop("sessionid", None)
        return self.post("/accounts/login/", {"username": self.name, "password": PASSWORD})[0]

    def get(self, path: str) -> tuple[int, str]:
        return self._send("GET", path, b"", "")

    def post(self, path: str, typed: dict[str, Any], *, multipart: bool = False) -> tuple[int, str]:
        if multipart or any(isinstance(value, SimpleUploadedFile) for value in typed.values()):
            return self._send("POST", path, encode_multipart(BOUNDARY, typed), MULTIPART_CONTENT)
        return self._send(
            "POST", path, urlencode(typed).encode(), "application/x-www-form-urlencoded"
        )

    def _send(self, method: str, path: str, body: bytes, content_type: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": content_type}
        begun = time.monotonic()
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        answer = response.read().decode()
        self.took.append((time.monotonic() - begun, f"{method} {path}", response.status))
        for cookie in response.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"(sessionid|csrftoken)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2]
        connection.close()
        self.cookies["csrftoken"] = CSRF
        return response.status, answer
