"""A takedown removes the bytes and the text of an archived copy. A stub, the quotes and the record stay whole."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils.timezone import now

from claims.actions import captures as capture_actions
from claims.actions.articles import add_article
from claims.actions.snapshot_corrections import add_copy, read_copy
from claims.actions.snapshot_files import remove_files
from claims.actions.snapshot_takedown import take_down
from claims.enums import CaptureState, ClaimStatus, EvidenceKind, Verb
from claims.errors import Invalid, Refused
from claims.given import ArticleGiven, TakedownGiven, Upload, pasted
from claims.models import Anchor, Article, ArticleWords, Event, Snapshot, Suggestion, Takedown
from claims.models import triggers as trigger_definitions
from tests.conftest import PASSWORD
from tests.evidence.passages import make_suggestion
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    body,
    read_paste,
)
from tests.record.every_article_action import fetched, waiting

pytestmark = pytest.mark.django_db

ORDER = TakedownGiven("Ordered by the court.", "Order 12/34")
SECRET = "two of them were to be sold"


def path_of(copy: Snapshot) -> Path:
    return Path(settings.MEDIA_ROOT) / str(copy.file)


def verify() -> str:
    """Return what verify_record says; the record is expected to be whole."""
    out = StringIO()
    call_command("verify_record", stdout=out)
    return out.getvalue()


def faults() -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_record", stdout=out)
    return out.getvalue()


@pytest.fixture
def quoted(cast: Any) -> Any:
    """An article with a suggestion, and a signed claim whose quote and evidence are from it."""
    article = ArticleFactory(by=cast.researcher, url="https://port.example/cranes")
    make_suggestion(article, SECRET)
    claim = ClaimFactory(people=cast, article=article)
    EvidenceFactory(
        claim=claim, by=cast.researcher, article=article, quote="four cranes will stay in service"
    )
    ClaimFactory(people=cast, article=article, status=ClaimStatus.SIGNED_OFF)
    return article


def test_takedown_leaves_a_stub_and_a_whole_record(quoted: Article, cast: Any) -> None:
    copy = quoted.snapshot
    sha256, size, path = copy.sha256, copy.size, path_of(copy)
    assert SECRET in copy.text and path.exists()

    takedown = take_down(copy, ORDER, by=cast.editor)

    copy.refresh_from_db()
    assert (copy.sha256, copy.size, copy.takedown) == (sha256, size, takedown)
    assert not path.exists()
    # Nowhere in what the desk keeps for itself.
    assert not Snapshot.objects.filter(text__contains=SECRET).exists()
    assert not Suggestion.objects.filter(words__contains=SECRET).exists()
    assert not ArticleWords.objects.filter(words__contains="sold").exists()
    assert not Anchor.objects.exclude(prefix="", suffix="").exists()
    assert Anchor.objects.filter(exact__contains="four cranes").exists()
    assert "intact" in verify()
    event = Event.objects.latest("seq")
    assert (event.verb, event.reason, event.object_id) == (
        Verb.COPIES_TAKEN_DOWN,
        ORDER.reason,
        quoted.pk,
    )


def test_pages_say_when_and_why_it_was_taken_down(quoted: Article, cast: Any, login: Any) -> None:
    copy, claim = quoted.snapshot, quoted.appearances.first().claim
    take_down(copy, ORDER, by=cast.editor)
    reader = login("reader")

    pages = [
        reverse("article_page", args=[quoted.pk]),
        reverse("claim_page", args=[claim.pk]),
        reverse("record"),
    ]
    for page in pages:
        assert ORDER.reason in reader.get(page).content.decode(), page
    file = reader.get(reverse("article_snapshot_file", args=[quoted.pk, copy.pk]))
    assert (file.status_code, ORDER.reason in file.content.decode()) == (410, True)


def test_evidence_file_is_gone_and_said_to_be(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast)
    upload = Upload(body(1).encode(), "letter.txt", "text/plain", declared_encoding="utf-8")
    evidence = EvidenceFactory(
        claim=claim, by=cast.researcher, upload=upload, kind=EvidenceKind.STATEMENT, custody="A."
    )
    editor = login("editor")
    url = reverse("snapshot_take_down", args=[evidence.snapshot_id])
    assert url in editor.get(reverse("claim_page", args=[claim.pk])).content.decode()

    answer = editor.post(url, {"reason": "It names a witness."})

    assert answer.status_code == 302
    assert editor.get(reverse("evidence_snapshot_file", args=[evidence.pk])).status_code == 410
    assert Snapshot.objects.get(pk=evidence.snapshot_id).original_name == ""
    assert "intact" in verify()


def test_takedown_by_its_page_keeps_what_was_typed_and_is_done_once(
    quoted: Article, login: Any
) -> None:
    editor = login("editor")
    url = reverse("snapshot_take_down", args=[quoted.snapshot_id])
    refused = editor.post(url, {"reason": " ", "legal_basis": "Order 12/34"})
    assert (refused.status_code, "Order 12/34" in refused.content.decode()) == (422, True)

    sent = {"reason": "Ordered.", "blocks_capture": "on", "token": "t1"}
    assert editor.post(url, sent).status_code == 302
    assert editor.post(url, sent).status_code == 410
    assert Takedown.objects.get().blocks_capture


def test_takedown_by_its_page_asks_for_the_password_after_a_while(
    quoted: Article, login: Any
) -> None:
    editor = login("editor")
    url = reverse("snapshot_take_down", args=[quoted.snapshot_id])
    sent = {"reason": "It names a witness.", "token": "t1"}
    assert b"your_password" not in editor.get(url).content  # typed just now, to log in
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert b"your_password" in editor.get(url).content
        for typed in ({}, {"your_password": "wrong"}):
            refused = editor.post(url, sent | typed)
            assert (refused.status_code, b"names a witness" in refused.content) == (422, True)
        assert path_of(quoted.snapshot).exists()
        assert editor.post(url, sent | {"your_password": PASSWORD}).status_code == 302
    assert not path_of(quoted.snapshot).exists()


@pytest.mark.parametrize("member", ["reader", "researcher", "reviewer1", "admin", "nobody"])
def test_only_editors_take_copies_down(quoted: Article, cast: Any, member: str) -> None:
    with pytest.raises(Refused) as refused:
        take_down(quoted.snapshot, ORDER, by=getattr(cast, member))
    assert refused.value.denial.code in {"needs_editor", "no_role"}
    assert path_of(quoted.snapshot).exists()


def test_takedown_needs_a_reason_and_happens_once(quoted: Article, cast: Any) -> None:
    with pytest.raises(Invalid):
        take_down(quoted.snapshot, TakedownGiven(" "), by=cast.editor)
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    with pytest.raises(Refused) as refused:
        take_down(quoted.snapshot, ORDER, by=cast.editor)
    assert refused.value.denial.code == "taken_down"


def add_another(article: Article, cast: Any, text: str) -> Snapshot:
    return add_copy(article, read_copy(article, pasted(text)), by=cast.researcher)


def test_another_copy_becomes_the_current_one(quoted: Article, cast: Any) -> None:
    older = quoted.snapshot
    newer = add_another(quoted, cast, body(900))
    quoted.refresh_from_db()
    assert quoted.snapshot == newer

    take_down(newer, ORDER, by=cast.editor)

    quoted.refresh_from_db()
    assert quoted.snapshot == older
    assert path_of(older).exists()
    assert ArticleWords.objects.filter(of=quoted, words__contains="sold").exists()
    assert "intact" in verify()


def test_every_copy_of_the_article_can_be_taken_down_at_once(quoted: Article, cast: Any) -> None:
    add_another(quoted, cast, body(900))
    take_down(quoted.snapshot, TakedownGiven("Ordered.", every_copy=True), by=cast.editor)
    assert not Snapshot.objects.kept().exists()
    assert "intact" in verify()


def test_copies_with_the_same_bytes_go_together(cast: Any) -> None:
    one, other = (ArticleFactory(by=cast.researcher, text=body(7)) for _ in range(2))
    take_down(one.snapshot, ORDER, by=cast.editor)
    other.snapshot.refresh_from_db()
    assert other.snapshot.is_taken_down
    assert not path_of(one.snapshot).exists()
    assert "intact" in verify()


def test_quotes_are_found_again_in_a_later_copy(quoted: Article, cast: Any) -> None:
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    later = add_another(quoted, cast, body(901))
    quoted.refresh_from_db()
    assert quoted.snapshot == later
    assert Anchor.objects.filter(snapshot=later).count() == 3
    assert not Anchor.objects.exclude(missing_from=None).exists()


def test_later_copy_without_the_words_says_nothing_of_the_outlet(
    quoted: Article, cast: Any
) -> None:
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    add_another(
        quoted, cast, "A new harbour office opens\n\n" + "The office opens on Friday. " * 20
    )
    assert not Anchor.objects.exclude(missing_from=None).exists()
    assert "intact" in verify()


# Archived again


BLOCKING = TakedownGiven("Ordered by the court.", blocks_capture=True)


@pytest.mark.any_database
def test_blocked_bytes_are_refused_whoever_sends_them(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=body(7))
    take_down(article.snapshot, BLOCKING, by=cast.editor)
    for act in (
        lambda: add_article(read_paste(body(7)), ArticleGiven(), by=cast.researcher),
        lambda: add_another(article, cast, body(7)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.denial.code == "taken_down"


@pytest.mark.any_database
def test_unblocked_bytes_can_be_archived_again(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=body(7))
    take_down(article.snapshot, ORDER, by=cast.editor)
    again = add_another(article, cast, body(7))
    assert path_of(again).exists()
    assert "intact" in verify()


@pytest.mark.any_database
def test_blocked_page_is_not_captured_again(cast: Any) -> None:
    first = waiting(cast)
    page = capture_actions.read_page(first, fetched(first.url))
    copy = capture_actions.keep_capture(first, page, by=cast.researcher)
    article = first.article
    under_way = capture_actions.request_capture(article, by=cast.researcher)
    assert copy is not None
    take_down(copy, BLOCKING, by=cast.editor)

    # The request that was under way ends, and another is refused.
    capture_actions.keep_capture(
        under_way, capture_actions.read_page(under_way, fetched(first.url, b"x" * 400)), by=None
    )
    under_way.refresh_from_db()
    assert (under_way.state, under_way.problem_code) == (CaptureState.GIVEN_UP, "taken_down")
    with pytest.raises(Refused) as refused:
        capture_actions.request_capture(article, by=cast.researcher)
    assert refused.value.denial.code == "taken_down"


# What only looks like a takedown


CHANGES = {
    "the text alone": "text = ''",
    "a takedown that keeps the text": "takedown_id = {takedown}",
    "another hash": "takedown_id = {takedown}, text = '', boilerplate = '[]', original_name = '', "
    "account = '', sha256 = 'f'",
    "another size": "takedown_id = {takedown}, text = '', boilerplate = '[]', original_name = '', "
    "account = '', size = 1",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_database_allows_nothing_but_a_takedown(quoted: Article, cast: Any, change: str) -> None:
    other = ArticleFactory(by=cast.researcher)
    takedown = take_down(other.snapshot, ORDER, by=cast.editor)
    sql = f"UPDATE claims_snapshot SET {change.format(takedown=takedown.pk)} WHERE id = %s"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [quoted.snapshot_id])


def test_stub_cannot_be_filled_again(quoted: Article, cast: Any) -> None:
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    for change in ("text = 'other'", "takedown_id = NULL"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE claims_snapshot SET {change}")


def tamper(sql: str, *values: Any) -> None:
    trigger_definitions.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    trigger_definitions.install(connection)


EMPTY = "text = '', boilerplate = '[]', original_name = '', account = ''"


def test_takedown_without_an_event_is_a_fault(quoted: Article, cast: Any) -> None:
    other = ArticleFactory(by=cast.researcher)
    takedown = take_down(other.snapshot, ORDER, by=cast.editor)
    path_of(quoted.snapshot).unlink()
    tamper(
        f"UPDATE claims_snapshot SET takedown_id = %s, {EMPTY} WHERE id = %s",
        takedown.pk,
        quoted.snapshot_id,
    )
    assert f"No Event took the archived copy {quoted.snapshot_id} down" in faults()


def test_missing_file_without_a_takedown_is_a_fault(quoted: Article) -> None:
    path_of(quoted.snapshot).unlink()
    assert "cannot be read" in faults()


def test_changed_stub_is_a_fault(quoted: Article, cast: Any) -> None:
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    tamper("UPDATE claims_snapshot SET size = 1 WHERE id = %s", quoted.snapshot_id)
    assert "is not what its takedown left" in faults()


def test_copy_altered_before_its_takedown_is_a_fault(quoted: Article, cast: Any) -> None:
    tamper("UPDATE claims_snapshot SET text = 'forged' WHERE id = %s", quoted.snapshot_id)
    take_down(Snapshot.objects.get(pk=quoted.snapshot_id), ORDER, by=cast.editor)
    assert "was altered before it was taken down" in faults()


def test_file_that_was_not_removed_is_a_fault(quoted: Article, cast: Any) -> None:
    path = path_of(quoted.snapshot)
    content = path.read_bytes()
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    path.write_bytes(content)
    assert "was taken down, but is still there" in faults()


def test_file_that_another_copy_keeps_by_then_is_not_removed(quoted: Article) -> None:
    path = path_of(quoted.snapshot)
    remove_files([str(quoted.snapshot.file)])
    assert path.exists()


def test_file_that_cannot_be_removed_does_not_break_the_takedown(
    quoted: Article, cast: Any
) -> None:
    path = path_of(quoted.snapshot)
    path.unlink()
    path.mkdir()  # whatever it is that the system refuses
    take_down(quoted.snapshot, ORDER, by=cast.editor)
    quoted.snapshot.refresh_from_db()
    assert quoted.snapshot.is_taken_down
    path.rmdir()
