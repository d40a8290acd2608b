"""An upgrade keeps what the desk holds, and seals what it adds."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django_tasks_db.models import DBTaskResult

from claims.actions import articles as article_actions
from claims.actions import captures as capture_actions
from claims.actions import evidence as evidence_actions
from claims.enums import ClaimStatus, Verb
from claims.exports.columns import (
    ADDED_EVIDENCE_COLUMNS,
    ADDED_VERDICT_COLUMNS,
    FIRST_EVIDENCE_COLUMNS,
    FIRST_VERDICT_COLUMNS,
)
from claims.exports.csv import lines
from claims.exports.filters import Filters
from claims.given import ArticleGiven
from claims.models import (
    Article,
    Assessment,
    Claim,
    Event,
    Evidence,
    RecordHead,
    Reweighing,
    Snapshot,
    Source,
    Verdict,
    triggers,
)
from claims.models.article_twins import twins_of
from claims.reads.exports import verdicts as exports
from claims.reads.record.verification import verify_desk
from tests.exports.older import sign_off_before_columns_were_added
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory
from tests.record.older import write_again_as_older_desk
from tests.search.indexed import assert_index_matches_texts, found

HELD: list[type[models.Model]] = [Article, Assessment, Claim, Event, Evidence, Snapshot, Verdict]
STEPS = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "claims")
EARLY = "0005"  # a desk with requests under their old name, and verdicts without the added columns


@pytest.mark.django_db(transaction=True)
def test_upgrade_from_first_release_keeps_every_row_and_event_and_indexes_their_words(
    cast: Any,
) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article, statement="Windmills turn.")
    ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    write_again_as_older_desk()
    held = {model: list(model._default_manager.order_by("pk").values()) for model in HELD}
    assert all(held.values())

    call_command("migrate", "claims", STEPS[0], verbosity=0)
    call_command("migrate", verbosity=0, skip_checks=False)  # as from the command line

    for model, rows in held.items():
        before_upgrade = {"seq__lte": rows[-1]["seq"]} if model is Event else {}
        kept = model._default_manager.filter(**before_upgrade)
        assert list(kept.order_by("pk").values()) == rows
    assert triggers.missing(connection) == []
    assert list(verify_desk(None)) == []
    assert found("windmills") == [claim]
    assert_index_matches_texts()
    ClaimFactory(people=cast, statement="Watermills turn.")
    assert len(found("turn")) == 2


# What an early desk holds: each prepares it, looks at it as it was (most need not), and then at what has become of it.


def articles_of_one_page(cast: Any) -> Iterator[None]:
    urls = [
        "https://port.example/a",
        "http://www.port.example/a/?fbclid=1",
        "https://port.example/b",
        "",
    ]
    articles = [ArticleFactory(by=cast.researcher, url=url) for url in urls]
    first, second, other, _ = articles
    yield
    yield
    kept = Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk")
    assert list(kept.values_list("url", flat=True)) == urls
    assert [twin.other for twin in twins_of(Article.objects.get(pk=second.pk))] == [first]
    assert twins_of(Article.objects.get(pk=other.pk)) == []
    assert Article.objects.at("https://port.example/a") == first


def evidence_since_signing_of_events_that_tell_of_no_weighing(cast: Any) -> Iterator[None]:
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    late = EvidenceFactory(claim=claim, by=cast.researcher)
    evidence_actions.withdraw_evidence(
        late, seen_revision=late.revision, reason="a hoax", by=cast.researcher
    )
    weighed = list(Reweighing.objects.order_by("seq").values_list("seq", "at", "what", "failing"))
    yield
    yield
    rows = Reweighing.objects.order_by("seq")
    assert list(rows.values_list("seq", "at", "what", "failing")) == weighed
    assert {row.origins for row in rows} == {(None, None, None)}


def signed_rows_without_the_added_columns(cast: Any) -> Iterator[None]:
    like = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    claim = ClaimFactory(people=cast, status=ClaimStatus.AGREED)
    older = sign_off_before_columns_were_added(claim, like.verdict, by=cast.editor)
    stored = older.row | {"under_review_since": "", "verdict_sha256": older.sha256}
    yield
    yield
    filters, moment = Filters(signed_since=older.signed_at), exports.moment_of(None)
    files = exports.csv_files(filters, moment, bom=False, first_columns=True)
    assert b"".join(files["verdicts.csv"]) == b"".join(
        lines(FIRST_VERDICT_COLUMNS, [stored], bom=False)
    )
    assert b"".join(files["evidence.csv"]) == b"".join(
        lines(FIRST_EVIDENCE_COLUMNS, older.evidence_rows, bom=False)
    )
    (row,) = exports.verdict_rows(filters, moment)
    assert {row[name] for name in ADDED_VERDICT_COLUMNS} == {""}
    (piece,) = exports.evidence_rows(filters, moment)
    assert {piece[name] for name in ADDED_EVIDENCE_COLUMNS} == {""}


def waiting_request_and_task_under_their_old_names(cast: Any) -> Iterator[None]:
    article = article_actions.add_article(
        None, ArticleGiven(url="https://outlet.example/story"), by=cast.researcher
    ).article
    request = article.capture_requests.values().get()
    task = DBTaskResult.objects.get(task_path=capture_actions.archive.module_path)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT url FROM claims_capture")
        assert cursor.fetchall() == [(article.url,)]
    task.refresh_from_db()
    assert task.task_path == "claims.actions.capturing.archive"
    yield
    assert article.capture_requests.values().get() == request
    task.refresh_from_db()
    assert task.task_path == capture_actions.archive.module_path


def sources_of_one_name(cast: Any) -> Iterator[None]:
    first = SourceFactory(by=cast.researcher, name="Никол Тестинян")
    second = SourceFactory(by=cast.researcher, name="НИКОЛ ПРОБИНЯН", aliases="Пробинян")
    yield
    with connection.cursor() as cursor:  # what the databases let in before
        cursor.execute(
            "UPDATE claims_source SET name = %s WHERE id = %s", ["НИКОЛ\u00a0ТЕСТИНЯН", second.pk]
        )
    yield
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.distinction, second.distinction) == ("", f"same name, source {second.pk}")
    assert Source.objects.called("Никол Тестинян") == [first, second]
    assert Source.objects.named("пробинян") == second
    assert Source.objects.names().doubles(10) == [(first.pk, second.pk)]


@pytest.mark.django_db(transaction=True)
def test_upgrade_of_an_early_desk_keeps_what_it_holds(cast: Any, subtests: Any) -> None:
    held = {
        hold.__name__: hold(cast)
        for hold in (
            articles_of_one_page,
            evidence_since_signing_of_events_that_tell_of_no_weighing,
            signed_rows_without_the_added_columns,
            sources_of_one_name,
            waiting_request_and_task_under_their_old_names,
        )
    }
    for what in held.values():
        next(what)
    head = RecordHead.objects.get()
    write_again_as_older_desk(leave_out="reweighed")

    call_command("migrate", "claims", EARLY, verbosity=0)
    for what in held.values():
        next(what)
    call_command("migrate", verbosity=0, skip_checks=False)

    for name, what in held.items():
        with subtests.test(name):
            next(what, None)
    assert Event.objects.get(seq=head.seq + 1).verb == Verb.ROWS_RECORDED
    assert list(verify_desk(None)) == []
