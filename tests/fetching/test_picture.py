"""A real browser renders hostile pages: it reaches nothing but through the Guard, and every picture ends in time.

Negative control: flags were left out of claims/fetching/browser.py. Seen red: 26 hits without `--proxy-server`, 28
without `--proxy-bypass-list` and `--host-resolver-rules`, and a UDP packet without `--force-webrtc-ip-handling-policy`.
"""

import socket
import struct
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from claims.fetching import (
    Guard,
    NotCaptured,
    Picture,
    PictureLimits,
    browser,
    find_browser,
    guard_for,
    take_picture,
)
from claims.fetching.proxy import ProxyLimits

from .wire import Script, Server, numeric_or, reply, serving

BROWSER = find_browser()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not BROWSER, reason="Chromium is not installed"),
]
QUICK = PictureLimits(seconds=12, loading=2.5)

# Every way that a page has to make a browser ask for something. The number says which one it was.
REACHING = """<!doctype html><title>A page</title>
<link rel="dns-prefetch" href="//CANARY/"><link rel="preconnect" href="http://CANARY/">
<link rel="prefetch" href="http://CANARY/1"><link rel="preload" as="image" href="http://CANARY/2">
<link rel="stylesheet" href="http://CANARY/3"><link rel="icon" href="http://CANARY/icon">
<style>@import url(http://CANARY/4); body { background: url(http://CANARY/5) }</style>
<script src="http://CANARY/6"></script>
<p>The cranes stay.</p><img src="http://CANARY/7"><img src="/redirect?8"><iframe src="http://CANARY/9"></iframe>
<iframe src="/refresh?10"></iframe><iframe srcdoc="<img src='http://CANARY/11'>"></iframe>
<object data="http://CANARY/12"></object><embed src="http://CANARY/13"><video src="http://CANARY/14" autoplay></video>
<form id="form" action="http://CANARY/15" target="frame"></form><iframe name="frame"></iframe>
<img src="http://localhost:PORT/16"><img src="http://127.1:PORT/17"><img src="http://[::1]:PORT/18">
<img src="https://CANARY/19"><img src="http://[::ffff:127.0.0.1]:PORT/20"><img src="http://loopback.example:PORT/21">
<script>
  form.submit();
  fetch("http://CANARY/22", {mode: "no-cors"}).catch(() => 0);
  fetch("/redirect?23", {mode: "no-cors"}).catch(() => 0);
  new WebSocket("ws://CANARY/24"); new EventSource("http://CANARY/25");
  navigator.sendBeacon("/beacon");
  const asking = new XMLHttpRequest(); asking.open("GET", "http://CANARY/26"); asking.send();
  new Worker(URL.createObjectURL(new Blob(["fetch('http://CANARY/27', {mode: 'no-cors'})"])));
  open("http://CANARY/popup");
  const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:UDP"},
    {urls: "turn:127.0.0.1:UDP", username: "a", credential: "b"},
    {urls: "turn:CANARY?transport=tcp", username: "a", credential: "b"}]});
  peer.createDataChannel("a"); peer.createOffer().then(offer => peer.setLocalDescription(offer));
  try { new WebTransport("https://CANARY/transport") } catch {}
</script>"""
# What must arrive when it is allowed. Chromium may leave out a prefetch, and 19 is not HTTP.
ARRIVING = {*range(2, 18), *range(20, 28)} - {18, 19}
NAMES = {"localhost": ["127.0.0.1"], "loopback.example": ["127.0.0.1"]}


@pytest.fixture
def canary() -> Iterator[Server]:
    with serving(reply()) as server:
        yield server


@pytest.fixture
def udp() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(0.05)
        yield sock


def picture_of(
    server: Server, *, guard: Guard, limits: PictureLimits = QUICK, path: str = "/"
) -> Picture:
    return take_picture(server.url(path), path=BROWSER, guard=guard, limits=limits)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep profiles in a folder of this test: the browsers of tests that run at the same time are not counted."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)  # the browser's user passes through
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield


def left_behind() -> list[str]:
    """Return what is left of browsers: their profiles and their processes."""
    profiles = [path.name for path in Path(tempfile.gettempdir()).glob("verify-browser-*")]
    running = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            found = b"HOME=" + tempfile.gettempdir().encode() + b"/verify-browser-"
            running += [path.parent.name] if found in path.read_bytes() else []
        except OSError:
            continue
    return profiles + running


@pytest.fixture
def front(canary: Server, udp: socket.socket) -> Iterator[Server]:
    def respond(server: Server, connection: socket.socket, request: bytes) -> None:
        asked = urlsplit(request.split()[1].decode())
        there = f"http://127.0.0.1:{canary.port}/{asked.query}"
        page = REACHING.replace("CANARY", f"127.0.0.1:{canary.port}")
        page = page.replace("PORT", str(canary.port)).replace("UDP", str(udp.getsockname()[1]))
        answers = {
            "/": reply(page.encode()),
            "/redirect": reply(status="302 Found", Location=there),
            "/refresh": reply(f'<meta http-equiv="refresh" content="0;url={there}">'.encode()),
        }
        connection.sendall(answers.get(asked.path, reply()))

    with serving(respond) as server:
        yield server


def test_nothing_in_a_page_reaches_the_canary(
    front: Server, canary: Server, udp: socket.socket
) -> None:
    asked: set[str] = set()

    def resolve(host: str, port: int) -> list[str]:
        asked.add(host)
        return numeric_or(NAMES)(host, port)

    picture = picture_of(front, guard=Guard(allowed=front.pairs, resolve=resolve))
    assert asked <= {"127.0.0.1", "::1", "::ffff:7f00:1", *NAMES}, (
        "the browser asks for hosts of its own"
    )
    assert canary.hits == 0, canary.requests
    with pytest.raises(TimeoutError):
        udp.recv(100)
    width, height = size_of(picture.content)
    assert (width, picture.status, picture.final_url) == (1280, 200, front.url())
    assert 200 <= height < 3_000
    assert any(request.startswith(b"GET /refresh?10 ") for request in front.requests)
    assert left_behind() == []


def test_the_canary_is_reached_when_it_is_allowed(front: Server, canary: Server) -> None:
    guard = Guard(allowed=front.pairs | canary.pairs, resolve=numeric_or(NAMES))
    picture_of(front, guard=guard)
    asked = {request.split()[1][1:].decode() for request in canary.requests if b" HTTP/" in request}
    assert {str(number) for number in ARRIVING} - asked == set()


def test_page_that_redirects_to_the_canary_gives_no_picture(
    front: Server, canary: Server, udp: socket.socket
) -> None:
    with pytest.raises(NotCaptured) as refusal:
        picture_of(front, guard=Guard(allowed=front.pairs), path="/redirect?x")
    assert refusal.value.code == "unreachable"
    assert canary.hits == 0


def test_of_addresses_that_are_not_public_a_page_reaches_its_own_server_only() -> None:
    everything = Guard(allowed=frozenset({("127.0.0.1", 8080), ("127.0.0.1", 8081)}))
    assert guard_for("http://127.0.0.1:8080/a", everything).allowed == {("127.0.0.1", 8080)}
    public = Guard(allowed=everything.allowed, resolve=lambda host, port: ["93.184.216.34"])
    assert guard_for("https://outlet.example/a", public).allowed == frozenset()


def test_host_without_an_address_gives_no_picture() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NotCaptured) as refusal:
        guard_for("https://outlet.example/a", Guard(resolve=resolve))
    assert refusal.value.code == "unreachable"


def render(html: str, *, limits: PictureLimits = QUICK) -> Picture:
    with serving(reply(f"<!doctype html><title>A page</title>{html}".encode())) as server:
        return picture_of(server, guard=Guard(allowed=server.pairs), limits=limits)


def test_page_with_dialogs_popups_and_a_million_pixels_is_cut() -> None:
    picture = render(
        "<div style='height:1000000px'>Tall</div><script>onbeforeunload = () => 1;"
        "for (let i = 0; i < 9; i++) { alert(i); confirm(i); prompt(i); open('/?' + i) } print();"
        "location = 'file:///etc/passwd'; location = 'chrome://version'; location = 'data:text/html,a'</script>"
    )
    assert size_of(picture.content) == (1280, 10_000)
    assert picture.is_cut
    assert urlsplit(picture.final_url).scheme == "http"


def code_for(page: bytes | Script, limits: PictureLimits = QUICK) -> str:
    with serving(page) as server, pytest.raises(NotCaptured) as refusal:
        picture_of(server, guard=Guard(allowed=server.pairs), limits=limits)
    return refusal.value.code


def test_what_is_no_page_any_more_gives_no_picture() -> None:
    download = reply(b"x", media_type="application/zip", Content_Disposition="attachment")
    left = reply(b"<!doctype html><script>location = 'about:blank'</script>")
    assert (code_for(download), code_for(left)) == ("no_page", "unreachable")


def test_picture_that_is_too_large_as_png_is_a_jpeg_or_nothing() -> None:
    noise = (
        "<canvas id='c' width='1200' height='600'></canvas><script>const x = c.getContext('2d'),"
        "d = x.createImageData(1200, 600); d.data.forEach((_, i) => d.data[i] = i % 4 == 3 ? 255 : Math.random() * 255);"
        "x.putImageData(d, 0, 0)</script>"
    )
    picture = render(noise, limits=replace(QUICK, size=1_800_000))
    assert picture.media_type == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")
    assert code_for(reply(), replace(QUICK, size=10)) == "picture_too_large"


@pytest.mark.parametrize("limit", ["_MOST_MEMORY", "_MOST_DISK"])
def test_browser_that_uses_too_much_is_ended(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_LOOK_AT_DISK", 0)

    def weigh(server: Server, connection: socket.socket, request: bytes) -> None:
        monkeypatch.setattr(browser, limit, 1)
        connection.sendall(reply())

    assert code_for(weigh) == "too_heavy"
    assert left_behind() == []


# The commands that take_picture gives, and what a browser answers that goes on, as a program of its own.
FAKE = """#!/usr/bin/env python3
import json, os
left = b""
while piece := os.read(3, 65536):
    *asked, left = (left + piece).split(b"\\0")
    for number, method in [(one["id"], one["method"]) for one in map(json.loads, asked)]:
        answers = {{
            "Browser.getVersion": {{"product": "Fake/1"}}, "Target.createBrowserContext": {{"browserContextId": "c"}},
            "Target.createTarget": {{"targetId": "t"}}, "Target.attachToTarget": {{"sessionId": "s"}},
            "Page.getLayoutMetrics": {{"cssContentSize": {{"height": 9}}}},
            "Page.captureScreenshot": {{"data": "eA=="}},
        }}
        said = [{{"id": number, "result": answers.get(method, {{}})}}]
        if method == "Page.navigate":
            said += [{{"method": name}} for name in ("{event}", "Page.loadEventFired")]
        os.write(4, b"".join(json.dumps(one).encode() + b"\\0" for one in said))
"""


@pytest.mark.parametrize("event", ["Inspector.targetCrashed", "Page.loadEventFired"])
def test_page_that_crashes_or_gives_no_picture_is_tried_again(event: str) -> None:
    path = Path(tempfile.gettempdir()) / "browser.py"
    path.write_text(FAKE.format(event=event))
    path.chmod(0o755)  # the user who runs it is another
    with pytest.raises(NotCaptured) as refusal:
        take_picture("http://127.0.0.1:1/", path=str(path), limits=QUICK)
    assert (refusal.value.code, refusal.value.worth_retrying) == ("no_picture", True)


def test_page_that_streams_without_end_is_stopped() -> None:
    def stream(server: Server, connection: socket.socket, request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Live</h1>")
        while not server.stopped.is_set():
            connection.sendall(b"<p>" + b"and on " * 500)

    limits = PictureLimits(seconds=12, loading=2, proxy=ProxyLimits(size=300_000))
    began = time.monotonic()
    with serving(stream) as server:
        try:
            picture = picture_of(server, guard=Guard(allowed=server.pairs), limits=limits)
        except NotCaptured as problem:
            assert problem.code in {"too_slow", "too_heavy", "unreachable"}
        else:
            assert size_of(picture.content) == (1280, 10_000)
        assert server.hung_up.wait(5)
    assert time.monotonic() - began < 16


def test_page_whose_script_never_ends_is_given_up_in_time() -> None:
    began = time.monotonic()
    with pytest.raises(NotCaptured) as refusal:
        render("<p>Wait</p><script>for (;;) {}</script>", limits=PictureLimits(seconds=4))
    assert refusal.value.code == "too_slow"
    assert refusal.value.worth_retrying
    assert time.monotonic() - began < 8
    assert left_behind() == []


def test_browser_has_its_sandbox_and_nothing_of_the_desks_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, str] = {}

    def look(server: Server, connection: socket.socket, request: bytes) -> None:
        for path in Path("/proc").glob("[0-9]*"):
            try:
                command = (path / "cmdline").read_bytes()
                if b"=" + tempfile.gettempdir().encode() + b"/verify-browser-" not in command:
                    continue
                if b"--type=renderer" in command:
                    seen["renderer"] = (path / "status").read_text()
                    seen["limits"] = (path / "limits").read_text()
                    seen["niceness"] = (path / "stat").read_text().rpartition(")")[2].split()[16]
                elif b"--type=" not in command and b"--remote-debugging-pipe" in command:
                    seen["environment"] = (path / "environ").read_bytes().decode()
            except OSError:
                continue
        connection.sendall(reply())

    monkeypatch.setenv("SECRET_KEY", "of the desk")
    with serving(look) as server:
        picture_of(server, guard=Guard(allowed=server.pairs))
    assert "HOME=" in seen["environment"]
    assert "of the desk" not in seen["environment"]
    for name, most in (("core file size", "0"), ("file size", "299999744")):
        (line,) = [one for one in seen["limits"].splitlines() if one.startswith(f"Max {name} ")]
        assert line.split()[-3:-1] == [most, most]
    assert int(seen["niceness"]) >= 10
    assert "Seccomp:\t2" in seen["renderer"]
    assert "Uid:\t0" not in seen["renderer"]
