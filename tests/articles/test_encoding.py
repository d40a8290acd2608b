"""The encoding of a file: recognized, or chosen by a person when it is uploaded and afterwards."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.actions.articles import add_article
from claims.actions.snapshot_corrections import kept_upload
from claims.enums import ClaimKind
from claims.errors import Invalid
from claims.given import ArticleGiven
from claims.models import Anchor, Article
from tests.factories import ArticleFactory, ClaimFactory

from .pages import article_data

pytestmark = pytest.mark.any_database

# Too short, and too rare in its pairs, to be recognized.
WORDS = "ХМЪ"
TEXT = f"{WORDS}. Pier 7, 12:40. Crane 4 of 9 is shut; crane 5 of 9 is in use until May 2031.\n"


def upload(client: Any, url: str, **fields: Any) -> Any:
    return client.post(url, article_data(text="", **fields))


def file_of(text: str, encoding: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("pier.txt", text.encode(encoding))


def test_capitals_of_a_ministry_are_read(db: Any, login: Any) -> None:
    text = "ЗАЯВЛЕНИЕ ПОРТА. ДОСМОТР СУДОВ НЕ ПРОВОДИЛСЯ, СООБЩИЛИ В УПРАВЛЕНИИ.\n"
    page = upload(login("researcher"), "/articles/new/", upload=file_of(text, "cp1251"))
    assert page.status_code == 302
    snapshot = Article.objects.get().snapshot
    assert (snapshot.encoding, snapshot.text.strip()) == ("cp1251", text.strip())


@pytest.mark.parametrize("url", ["/articles/new/", "/admin/claims/article/add/"])
def test_in_doubt_a_person_chooses_the_encoding_when_uploading(url: str, login: Any) -> None:
    file = file_of(TEXT, "cp1251")
    upload(login("researcher"), url, upload=file, encoding="cp1251")
    assert WORDS in Article.objects.get().snapshot.text


def test_archived_bytes_are_read_again_in_another_encoding(login: Any, cast: Any) -> None:
    client = login("researcher")
    upload(client, "/articles/new/", upload=file_of(TEXT, "cp1251"))
    article = Article.objects.get()
    first = article.snapshot
    assert first.replaced_characters == 3
    page = client.get(f"/articles/{article.pk}/")
    assert page.context["add_copy"].is_open
    garbled = first.text.split(".")[0] + "."
    claim = ClaimFactory(people=cast, article=article, quote=garbled, kind=ClaimKind.FACTUAL)
    again = upload(client, f"/articles/{article.pk}/copies/", encoding="cp1251")
    assert again.status_code == 302, again.context["add_copy"].errors
    article.refresh_from_db()
    assert (article.snapshot.sha256, article.snapshot != first) == (first.sha256, True)
    assert WORDS in article.snapshot.text
    assert not Anchor.objects.exclude(missing_from=None).exists()
    assert not client.get(f"/articles/{article.pk}/").context["page"].words_gone
    assert claim.appearances.get().quote == garbled


@pytest.mark.parametrize("encoding", ["", "zip"])
def test_a_copy_needs_a_text_a_file_or_a_known_encoding(encoding: str, login: Any) -> None:
    client = login("researcher")
    upload(client, "/articles/new/", upload=file_of(TEXT, "utf-8"))
    url = f"/articles/{Article.objects.get().pk}/copies/"
    assert upload(client, url, encoding=encoding).status_code == 422


def test_file_that_is_lost_cannot_be_read_again(cast: Any, login: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    url = f"/articles/{article.pk}/copies/"
    (Path(running.MEDIA_ROOT) / str(article.snapshot.file)).unlink()
    response = upload(login("researcher"), url, encoding="cp1251")
    assert response.status_code == 422
    assert "no archived file" in response.content.decode()


def test_article_without_a_copy_cannot_be_read_again(cast: Any) -> None:
    given = ArticleGiven(url="https://port.example/a")
    article = add_article(None, given, by=cast.researcher).article
    with pytest.raises(Invalid) as refused:
        kept_upload(article, "cp1251")
    assert (refused.value.field, refused.value.code) == ("encoding", "no_copy")
