"""An archived page as a web archive (WACZ), from what the copy and its Event hold."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.encoding import iri_to_uri

from claims.enums import CaptureKind, Verb
from claims.exports.wacz import ArchivedPage, Hop, PagePicture, wacz
from claims.models import Event, Snapshot

_WITH_PICTURE = (
    "The screenshot was taken later than the page was archived, and can show something else."
)
_NO_HEADERS = "The headers of the response were not kept when this copy was made."
_NO_REQUEST = "The headers of the request were not kept when this copy was made."


def has_web_archive(snapshot: Snapshot) -> bool:
    """Return whether the copy was fetched: what was pasted or uploaded has no request and no response."""
    return snapshot.kind == CaptureKind.PAGE and bool(snapshot.final_url)


def web_archive_of(snapshot: Snapshot, content: bytes) -> bytes:
    """Return the WACZ file of a fetched copy, with its screenshot. `content` are its bytes. Two queries."""
    told = _told_of(snapshot)
    headers = _pairs(told.get("headers", ()))
    request = _pairs(told.get("request_headers", ()))
    remarks = [] if headers else [_NO_HEADERS]
    remarks += [] if request else [_NO_REQUEST]
    picture = _picture_of(snapshot)
    remarks += [_WITH_PICTURE] if picture else []
    article = snapshot.article
    return wacz(
        ArchivedPage(
            final_url=iri_to_uri(snapshot.final_url),
            hops=[
                Hop(iri_to_uri(step["url"]), step["status"], iri_to_uri(step["to"]))
                for step in snapshot.redirects
            ],
            status=snapshot.http_status or 200,
            media_type=snapshot.media_type,
            headers=headers,
            request_headers=request,
            address=str(told.get("address", "")),
            content=content,
            captured_at=snapshot.captured_at,
            title=(article and article.headline) or snapshot.final_url,
            software=f"Verify {settings.VERSION}; captured by {snapshot.tool} {snapshot.tool_version}",
            remarks=remarks,
            picture=picture,
        )
    )


def _picture_of(snapshot: Snapshot) -> PagePicture | None:
    """Return the screenshot of a copy, unless it was never taken, was taken down, or its file is lost."""
    screenshot = Snapshot.objects.kept().filter(screenshot_of__capture__snapshot=snapshot).first()
    if screenshot is None:
        return None
    try:
        with screenshot.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return PagePicture(
        iri_to_uri(screenshot.final_url), screenshot.media_type, content, screenshot.captured_at
    )


def _told_of(snapshot: Snapshot) -> dict[str, object]:
    """Return what the Event of the capture holds, or nothing without such an Event."""
    captured = Event.objects.filter(verb=Verb.CAPTURED, after__snapshot=snapshot.pk)
    if snapshot.article_id:
        captured = captured.about("article", snapshot.article_id)
    event = captured.first()
    return event.after if event else {}


def _pairs(lines: object) -> dict[str, str]:
    assert isinstance(lines, Iterable)
    parts = (str(line).partition(": ") for line in lines)
    return {name: value for name, _, value in parts}
