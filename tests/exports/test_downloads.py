"""Whatever leaves the desk is recorded first: who took it, what it was, and its SHA-256."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims.enums import Verb
from claims.models import Event, Verdict
from claims.reads.record.verification import verify_desk
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, make_numbered_export

FILES = {
    "verdicts.csv": {"verdicts.csv": 1},
    "evidence.csv": {"evidence.csv": 3},
    "bundle.zip": {"verdicts.csv": 1, "evidence.csv": 3},
    "verdicts.xlsx": {"verdicts": 1, "evidence": 3},
    "claims.csv": {"claims.csv": 1},
    "claims.xlsx": {"claims": 1},
}


def downloads() -> list[Event]:
    return list(Event.objects.filter(verb=Verb.EXPORT_DOWNLOADED).order_by("seq"))


@pytest.mark.parametrize("name", FILES)
def test_each_export_is_an_event_with_its_rows_and_hash(
    name: str, small_desk: Any, fetch: Any
) -> None:
    asked = {"language": "en"} if "claims" not in name else {"q": "cranes"}
    content = fetch(name, **asked)
    (event,) = downloads()
    assert event.by == small_desk.people.reader
    assert event.after["file"] == name
    assert event.after["filters"] == asked
    assert event.after["rows"] == FILES[name]
    assert event.after["size"] == len(content)
    assert event.after["file_sha256"] == hashlib.sha256(content).hexdigest()
    assert event.after["as_of"] == Verdict.objects.get().signed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert not list(verify_desk())


def test_changes_since_an_export_are_recorded_with_its_number(small_desk: Any, login: Any) -> None:
    export = make_numbered_export(small_desk.people.reader)
    assert b"".join(login("reader").get(f"/export/{export.pk}/changes.csv").streaming_content)
    (event,) = downloads()
    assert (event.after["file"], event.after["export"]) == ("changes.csv", {"id": export.pk})


def test_download_is_recorded_before_its_first_byte(small_desk: Any, login: Any) -> None:
    response = login("reader").get("/export/verdicts.csv")
    assert len(downloads()) == 1  # before its first byte
    assert b"".join(response.streaming_content)


def test_what_cannot_be_recorded_does_not_leave(small_desk: Any, login: Any) -> None:
    client = login("reader")
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_touched RENAME TO gone")
    response = client.get("/export/verdicts.csv")
    assert response.status_code == 500
    assert not response.streaming


@pytest.mark.parametrize("out", ["", "verdicts.csv"])
def test_command_records_what_it_writes(
    out: str, small_desk: Any, tmp_path: Any, capsysbinary: Any
) -> None:
    call_command("export_verdicts", out=str(tmp_path / out) if out else None)
    content = (tmp_path / out).read_bytes() if out else capsysbinary.readouterr().out
    (event,) = downloads()
    assert (event.by, event.by_name) == (None, "command line")
    assert event.after["file_sha256"] == hashlib.sha256(content).hexdigest()


# Archived copies


@pytest.fixture
def copies(cast: Any) -> list[str]:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast)
    evidence = EvidenceFactory(claim=claim, by=cast.researcher, article=article)
    return [
        f"/articles/{article.pk}/captures/{article.snapshot_id}/",
        f"/evidence/{evidence.pk}/capture/",
    ]


def test_copy_is_recorded_once_a_day_and_person(cast: Any, login: Any, copies: list[str]) -> None:
    def take(member: str) -> None:
        for url in copies:
            response = login(member).get(url)
            assert b"".join(response.streaming_content)

    take("reader")
    take("reader")
    take("editor")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        take("reader")
    found = Event.objects.filter(verb=Verb.COPY_DOWNLOADED).order_by("seq")
    assert [event.by for event in found] == [cast.reader, cast.editor, cast.reader]
    assert len({event.object_id for event in found}) == 1
    assert not list(verify_desk())


def test_asking_for_the_headers_of_a_copy_is_no_download(login: Any, copies: list[str]) -> None:
    response = login("reader").head(copies[0])
    assert response.status_code == 200
    assert not list(response.streaming_content)  # and closes its file
    assert not Event.objects.filter(verb=Verb.COPY_DOWNLOADED).exists()


def test_record_lists_what_was_downloaded(small_desk: Any, login: Any, fetch: Any) -> None:
    fetch("bundle.zip")
    page = login("admin").get("/record/", {"downloads": "1"}).content.decode()
    assert page.count('id="event-') == 1
    assert "bundle.zip" in page
