"""Nothing that a person or a page says makes the desk talk to its own machine or network.

The desk runs as in production and may fetch from one front server only. The canary listens at port 80 of this machine,
so that its address is all that forbids it. tests/fetching/test_canary.py has the same table for the fetcher alone,
with names that resolve to anything.

Negative control: TORTURE_BREAK=by_name judges names as they are written. Seen red: 131 hits. Judging addresses by `is_private` alone stays
green here: what that lets through (NAT64, 6to4) leads nowhere on a machine without such routes.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from socket import socket
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from claims.models import CaptureRequest
from tests.conftest import Cast
from tests.fetching.test_canary import CODES, FORBIDDEN, REACHING, TRICKS
from tests.fetching.wire import PAGE, Server, listen, reply, serving

from .desk import Member, ServedDesk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

FRONT, CANARY_HOST = "127.0.0.2", "127.0.0.1"
AT_ONCE = 100  # URLs in one form
# What a page may point to: none of it is fetched.
EMBEDDED = """<!doctype html><html><head><title>A page</title><base href="{0}"><link rel="stylesheet" href="{0}">
<link rel="canonical" href="{0}"><meta http-equiv="refresh" content="0;url={0}"><script src="{0}"></script>
<meta property="og:image" content="{0}"><link rel="amphtml" href="{0}"></head><body><img src="{0}"><img srcset="{0} 2x">
<iframe src="{0}"></iframe><object data="{0}"></object><embed src="{0}"><video src="{0}" poster="{0}"></video>
<svg><image href="{0}"/><use href="{0}"/></svg><style>@import url({0});</style><form action="{0}"></form>
<p>The harbour master said on Tuesday that all four cranes will stay in service until autumn.</p></body></html>"""


@pytest.fixture
def canary() -> Iterator[Server]:
    with ExitStack() as stack:
        try:
            listeners = [listen(CANARY_HOST, 80)]
        except OSError as error:
            pytest.skip(f"the canary cannot listen at port 80: {error}")
        for host in ("::1", "127.0.0.3"):
            try:
                listeners.append(listen(host, 80))
            except OSError:
                continue
        yield stack.enter_context(serving(reply(), listeners))


@pytest.fixture
def front() -> Iterator[Server]:
    """Return the one server that the desk may fetch from. It redirects and embeds as it is asked to."""

    def respond(server: Server, connection: socket, request: bytes) -> None:
        asked = urlsplit(request.split()[1].decode())
        what, to = asked.path.strip("/"), parse_qs(asked.query).get("to", [""])[0]
        if what == "page":
            connection.sendall(reply(EMBEDDED.format(to).encode()))
        elif what == "refresh":
            connection.sendall(reply(PAGE, Refresh=f"0; url={to}"))
        else:
            head = f"HTTP/1.1 {what} On\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(head.encode())

    with serving(respond, [listen(FRONT)]) as server:
        yield server


def urls_of(front: Server) -> list[str]:
    """Return every case: spellings, redirects to them, tricks, and pages that point there."""
    base = f"http://{FRONT}:{front.port}"
    direct = [f"{scheme}://{host}/" for host in FORBIDDEN for scheme in ("http", "https")]
    there = [quote(f"http://{host}/") for host in FORBIDDEN]
    # With all five codes for what reaches this machine, and one for the rest.
    redirected = [
        f"{base}/{code}?to={to}&n={n}"
        for n, (host, to) in enumerate(zip(FORBIDDEN, there, strict=True))
        for code in (CODES if host in REACHING else CODES[:1])
    ]
    tricks = [trick.replace(":{port}", ":80").replace("{port}", "80") for trick in TRICKS]
    hops = [f"{base}/302?to={quote(url)}" for url in redirected[:20]]
    pages = [f"{base}/{what}?to={to}" for to in there[:10] for what in ("page", "refresh")]
    return [*direct, *redirected, *tricks, *hops, *pages]


def ask(researcher: Member, urls: list[str]) -> None:
    """Enter all URLs as somebody would, many in one form, and wait until each was tried once."""
    for start in range(0, len(urls), AT_ONCE):
        text = "\n".join(
            url.replace("\n", "").replace("\r", "") for url in urls[start : start + AT_ONCE]
        )
        printable = text.encode("utf-8", "replace").decode().replace("\0", "")
        answer = researcher.post("/articles/urls/", {"urls": printable})
        assert answer.status < 500, answer.text
    deadline = time.monotonic() + 600
    while CaptureRequest.objects.filter(attempts=0).exists():
        assert time.monotonic() < deadline, "captures wait"
        time.sleep(0.2)


def test_nothing_reaches_the_canary(
    serve: Any, cast: Cast, front: Server, canary: Server, figure: Any
) -> None:
    desk: ServedDesk = serve(FETCH_ALLOWED=f"{FRONT}:{front.port}")
    urls = urls_of(front)
    ask(desk.member(cast.researcher), urls)
    tried = CaptureRequest.objects.count()
    figure(
        "server-side requests",
        cases=len(urls),
        tried=tried,
        refused_in_the_form=len(urls) - tried,
        hits=canary.hits,
    )
    assert canary.hits == 0
    assert tried >= 300
    assert desk.failures == []
    assert front.hits >= 100, "the redirects were asked for"


def test_the_canary_answers_when_it_is_allowed(
    serve: Any, cast: Cast, front: Server, canary: Server
) -> None:
    desk = serve(FETCH_ALLOWED=f"{FRONT}:{front.port},{CANARY_HOST}:80")
    ask(
        desk.member(cast.researcher),
        [f"http://{CANARY_HOST}/a", f"http://{FRONT}:{front.port}/302?to=http://{CANARY_HOST}/b"],
    )
    assert canary.hits == 2
