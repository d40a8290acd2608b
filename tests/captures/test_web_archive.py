"""A fetched page is downloaded as a WACZ file, which programs of others can replay and check."""

import hashlib
import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from warcio.archiveiterator import ArchiveIterator

from claims.models import Article, Snapshot
from tests.factories import ArticleFactory, ClaimFactory
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import Outlet, page
from .test_archive import add_evidence_from_url

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def download(client: Client, article: Article) -> bytes:
    assert article.snapshot
    address = reverse("article_web_archive", args=[article.pk, article.snapshot.pk])
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/wacz"
    return response.content


@pytest.fixture
def moved(outlet: Outlet, stored: Any) -> Article:
    """An article whose URL redirected to where its page is."""
    outlet.pages["/old"] = reply(
        b"", status="301 Moved Permanently", Location=outlet.server.url("/cranes")
    )
    outlet.pages["/cranes"] = reply(page(), X_Secret="1", Last_Modified="Mon, 30 Nov 2026")
    article: Article = stored("/old")
    run_queue()
    article.refresh_from_db()
    return article


def records(archive: ZipFile) -> list[tuple[str, str, Any, bytes]]:
    """Return the type, URL, HTTP head and body of each record, after their digests were checked."""
    with archive.open("archive/data.warc.gz") as file:
        read = []
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            read.append((record.rec_type, url, record.http_headers, record.content_stream().read()))
        return read


def test_every_file_of_a_web_archive_has_the_digest_that_its_manifest_names(
    moved: Article, login: Any
) -> None:
    archive = ZipFile(io.BytesIO(download(login("reader"), moved)))
    manifest = archive.read("datapackage.json")
    package, digest = json.loads(manifest), json.loads(archive.read("datapackage-digest.json"))

    assert package["wacz_version"] == "1.1.1"
    assert digest["hash"] == f"sha256:{hashlib.sha256(manifest).hexdigest()}"
    named = {file["path"]: file["hash"] for file in package["resources"]}
    assert named == {
        path: f"sha256:{hashlib.sha256(archive.read(path)).hexdigest()}"
        for path in ("archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl")
    }
    _, first = archive.read("pages/pages.jsonl").splitlines()
    assert json.loads(first)["url"] == package["mainPageUrl"]


def test_web_archive_has_each_request_and_each_response(
    moved: Article, outlet: Outlet, login: Any
) -> None:
    archive = ZipFile(io.BytesIO(download(login("reader"), moved)))
    old, new = outlet.server.url("/old"), outlet.server.url("/cranes")
    found = records(archive)

    assert [(kind, url) for kind, url, _, _ in found] == [
        ("warcinfo", ""),
        ("response", old),
        ("request", old),
        ("response", new),
        ("request", new),
    ]
    redirected, response, request = found[1][2], found[3][2], found[4][2]
    assert redirected.get_header("Location") == new
    assert response.get_header("Last-Modified") == "Mon, 30 Nov 2026"
    assert request.get_header("User-Agent")
    assert found[3][3] == page()


def test_index_leads_to_each_response(moved: Article, login: Any) -> None:
    archive = ZipFile(io.BytesIO(download(login("reader"), moved)))
    warc = archive.read("archive/data.warc.gz")
    for line in archive.read("indexes/index.cdx").decode().splitlines():
        about = json.loads(line.split(" ", 2)[2])
        start = int(about["offset"])
        piece = warc[start : start + int(about["length"])]
        (record,) = ArchiveIterator(io.BytesIO(piece))
        assert record.rec_headers.get_header("WARC-Target-URI") == about["url"]
        assert record.rec_headers.get_header("WARC-Payload-Digest") == about["digest"]


def test_same_copy_gives_the_same_web_archive(moved: Article, login: Any) -> None:
    client = login("reader")

    assert download(client, moved) == download(client, moved)


def test_article_page_offers_the_web_archive_of_a_fetched_copy_only(
    moved: Article, login: Any, cast: Any
) -> None:
    client = login("reader")
    pasted = ArticleFactory(by=cast.researcher)
    for article, offered in ((moved, True), (pasted, False)):
        snapshot = article.snapshot
        assert isinstance(snapshot, Snapshot)
        address = reverse("article_web_archive", args=[article.pk, snapshot.pk])
        shown = client.get(reverse("article_page", args=[article.pk])).content.decode()
        assert (address in shown) is offered
        assert client.get(address).status_code == (200 if offered else 409)


def test_page_of_evidence_has_a_web_archive(outlet: Outlet, login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    one = add_evidence_from_url(claim, cast, outlet.publish("/report"))
    run_queue()
    client = login("researcher")
    address = reverse("evidence_web_archive", args=[one.pk])

    assert address in client.get(reverse("evidence_change", args=[one.pk])).content.decode()
    archive = ZipFile(io.BytesIO(client.get(address).content))
    assert [(kind, url) for kind, url, _, _ in records(archive)][1:] == [
        ("response", one.url),
        ("request", one.url),
    ]
