"""Files that unpack into gigabytes or never end are refused in words, within limits, and fetch nothing.

Negative control: TORTURE_BREAK=no_bounds reads them in the web process, with all the time and memory they want.
"""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from claims.models import Article, CaptureRequest, Claim
from tests.captures.outlet import pdf_of_streams
from tests.conftest import Cast
from tests.extractors.test_hostile_files import HOSTILE, pdf_of_packed
from tests.factories import ClaimFactory
from tests.fetching.wire import Server, reply, serving
from tests.imports.workbooks import bomb, entity_bomb

from .desk import Answer, Member, ServedDesk, assert_whole
from .test_kills import EVIDENCE

pytestmark = pytest.mark.django_db(transaction=True)

CPU_SECONDS, RISE = 20, 300_000_000  # of one file, and bytes that the largest process grows by


def pdf_bomb() -> bytes:
    """A page whose content is 200 MB of blanks, packed twice."""
    packed = zlib.compress(zlib.compress(b" " * 200_000_000))
    return pdf_of_packed(packed, "[/FlateDecode /FlateDecode]")


def pdf_loop() -> bytes:
    """A tree of pages that contains itself."""
    return pdf_of_streams("BT ET").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def quine_pages() -> bytes:
    return pdf_of_streams(*["BT ET"] * 20_000)


FILES: dict[str, Callable[[str], bytes]] = {
    **{name: make for name, (make, _ends) in HOSTILE.items()},
    "pdf packed twice": lambda url: pdf_bomb(),
    "pdf that contains itself": lambda url: pdf_loop(),
    "pdf of 20,000 pages": lambda url: quine_pages(),
    "pdf with a script": lambda url: pdf_of_streams("BT ET").replace(
        b"/Type /Catalog", f"/Type /Catalog /OpenAction << /S /URI /URI ({url}) >>".encode()
    ),
    "html of 200,000 attributes": lambda url: (
        f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>x".encode()
    ),
    "html 100,000 deep": lambda url: b"<div>" * 100_000 + b"deep",
    "html that points to an address": lambda url: (
        f'<base href="{url}"><img src="{url}"><p>Words enough.</p>'.encode()
    ),
    "html with entities": lambda url: (
        f'<!DOCTYPE x [<!ENTITY y SYSTEM "{url}">]><p>&y; words</p>'.encode()
    ),
    "gzip": lambda url: gzip.compress(b"<p>" + b"\0" * 50_000_000),
}
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "workbook of many parts": lambda: bomb(parts=2_001, size=1),
    "workbook of 200 MB": lambda: bomb(parts=201, size=1_000_000),
    "workbook with entities": entity_bomb,
}
# Pages that a server sends packed.
PACKED: dict[str, bytes] = {
    "200 MB in gzip": reply(gzip.compress(b"a" * 200_000_000), Content_Encoding="gzip"),
    "200 MB in deflate": reply(zlib.compress(b"a" * 200_000_000), Content_Encoding="deflate"),
    "gzip in gzip": reply(
        gzip.compress(gzip.compress(b"a" * 20_000_000)), Content_Encoding="gzip, gzip"
    ),
    "gzip without an end": reply(
        gzip.compress(b"<p>words</p>" * 1000)[:-20], Content_Encoding="gzip"
    ),
}


class Meter:
    """The most memory of a process of the desk while files are read, and the CPU seconds of each."""

    def __init__(self, desk: ServedDesk) -> None:
        self.desk, self.most, self.worst = desk, 0, 0.0
        self.before = desk.memory()
        self.stop = threading.Event()

    def watch(self) -> None:
        while not self.stop.wait(0.1):
            self.most = max(self.most, self.desk.memory())

    @contextmanager
    def one_file(self) -> Iterator[None]:
        before = self.desk.cpu_seconds()
        yield
        self.worst = max(self.worst, self.desk.cpu_seconds() - before)

    @property
    def rise(self) -> int:
        return max(0, self.most - self.before)


@pytest.fixture
def meter(desk: ServedDesk) -> Iterator[Meter]:
    found = Meter(desk)
    thread = threading.Thread(target=found.watch, daemon=True)
    thread.start()
    yield found
    found.stop.set()
    thread.join()


@pytest.fixture
def canary() -> Iterator[Server]:
    with serving(reply()) as server:
        yield server


def send_all(researcher: Member, claim: int, url: str, meter: Meter) -> list[tuple[str, Answer]]:
    """Upload each file as an article and as evidence, and each workbook as an import."""
    answers: list[tuple[str, Answer]] = []
    for name, make in FILES.items():
        content = make(url)
        with meter.one_file():
            article = researcher.post("/articles/new/", {"headline": name}, file=("file", content))
        evidence = EVIDENCE | {"note": name, "token": name}
        with meter.one_file():
            other = researcher.post(
                f"/claims/{claim}/evidence/", evidence, upload=("file", content)
            )
        answers += [(f"{name} as an article", article), (f"{name} as evidence", other)]
    for name, build in WORKBOOKS.items():
        with meter.one_file():
            answer = researcher.post(
                "/admin/claims/claim/import/", {}, file=("claims.xlsx", build())
            )
        answers.append((name, answer))
    return answers


def test_uploaded_bombs(
    desk: ServedDesk, cast: Cast, meter: Meter, canary: Server, figure: Any
) -> None:
    claim, researcher = ClaimFactory(people=cast), desk.member(cast.researcher)
    answers = send_all(researcher, claim.pk, canary.url("/"), meter)
    wrong = [(name, answer.status) for name, answer in answers if answer.status >= 500]
    figure(
        "uploaded bombs",
        files=len(answers),
        failed=len(wrong),
        most_cpu_seconds=round(meter.worst, 1),
        rise_in_MB=meter.rise // 1_000_000,
        fetched=canary.hits,
    )
    assert wrong == []
    assert meter.worst < CPU_SECONDS
    assert meter.rise < RISE
    assert canary.hits == 0
    assert not any(
        "root:" in article.snapshot.text for article in Article.objects.select_related("snapshot")
    )
    assert Claim.objects.count() == 1, "no workbook was imported"
    assert desk.failures == []
    assert_whole()


def test_packed_pages(serve: Any, cast: Cast, figure: Any) -> None:
    def respond(server: Server, connection: Any, request: bytes) -> None:
        connection.sendall(pages[int(request.split()[1].decode().strip("/"))])

    pages = list(PACKED.values())
    with serving(respond) as outlet:
        desk = serve(FETCH_ALLOWED=f"127.0.0.1:{outlet.port}")
        meter = Meter(desk)
        thread = threading.Thread(target=meter.watch, daemon=True)
        thread.start()
        urls = "\n".join(outlet.url(f"/{number}") for number in range(len(pages)))
        with meter.one_file():
            assert (
                desk.member(cast.researcher).post("/articles/urls/", {"urls": urls}).status == 200
            )
            deadline = time.monotonic() + 300
            while CaptureRequest.objects.filter(attempts=0).exists():
                assert time.monotonic() < deadline
                time.sleep(0.2)
        meter.stop.set()
        thread.join()
    archived = CaptureRequest.objects.filter(snapshot__isnull=False).count()
    figure("packed pages", pages=len(pages), kept=archived, rise_in_MB=meter.rise // 1_000_000)
    assert archived == 0
    assert meter.worst < CPU_SECONDS
    assert meter.rise < RISE
    assert desk.failures == []
