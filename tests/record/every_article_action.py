"""Every action on articles, their copies, origins and suggestions once."""

from typing import Any

from claims.actions import (
    article_joining,
    holds,
    origins,
    snapshot_corrections,
    snapshot_takedown,
)
from claims.actions import articles as article_actions
from claims.actions import capture_screenshot as screenshot_actions
from claims.actions import captures as capture_actions
from claims.actions import imports as import_actions
from claims.actions import suggestions as suggestion_actions
from claims.actions.capture_problems import Problem
from claims.enums import (
    ClaimStatus,
    DismissedAs,
    OutletState,
    Verb,
)
from claims.fetching import Captured
from claims.given import (
    ArticleGiven,
    ArticleRow,
    NewSource,
    OutletGiven,
    TakedownGiven,
    pasted,
)
from claims.models import Article, CaptureRequest, OriginHint, Suggestion
from claims.models.search.index import index_suggestions
from tests.captures.screenshots import picture, request_screenshot
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    body,
    read_paste,
)

from .cases import case, variant


def _versions(people: Any) -> Any:
    return [
        ArticleFactory(by=people.researcher, url=f"https://{host}/crane")
        for host in ("port.example", "m.port.example")
    ]


@case(Verb.ARTICLES_JOINED)
def join_articles(people: Any) -> Any:
    read = article_joining.read_join(*_versions(people))
    return lambda: article_joining.join_articles(read, by=people.researcher)


@case(Verb.ARTICLES_TOLD_APART)
def tell_apart(people: Any) -> Any:
    one, other = _versions(people)
    return lambda: article_joining.tell_apart(one, other, by=people.researcher)


@case(Verb.COPIES_TAKEN_DOWN)
def take_down(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    ClaimFactory(people=people, article=article)
    given = TakedownGiven("Ordered by the court.", "Order 12/34", blocks_capture=True)
    return lambda: snapshot_takedown.take_down(article.snapshot, given, by=people.editor)


@case(Verb.COPIES_EXPIRED)
def expire_copies(people: Any) -> Any:
    ArticleFactory(by=people.researcher)
    return lambda: snapshot_takedown.expire_copies(days=0, by=people.editor)


@case(Verb.HOLD_PLACED)
def place_hold(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    return lambda: holds.place_hold(article, reason="Case 1/26", by=people.editor)


@case(Verb.HOLD_LIFTED)
def lift_hold(people: Any) -> Any:
    hold = holds.place_hold(people.reader, reason="Case 1/26", by=people.admin)
    return lambda: holds.lift_hold(hold, reason="It is over.", by=people.admin)


@case(Verb.ORIGIN_HINT_DISMISSED)
def dismiss_origin(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    hint = OriginHint.objects.create(
        article=article, kind="wire", name="AP", snapshot=article.snapshot
    )
    return lambda: origins.dismiss_origin(hint, by=people.researcher)


@case(Verb.ARTICLE_ADDED)
def add_article(people: Any) -> Any:
    read = read_paste(body(1))
    return lambda: article_actions.add_article(read, ArticleGiven(), by=people.researcher)


@case(Verb.ARTICLE_CHANGED)
def correct_article(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    given = ArticleGiven(headline="Corrected")
    return lambda: article_actions.correct_article(
        article, given, seen_revision=1, by=people.researcher
    )


@case(Verb.OUTLET_STATE_CHANGED)
def set_outlet_state(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    ClaimFactory(people=people, article=article, status=ClaimStatus.SIGNED_OFF)
    given = OutletGiven(OutletState.CORRECTED, note="It took the figure back.")
    return lambda: article_actions.set_outlet_state(
        article, given, seen_revision=1, by=people.researcher
    )


@case(Verb.ARTICLES_IMPORTED)
def import_articles(people: Any) -> Any:
    rows = [
        ArticleRow(n, "", pasted(body(n)), ArticleGiven(publisher=NewSource(f"P{n}", "outlet")))
        for n in (1, 2)
    ]
    (read,) = import_actions.read_rows([rows])
    return lambda: import_actions.import_articles(read, by=people.researcher)


@case(Verb.BOILERPLATE_RESTORED)
def put_back(people: Any) -> Any:
    text = f"{body(1)}\nSubscribe to our newsletter\n\nShare this article\n"
    article = ArticleFactory(by=people.researcher, text=text)
    start, end = article.snapshot.boilerplate[0]
    return lambda: article_actions.put_back(article, start, end, by=people.researcher)


def fetched(url: str, text: bytes = b"All four cranes will stay in service.") -> Captured:
    return Captured(text, url, url, (), 200, "text/plain", "utf-8", "192.0.2.1", {}, {})


def waiting(people: Any) -> CaptureRequest:
    given = ArticleGiven(url="https://port.example/cranes")
    return article_actions.add_article(
        None, given, by=people.researcher
    ).article.capture_requests.get()


def given_up(people: Any) -> Article:
    capture = waiting(people)
    gone = capture_actions.Problem("status", {"status": 410}, worth_retrying=False)
    capture_actions.note_failed_capture(capture, gone, seen_attempts=0, by=people.researcher)
    return capture.article


@case(Verb.CAPTURE_ASKED)
def request_capture(people: Any) -> Any:
    article = given_up(people)
    return lambda: capture_actions.request_capture(article, by=people.researcher)


@case(Verb.CAPTURES_ASKED)
def retry_captures(people: Any) -> Any:
    given_up(people)
    return lambda: capture_actions.retry_captures(by=people.researcher)


@case(Verb.CAPTURED)
def keep_capture(people: Any) -> Any:
    capture = waiting(people)
    page = capture_actions.read_page(capture, fetched(capture.url))
    return lambda: capture_actions.keep_capture(capture, page, by=people.researcher)


@case(Verb.SCREENSHOT_TAKEN)
def keep_screenshot(people: Any) -> Any:
    request = request_screenshot(people)
    shot = picture(request.copy.final_url)
    return lambda: screenshot_actions.keep_screenshot(request, shot, by=people.researcher)


@case(Verb.SCREENSHOT_FAILED)
def note_failed_screenshot(people: Any) -> Any:
    request = request_screenshot(people)
    return lambda: screenshot_actions.note_failed_screenshot(
        request, Problem("too_slow"), seen_attempts=0, by=people.researcher
    )


@case(Verb.COPY_ADDED)
def add_copy(people: Any) -> Any:
    article = waiting(people).article
    copy = snapshot_corrections.read_copy(article, pasted(body(1)))
    return lambda: snapshot_corrections.add_copy(article, copy, by=people.researcher)


@case(Verb.COPY_JUDGED)
def rule_on_copy(people: Any) -> Any:
    copy = ArticleFactory(by=people.researcher).snapshot
    read = snapshot_corrections.read_ruling(copy, is_article=False)
    return lambda: snapshot_corrections.rule_on_copy(read, by=people.researcher)


@case(Verb.CAPTURE_FAILED)
def note_failed_capture(people: Any) -> Any:
    capture = waiting(people)
    return lambda: capture_actions.note_failed_capture(
        capture, capture_actions.INTERRUPTED, seen_attempts=0, by=people.researcher
    )


def suggested(people: Any) -> Suggestion:
    """One, whatever the extractors suggest."""
    article = ArticleFactory(by=people.researcher)
    found: Suggestion = Suggestion.objects.create(
        article=article, snapshot=article.snapshot, start=0, end=7, words="Harbour", score=1
    )
    index_suggestions([found])
    return found


@case(Verb.SUGGESTION_DISMISSED)
def dismiss_suggestion(people: Any) -> Any:
    one = suggested(people)
    return lambda: suggestion_actions.dismiss_suggestion(
        one, DismissedAs.OPINION, by=people.researcher
    )


@case(Verb.SUGGESTION_RESTORED)
def restore_suggestion(people: Any) -> Any:
    one = suggested(people)
    suggestion_actions.dismiss_suggestion(one, DismissedAs.OPINION, by=people.researcher)
    return lambda: suggestion_actions.restore_suggestion(one, by=people.researcher)


@variant
def dismiss_shared_passages(people: Any) -> Any:
    article, other = ArticleFactory(by=people.researcher), ArticleFactory(by=people.researcher)
    hint = OriginHint.objects.create(
        article=article,
        kind="shared",
        other=other,
        snapshot=article.snapshot,
        other_snapshot=other.snapshot,
    )
    return lambda: origins.dismiss_origin(hint, by=people.researcher)


@variant
def give_up_capture(people: Any) -> Any:
    capture = waiting(people)
    gone = capture_actions.Problem("status", {"status": 410}, worth_retrying=False)
    return lambda: capture_actions.note_failed_capture(
        capture, gone, seen_attempts=0, by=people.researcher
    )


@variant
def keep_capture_without_text(people: Any) -> Any:
    capture = waiting(people)
    page = capture_actions.read_page(capture, fetched(capture.url, b" "))
    return lambda: capture_actions.keep_capture(capture, page, by=people.researcher)


@variant
def name_untitled_article(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    model = article_actions.add_article(read_paste(body(9)), ArticleGiven(), by=people.researcher)
    given = ArticleGiven(republishes_article=model.article)
    return lambda: article_actions.correct_article(
        article, given, seen_revision=1, by=people.researcher
    )
