"""Claims are added from an article's words: exactly, once and with their chain, and no input is lost."""

from typing import Any

import pytest

from claims.actions.questions import add_question
from claims.enums import AttributionKind, ClaimKind, ClaimStatus, LinkKind, Party
from claims.models import Appearance, Article, Claim, ClaimLink, Source
from tests.articles.pages import QUOTE, claim_data, errors_of, fields_of, text_of
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

pytestmark = pytest.mark.any_database

TWICE = (
    "The 😀 harbour said the cranes stay.\n\nThe ministry, asked later, repeated: 😀 the cranes stay.\n\n"
    "Nobody in the port would say for how long that was meant to hold.\n"
)


@pytest.fixture
def article(cast: Any) -> Article:
    gazette = SourceFactory(by=cast.researcher, name="Example Gazette")
    return ArticleFactory(by=cast.researcher, publisher=gazette, language="en")


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


def extract(client: Any, article: Article, **changes: Any) -> Any:
    return client.post(f"/articles/{article.pk}/claims/", claim_data(**changes))


def test_selected_words_become_a_claim_with_its_chain(
    article: Article, cast: Any, researcher: Any
) -> None:
    question = add_question("Will the cranes be sold?", by=cast.researcher)
    url = f"/articles/{article.pk}/claims/"
    form = fields_of(researcher.get(url), url)
    assert (form["chain-0-source_name"], form["chain-0-kind"]) == ("Example Gazette", "reported")
    assert form["language"] == "en"
    form |= {
        "quote": QUOTE,
        "statement": "Four cranes stay in service until autumn.",
        "said_on_edtf": "2025-04-01",
        "said_on_words": "on Tuesday",
        "about_on_edtf": "2025",
        "questions": [str(question.pk)],
        "priority": "1",
        "chain-1-label": "the harbour master",
        "chain-1-kind": "said",
        "chain-1-cue": "said",
        "chain-2-source_name": "Port Example",
        "chain-2-source_kind": "official_body",
        "chain-2-kind": "claimed",
        "chain-2-date_edtf": "2025-03",
    }
    response = researcher.post(url, form)
    claim = Claim.objects.get()
    assert response.headers["Location"] == f"/claims/{claim.pk}/"
    assert claim.kind == ClaimKind.FACTUAL
    assert claim.priority == 1
    assert str(claim.said_on) == "on Tuesday (1 April 2025)"
    assert list(claim.questions.all()) == [question]
    appearance = claim.appearances.get()
    anchor = appearance.anchors.get()
    text = article.snapshot.text
    assert text[anchor.start : anchor.end] == appearance.quote == QUOTE
    assert [(s.voice, s.kind) for s in appearance.chain.select_related("source")] == [
        ("Example Gazette", "reported"),
        ("the harbour master", "said"),
        ("Port Example", "claimed"),
    ]
    assert Source.objects.filter(name="Port Example").exists()


def test_quote_that_occurs_twice_needs_a_place_and_keeps_it(cast: Any, researcher: Any) -> None:
    article = ArticleFactory(by=cast.researcher, text=TWICE)
    response = extract(researcher, article, quote="the cranes stay", statement="They stay.")
    assert response.status_code == 422
    assert errors_of(response, "quote")
    second = TWICE.rindex("the cranes stay")
    assert f'name="near" value="{second}"' in response.content.decode()
    assert fields_of(response, f"/articles/{article.pk}/claims/")["statement"] == "They stay."
    response = extract(
        researcher, article, quote="the cranes stay", statement="They stay.", near=str(second)
    )
    assert response.status_code == 302
    anchor = Appearance.objects.get().anchors.get()
    assert (anchor.start, anchor.end) == (second, second + len("the cranes stay"))


def test_each_part_of_a_quote_is_anchored(article: Article, researcher: Any) -> None:
    quote = "all four cranes […] The union of dockers"
    assert extract(researcher, article, quote=quote).status_code == 302
    appearance = Appearance.objects.get()
    assert appearance.quote == quote
    assert [a.exact for a in appearance.anchors.all()] == [
        "all four cranes",
        "The union of dockers",
    ]
    page = researcher.get(f"/articles/{article.pk}/").content.decode()
    assert page.count(f'id="a{appearance.pk}"') == 1
    assert page.count('class="claim-mark') == 2


def test_quote_of_too_many_passages_is_refused(article: Article, researcher: Any) -> None:
    most = " […] ".join(["all four cranes", *["cranes"] * 19])
    response = extract(researcher, article, quote=f"{most} […] cranes")
    assert response.status_code == 422
    assert "more than 20 passages" in errors_of(response, "quote")
    assert extract(researcher, article, quote=most).status_code == 302


def test_one_sentence_can_give_a_claim_and_its_quote_check(
    article: Article, researcher: Any
) -> None:
    extract(researcher, article, quote_check="The harbour master said that four cranes stay.")
    link = ClaimLink.objects.get()
    assert link.kind == LinkKind.REPORTS
    assert (link.claim.kind, link.other.kind) == ("quote", "factual")
    assert link.claim.appearances.get().quote == QUOTE
    # Both have the same quote, and the page links to both.
    page = researcher.get(f"/articles/{article.pk}/").content.decode()
    for claim in (link.claim_id, link.other_id):
        assert f'data-n="{claim}"' in page


def test_quote_check_of_a_claim_can_be_added_later(
    article: Article, cast: Any, researcher: Any
) -> None:
    claim = ClaimFactory(people=cast, article=article)
    url = f"/articles/{article.pk}/claims/"
    form = fields_of(researcher.get(f"{url}?reports={claim.pk}"), url)
    assert form["quote"] == QUOTE
    assert form["kind"] == "quote"
    assert form["reports"].startswith(f"#{claim.pk} ")
    assert form["chain-0-source_name"] == "Example Gazette"
    form["statement"] = "The Gazette reported that the cranes stay."
    assert researcher.post(url, form).status_code == 302
    assert ClaimLink.objects.get().other == claim


@pytest.mark.parametrize("reports", ["999", "x", "1" + "0" * 23, "-1", "%00"])
def test_form_ignores_an_unknown_claim_to_report(
    article: Article, researcher: Any, reports: str
) -> None:
    response = researcher.get(f"/articles/{article.pk}/claims/?reports={reports}")
    assert response.status_code == (400 if reports == "%00" else 200)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quote": ""}, "quote"),
        ({"quote": "words that nobody wrote"}, "quote"),
        ({"quote": "all four cranes […] words that nobody wrote"}, "quote"),
        ({"quote": "\u200b \u200b"}, "quote"),
        ({"quote": "a\x00b"}, "quote"),
        ({"quote": "x" * 20_001}, "quote"),
        ({"statement": ""}, "statement"),
        ({"statement": "a\x00b"}, "statement"),
        ({"statement": "y" * 20_001}, "statement"),
        ({"kind": "bogus"}, "kind"),
        ({"kind": "quote", "quote_check": "He said so."}, "quote_check"),
        ({"reports": "999999"}, "reports"),
        ({"reports": "1" + "0" * 23}, "reports"),
        ({"questions": ["999999"]}, "questions"),
        ({"questions": ["1" + "0" * 23]}, "questions"),
        ({"questions": ["x"]}, "questions"),
        ({"language": "??"}, "language"),
        ({"priority": "9"}, "priority"),
        ({"said_on_edtf": "Thursday"}, "said_on"),
        ({"chain-0-source_name": "Nobody knows them", "chain-0-kind": "said"}, "chain-0-source"),
        ({"chain-0-label": "an official"}, "chain-0-kind"),
        ({"chain-0-cue": "said"}, "chain-0-source"),
        ({"chain-0-label": "an official", "chain-0-kind": "bogus"}, "chain-0-kind"),
        ({"chain-0-label": "a\x00b", "chain-0-kind": "said"}, "chain-0-label"),
    ],
)
def test_invalid_value_is_reported_at_its_field_and_kept(
    article: Article, researcher: Any, changes: dict[str, Any], field: str
) -> None:
    url = f"/articles/{article.pk}/claims/"
    typed = claim_data(about_on_words="in the \u202eautumn", translated_by="R.") | changes
    response = researcher.post(url, typed)
    assert response.status_code == 422
    assert errors_of(response, field)
    shown = fields_of(response, url)
    for name in ("quote", "statement", "about_on_words", "translated_by", "chain-0-label"):
        value = typed.get(name, "")
        if "\x00" not in value:
            assert shown[name] == value, name
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("total", ["", "x", "-1", "1" + "0" * 23, "1000"])
def test_chain_with_an_invalid_form_count_does_not_crash(
    article: Article, researcher: Any, total: str
) -> None:
    response = extract(researcher, article, **{"chain-TOTAL_FORMS": total})
    assert response.status_code in (302, 422)


def test_invalid_place_is_ignored(article: Article, researcher: Any) -> None:
    for n, near in enumerate(["x", "-5", "1" + "0" * 23]):
        response = extract(researcher, article, near=near, statement=f"Number {n} stays.")
        assert response.status_code == 302


def test_reader_cannot_add_a_claim(article: Article, login: Any) -> None:
    assert extract(login("reader"), article).status_code == 403
    assert Claim.objects.count() == 0


def test_form_submitted_twice_adds_one_claim(article: Article, researcher: Any) -> None:
    for _ in range(2):
        assert extract(researcher, article, token="once").status_code == 302
    assert Claim.objects.count() == 1


class TestDuplicateStatement:
    @pytest.fixture
    def known(self, article: Article, researcher: Any) -> Claim:
        extract(researcher, article)
        return Claim.objects.get()

    @pytest.fixture
    def other(self, cast: Any, known: Claim) -> Article:
        return ArticleFactory(by=cast.researcher)

    def test_warns_before_saving_and_keeps_the_input(
        self, known: Claim, other: Article, researcher: Any
    ) -> None:
        response = extract(
            researcher,
            other,
            statement="four cranes stay in service until  AUTUMN",
            **{"chain-0-label": "a docker", "chain-0-kind": "said"},
        )
        assert response.status_code == 409
        page = response.content.decode()
        assert f"/claims/{known.pk}/" in page
        assert 'name="separate"' in page
        shown = fields_of(response, f"/articles/{other.pk}/claims/")
        assert shown["chain-0-label"] == "a docker"
        assert shown["quote"] == QUOTE
        assert Claim.objects.count() == 1

    def test_can_be_added_as_another_appearance(
        self, known: Claim, other: Article, researcher: Any
    ) -> None:
        typed = {"chain-0-label": "a docker", "chain-0-kind": "said"}
        response = extract(researcher, other, **typed)
        assert f'formaction="/claims/{known.pk}/appearances/"' in response.content.decode()
        form = fields_of(response, f"/articles/{other.pk}/claims/")
        response = researcher.post(f"/claims/{known.pk}/appearances/", form)
        assert response.headers["Location"] == f"/claims/{known.pk}/"
        assert Claim.objects.count() == 1
        added = known.appearances.get(article=other)
        assert [step.label for step in added.chain.all()] == ["a docker"]

    def test_can_be_saved_as_a_separate_claim(
        self, known: Claim, other: Article, researcher: Any
    ) -> None:
        assert extract(researcher, other, separate="1").status_code == 302
        assert Claim.objects.count() == 2

    def test_in_the_quote_check_warns_too(
        self, known: Claim, other: Article, researcher: Any
    ) -> None:
        response = extract(
            researcher, other, statement="Another thing.", quote_check=known.statement
        )
        assert response.status_code == 409
        # An appearance alone would lose the factual claim, so only a link to the claim is offered.
        assert "formaction" not in response.content.decode()

    def test_without_an_article_warns_too(self, known: Claim, researcher: Any) -> None:
        data = {"statement": known.statement, "kind": "factual", "priority": "2"}
        response = researcher.post("/claims/new/", data)
        assert response.status_code == 409
        assert known.statement in text_of(response)
        assert researcher.post("/claims/new/", data | {"separate": "1"}).status_code == 302


def test_invalid_appearance_is_reported_at_its_field_and_kept(
    article: Article, cast: Any, researcher: Any
) -> None:
    claim = ClaimFactory(people=cast)
    url = f"/claims/{claim.pk}/appearances/"
    data = claim_data(article=str(article.pk))
    for changes, field in (
        ({"article": ""}, "article"),
        ({"article": "999999"}, "article"),
        ({"article": "1" + "0" * 23}, "article"),
        ({"quote": "nobody wrote this"}, "quote"),
    ):
        response = researcher.post(url, data | changes)
        assert response.status_code == 422
        assert errors_of(response, field)
        assert fields_of(response, url)["quote"] == (data | changes)["quote"]
    assert researcher.post(url, data).status_code == 302
    assert claim.appearances.count() == 1


def test_claim_page_links_to_the_form_for_another_appearance(
    article: Article, cast: Any, researcher: Any
) -> None:
    claim = ClaimFactory(people=cast)
    url = f"/claims/{claim.pk}/appearances/"
    assert f'href="{url}"' in researcher.get(f"/claims/{claim.pk}/").content.decode()
    response = researcher.get(url)
    assert response.status_code == 200
    data = fields_of(response, url) | claim_data(article=str(article.pk))
    assert researcher.post(url, data).status_code == 302
    assert claim.appearances.count() == 1


def test_withdrawn_claim_accepts_no_appearance(
    article: Article, cast: Any, researcher: Any
) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.WITHDRAWN)
    url = f"/claims/{claim.pk}/appearances/"
    response = researcher.post(url, claim_data(article=str(article.pk)))
    assert response.status_code == 409
    assert fields_of(response, url)["quote"] == QUOTE


def test_claim_can_be_added_without_an_article(researcher: Any) -> None:
    url = "/claims/new/"
    form = fields_of(researcher.get(url), url)
    form |= {"statement": "The port is closed.", "kind": "factual", "external_id": "X-1"}
    response = researcher.post(url, form)
    claim = Claim.objects.get()
    assert response.headers["Location"] == f"/claims/{claim.pk}/"
    assert claim.external_id == "X-1"
    form |= {"statement": "Another.", "token": "another"}
    response = researcher.post(url, form)
    assert response.status_code == 422
    assert errors_of(response, "external_id")


def test_selected_words_can_be_added_to_a_claim_as_evidence(
    article: Article, cast: Any, researcher: Any
) -> None:
    claim = ClaimFactory(people=cast)
    url = f"/articles/{article.pk}/evidence/"
    response = researcher.get(url, {"claim": f"#{claim.pk} x", "quote": QUOTE, "near": "50"})
    assert response.status_code == 302
    target = response.headers["Location"]
    assert target.startswith(f"/claims/{claim.pk}/?article={article.pk}&quote=all+four")
    assert target.endswith("&near=50#add-evidence")
    page = text_of(researcher.get(target.split("#")[0]))
    assert QUOTE in page
    response = researcher.get(url, {"claim": "1" + "0" * 23, "quote": QUOTE})
    assert response.status_code == 422
    assert errors_of(response, "claim")


def test_htmx_gets_only_the_form_and_a_redirect_header(article: Article, researcher: Any) -> None:
    url, htmx = f"/articles/{article.pk}/claims/", {"HX-Request": "true"}
    response = researcher.post(url, claim_data(quote="nobody wrote this"), headers=htmx)
    assert response.status_code == 422
    assert "<html" not in response.content.decode()
    assert 'id="extract"' in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]
    response = researcher.post(url, claim_data(), headers=htmx)
    assert response.headers["HX-Redirect"] == f"/claims/{Claim.objects.get().pk}/"


def test_add_another_returns_to_the_article(article: Article, researcher: Any) -> None:
    response = extract(researcher, article, again="1")
    assert response.headers["Location"] == f"/articles/{article.pk}/"


def test_voices_of_the_chain_are_found_by_name_or_alias(
    article: Article, cast: Any, researcher: Any
) -> None:
    known = SourceFactory(
        by=cast.researcher, name="Port Example", aliases="The Port", party=Party.PARTY
    )
    extract(researcher, article, **{"chain-0-source_name": "the port", "chain-0-kind": "said"})
    step = Appearance.objects.get().chain.get()
    assert step.source == known
    assert step.kind == AttributionKind.SAID


def test_empty_list_of_claims_shows_the_next_step(login: Any) -> None:
    assert "/articles/" in text_of(login("reader").get("/claims/")).split("No claims yet")[1]


@pytest.mark.parametrize(
    ("quote", "stretches"),
    [
        ("All four cranes will stay (...) until autumn", 2),
        ("all four cranes ... until autumn", 2),
        ("[A]ll four cranes will stay in service", 1),
        ("ALL FOUR CRANES WILL STAY", 1),
    ],
)
def test_quote_that_an_editor_changed_is_taken_in_the_words_of_the_article(
    quote: str, stretches: int, article: Article, researcher: Any
) -> None:
    assert extract(researcher, article, quote=quote).status_code == 302
    appearance = Claim.objects.get().appearances.get()
    assert appearance.anchors.count() == stretches
    assert appearance.quote.startswith("all four cranes")
    assert appearance.quote_differs or stretches > 1
