"""Every word of the real articles and of the demo finds the texts that contain it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import TestCase

from claims.actions.articles import add_article
from claims.demo.load import load
from claims.given import ArticleGiven
from claims.models import Article, ArticleWords, Claim, ClaimWords
from claims.models.search.index import ids_holding
from claims.models.search.words import Query
from tests.conftest import Cast
from tests.factories import read_paste

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def words_in(*texts: str) -> set[str]:
    """Return the words of the texts by Python's rule, which differs from the desk's."""
    return {word for text in texts for word in re.findall(r"\w+", text)}


def not_found(model: Any, texts: dict[int, set[str]]) -> list[tuple[int, str]]:
    """Return (primary key, word) for each word that does not find its text; one query per spelling."""
    wrong = []
    for word in sorted(set().union(*texts.values())):
        found = set(model.texts.objects.filter(pk__in=ids_holding(model, Query.parse(f"“{word}”"))).values_list("pk", flat=True))  # fmt: skip
        wrong += [(pk, word) for pk, words in texts.items() if word in words and pk not in found]
    return wrong


@pytest.mark.skipif(not SEEDS.exists(), reason="the real articles in ../shared/seeds are missing")
@pytest.mark.django_db
def test_every_word_of_the_real_articles_finds_its_article(cast: Any) -> None:
    texts = {}
    with (SEEDS / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            text = (SEEDS / row["file"]).read_text(encoding="utf-8")
            given = ArticleGiven(headline=row["title"])
            taken = add_article(read_paste(text), given, by=cast.researcher)
            texts[taken.article.pk] = words_in(text, row["title"])
    assert len(texts) == 5
    assert min(len(words) for words in texts.values()) > 100
    assert not_found(ArticleWords, texts) == []


class TestWordsOfTheDemo(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load("gull-over-the-harbour")

    def test_every_word_of_an_article_finds_the_article(self) -> None:
        texts = {
            article.pk: words_in(article.headline, article.authors, article.snapshot.text)
            for article in Article.objects.filter(snapshot__isnull=False).select_related("snapshot")
        }
        assert len(texts) > 5
        assert not_found(ArticleWords, texts) == []

    def test_every_word_of_a_claim_and_its_quotes_finds_the_claim(self) -> None:
        texts = {}
        for claim in Claim.objects.prefetch_related("appearances"):
            quotes = [text for a in claim.appearances.all() for text in (a.quote, a.translation)]
            texts[claim.pk] = words_in(claim.statement, *quotes)
        assert len(texts) > 10
        assert not_found(ClaimWords, texts) == []


# Our own sentences in the scripts of the desk's region, each with words that no other sentence contains.
SCRIPTS = {
    "ru": "Представитель министерства заявил, что ещё не получил запроса: «Мы ждём ответа».",
    "hy": "Նախարարությունը հայտնեց, որ պաշտոնական հարցում չի ստացել. ինչո՞ւ է լռում Երևանը։",
    "az": "Nazirliyin sözçüsü bildirdi ki, rəsmi sorğu gəlməyib; İcazə və İşıq məsələsi qalır.",
    "ka": "სამინისტრომ განაცხადა, რომ ოფიციალური მოთხოვნა არ მიუღია, „პორტი ღიაა“.",
    "tr": "Bakanlık sözcüsü IŞIK kesintisi için İzmir’de açıklama yapmadı, Iğdır’ı anmadı.",
    "ar": "قالت الوزارة إنها لم تتلقَّ طلباً رسمياً، وإنّ الميناء مفتوحٌ في ١٢ تموز.",
    "fa": "وزارتخانه گفت درخواست رسمی دریافت نکرده است؛ بندر می‌ماند.",
    "he": "המשרד מסר כי לא קיבל פנייה רשמית, והנמל „פתוח”.",
    "zh": "该部发言人说，没有收到正式请求；港口仍然开放。",
    "en": "The ministry’s spokeswoman — asked twice — said: “No request, as of 12 July.”",
}  # fmt: skip


class TestWordsOfManyScripts(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        by = Cast().researcher
        cls.texts = {
            add_article(read_paste(text), ArticleGiven(language=tag), by=by).article.pk: text
            for tag, text in SCRIPTS.items()
        }

    texts: dict[int, str]

    def test_every_word_finds_its_article_in_any_case(self) -> None:
        for change in (str, str.upper, str.lower):
            texts = {
                # Turkish has its own letters for I, so upper() of "i" gives the capital of another letter there.
                pk: {word for word in change(text).replace("ԵՒ", "և").split() if words_in(word)}
                for pk, text in self.texts.items()
            }
            assert not_found(ArticleWords, texts) == []

    def test_word_of_one_script_finds_only_that_script(self) -> None:
        for pk, text in self.texts.items():
            word = max(words_in(text), key=len)
            found = Article.objects.filter(pk__in=ids_holding(ArticleWords, Query.parse(word)))
            assert [article.pk for article in found] == [pk]
