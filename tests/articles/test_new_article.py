"""Articles are added: what is saved, what is refused at its field, and what input is kept."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Article
from tests.factories import BODY

from .pages import article_data, errors_of, fields_of, text_of

NEW = "/articles/new/"


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


def test_pasted_text_becomes_an_article_and_opens_its_page(researcher: Any) -> None:
    form = fields_of(researcher.get(NEW), NEW)
    response = researcher.post(
        NEW, form | article_data(published_edtf="2025-04", published_words="April")
    )
    article = Article.objects.get()
    assert response.headers["Location"] == f"/articles/{article.pk}/"
    page = text_of(researcher.get(f"/articles/{article.pk}/"))
    assert article.snapshot.sha256 in page
    assert "researcher" in page
    assert "The union of dockers said" in page
    assert "April 2025" in page


def test_missing_date_stays_unknown(researcher: Any) -> None:
    researcher.post(NEW, article_data())
    assert not Article.objects.get().published.is_known


def test_form_submitted_twice_adds_one_article(researcher: Any) -> None:
    form = fields_of(researcher.get(NEW), NEW) | article_data()
    first = researcher.post(NEW, form)
    second = researcher.post(NEW, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("story.txt", BODY.encode(), "The union of dockers said"),
        ("story.txt", "Ναι 😀 the cranes".encode("utf-16"), "😀 the cranes"),
        (
            "story.HTML",
            b"<html lang=en><title>Cranes stay</title><article><h1>Cranes stay</h1><p>The harbour master of "
            b"Port Example said that all four cranes will stay in service until autumn.</p></article>",
            "all four cranes will stay",
        ),
    ],
)
def test_uploaded_file_is_archived_unchanged(
    researcher: Any, name: str, content: bytes, words: str
) -> None:
    data = article_data(text="", upload=SimpleUploadedFile(name, content))
    assert researcher.post(NEW, data).status_code == 302
    article = Article.objects.get()
    assert words in article.snapshot.text
    url = f"/articles/{article.pk}/captures/{article.snapshot_id}/"
    response = researcher.get(url)
    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_headline_and_language_are_taken_from_the_page_if_not_given(researcher: Any) -> None:
    page = (
        "<html lang='en'><head><title>Cranes stay</title></head><body><article><h1>Cranes stay</h1><p>The harbour "
        "master of Port Example said that all four cranes will stay in service until autumn.</p></article></body>"
    )
    data = article_data(text="", headline="", upload=SimpleUploadedFile("a.html", page.encode()))
    researcher.post(NEW, data)
    article = Article.objects.get()
    assert (article.headline, article.language) == ("Cranes stay", "en")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "  \n\t "}, "text"),
        ({"text": "The crane\x00s"}, "text"),
        ({"text": "The crane\ufdd0s"}, "text"),
        ({"text": "x" * 2_000_001}, "text"),
        ({"text": "слово " * 800_000}, "text"),  # more than ten megabytes when encoded
        ({"upload": SimpleUploadedFile("a.txt", b"Both are given")}, "upload"),
        ({"text": "", "upload": SimpleUploadedFile("a.txt", b"")}, "upload"),
        ({"text": "", "upload": SimpleUploadedFile("a.exe", b"MZ\0 a program")}, "upload"),
        ({"text": "", "upload": SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n\0\0")}, "upload"),
        ({"text": "", "upload": SimpleUploadedFile("a.txt", b"x" * 10_000_001)}, "upload"),
        ({"text": "", "upload": SimpleUploadedFile("a.html", b"<html></html>")}, "upload"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://example.org/a"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "http://[/"}, "url"),
        ({"url": "https://desk:secret@example.org/a"}, "url"),
        ({"language": "not a tag"}, "language"),
        ({"headline": "h" * 501}, "headline"),
        ({"headline": "a\x00b"}, "headline"),
        ({"published_edtf": "Thursday"}, "published"),
        ({"published_edtf": "2025-13"}, "published"),
        ({"publisher_name": "Nobody Knows Them", "publisher_kind": ""}, "publisher"),
        ({"publisher_name": "Porttown Post", "publisher_kind": "bogus"}, "publisher"),
        ({"republishes_article": "999999"}, "republishes_article"),
        ({"republishes_article": "1" + "0" * 23}, "republishes_article"),
        ({"republishes_article": "-1"}, "republishes_article"),
    ],
)
def test_invalid_value_of_an_article_is_reported_at_its_field_and_kept(
    researcher: Any, changes: dict[str, Any], field: str
) -> None:
    typed = article_data(authors="A. Writer, ‮RTL") | changes
    response = researcher.post(NEW, typed)
    assert response.status_code == 422
    assert errors_of(response, field)
    shown = fields_of(response, NEW)
    for name, value in typed.items():
        if isinstance(value, str) and "\x00" not in value and value != "bogus":
            assert shown[name] == value, name
    assert Article.objects.count() == 0


def test_query_that_is_not_text_is_a_bad_request(researcher: Any) -> None:
    for query in ("?before=%00", "?before=%ED%A0%80"):
        assert researcher.get(f"/articles/{query}").status_code == 400


def test_half_a_character_is_kept_as_one_that_could_not_be_read(researcher: Any) -> None:
    response = researcher.post(
        NEW,
        "text=broken+%ED%A0%80+text&headline=Kept",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 302
    assert Article.objects.get().snapshot.text == "broken \ufffd\ufffd\ufffd text"


def test_same_body_from_the_same_publisher_opens_the_existing_article(researcher: Any) -> None:
    first = researcher.post(NEW, article_data())
    second = researcher.post(
        NEW, article_data(text=BODY.replace("\n", "\r\n"), headline="Another headline"), follow=True
    )
    assert second.redirect_chain[-1][0] == first.headers["Location"]
    assert "already" in text_of(second)
    assert Article.objects.count() == 1


def test_same_body_from_another_publisher_is_proposed_as_a_republication(
    researcher: Any,
) -> None:
    researcher.post(NEW, article_data())
    researcher.post(NEW, article_data(publisher_name="Example Herald"))
    first, second = Article.objects.order_by("pk")
    url = f"/articles/{second.pk}/"
    page = researcher.get(url)
    assert f"A{first.pk}" in text_of(page)
    form = fields_of(page, f"{url}correct/") | {"original": str(first.pk)}
    assert researcher.post(f"{url}correct/", form).status_code == 302
    second.refresh_from_db()
    assert second.republishes_article == first
    assert second.headline == "Harbour master says the cranes stay"
    # Once it is saved, neither page proposes it any more.
    assert 'name="original" value' not in researcher.get(url).content.decode()
    assert 'name="original" value' not in researcher.get(f"/articles/{first.pk}/").content.decode()


def test_same_headline_with_another_body_is_another_article(researcher: Any) -> None:
    researcher.post(NEW, article_data())
    researcher.post(NEW, article_data(text=BODY + "\nThe sale was put off for a month, it said.\n"))
    assert Article.objects.count() == 2


def test_text_field_has_no_maxlength_that_would_cut_a_paste(researcher: Any) -> None:
    page = researcher.get(NEW).content.decode()
    tag = page[page.index('<textarea name="text"') :].split(">")[0]
    assert "maxlength" not in tag
