"""An outlet on loopback: real pages over real HTTP, which a test can change, move and remove."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.fetching.wire import Server, reply, serving

PARAGRAPHS = (
    "The harbour master of Port Example said on Tuesday that all four cranes will stay in service until autumn.",
    "The Example Gazette had reported that two of them were to be sold, naming no source for it.",
    "A ministry official, asked twice, declined to comment on the sale. The union heard of no such plan.",
)
QUOTE = "all four cranes will stay in service until autumn"


def page(*paragraphs: str, title: str = "The cranes stay", charset: str = "utf-8") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return html.encode(charset)


def pdf(*pages: str) -> bytes:
    """Build a PDF by hand, with the lines of each page in Helvetica."""
    return pdf_of_streams(
        *(
            "BT /F1 12 Tf 72 720 Td 14 TL "
            + " ".join(f"({line}) Tj T*" for line in text.split("\n"))
            + " ET"
            for text in pages
        )
    )


def printed_pdf(*pages: list[tuple[float, float, float, str]], about: str = "") -> bytes:
    """Build a PDF of pieces of text: x, y (upwards), size of the letters, words; octal 001 is the ligature of f and i.

    `about` are its properties, as "/Title (Words)".
    """
    streams = (
        " ".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in page)
        for page in pages
    )
    return pdf_of_streams(*streams, about=about)


def pdf_of_streams(*streams: str, about: str = "") -> bytes:
    """Build a PDF with the content of each page. Its table of objects comes last."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >> >>",
        f"<< {about} >>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer << /Size {size} /Root 1 0 R /Info 4 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


@dataclass
class Outlet:
    """A test sets `outlet.pages[path] = reply(…)`; any other path gives 404. `hold` delays a path until `release`."""

    server: Server
    pages: dict[str, bytes] = field(default_factory=dict)
    held: dict[str, threading.Event] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    request_arrived: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, path: str, *paragraphs: str) -> str:
        self.pages[path] = reply(page(*paragraphs))
        return self.server.url(path)

    def remove(self, path: str) -> None:
        del self.pages[path]

    def hold(self, path: str) -> None:
        """Delay the response for this path until it is released."""
        self.held[path] = threading.Event()

    def wait_for_requests(self, *paths: str, times: int = 1) -> bool:
        with self.request_arrived:
            return self.request_arrived.wait_for(
                lambda: all(self.seen[path] >= times for path in paths), timeout=60
            )

    def release(self, path: str) -> None:
        self.held.pop(path).set()

    def respond(self, server: Server, connection: socket.socket, request: bytes) -> None:
        path = request.split(b" ", 2)[1].decode()
        with self.request_arrived:
            self.seen[path] += 1
            self.request_arrived.notify_all()
        if held := self.held.get(path):
            held.wait(60)
        gone = reply(b"Not here.", status="404 Not Found", media_type="text/plain")
        connection.sendall(self.pages.get(path, gone))


@contextmanager
def open_outlet() -> Iterator[Outlet]:
    made: list[Outlet] = []
    with serving(lambda *request: made[0].respond(*request)) as server:
        made.append(Outlet(server))
        yield made[0]
        for event in made[0].held.values():
            event.set()
