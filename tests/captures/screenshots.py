"""Pages that were archived with a screenshot, made by the actions without a browser."""

import struct
import zlib
from typing import Any

from django.test import override_settings

from claims.actions import capture_screenshot, captures
from claims.actions.articles import add_article
from claims.fetching import Captured, Picture
from claims.given import ArticleGiven
from claims.models import CaptureRequest, ScreenshotRequest, Snapshot


def png(shade: int = 0) -> bytes:
    """Return a picture of one grey pixel."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes([0, shade]))), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def picture(url: str, content: bytes | None = None) -> Picture:
    return Picture(content or png(), "image/png", url, 200, "Chrome/156.0", False)


def archive_with_request(capture: CaptureRequest, by: Any) -> ScreenshotRequest:
    """Archive a page of the desk that takes screenshots, and return the request for its screenshot."""
    html = b"<!doctype html><title>Cranes</title><p>All four cranes will stay in service.</p>"
    url = capture.url
    fetched = Captured(html, url, url, (), 200, "text/html", "utf-8", "192.0.2.1", {}, {})
    with override_settings(SCREENSHOTS=True):
        captures.keep_capture(capture, captures.read_page(capture, fetched), by=by)
    return ScreenshotRequest.objects.get(capture=capture)


def request_screenshot(people: Any) -> ScreenshotRequest:
    given = ArticleGiven(url="https://port.example/cranes")
    article = add_article(None, given, by=people.researcher).article
    return archive_with_request(article.capture_requests.get(), people.researcher)


def make_screenshot(people: Any) -> Snapshot:
    request = request_screenshot(people)
    shot = picture(request.copy.final_url)
    kept = capture_screenshot.keep_screenshot(request, shot, by=people.researcher)
    assert kept
    return kept
