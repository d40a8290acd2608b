"""The suggestions on the article's page, for a browser without JavaScript and for htmx."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from claims.actions import suggestions as suggestion_actions
from claims.enums import DismissedAs, SuggestionState
from claims.extractors import READING_VERSION
from claims.models import Article, Claim, Reading, Suggestion
from claims.reads.articles.suggestions import AT_ONCE
from tests.articles.pages import fields_of, text_of
from tests.conftest import Cast
from tests.evidence.passages import make_suggestion
from tests.factories import ArticleFactory, SourceFactory, body

from .texts import BOUGHT, CROSSED, DENIED, TEXT, find_suggestion, make_read_article, read_now

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def article(module_cast: Cast) -> Article:
    publisher = SourceFactory(by=module_cast.researcher, name="Border Gazette")
    SourceFactory(by=module_cast.researcher, name="Ada Example", kind="person")
    return make_read_article(module_cast.researcher, publisher=publisher, language="en")


@pytest.fixture
def researcher(module_cast: Cast, client: Any) -> Any:
    client.force_login(module_cast.researcher, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(client: Any, article: Article, query: str = "", **headers: str) -> HttpResponse:
    response: HttpResponse = client.get(f"/articles/{article.pk}/{query}", headers=headers)
    assert response.status_code == 200
    return response


def listed(response: HttpResponse) -> list[int]:
    """Return the primary keys of the suggestions in the list, in its order."""
    return [int(n) for n in re.findall(r'<li id="suggestion(\d+)"', text_of(response))]


def test_each_sentence_is_shown_with_its_voices_and_reasons(
    researcher: Any, article: Article
) -> None:
    page = text_of(page_of(researcher, article))
    one = find_suggestion(article, DENIED)
    line = page[page.index(f'id="suggestion{one.pk}"') :].partition("<li id=")[0]

    assert DENIED in line
    chain = line[line.index('class="chain"') :]
    assert chain.index("Border Gazette") < chain.index("Ada Example") < chain.index("denied")
    assert "gives a date" in line.lower()
    marked = re.search(rf'id="s{one.pk}" data-at="{one.start}">([^<]*)', page)
    assert marked and marked[1] == DENIED


@pytest.mark.parametrize(
    ("query", "order"), [("", ("-score", "start")), ("?order=text", ("start",)), ("?order=x", ("-score", "start"))]
)  # fmt: skip
def test_suggestions_are_sorted_by_score_or_by_place_in_the_text(
    researcher: Any, article: Article, query: str, order: tuple[str, ...]
) -> None:
    numbers = article.suggestions.waiting().order_by(*order).values_list("pk", flat=True)
    assert listed(page_of(researcher, article, query)) == list(numbers)


def test_accepted_suggestion_fills_in_the_form_and_disappears_when_the_claim_is_saved(
    researcher: Any, article: Article
) -> None:
    one = find_suggestion(article, DENIED)
    accept = f"?suggestion={one.pk}"
    assert f'href="/articles/{article.pk}/{accept}"' in text_of(page_of(researcher, article))

    filled = page_of(researcher, article, accept)
    data = fields_of(filled, reverse("claim_extract", args=[article.pk]))

    assert (data["quote"], data["near"]) == (DENIED, str(one.start))
    assert (data["statement"], data["kind"], data["language"]) == (one.statement, one.kind, "en")
    assert (data["chain-0-source_name"], data["chain-0-kind"]) == ("Border Gazette", "reported")
    assert (data["chain-1-source_name"], data["chain-1-source_kind"], data["chain-1-kind"]) == (
        "Ada Example",
        "",
        "denied",
    )
    assert "March 2024" in data["about_on_words"]
    sent = researcher.post(reverse("claim_extract", args=[article.pk]), data)
    claim = Claim.objects.latest("pk")
    assert sent["Location"] == f"/claims/{claim.pk}/"
    one.refresh_from_db()
    assert (one.state, one.claim) == (SuggestionState.ACCEPTED, claim)
    assert one.pk not in listed(page_of(researcher, article))


def test_unknown_voice_is_added_with_the_claim(researcher: Any, article: Article) -> None:
    one = find_suggestion(article, CROSSED)
    filled = page_of(researcher, article, f"?suggestion={one.pk}")
    data = fields_of(filled, reverse("claim_extract", args=[article.pk]))
    sent = researcher.post(reverse("claim_extract", args=[article.pk]), data)

    assert sent.status_code == 302
    assert Claim.objects.latest("pk").appearances.get().chain.count() == 2


def test_accepting_puts_the_caret_into_the_statement(researcher: Any, article: Article) -> None:
    one = find_suggestion(article, DENIED)
    form = researcher.get(f"/articles/{article.pk}/claims/?suggestion={one.pk}", headers=HTMX)
    page = text_of(form)
    assert page.lstrip().startswith('<section class="panel" id="extract"')
    (tag,) = re.findall(r"<\w+[^>]* autofocus[^>]*>", page)
    assert tag.startswith("<textarea") and 'name="statement"' in tag
    assert "hx-preserve" not in page, "the form must replace the current values"


def test_unknown_suggestion_or_one_of_another_article_fills_in_nothing(
    researcher: Any, article: Article, module_cast: Cast
) -> None:
    other = make_suggestion(ArticleFactory(by=module_cast.researcher), "all four cranes will stay")
    for number in (other.pk, 10**30, "x"):
        data = fields_of(
            page_of(researcher, article, f"?suggestion={number}"),
            reverse("claim_extract", args=[article.pk]),
        )
        assert (data["quote"], data["suggestion"]) == ("", "")


def test_dismissed_suggestion_is_folded_and_can_be_restored(
    researcher: Any, article: Article, module_cast: Cast
) -> None:
    one = find_suggestion(article, BOUGHT)
    dismiss = reverse("suggestion_dismiss", args=[one.pk])
    data = fields_of(page_of(researcher, article, "?order=text"), dismiss)
    sent = researcher.post(dismiss, data | {"dismissed_as": "not_worth_it"})
    assert sent["Location"] == f"/articles/{article.pk}/?order=text#suggestions"

    response = page_of(researcher, article, "?order=text")
    assert one.pk not in listed(response)
    assert "Not worth it, researcher" in text_of(response)
    assert f'class="suggested decided" data-suggestion="{one.pk}"' in text_of(response)

    suggestion_actions.dismiss_suggestion(
        find_suggestion(article, DENIED), DismissedAs.OPINION, by=module_cast.editor
    )
    page = text_of(page_of(researcher, article))
    undo = r'action="(/suggestions/\d+/restore/)"(?:(?!</form>).)*data-key="u"'
    (undo_url,) = re.findall(undo, page, re.S)
    assert undo_url == reverse("suggestion_restore", args=[one.pk]), (
        "the undo key must restore the own dismissal"
    )

    researcher.post(reverse("suggestion_restore", args=[one.pk]), {})
    assert one.pk in listed(page_of(researcher, article))


def test_dismissal_without_a_valid_reason_is_refused(researcher: Any, article: Article) -> None:
    one = find_suggestion(article, BOUGHT)
    for headers in ({}, HTMX):
        sent = researcher.post(
            reverse("suggestion_dismiss", args=[one.pk]), {"dismissed_as": "x"}, headers=headers
        )
        assert sent.status_code == 422
        assert "alert" in text_of(sent)
    one.refresh_from_db()
    assert one.state == SuggestionState.WAITING


def test_htmx_gets_only_the_list(researcher: Any, article: Article) -> None:
    one = find_suggestion(article, BOUGHT)
    answers = [
        researcher.post(
            reverse("suggestion_dismiss", args=[one.pk]),
            {"dismissed_as": "opinion", "order": "text"},
            headers=HTMX,
        ),
        researcher.get(f"/articles/{article.pk}/suggestions/?order=text", headers=HTMX),
    ]
    for answer in answers:
        page = text_of(answer)
        assert page.lstrip().startswith('<section class="panel" id="suggestions"')
        assert "article-text" not in page
        assert "HX-Request" in answer["Vary"]
        assert 'name="order" value="text"' in page


def test_list_reloads_while_the_text_is_being_read_and_then_updates_the_marks(
    researcher: Any, module_cast: Cast
) -> None:
    article = ArticleFactory(by=module_cast.researcher, text=TEXT)
    page = text_of(page_of(researcher, article))
    assert "being read" in page
    again = re.search(r'id="suggestions"[^>]*hx-get="([^"]+)" hx-trigger="load delay', page)
    assert again
    waiting = text_of(researcher.get(again[1], headers=HTMX))
    assert "being read" in waiting
    assert f'hx-get="{again[1].replace("unread=1", "unread=2")}"' in waiting
    late = text_of(researcher.get(f"/articles/{article.pk}/suggestions/?unread=99", headers=HTMX))
    assert 'hx-trigger="load delay:60s"' in late

    read_now(article)

    page = text_of(researcher.get(again[1], headers=HTMX))
    assert "being read" not in page and "hx-trigger" not in page
    assert find_suggestion(article, CROSSED).words in page
    assert '<div id="text" hx-swap-oob="innerHTML">' in page
    assert 'class="suggested"' in page


def test_page_says_that_a_text_could_not_be_read(researcher: Any, module_cast: Cast) -> None:
    article = ArticleFactory(by=module_cast.researcher, text=TEXT)
    reading = Reading(
        snapshot=article.snapshot, version=READING_VERSION, characters=9, failed=True,
        read_at=article.created_at,
    )  # fmt: skip
    reading.save()
    page = text_of(page_of(researcher, article))
    assert "could not read this text" in page
    assert "first 9 characters" in page


def test_many_suggestions_are_shown_a_few_at_a_time(researcher: Any, module_cast: Cast) -> None:
    article = ArticleFactory(
        by=module_cast.researcher, text=" ".join(f"Item{n}." for n in range(25))
    )
    read_now(article)
    Suggestion.objects.filter(article=article).delete()
    for number in range(25):
        make_suggestion(article, f"Item{number}.")

    first = page_of(researcher, article)
    assert len(listed(first)) == AT_ONCE
    assert "Show 5 more" in text_of(first)
    assert len(listed(page_of(researcher, article, "?all=1"))) == 25


def test_reader_sees_suggestions_without_buttons(
    client: Any, article: Article, module_cast: Cast
) -> None:
    suggestion_actions.dismiss_suggestion(
        find_suggestion(article, BOUGHT), DismissedAs.OPINION, by=module_cast.researcher
    )
    client.force_login(module_cast.reader, backend="django.contrib.auth.backends.ModelBackend")
    page = text_of(page_of(client, article))
    assert CROSSED in page
    for word in ("/dismiss/", "/restore/", "?suggestion=", "Keys:"):
        assert word not in page


def test_article_list_and_desk_count_waiting_suggestions(
    researcher: Any, article: Article, module_cast: Cast
) -> None:
    decided = ArticleFactory(by=module_cast.researcher, text=body(5))
    waiting = article.suggestions.waiting().count()

    rows = researcher.get("/articles/?suggested=waiting")
    assert f'/articles/{article.pk}/"' in text_of(rows)
    assert f'/articles/{decided.pk}/"' not in text_of(rows)
    assert f'data-label="Suggestions">{waiting}</td>' in text_of(rows)
    desk = text_of(researcher.get("/"))
    queue = desk[desk.index("Articles with suggestions") :].partition("</section>")[0]
    assert f'/articles/{article.pk}/"' in queue
    assert f"suggestions: {waiting}" in queue
    assert researcher.get("/articles/?suggested=x").status_code == 400
