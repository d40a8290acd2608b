"""Requests that no browser sends: every URL, parameter, form and header with what breaks programs. None is a 500.

Half comes from a list, half from Hypothesis. The requests meet the desk's own middleware and views in this process, as
each role and as a stranger; a few hundred broken ones go over a socket to gunicorn.

Negative control: TORTURE_BREAK=no_cleaning lets through what no database can store, in the middleware and in the
fields of forms, which refuse the same again.
"""

import random
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from django.conf import settings as running
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.enums import ClaimStatus, Role
from claims.forms import fields
from claims.models import Article, Claim, Evidence, Source
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, make_numbered_export

from .amounts import amount
from .desk import BACKEND, BREAK, ServedDesk, multipart

# Django leaves the files of a request that it refuses to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PARTS = 2  # processes share the requests
CPU_SECONDS = 5
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "NONSENSE")

TEXTS = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff", "\ufffe", "\uffff", "\u202e\u2066", "\u200b\u200f", "\U000e0041",
    "\r\n", "\n" * 1_000, "\t", "\x1b[31m", "\x7f", "\x85", "\u2028", "0", "-1", "1" * 23, "9" * 400, "1e9999", "NaN",
    "inf", "-0", "1.0", "0x10", "٣", "½", "²", "true", "null", "None", "[]", "{}", "a" * 10_000, "я" * 3_000, "é" * 200,
    "e\u0301" * 500, "😀" * 500, "%", "%00", "%s%n%x", "{0.__class__}", "{{ 7*7 }}", "${7*7}", "' OR 1=1 --", "\";--",
    "\\", "../" * 20, "/etc/passwd", "C:\\nul", "<script>", "javascript:alert(1)", "http://[", "http://a:99999/",
    "https://" + "a." * 200 + "example", "9999-12-31", "0000-00-00", "2026-02-30", "2026-W54", "-5000-01-01", "25:61",
    "pk", "-id", "owner__password", "?", "id__startswith", "_connector", "as_of", "é\u0000", "(a+)+$", "*" * 500, '"' * 99,
    "AND OR NOT NEAR", "\"unclosed", "col:x", "^" * 50, "=cmd|' /C calc'!A0", "(" * 500, "[" * 500, "\uff1d1+1",
]  # fmt: skip
# What is percent-encoded by hand, because no text encodes to it.
BYTES = [
    "%00",
    "%ED%A0%80",
    "%FF",
    "%C0%AF",
    "%E2%82",
    "%",
    "%zz",
    "%u0041",
    "+",
    "&&",
    "=",
    ";",
    "%0d%0aX:1",
]
PARAMETERS = [
    "q", "page", "sort", "status", "state", "as_of", "versions", "next", "claim", "article", "into", "suggestion", "order",
    "question", "source", "verdict", "kind", "assignee", "due", "language", "publisher", "since", "seq", "by", "p", "o", "_popup",
    "statement", "quote", "near", "e", "all", "_changelist_filters", "id__exact", "status__exact", "from", "to", "a", "b",
]  # fmt: skip
HEADERS = [
    "Accept-Language", "User-Agent", "X-Forwarded-For", "X-Forwarded-Proto", "Range", "If-Modified-Since", "Referer",
    "If-None-Match", "HX-Request", "HX-Target", "HX-Current-URL", "HX-Trigger", "Accept", "Accept-Encoding", "Cookie",
    "X-CSRFToken", "Authorization", "X-HTTP-Method-Override", "Origin", "Content-Encoding",
]  # fmt: skip
TYPES = [
    "application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=\xff", "", "a/b/c",
    "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=nothing",
    "multipart/form-data; boundary=" + "x" * 300, "application/xml",
]  # fmt: skip
# They end the login that goes on, or change a password.
LEFT_OUT = re.compile(r"accounts/(logout|password_change)|admin/(logout|password_change)")


def patterns(of: Any = None, before: str = "") -> Iterator[str]:
    """Yield every URL of the desk and its admin, with <name> where it takes a value."""
    for one in get_resolver().url_patterns if of is None else of:
        text = before + re.sub(
            r"<(?:\w+:)?(\w+)>", r"<\1>", str(one.pattern).strip("^$").replace("\\Z", "")
        )
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, text)
        elif isinstance(one, URLPattern) and not LEFT_OUT.search(text):
            yield f"/{text}"


class Attack:
    """What can be asked of the desk, and who asks."""

    def __init__(self, cast: Cast, chance: random.Random) -> None:
        self.cast, self.chance = cast, chance
        self.patterns = sorted(set(patterns()))
        self.keys = [
            str(row.pk)
            for model in (Article, Claim, Evidence, Source)
            for row in model.objects.all()
        ]
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.clients = {role: Client(raise_request_exception=False) for role in ("", *Role.values)}
        for role in Role.values:
            self.log_in(role)
        # Everybody submits all forms, though only these two see them.
        for role in (Role.EDITOR, Role.ADMIN):
            self.forms += self._forms_of(role)
        self.forms += [("/accounts/login/", {"username": "a", "password": "b", "next": "/"})] * 5
        self.ends: Counter[int] = Counter()
        self.failed: list[str] = []
        self.slow: list[str] = []
        self.asked = 0

    def log_in(self, role: str) -> None:
        self.clients[role].force_login(getattr(self.cast, role), backend=BACKEND)

    def _forms_of(self, role: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the forms that this person sees, with what a browser would submit."""
        for pattern in self.patterns:
            path = self._filled(pattern, self.keys[:3])
            response = self.clients[role].get(path)
            if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
                continue
            for form in lxml.html.document_fromstring(response.content.decode()).forms:
                fields = {name: value for name, value in form.form_values() if name}
                action = form.get("action") or path
                if not LEFT_OUT.search(action):
                    yield action, fields

    def _filled(self, pattern: str, values: list[str]) -> str:
        return re.sub(r"<\w+>", lambda _: quote(self.chance.choice(values), safe=""), pattern)

    def send(self, role: str, method: str, path: str, **options: Any) -> None:
        client = self.clients[role]
        before = time.process_time()
        response: Any = client.generic(method, path, **options)
        if response.streaming:
            b"".join(response.streaming_content)
        spent = time.process_time() - before
        self.asked += 1
        self.ends[response.status_code] += 1
        said = f"{role or 'stranger'} {method} {path[:200]!r} {str(options)[:300]}"
        if response.status_code >= 500:
            self.failed.append(f"{response.status_code} {said}")
        if spent > CPU_SECONDS:
            self.slow.append(f"{spent:.1f} s {said}")
        if self.asked % 100 == 0 and role:
            self.log_in(role)

    def from_the_list(self) -> None:
        """Send one request, made of what is in the lists."""
        text, role = self.chance.choice(TEXTS), self.chance.choice(list(self.clients))
        self.request(role, text, self.chance.random())

    def request(self, role: str, text: str, kind: float) -> None:
        encoded = text.encode("utf-8", "surrogatepass")
        if kind < 0.4:
            path, fields = self.chance.choice(self.forms)
            self.submit(role, path, dict(fields), encoded)
        elif kind < 0.7:
            path = self._filled(self.chance.choice(self.patterns), self.keys)
            value = quote(encoded) if self.chance.random() < 0.8 else self.chance.choice(BYTES)
            names = self.chance.sample(PARAMETERS, self.chance.choice([1, 1, 3]))
            self.send(role, "GET", f"{path}?{'&'.join(f'{name}={value}' for name in names)}")
        elif kind < 0.8:
            path = self._filled(
                self.chance.choice(self.patterns),
                [quote(encoded, safe="")[:4000] or "0", "0", "9" * 23],
            )
            self.send(role, self.chance.choice(METHODS), path.replace("%25", "%"))
        elif kind < 0.9:
            path = self._filled(self.chance.choice(self.patterns), self.keys)
            value = encoded.decode("latin-1").replace("\r", "").replace("\n", "")
            header = {self.chance.choice(HEADERS): value[:8000]}
            if "Cookie" not in header:
                self.send(role, self.chance.choice(METHODS), path, headers=header)
            else:
                Client(raise_request_exception=False).generic("GET", path, headers=header)
        else:
            path, fields = self.chance.choice(self.forms)
            body = urlencode(fields).encode() + encoded
            self.send(role, "POST", path, data=body, content_type=self.chance.choice(TYPES))

    def submit(self, role: str, path: str, fields: dict[str, str], value: bytes) -> None:
        """Submit a form with some fields replaced, one missing, or a file where text is expected."""
        names = list(fields) or ["token"]
        replaced = self.chance.sample(names, min(len(names), self.chance.choice([1, 1, 2, 5])))
        parts = [(name, quote(old)) for name, old in fields.items() if name not in replaced]
        parts += [(name, quote(value)) for name in replaced]
        if self.chance.random() < 0.15 and len(parts) > 1:
            parts.pop(self.chance.randrange(len(parts)))
        if self.chance.random() < 0.1:
            name = value.decode("utf-8", "replace")[:200]
            data, kind = multipart(fields, {replaced[0]: (name, value or b"x")})
            self.send(role, "POST", path, data=data, content_type=kind)
            return
        body = "&".join(f"{quote(name)}={text}" for name, text in parts)
        self.send(role, "POST", path, data=body, content_type="application/x-www-form-urlencoded")


@pytest.fixture
def world(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Return the cast of a desk with rows of each kind and without limits, which would answer for it."""
    settings.LIMITS = []
    if BREAK == "no_cleaning":
        settings.MIDDLEWARE = [one for one in running.MIDDLEWARE if "RefuseBroken" not in one]
        monkeypatch.setattr(fields, "_UNREADABLE", re.compile("(?!)"))
    for role in Role.values:
        assert getattr(cast, role)
    article = ArticleFactory(by=cast.researcher)
    ClaimFactory(people=cast, article=article)
    ClaimFactory(people=cast, status=ClaimStatus.AGREED)
    ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    make_numbered_export(cast.reader)
    return cast


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_of_the_list_fails(part: int, world: Cast, figure: Any) -> None:
    attack = Attack(world, random.Random(part))
    while attack.asked < amount("hostile requests") // PARTS:
        attack.from_the_list()
    _assert_nothing_failed(attack, figure, f"hostile requests, part {part + 1}")


@pytest.mark.django_db
def test_no_generated_request_fails(world: Cast, figure: Any) -> None:
    attack = Attack(world, random.Random(2026))
    anything = st.text(st.characters(), max_size=60) | st.sampled_from(TEXTS)

    @settings(
        max_examples=amount("hostile requests") // 10,
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(st.sampled_from(sorted(attack.clients)), anything, st.floats(0, 1))
    def send(role: str, text: str, kind: float) -> None:
        attack.chance.seed(repr((role, text, kind)))  # Hypothesis repeats what failed
        attack.request(role, text, kind)
        assert attack.failed == []

    send()
    _assert_nothing_failed(attack, figure, "hostile requests, generated")


def _assert_nothing_failed(attack: Attack, figure: Any, what: str) -> None:
    ends = " ".join(f"{status}:{count}" for status, count in sorted(attack.ends.items()))
    figure(
        what,
        requests=attack.asked,
        failed=len(attack.failed),
        over_5_CPU_s=len(attack.slow),
        ends=f"({ends})",
    )
    assert attack.failed == []
    assert attack.slow == []
    assert attack.ends[200] and attack.ends[302] and attack.ends[422], "the forms were reached"


RAW = [
    b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /%ff HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"G\xc3\x89T / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET " + b"/" * 9_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n X: folded\r\n\r\n",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"a=b; " * 3_000 + b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\r\n" * 100,
]


@pytest.mark.django_db(transaction=True)
def test_no_broken_request_fails_over_a_socket(desk: ServedDesk, figure: Any) -> None:
    chance, ends = random.Random(2026), Counter[str]()
    bodies = RAW * 5
    for raw in RAW * 10:  # and with bytes changed
        changed = bytearray(raw[:3_000])
        for _ in range(3):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        bodies.append(bytes(changed))
    before = desk.cpu_seconds()
    for body in bodies:
        with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as made:
            made.sendall(body)
            made.shutdown(socket.SHUT_WR)
            try:
                answer = made.recv(65536)
            except ConnectionResetError:
                answer = b""
        ends[answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/") else "closed"] += 1
    spent = desk.cpu_seconds() - before
    failed = sum(
        count for status, count in ends.items() if status.startswith("5") and status != "501"
    )
    figure(
        "broken requests on sockets", requests=len(bodies), failed=failed, ends=f"({dict(ends)})"
    )
    assert failed == 0
    assert spent < len(bodies)
    assert desk.failures == []
    assert desk.member(None).get("/accounts/login/").status == 200
