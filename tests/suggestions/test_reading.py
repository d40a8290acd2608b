"""Archived text is read for suggestions, and decisions are kept in every later reading and copy."""

import datetime
import sys
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from claims.actions import articles as article_actions
from claims.actions import background
from claims.actions import captures as capture_actions
from claims.actions import claims as claim_actions
from claims.actions import suggestions as suggestion_actions
from claims.enums import AttributionKind, ClaimKind, DismissedAs, SuggestionState, Verb
from claims.errors import Invalid, Refused
from claims.extractors import READING_VERSION
from claims.fetching import Captured
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven
from claims.models import (
    Article,
    Event,
    ImpreciseDate,
    Reading,
    Snapshot,
    Suggestion,
    SuggestionWords,
)
from claims.models.search.index import ids_holding
from claims.models.search.words import Query
from claims.reads.articles.suggestions import chain_of_suggestion
from tests.captures.conftest import run_queue
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory, body

from .texts import BOUGHT, CROSSED, DENIED, TEXT, find_suggestion, make_read_article, read_now

pytestmark = pytest.mark.django_db
S = SuggestionState


def states(article: Article) -> dict[str, str]:
    return dict(article.suggestions.values_list("words", "state"))


# Reading


def test_queue_reads_an_archived_article(cast: Any) -> None:
    published = ImpreciseDate.parse("2025-03-12")  # a Wednesday
    article = ArticleFactory(by=cast.researcher, text=TEXT, published=published, language="en")
    assert not article.suggestions.exists()

    run_queue()

    one = find_suggestion(article, CROSSED)
    assert article.snapshot.text[one.start : one.end] == CROSSED
    assert (one.state, one.kind) == (S.WAITING, ClaimKind.FACTUAL)
    assert "300 soldiers" in one.statement
    (step,) = one.chain
    assert (step["name"], step["kind"]) == ("The ministry", AttributionKind.SAID) or (
        step["name"].casefold() == "the ministry"
    )
    assert one.said_on == ImpreciseDate.parse("2025-03-10", one.said_on.words)
    assert {BOUGHT, DENIED} <= states(article).keys()


def test_copy_that_a_live_worker_reads_is_left_to_it(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    with background.lease(suggestion_actions.read_copy, article.snapshot_id):
        read_now(article)
    assert not article.suggestions.exists()


def test_reading_that_fails_is_said_and_not_tried_again(cast: Any, monkeypatch: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text="\n\n".join(map(body, range(40))))
    # A text of this length is read in a process of its own, which cannot start.
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    run_queue()
    assert Reading.objects.get().failed
    assert not article.suggestions.exists()
    assert not DBTaskResult.objects.ready().exists()


def test_text_is_not_blamed_for_a_database_that_was_busy(cast: Any) -> None:
    article, refused = ArticleFactory(by=cast.researcher, text=TEXT), list[str]()

    def refuse_once(execute: Any, sql: str, *rest: Any) -> Any:
        if "claims_shingle" in sql and not refused:
            refused.append(sql)
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse_once), pytest.raises(OperationalError):
        suggestion_actions.read_article(article.snapshot)
    assert not Reading.objects.exists()
    read_now(article)
    assert not Reading.objects.get().failed


def test_suggestion_is_found_by_its_words_and_voices(cast: Any) -> None:
    article = make_read_article(cast.researcher)
    for asked in ("crossed border", "ada example yard"):
        ids = Suggestion.objects.filter(pk__in=ids_holding(SuggestionWords, Query.parse(asked)))
        assert [one.article for one in ids] == [article], asked


def test_copy_is_read_once_per_version(cast: Any) -> None:
    article = make_read_article(cast.researcher)
    before = list(article.suggestions.order_by("pk").values())

    assert not suggestion_actions.read_article(article.snapshot)
    run_queue()

    assert list(article.suggestions.order_by("pk").values()) == before


def test_text_is_read_again_when_a_correction_can_change_the_result(cast: Any) -> None:
    article = make_read_article(cast.researcher, language="en")
    assert not find_suggestion(article, CROSSED).said_on.is_known

    given = ArticleGiven(language="en", published=ImpreciseDate.parse("2025-03-12"))
    article_actions.correct_article(
        article, given, seen_revision=article.revision, by=cast.researcher
    )
    run_queue()

    assert find_suggestion(article, CROSSED).said_on.earliest == datetime.date(2025, 3, 10)


def test_reading_of_an_article_corrected_meanwhile_is_discarded(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    begun = Snapshot.objects.select_related("article").get(pk=article.snapshot_id)
    given = ArticleGiven(language="en", published=ImpreciseDate.parse("2025-03-12"))
    article_actions.correct_article(
        article, given, seen_revision=article.revision, by=cast.researcher
    )

    assert not suggestion_actions.read_article(begun)
    assert not article.suggestions.exists()


def test_folded_text_is_not_suggested_until_it_is_put_back(cast: Any) -> None:
    article = make_read_article(
        cast.researcher, f"{TEXT}\nSubscribe to our newsletter\n\nShare this article\n"
    )
    (start, end), *_ = article.snapshot.folded
    assert not article.suggestions.filter(start__lt=end, end__gt=start).exists()

    article_actions.put_back(article, start, end, by=cast.researcher)
    assert Article.objects.unread(READING_VERSION).get() == article
    run_queue()
    assert not Article.objects.unread(READING_VERSION).exists()


def test_only_the_beginning_of_a_very_long_text_is_read(cast: Any) -> None:
    text = f"{TEXT}{' ' * suggestion_actions.MOST_READ}\n\nIn 2022 the port lost 11 cranes to a storm.\n"
    article = make_read_article(cast.researcher, text)

    assert (
        Reading.objects.get().characters
        == suggestion_actions.MOST_READ
        < len(article.snapshot.text)
    )
    assert BOUGHT in states(article)
    assert not any("storm" in words for words in states(article))


def test_reading_of_a_dead_worker_is_queued_again(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    DBTaskResult.objects.get().claim("a worker that is no more")
    assert suggestion_actions.resume() == 0, "the worker may still be running"

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + 2 * background.LEASE):
        assert suggestion_actions.resume() == 1
        assert suggestion_actions.resume() == 0, "the reading was already queued again"
        run_queue()

    assert CROSSED in states(article)
    assert suggestion_actions.resume() == 0, "the text has already been read"


# Decisions


def test_dismissed_sentence_stays_dismissed_after_another_reading(cast: Any) -> None:
    article = make_read_article(cast.researcher)
    one = find_suggestion(article, CROSSED)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.NOT_CHECKABLE, by=cast.researcher)
    kept = Suggestion.objects.filter(pk=one.pk).values().get()

    suggestion_actions.forget_readings()
    assert [done for done, _ in suggestion_actions.read_all(Article.objects.all())] == [1]

    assert Suggestion.objects.filter(pk=one.pk).values().get() == kept
    assert states(article)[BOUGHT] == S.WAITING


@pytest.fixture
def captured(cast: Any) -> Any:
    """Return `captured(text)`, which archives one article again with this text and reads it."""
    given = ArticleGiven(
        url="https://port.example/news", publisher=SourceFactory(by=cast.researcher)
    )
    article = article_actions.add_article(None, given, by=cast.researcher).article

    def capture(text: str) -> Article:
        if not article.capture_requests.waiting().exists():
            capture_actions.request_capture(article, by=cast.researcher)
        page = Captured(
            text.encode(),
            article.url,
            article.url,
            (),
            200,
            "text/plain",
            "utf-8",
            "192.0.2.1",
            {},
            {},
        )
        waiting = article.capture_requests.waiting().get()
        read_page = capture_actions.read_page(waiting, page)
        capture_actions.keep_capture(waiting, read_page, by=cast.researcher)
        read_now(article)
        return article

    return capture


def test_new_copy_keeps_decisions_and_drops_waiting_suggestions_without_their_words(
    cast: Any, captured: Any
) -> None:
    article = captured(TEXT)
    one, gone = find_suggestion(article, CROSSED), find_suggestion(article, DENIED)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=cast.researcher)
    suggestion_actions.dismiss_suggestion(gone, DismissedAs.OPINION, by=cast.researcher)

    captured(f"{BOUGHT}\n\n{CROSSED.upper()}\n")

    one.refresh_from_db()
    assert one.state == S.DISMISSED
    assert one.snapshot == article.snapshot
    assert article.snapshot.text[one.start : one.end] == CROSSED.upper()
    assert states(article) == {BOUGHT: S.WAITING, CROSSED: S.DISMISSED, DENIED: S.DISMISSED}

    suggestion_actions.restore_suggestion(one, by=cast.researcher)
    with pytest.raises(Refused) as refused:
        suggestion_actions.restore_suggestion(gone, by=cast.researcher)
    assert refused.value.denial.code == "words_gone"


def test_restored_suggestion_waits_again(cast: Any) -> None:
    article = make_read_article(cast.researcher)
    one = find_suggestion(article, CROSSED)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=cast.researcher)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.PREDICTION, by=cast.researcher)
    changed = Event.objects.latest("seq")
    assert (changed.before["dismissed_as"], changed.after["dismissed_as"]) == (
        "opinion",
        "prediction",
    )

    suggestion_actions.restore_suggestion(one, by=cast.editor)

    assert states(article)[CROSSED] == S.WAITING
    events = Event.objects.count()
    suggestion_actions.restore_suggestion(one, by=cast.editor)
    assert Event.objects.count() == events, "a second restore must not add an Event"


def test_reader_cannot_dismiss_or_restore(cast: Any) -> None:
    one = find_suggestion(make_read_article(cast.researcher), CROSSED)
    for decide in (
        lambda: suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=cast.reader),
        lambda: suggestion_actions.restore_suggestion(one, by=cast.reader),
    ):
        with pytest.raises(Refused) as refused:
            decide()
        assert refused.value.denial.code == "needs_researcher"


# Claims added from suggestions


def test_claim_added_from_a_suggestion_accepts_it_in_the_same_action(cast: Any) -> None:
    article = make_read_article(cast.researcher)
    one = find_suggestion(article, CROSSED)
    with CaptureQueriesContext(connection) as queries:
        claim = claim_actions.add_claim(
            ClaimGiven("300 soldiers crossed the border.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(
                AppearanceGiven(article, "soldiers had crossed")
            ),
            suggestion=one,
        )

    assert sum(q["sql"].startswith('UPDATE "claims_suggestion"') for q in queries) == 1
    one.refresh_from_db()
    assert (one.state, one.claim, one.decided_by) == (S.ACCEPTED, claim, cast.researcher)
    assert Event.objects.latest("seq").after["suggestion"] == {"id": one.pk, "name": CROSSED}
    with pytest.raises(Refused) as refused:
        suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=cast.researcher)
    assert refused.value.denial.code == "accepted"
    suggestion_actions.forget_readings()
    read_now(article)
    assert states(article)[CROSSED] == S.ACCEPTED


def test_appearance_added_from_a_suggestion_accepts_it(cast: Any) -> None:
    article, claim = make_read_article(cast.researcher), ClaimFactory(people=cast)
    one = find_suggestion(article, CROSSED)
    given = claim_actions.read_appearance(AppearanceGiven(article, CROSSED))
    claim_actions.add_appearance(claim, given, by=cast.researcher, suggestion=one)

    one.refresh_from_db()
    assert (one.state, one.claim, Event.objects.latest("seq").verb) == (
        S.ACCEPTED,
        claim,
        Verb.APPEARANCE_ADDED,
    )


def test_suggestion_of_another_article_is_refused(cast: Any) -> None:
    one = find_suggestion(make_read_article(cast.researcher), CROSSED)
    with pytest.raises(Invalid) as invalid:
        claim_actions.add_claim(
            ClaimGiven("Four cranes stay.", ClaimKind.FACTUAL),
            by=cast.researcher,
            appearance=claim_actions.read_appearance(
                AppearanceGiven(ArticleFactory(by=cast.researcher), "all four cranes")
            ),
            suggestion=one,
        )
    assert (invalid.value.field, invalid.value.code) == ("suggestion", "other_article")


@pytest.mark.parametrize("first", ["extracted", "read"])
def test_words_used_for_a_claim_by_hand_are_no_longer_suggested(cast: Any, first: str) -> None:
    article = ArticleFactory(by=cast.researcher, text=TEXT)
    if first == "read":
        read_now(article)
    claim = ClaimFactory(
        people=cast, article=article, quote="300 soldiers had crossed the border. T"
    )
    read_now(article)

    extracted = find_suggestion(article, CROSSED)
    assert (extracted.state, extracted.claim) == (S.ACCEPTED, claim)
    # One letter of the next sentence does not accept that sentence.
    waiting = article.suggestions.waiting().filter(start__gte=extracted.end)
    assert waiting.filter(words=BOUGHT).exists()
    assert article.suggestions.exclude(state=S.WAITING).count() == 1


def test_known_source_in_another_grammatical_case_is_offered_first(cast: Any) -> None:
    port = SourceFactory(by=cast.researcher, name="Анкара", kind="official_body")
    text = "В Анкаре 8 мая заявили, что паром не выйдет до конца недели.\n"
    published = ImpreciseDate.parse("2025-05-09")
    article = make_read_article(cast.researcher, text, published=published, language="ru")

    one = article.suggestions.get()
    *_, step = chain_of_suggestion(article, one)
    assert step.source == port
    assert (step.date.edtf, one.said_on.edtf) == ("2025-05-08", "2025-05-08")


def test_told_sentence_without_a_day_of_its_own_has_not_that_of_publication(cast: Any) -> None:
    text = "Задержку подтвердили в посольстве 8 числа.\nПричал закрыт с 8 мая на 14 дней.\n"
    published = ImpreciseDate.parse("2025-05-09")
    article = make_read_article(cast.researcher, text, published=published, language="ru")
    told, own = article.suggestions.order_by("start")
    assert (told.said_on.edtf, told.said_on.words) == ("", "8 числа")
    assert own.said_on.edtf == "2025-05-09"
