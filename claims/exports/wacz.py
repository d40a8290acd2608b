"""One archived page as a web archive: WARC records in a WACZ file, which other programs replay and check.

WACZ 1.1.1 (specs.webrecorder.net), WARC 1.1 (ISO 28500:2017). The same page always gives the same bytes.
"""

import hashlib
import io
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .bundle import member

VERSION = "1.1.1"
MEDIA_TYPE = "application/wacz"

_WARC = "data.warc.gz"
# The body is kept without the encoding of its transfer, so these no longer describe it. They keep their
# values under the names that other archiving programs use.
_OF_THE_TRANSFER = {"content-encoding", "content-length", "transfer-encoding"}
_NOTE = (
    "The page is archived without its pictures, styles and scripts. The body of the response is complete, and the "
    "encoding of its transfer is undone. Of the headers, only those that describe the page are kept."
)


@dataclass(frozen=True)
class Hop:
    """A response that redirected to another URL."""

    url: str
    status: int
    to: str


@dataclass(frozen=True)
class PagePicture:
    """A screenshot of the page, taken later than the page was archived."""

    url: str  # of the page in the picture; as sent, ASCII
    media_type: str
    content: bytes
    at: datetime


@dataclass(frozen=True)
class ArchivedPage:
    """What was requested and received, as the desk kept it."""

    final_url: str  # here and in the hops: as sent, ASCII
    hops: Sequence[Hop]
    status: int
    media_type: str
    headers: Mapping[str, str]  # of the response; empty for pages from before they were kept
    request_headers: Mapping[str, str]  # as they were sent; empty likewise
    address: str  # the IP address that responded; may be empty
    content: bytes
    captured_at: datetime
    title: str
    software: str
    remarks: Sequence[str] = ()  # what people must know of this copy
    picture: PagePicture | None = None


def wacz(page: ArchivedPage) -> bytes:
    """Return the WACZ file of a page. In memory: a page has at most 10 MB, its screenshot 5 MB."""
    warc, index = _warc(page)
    files = {
        f"archive/{_WARC}": warc,
        "indexes/index.cdx": "".join(sorted(index)).encode(),
        "pages/pages.jsonl": _pages(page),
    }
    package = _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": page.title,
            "description": " ".join([_NOTE, *page.remarks]),
            "created": _moment(page.captured_at),
            "software": page.software,
            "mainPageUrl": page.final_url,
            "mainPageDate": _moment(page.captured_at),
            "resources": [
                {
                    "name": path.rpartition("/")[2],
                    "path": path,
                    "hash": _hash(content),
                    "bytes": len(content),
                }
                for path, content in files.items()
            ],
        }
    )
    files["datapackage.json"] = package
    files["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": _hash(package)})
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        for path, content in files.items():
            # Programs read single records of the WARC file out of the zip, so it is not compressed again.
            packing = ZIP_STORED if path.startswith("archive/") else ZIP_DEFLATED
            archive.writestr(member(path), content, packing)
    return written.getvalue()


def _warc(page: ArchivedPage) -> tuple[bytes, list[str]]:
    """Return the WARC file, and a line of the index for each response and picture in it."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True, warc_version="1.1")
    index = []
    for number, (record, line) in enumerate(_records(page, writer)):
        headers = record.rec_headers
        headers.replace_header("WARC-Record-ID", _record_id(page, number))
        is_picture = record.rec_type == "resource"
        at = page.picture.at if page.picture and is_picture else page.captured_at
        headers.replace_header("WARC-Date", _moment(at))
        if record.rec_type == "request":
            headers.add_header("WARC-Concurrent-To", _record_id(page, number - 1))
        start = written.tell()
        writer.write_record(record)
        if line is not None:
            key, about = line
            place = {"length": str(written.tell() - start), "offset": str(start), "filename": _WARC}
            index.append(f"{key} {json.dumps(about | place, ensure_ascii=False)}\n")
    return written.getvalue(), index


Line = tuple[str, dict[str, str]]


def _records(page: ArchivedPage, writer: WARCWriter) -> Iterator[tuple[ArcWarcRecord, Line | None]]:
    """Yield each record with its line of the index; the request comes after its response."""
    info = {"software": page.software, "format": "WARC File Format 1.1", "description": _NOTE}
    yield writer.create_warcinfo_record(_WARC, info), None
    for exchange in _exchanges(page):
        yield _response(page, exchange, writer), _line(page, exchange)
        if page.request_headers:
            yield _request(page, exchange, writer), None
    if page.picture:
        yield _resource(page.picture, writer), _line_of_picture(page.picture)


@dataclass(frozen=True)
class _Exchange:
    url: str
    status: int
    headers: Mapping[str, str]
    media_type: str
    body: bytes
    address: str  # unknown for those that redirected


def _exchanges(page: ArchivedPage) -> Iterator[_Exchange]:
    for hop in page.hops:
        location = {"Location": hop.to}
        yield _Exchange(hop.url, hop.status, location, "unk", b"", "")
    headers = {"Content-Type": page.media_type} | dict(page.headers)
    yield _Exchange(
        page.final_url,
        page.status,
        headers,
        page.media_type,
        page.content,
        page.address,
    )


def _response(page: ArchivedPage, exchange: _Exchange, writer: WARCWriter) -> ArcWarcRecord:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_TRANSFER else name, value)
        for name, value in exchange.headers.items()
    ]
    length = ("Content-Length", str(len(exchange.body)))
    status = f"{exchange.status} {HTTPStatus(exchange.status).phrase}"
    about = {"WARC-Payload-Digest": _hash(exchange.body)}
    if exchange.address:
        about["WARC-IP-Address"] = exchange.address
    return writer.create_warc_record(
        exchange.url,
        "response",
        io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(status, [*kept, length], protocol="HTTP/1.1"),
        warc_headers_dict=about,
    )


def _resource(picture: PagePicture, writer: WARCWriter) -> ArcWarcRecord:
    return writer.create_warc_record(
        _picture_url(picture),
        "resource",
        io.BytesIO(picture.content),
        length=len(picture.content),
        warc_content_type=picture.media_type,
        warc_headers_dict={"WARC-Payload-Digest": _hash(picture.content)},
    )


def _picture_url(picture: PagePicture) -> str:
    """Return the name that other archiving programs give to a screenshot of a whole page."""
    return f"urn:fullPage:{picture.url}"


def _line_of_picture(picture: PagePicture) -> Line:
    url = _picture_url(picture)
    return f"{url.lower()} {picture.at.strftime('%Y%m%d%H%M%S')}", {
        "url": url,
        "mime": picture.media_type,
        "status": "200",
        "digest": _hash(picture.content),
    }


def _request(page: ArchivedPage, exchange: _Exchange, writer: WARCWriter) -> ArcWarcRecord:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    others = [(name, value) for name, value in page.request_headers.items() if name != "Host"]
    http = StatusAndHeaders(
        f"GET {target} HTTP/1.1", [("Host", parts.netloc), *others], is_http_request=True
    )
    return writer.create_warc_record(exchange.url, "request", io.BytesIO(b""), 0, http_headers=http)


def _record_id(page: ArchivedPage, number: int) -> str:
    """Return an id that the same record of the same copy always has."""
    name = f"{page.final_url} {page.captured_at.isoformat()} {_hash(page.content)} {number}"
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def _line(page: ArchivedPage, exchange: _Exchange) -> Line:
    moment = page.captured_at.strftime("%Y%m%d%H%M%S")
    return f"{_sortable(exchange.url)} {moment}", {
        "url": exchange.url,
        "mime": exchange.media_type,
        "status": str(exchange.status),
        "digest": _hash(exchange.body),
    }


def _sortable(url: str) -> str:
    """Return the key by which an index is searched: the host's parts in reverse, then the path."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){(parts.path or '/')}{query}".lower().replace(" ", "%20")


def _pages(page: ArchivedPage) -> bytes:
    lines = (
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"},
        {
            "id": hashlib.sha256(page.content).hexdigest()[:16],
            "url": page.final_url,
            "ts": _moment(page.captured_at),
            "title": page.title,
        },
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _json(facts: Mapping[str, object]) -> bytes:
    return json.dumps(facts, indent=2, ensure_ascii=False).encode() + b"\n"
