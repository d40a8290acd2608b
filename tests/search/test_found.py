"""What a search finds: one table of texts and queries that holds on both databases."""

from typing import Any

import pytest
from django.db import connection
from django.test import TestCase

from claims.actions.articles import add_article
from claims.actions.claims import add_claim
from claims.enums import ClaimKind
from claims.given import ArticleGiven, ClaimGiven
from claims.models import Article, ArticleWords
from claims.models.search.index import LONGEST_PART
from claims.reads.articles.article_list import ArticleFilters
from claims.reads.articles.article_list import filtered as articles_that_fit
from claims.reads.claims.claim_list import ClaimFilters
from claims.reads.claims.claim_list import filtered as claims_that_fit
from tests.conftest import Cast
from tests.factories import read_paste

STATEMENTS = {
    "en": "The US-led drills bring 3,000 vehicles through Poti's port.",
    "phrase": "An army of the US left the base.",
    "war": "Русская война: воины идут; ё-моё, 12 июля.",
    "warriors": "Три воина и йод.",
    "hy": "Հայաստանը պաշտոնական հարցում չի՞ ստացել։ Երևան",
    "az": "Əliyev Şuşada Diyarbakırlı qonaqları qəbul etdi, İRAN yox.",
    "ka": "საქართველო ფოთის პორტს ხსნის.",
    "tr": "IĞDIR’da ışık söndü; İstanbul bekliyor.",
    "ar": "قَالَ الوزير إنّ القاعدة ١٢٣ مغلقة.",
    "zh": "美国计划把装备运往亚美尼亚。",
    "ja": "カ\u3099スは止まる。",
    "th": "สหรัฐฯ ย้ายฐานทัพ",
    "signs": "C++ & AT&T: 100%_sure (really) *now* ^up^ O'Brien \\ NEAR",
    "pasted": "soft\u00adhyphen, ﬁne, caf\u0065\u0301",
    "long": f"Hash {'ab' * 80} stands.",
}

FOUND = {
    "drills": "en", "DRILLS": "en", "us": "en phrase", "us-led": "en", "led-us": "", "us led": "en",
    '"us led"': "en", '"led us"': "", "vehicl": "en", "ehicles": "", "3,000": "en", "3000": "", "poti": "en",
    "poti's": "en", "us army": "phrase", '"us army"': "", '"army of the us"': "phrase", '"army of the u"': "",
    "the": "en phrase", "the drills base": "",
    "война": "war", "ВОЙНА": "war", "воина": "warriors", "воин": "war warriors", "е-мое": "war", "ё-моё": "war",
    "июля 12": "war", '"12 июля"': "war", '"июля 12"': "", "йод": "warriors", "иод": "",
    "հայաստանը": "hy", "ՀԱՅԱՍՏԱՆԸ": "hy", "չի": "hy", "չի՞": "hy", "երեւան": "hy", "երևան": "hy", "ԵՐԵՎԱՆ": "",
    "əliyev": "az", "ƏLİYEV": "az", "susada": "az", "diyarbakirli": "az", "iran": "az", "İran": "az",
    "საქართველო": "ka", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ": "ka", "ფოთის პორტს": "ka",
    "ığdır": "tr", "Igdir": "tr", "istanbul": "tr", "ISTANBUL": "tr", "da ışık": "tr",
    "قال": "ar", "قاعدة": "", "القاعدة": "ar", "123": "ar", "إن": "ar",
    "亚美尼亚": "zh", "尼亚美": "", "美国": "zh", "装备 美国": "zh", "ガス": "ja", "ｶﾞｽ": "ja", "カス": "",
    "ฐานทัพ": "th", "ทัพฐาน": "",
    "c++": "signs", "at&t": "signs", "100%": "signs", "100%_": "signs", "o'brien": "signs", "o’brien": "signs",
    "near": "signs", "NEAR(really, now)": "", "really now": "signs", "*": "", "-": "", '"': "", '""': "", "\\": "",
    "OR": "", "drills OR near": "", "-drills": "en", "drills*": "en", "words:drills": "", "NOT near": "",
    "softhyphen": "pasted", "fine": "pasted", "café": "pasted", "CAFE": "pasted",
    "ab" * 80: "long", "ab" * 79: "long", "ba" * 80: "",
}  # fmt: skip


class TestFoundClaimsAndArticles(TestCase):
    """Search the same sentences as statements and as articles."""

    @classmethod
    def setUpTestData(cls) -> None:
        by = Cast().researcher
        cls.claims, cls.articles = {}, {}
        for name, text in STATEMENTS.items():
            given = ClaimGiven(text, ClaimKind.FACTUAL)
            cls.claims[add_claim(given, by=by).pk] = name
            taken = add_article(read_paste(text), ArticleGiven(headline=f"Of {name}"), by=by)
            cls.articles[taken.article.pk] = name

    claims: dict[int, str]
    articles: dict[int, str]

    def test_each_query_finds_the_expected_texts_and_no_others(self) -> None:
        wrong = {}
        for q, expected in FOUND.items():
            claims = {self.claims[c.pk] for c in claims_that_fit(ClaimFilters(q=q))}
            articles = {self.articles[a.pk] for a in articles_that_fit(ArticleFilters(q=q))}
            if not claims == articles == set(expected.split()):
                wrong[q] = (expected, claims, articles)
        assert not wrong

    def test_headline_is_found_but_a_phrase_does_not_span_headline_and_text(self) -> None:
        def found(q: str) -> list[str]:
            return [self.articles[a.pk] for a in articles_that_fit(ArticleFilters(q=q))]

        assert found("of hy") == found('"of hy"') == ["hy"]
        assert found('"hy հայաստանը"') == []
        assert found("hy հայաստանը") == ["hy"]

    def test_search_costs_one_query_and_two_for_the_names_of_sources(self) -> None:
        with self.assertNumQueries(3):
            list(claims_that_fit(ClaimFilters(q="us-led drills")))


@pytest.mark.django_db
def test_text_of_two_million_characters_is_found_by_words_from_both_ends(cast: Any) -> None:
    middle = " ".join(f"մառան{n}" for n in range(170_000))
    text = f"Beginning stands alone. {middle} Finally the ending."
    assert 1_900_000 < len(text) < 2_000_000
    taken = add_article(read_paste(text), ArticleGiven(), by=cast.researcher)
    other = add_article(read_paste("Beginning of another."), ArticleGiven(), by=cast.researcher)
    across_the_seam = " ".join(
        f"մառան{n}" for n in range(LONGEST_PART // 12, LONGEST_PART // 12 + 9)
    )

    def found(q: str) -> set[Article]:
        return set(articles_that_fit(ArticleFilters(q=q)))

    assert ArticleWords.objects.filter(of=taken.article, divided=True).count() > 2
    assert found("beginning") == {taken.article, other.article}
    assert found("beginning ending") == {taken.article}
    assert found('"stands alone" "the ending" մառան95000') == {taken.article}
    assert found('"alone the"') == set()
    for start in range(0, 170_000, 9_973):
        assert found(f'"մառան{start} մառան{start + 1} մառան{start + 2}"') == {taken.article}
    assert found(f'"{across_the_seam}"') == {taken.article}


@pytest.mark.django_db
def test_phrase_is_found_across_the_seam_of_a_divided_text(cast: Any) -> None:
    words = [f"w{n}" for n in range(60_000)]
    article = add_article(read_paste(" ".join(words)), ArticleGiven(), by=cast.researcher).article
    first, second = ArticleWords.objects.filter(of=article).order_by("pk")
    seam = words.index(second.words.split()[0])
    assert first.words.split()[-1] == words[seam + 31]
    for start in range(seam - 40, seam + 40):
        q = f'"{" ".join(words[start : start + 31])}"'
        assert list(articles_that_fit(ArticleFilters(q=q))) == [article]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL's index")
@pytest.mark.django_db
def test_postgresql_uses_its_search_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT of_id FROM claims_articlewords WHERE vector @@ 'drills'::tsquery"
        )
        assert "claims_articlewords_vector" in str(cursor.fetchall())
