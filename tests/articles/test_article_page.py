"""An article's page: its text with marks, boilerplate that can be put back, and details that can be corrected."""

from typing import Any

import pytest

from claims.actions.articles import correct_article
from claims.actions.claims import add_claim, read_appearance
from claims.enums import ClaimKind
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, Conflict
from claims.models import Article, PutBackStretch
from tests.factories import BODY, ArticleFactory, ClaimFactory, body

from .pages import fields_of, text_of

WITH_BOILERPLATE = BODY + "\nRead also: Ten ports you should see\n\nSign up for our newsletter\n"


@pytest.fixture
def article(cast: Any) -> Article:
    return ArticleFactory(by=cast.researcher, text=WITH_BOILERPLATE)


def test_mark_links_to_its_claim_and_the_claim_links_back(
    article: Article, cast: Any, login: Any
) -> None:
    claim = ClaimFactory(people=cast, article=article)
    page = text_of(login("reader").get(f"/articles/{article.pk}/"))
    assert f'id="a{claim.appearances.get().pk}"' in page
    assert f'<a href="/claims/{claim.pk}/" data-n="{claim.pk}"' in page
    back = f"/articles/{article.pk}/#a{claim.appearances.get().pk}"
    assert back in login("reader").get(f"/claims/{claim.pk}/").content.decode()


def test_folded_boilerplate_can_be_put_back_once(article: Article, login: Any) -> None:
    researcher = login("researcher")
    url = f"/articles/{article.pk}/"
    start, end = article.snapshot.boilerplate[0]
    page = researcher.get(url)
    assert '<details class="boilerplate"' in page.content.decode()
    form = fields_of(page, f"{url}put-back/")
    assert form == {"start": str(start), "end": str(end)}
    for _ in range(2):
        assert researcher.post(f"{url}put-back/", form).status_code == 302
    assert PutBackStretch.objects.count() == 1
    folded = len(article.snapshot.boilerplate) - 1
    assert researcher.get(url).content.decode().count('<details class="boilerplate"') == folded


@pytest.mark.parametrize(
    "sent", [{}, {"start": "0", "end": "1"}, {"start": "x", "end": "1" + "0" * 23}, {"start": "-1"}]
)
def test_stretch_that_is_not_boilerplate_cannot_be_put_back(
    article: Article, login: Any, sent: dict[str, str]
) -> None:
    response = login("researcher").post(f"/articles/{article.pk}/put-back/", sent)
    assert response.status_code == 422
    assert PutBackStretch.objects.count() == 0


def test_claim_from_folded_boilerplate_is_marked_there(
    article: Article, cast: Any, login: Any
) -> None:
    given = ClaimGiven("There are ten ports to see.", ClaimKind.FACTUAL)
    claim = add_claim(
        given,
        by=cast.researcher,
        appearance=read_appearance(AppearanceGiven(article, "Ten ports you should see")),
    )
    page = login("researcher").get(f"/articles/{article.pk}/").content.decode()
    assert f'data-n="{claim.pk}"' in page
    assert '<details class="boilerplate" id="t' in page and " open>" in page


def test_details_can_be_corrected(article: Article, login: Any) -> None:
    researcher, url = login("researcher"), f"/articles/{article.pk}/"
    form = fields_of(researcher.get(url), f"{url}correct/")
    form |= {
        "headline": "Cranes: ‮all four stay",
        "url": "https://example.org/cranes",
        "language": "en",
    }
    assert researcher.post(f"{url}correct/", form).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.language) == (form["headline"], "en")
    history = text_of(researcher.get(url))
    assert "researcher" in history


def test_stale_correction_of_an_article_shows_both_texts_and_can_be_submitted_again(
    article: Article, cast: Any, login: Any
) -> None:
    researcher, url = login("researcher"), f"/articles/{article.pk}/"
    form = fields_of(researcher.get(url), f"{url}correct/")
    correct_article(
        article,
        ArticleGiven(publisher=article.publisher, headline="Theirs"),
        seen_revision=article.revision,
        by=cast.researcher2,
    )
    response = researcher.post(f"{url}correct/", form | {"headline": "Ours"})
    assert response.status_code == 409
    assert Conflict("Headline", "Theirs", "Ours") in response.context["outcome"].conflicts
    again = fields_of(response, f"{url}correct/")
    assert again["headline"] == "Ours"
    assert researcher.post(f"{url}correct/", again).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Ours"


def test_article_cannot_republish_itself(article: Article, login: Any) -> None:
    researcher, url = login("researcher"), f"/articles/{article.pk}/"
    form = fields_of(researcher.get(url), f"{url}correct/")
    response = researcher.post(f"{url}correct/", form | {"republishes_article": str(article.pk)})
    assert response.status_code == 422


def test_reader_sees_the_text_and_why_there_is_no_form(article: Article, login: Any) -> None:
    page = login("reader").get(f"/articles/{article.pk}/").content.decode()
    assert "Only researchers, reviewers and editors can do this." in page
    assert "<textarea" not in page
    assert "put-back" not in page


def test_invisible_characters_are_named_and_have_no_effect(cast: Any, login: Any) -> None:
    article = ArticleFactory(
        by=cast.researcher, text=body(7).replace("four cranes", "four \u202ecra\u200bnes")
    )
    page = login("reader").get(f"/articles/{article.pk}/").content.decode()
    text = page[page.index('class="article-text"') : page.index("</article>")]
    assert "U+202E</span>" in text and "U+200B</span>" in text
    assert "\u202e" not in text and "\u200b" not in text


def test_scripts_in_an_article_do_not_run(cast: Any, login: Any) -> None:
    article = ArticleFactory(
        by=cast.researcher,
        headline="<script>alert(1)</script>",
        text=body(8) + "\n<script>alert(2)</script> <img src=x onerror=alert(3)>\n",
    )
    page = login("researcher").get(f"/articles/{article.pk}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


def test_unknown_article_is_not_found(login: Any) -> None:
    researcher = login("researcher")
    for url in ("/articles/999/", f"/articles/{10**23}/", "/articles/999/captures/1/"):
        assert researcher.get(url).status_code == 404
    assert researcher.post("/articles/999/correct/", {}).status_code == 404
    assert researcher.post(f"/articles/{10**23}/claims/", {}).status_code == 404


def test_copy_of_another_article_is_not_found(article: Article, cast: Any, login: Any) -> None:
    other = ArticleFactory(by=cast.researcher)
    url = f"/articles/{other.pk}/captures/{article.snapshot_id}/"
    assert login("reader").get(url).status_code == 404


def test_text_of_two_million_characters_is_shown_whole(cast: Any, login: Any) -> None:
    sentence = "The harbour master said that the cranes would stay, all of them, until autumn.\n\n"
    article = ArticleFactory(
        by=cast.researcher, text=(sentence * 25_000)[:1_999_900] + "\n\nThe end is near."
    )
    page = login("reader").get(f"/articles/{article.pk}/").content.decode()
    assert page.count("until autumn.") >= 24_000
    assert (
        page.count("<p dir") < 6_000
    )  # paragraphs are joined if there are more than a browser lays out at once
    assert "The end is near." in page


def test_article_list_has_pages_of_fifty(cast: Any, login: Any) -> None:
    for _ in range(51):
        ArticleFactory(by=cast.researcher)
    reader = login("reader")
    first = reader.get("/articles/").content.decode()
    oldest = Article.objects.order_by("pk")[1].pk
    assert f"/articles/?before={oldest}" in first or f'href="?before={oldest}"' in first
    second = reader.get(f"/articles/?before={oldest}").content.decode()
    assert second.count('class="number"') == 1


def test_empty_article_list_shows_the_next_step(login: Any) -> None:
    assert "/articles/new/" in login("researcher").get("/articles/").content.decode()
    assert (
        "Only researchers, reviewers and editors can do this."
        in login("reader").get("/articles/").content.decode()
    )
