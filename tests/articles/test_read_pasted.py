"""What a pasted text says of itself is proposed on the form of a new article, and taken one by one."""

import re
from typing import Any

import pytest

from claims.models import Article, ImpreciseDate
from tests.factories import SourceFactory

from .pages import fields_of, text_of

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
NEW, READ = "/articles/new/", "/articles/new/read/"
HTMX = {"HX-Request": "true"}

TEXT = """Паром не выйдет до конца недели
Вести Порта | 9 мая 2025, 01:15
Автор: Анна Речная

Паром не выйдет до конца недели, сообщила в четверг пресс-служба порта, и пассажиры ждут его на причале третий день.
Источник: Интерфакс
"""


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


@pytest.fixture
def outlet(cast: Any) -> Any:
    return SourceFactory(by=cast.researcher, name="Вести Порта")


def offered(page: str) -> list[str]:
    """Return what can be taken, in the page's order."""
    return re.findall(r'name="take"\s+value="(\w+)"', page)


def test_each_proposal_is_taken_by_one_button_and_saved_only_when_the_form_is_sent(
    researcher: Any, outlet: Any
) -> None:
    response = researcher.post(READ, {"text": TEXT})
    assert offered(text_of(response)) == [
        "headline",
        "published",
        "authors",
        "language",
        "publisher",
        "republishes_source",
        "all",
    ]
    assert fields_of(response, NEW)["headline"] == ""

    one = researcher.post(READ, {"text": TEXT, "take": "published"})
    form = fields_of(one, NEW)
    assert (form["published_edtf"], form["headline"], form["text"]) == ("2025-05-09", "", TEXT)
    assert "published" not in offered(text_of(one))

    everything = fields_of(researcher.post(READ, {"text": TEXT, "take": "all"}), NEW)
    assert not Article.objects.exists()
    assert researcher.post(NEW, everything).status_code == 302
    article = Article.objects.get()
    assert article.publisher == outlet
    assert article.headline == "Паром не выйдет до конца недели"
    assert article.authors == "Анна Речная"
    assert article.published == ImpreciseDate.parse("2025-05-09")
    assert (article.language, article.republishes_source.name) == ("ru", "Интерфакс")


def test_what_is_typed_is_kept_and_not_proposed_again(researcher: Any) -> None:
    typed = {"text": TEXT, "headline": "Mine", "published_words": "Friday", "url": "no address"}
    response = researcher.post(READ, typed | {"take": "all"})
    form = fields_of(response, NEW)
    assert {name: form[name] for name in typed} == typed
    assert form["published_edtf"] == ""
    assert "form-errors" not in text_of(response)


def test_htmx_gets_the_proposals_while_pasting_and_the_fields_when_one_is_taken(
    researcher: Any,
) -> None:
    proposed = text_of(researcher.post(READ, {"text": TEXT}, headers=HTMX))
    assert 'id="article-proposed"' in proposed and 'name="headline"' not in proposed
    taken = text_of(researcher.post(READ, {"text": TEXT, "take": "headline"}, headers=HTMX))
    assert 'id="article-details"' in taken and 'name="headline"' in taken
    assert 'name="text"' not in taken
    assert re.search(r"autofocus", taken)  # on the next proposal


def test_outlet_is_named_by_its_web_address_or_by_the_text(researcher: Any, cast: Any) -> None:
    SourceFactory(by=cast.researcher, name="The Ferry", domains="ferry.example")
    typed = {"text": "A line.\n", "url": "https://www.ferry.example/1", "take": "publisher"}
    assert fields_of(researcher.post(READ, typed), NEW)["publisher_name"] == "The Ferry"
    typed = {"text": "A line.\n© 2025 The Valley Post", "take": "publisher"}
    form = fields_of(researcher.post(READ, typed), NEW)
    assert (form["publisher_name"], form["publisher_kind"]) == ("The Valley Post", "outlet")


@pytest.mark.parametrize("text", ["", "x", "\x00", "«" * 3_000])
def test_text_that_says_nothing_proposes_nothing(researcher: Any, text: str) -> None:
    response = researcher.post(READ, {"text": text})
    assert (response.status_code, offered(text_of(response))) == (200, [])
