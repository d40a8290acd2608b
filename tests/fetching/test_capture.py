"""A page of an allowed server is captured whole, with the metadata that an archive needs."""

import gzip
import random
import zlib
from collections.abc import Callable
from socket import socket

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.fetching import Captured, Guard, Limits, NotCaptured, Redirect, fetch
from claims.fetching.client import USER_AGENT
from claims.fetching.targets import Target, read_url

from .wire import PAGE, Script, Server, numeric_or, reply, serving

SOON = Limits(seconds=5)
LONG = random.Random(3).randbytes(300_000)


def capture_from(answer: Script | bytes, limits: Limits = SOON) -> Captured:
    with serving(answer) as server:
        return fetch(server.url(), limits=limits, guard=Guard(allowed=server.pairs))


def refusal_from(answer: Script | bytes, limits: Limits = SOON) -> NotCaptured:
    with pytest.raises(NotCaptured) as refusal:
        capture_from(answer, limits)
    return refusal.value


def test_page_is_captured_with_its_metadata() -> None:
    sent = reply(
        media_type='Text/HTML; Charset="Windows-1251"',
        Date="Sun, 22 Nov 2026 03:00:00 GMT",
        Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT",
        ETag='"abc"',
        Set_Cookie="who=you",
    )
    with serving(sent) as server:
        captured = fetch(
            server.url("/story?id=1#top"), limits=SOON, guard=Guard(allowed=server.pairs)
        )
    assert captured == Captured(
        content=PAGE,
        requested_url=server.url("/story?id=1#top"),
        final_url=server.url("/story?id=1"),
        redirects=(),
        status=200,
        media_type="text/html",
        declared_encoding="windows-1251",
        address="127.0.0.1",
        headers={
            "Content-Type": 'Text/HTML; Charset="Windows-1251"',
            "Content-Length": str(len(PAGE)),
            "Date": "Sun, 22 Nov 2026 03:00:00 GMT",
            "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT",
            "ETag": '"abc"',
        },
        request_headers={
            "User-Agent": USER_AGENT,
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate, br",
            "Connection": "close",
        },
    )


@pytest.mark.parametrize(
    ("media_type", "encoding"),
    [
        ("text/html", None),
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html;charset = "koi8-u" ; x=y', "koi8-u"),
        ("text/html; x=y; charset=gbk", "gbk"),
        ("text/html; charset=", None),
        ('text/html; charset="a b"', None),
        ("text/html; charset=" + "a" * 41, None),
        ("text/html; notcharset=gbk", None),
    ],
)
def test_encoding_is_the_declared_one(media_type: str, encoding: str | None) -> None:
    assert capture_from(reply(media_type=media_type)).declared_encoding == encoding


def chunked(body: bytes, step: int = 4_096) -> bytes:
    pieces = [body[start : start + step] for start in range(0, len(body), step)]
    return b"".join(b"%x;note=1\r\n%b\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare_deflate,
    "br": brotli.compress,
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("framing", ["length", "chunks", "close"])
def test_page_is_captured_whole_in_every_packing_and_framing(packing: str, framing: str) -> None:
    body = PACKINGS[packing](LONG)
    if framing == "chunks":
        sent = reply(
            chunked(body), Content_Length="", Transfer_Encoding="chunked", Content_Encoding=packing
        )
    else:
        length = str(len(body)) if framing == "length" else ""
        sent = reply(body, Content_Length=length, Content_Encoding=packing)
    assert capture_from(sent).content == LONG


def test_gzip_with_several_members_is_captured_whole() -> None:
    body = gzip.compress(PAGE) + gzip.compress(LONG) + gzip.compress(PAGE)
    assert capture_from(reply(body, Content_Encoding="gzip")).content == PAGE + LONG + PAGE


def test_short_page_is_captured_in_each_packing() -> None:
    for packing, pack in PACKINGS.items():
        assert capture_from(reply(pack(b"x"), Content_Encoding=packing)).content == b"x"


def test_page_that_unpacks_to_exactly_the_limit_is_captured() -> None:
    page = b"".join(LONG[start : start + 300] + bytes(9_700) for start in range(0, 300_000, 300))
    assert len(page) == 10_000_000, "the page must have exactly the largest allowed size"
    assert capture_from(reply(gzip.compress(page), Content_Encoding="gzip")).content == page


def test_bytes_after_the_content_length_are_ignored() -> None:
    assert capture_from(reply() + b"more than was promised").content == PAGE


@pytest.mark.parametrize(
    ("served", "kept"),
    [
        ("text/html", "text/html"),
        ("text/html ;charset=utf-8", "text/html"),
        ("image/png", "image/png"),
        ("application/octet-stream", "application/octet-stream"),
        ("text/html/x", ""),
        ("<b>x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_files_of_every_type_are_captured(served: str | None, kept: str) -> None:
    assert capture_from(reply(media_type=served)).media_type == kept


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (201, False),
        (204, False),
        (206, False),
        (300, False),
        (304, False),
        (401, False),
        (403, False),
        (404, False),
        (410, False),
        (451, False),
        (429, True),
        (500, True),
        (502, True),
        (503, True),
        (999, False),
    ],
)
def test_status_other_than_200_is_refused_and_named(status: int, again: bool) -> None:
    refusal = refusal_from(reply(status=f"{status} So"))
    assert (refusal.code, refusal.worth_retrying) == ("status", again)
    assert refusal.values == {"status": status}


def test_redirect_without_a_location_is_refused_by_its_status() -> None:
    assert refusal_from(reply(status="302 Found")).code == "status"


@pytest.mark.parametrize("packing", ["identity", "gzip", "deflate", "br"])
def test_empty_page_is_not_captured(packing: str) -> None:
    assert refusal_from(reply(b"", Content_Encoding=packing)).code == "empty"
    assert refusal_from(reply(PACKINGS[packing](b""), Content_Encoding=packing)).code == "empty"


@pytest.mark.parametrize(
    "packing", ["zstd", "compress", "gzip, gzip", "gzip,br", "none", "gzip;q=1"]
)
def test_page_in_an_unknown_or_double_packing_is_not_captured(packing: str) -> None:
    assert refusal_from(reply(Content_Encoding=packing)).code == "packing"


def test_page_with_two_packing_headers_is_not_captured() -> None:
    sent = reply(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip")
    twice = sent.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n", 1)
    assert refusal_from(twice).code == "packing"


# Redirects


def count_down(server: Server, connection: socket, request: bytes) -> None:
    """Redirect /5 to /4 and so on to /0, which is the page."""
    left = int(request.split()[1].strip(b"/"))
    if left == 0:
        connection.sendall(reply())
    else:
        code = (301, 302, 303, 307, 308)[left % 5]
        connection.sendall(reply(b"", status=f"{code} On", Location=f"../{left - 1}#there"))


def test_five_redirects_are_followed_and_saved() -> None:
    with serving(count_down) as server:
        captured = fetch(server.url("/5"), limits=SOON, guard=Guard(allowed=server.pairs))
    assert captured.content == PAGE
    assert captured.redirects == tuple(
        Redirect(
            server.url(f"/{left}"), (301, 302, 303, 307, 308)[left % 5], server.url(f"/{left - 1}")
        )
        for left in range(5, 0, -1)
    )
    assert captured.final_url == server.url("/0")


def test_sixth_redirect_is_not_followed() -> None:
    with serving(count_down) as server, pytest.raises(NotCaptured) as refusal:
        fetch(server.url("/6"), limits=SOON, guard=Guard(allowed=server.pairs))
    assert refusal.value.code == "redirect"
    assert not refusal.value.worth_retrying
    assert len(server.requests) == 6


def test_circular_redirects_end() -> None:
    circle = reply(b"", status="302 Found", Location="/again")
    with serving(circle) as server, pytest.raises(NotCaptured) as refusal:
        fetch(server.url(), limits=SOON, guard=Guard(allowed=server.pairs))
    assert refusal.value.code == "redirect"
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (
            "/новости?тема=порт",
            "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?%D1%82%D0%B5%D0%BC%D0%B0=%D0%BF%D0%BE%D1%80%D1%82",
        ),
        ("/%D0%BD?a=%26", "/%D0%BD?a=%26"),
        ("?page=2", "/start?page=2"),
        ("story", "/story"),
        ('/a|b"c', "/a%7Cb%22c"),
    ],
)
def test_redirect_location_is_encoded_and_resolved(location: str, path: str) -> None:
    def script(server: Server, connection: socket, request: bytes) -> None:
        first = request.startswith(b"GET /start ")
        connection.sendall(reply(b"", status="302 Found", Location=location) if first else reply())

    with serving(script) as server:
        captured = fetch(server.url("/start"), limits=SOON, guard=Guard(allowed=server.pairs))
    assert captured.final_url == server.url(path)
    assert server.requests[-1].startswith(f"GET {path} HTTP/1.1\r\n".encode())


# What a server learns about us


def test_request_sends_only_the_necessary_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(server: Server, connection: socket, request: bytes) -> None:
        first = request.startswith(b"GET /start ")
        sent = reply(b"", status="302 Found", Location="/there", Set_Cookie="who=you; Path=/")
        connection.sendall(sent if first else reply())

    guard_names = numeric_or({"news.example": ["127.0.0.1"], "xn--e1afmkfd.example": ["127.0.0.1"]})
    with serving(script) as server, serving(reply()) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        guard = Guard(allowed=server.pairs, resolve=guard_names)
        fetch(server.url("/start", host="News.Example"), limits=SOON, guard=guard)
        fetch(server.url("/", host="пример.example"), limits=SOON, guard=guard)
    agent = "Mozilla/5.0 (compatible; Verify; archives single pages for fact-checkers)"
    expected = [
        f"Host: news.example:{server.port}",
        f"User-Agent: {agent}",
        "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5",
        "Accept-Encoding: gzip, deflate, br",
        "Connection: close",
    ]
    asked = [request.decode().strip().split("\r\n") for request in server.requests]
    assert asked[0] == ["GET /start HTTP/1.1", *expected]
    assert asked[1] == ["GET /there HTTP/1.1", *expected]
    assert asked[2][1] == f"Host: xn--e1afmkfd.example:{server.port}"
    assert proxy.hits == 0


def test_headers_are_shortened_and_stripped_of_control_characters() -> None:
    sent = reply().replace(
        b"Content-Length", b"Server: a\x00b\x1b[31mc\x85d" + b"e" * 5_000 + b"\r\nContent-Length", 1
    )
    server = capture_from(sent).headers["Server"]
    assert server.startswith("a b [31mc d")
    assert len(server) == 1_000


# Any text


@given(st.text() | st.text().map("http://{}".format) | st.from_regex(r"https?://[^/]{1,20}/.{0,9}"))
def test_any_text_is_read_as_a_url_or_refused(text: str) -> None:
    with pytest.raises(NotCaptured) as refusal:
        fetch(text, limits=SOON, guard=Guard(resolve=lambda host, port: []))
    assert refusal.value.code in {"url", "unreachable"}


hosts = st.from_regex(r"[a-z0-9-]{1,9}(\.[a-z0-9-]{1,9}){0,2}|\[::[0-9a-f]{1,4}\]", fullmatch=True)


@given(hosts, st.sampled_from(["", ":80", ":443", ":8080"]), st.text(), st.text())
def test_normalised_url_stays_the_same_when_read_again(
    host: str, port: str, path: str, query: str
) -> None:
    try:
        target: Target = read_url(f"http://{host}{port}/{path}?{query}")
    except NotCaptured:
        return
    assert target.url.isascii()
    assert read_url(target.url) == target
