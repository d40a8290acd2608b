"""While a statement is written, what is clear only next to the article is pointed at, and a saying can become two claims."""

from typing import Any

import pytest

from claims.actions.imports import import_claims, preview_claims, read_claim_rows
from claims.enums import ClaimStatus, Fate
from claims.given import ClaimRow
from claims.models import Article, Claim, ClaimLink
from claims.reads.claims.statement_notes import StatementNotes
from tests.articles.pages import QUOTE, claim_data, fields_of, text_of
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

pytestmark = pytest.mark.any_database

UNCLEAR = "It was closed on Thursday."
DENIED = "The Ministry of Ports denied that it had asked for two ships."


@pytest.fixture
def article(cast: Any) -> Article:
    gazette = SourceFactory(by=cast.researcher, name="Example Gazette")
    return ArticleFactory(by=cast.researcher, publisher=gazette, language="en")


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


def test_a_statement_is_read_while_it_is_typed(researcher: Any) -> None:
    def notes(**typed: str) -> Any:
        response = researcher.post("/claims/similar/", typed, headers={"hx-request": "true"})
        return response.context["notes"]

    def advice(**typed: str) -> list[str]:
        return list(notes(**typed).advice)

    assert len(advice(statement=UNCLEAR, language="en", kind="factual")) == 2
    assert "“On Thursday”" in advice(statement=UNCLEAR)[1]
    assert advice(statement="The port was closed on 3 April 2025.", kind="factual") == []
    # Who said it is pointed at, or offered as a claim of its own.
    aside = "The port asked for ships, according to Port Radio."
    assert len(advice(statement=aside, kind="factual")) == 1
    offered = notes(statement=DENIED, kind="factual")
    assert (offered.advice, offered.saying.speaker) == ((), "The Ministry of Ports")
    assert notes(statement=DENIED, kind="quote") == StatementNotes()
    assert advice() == []


def test_an_unclear_statement_is_pointed_at_before_and_after_and_never_refused(
    article: Article, researcher: Any
) -> None:
    for url in ("/claims/new/", f"/articles/{article.pk}/claims/"):
        looked = researcher.post(url, claim_data(statement=UNCLEAR, look="1"))
        assert "“On Thursday” has no date" in text_of(looked)
        typed = claim_data(statement=UNCLEAR, separate="1")
        saved = researcher.post(url, typed)
        assert saved.status_code == 302
        assert "“On Thursday” has no date" in text_of(researcher.get(saved.headers["Location"]))


def test_only_those_who_can_correct_a_statement_are_told(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF, statement=UNCLEAR)
    assert login("editor").get(f"/claims/{claim.pk}/").context["page"].advice == ()
    draft = ClaimFactory(people=cast, statement=UNCLEAR)
    told = {
        member: len(login(member).get(f"/claims/{draft.pk}/").context["page"].advice)
        for member in ("reader", "researcher")
    }
    assert told == {"reader": 0, "researcher": 2}


def test_an_import_preview_points_at_it_and_imports_it(cast: Any) -> None:
    rows = [ClaimRow(1, "X-1", UNCLEAR), ClaimRow(2, "X-2", "The port closed on 3 April 2025.")]
    unclear, clear = next(preview_claims(read_claim_rows([rows])))
    assert [outcome.fate for outcome in (unclear, clear)] == [Fate.NEW, Fate.NEW]
    assert any("“On Thursday”" in remark for remark in unclear.remarks)
    assert clear.remarks == ()
    (read,) = read_claim_rows([rows])
    import_claims(read, by=cast.researcher)
    assert Claim.objects.count() == 2


# --- a saying becomes two claims ---


def test_a_saying_becomes_a_quote_check_and_a_factual_claim_in_one_save(
    article: Article, researcher: Any
) -> None:
    url = f"/articles/{article.pk}/claims/"
    typed = claim_data(
        statement=DENIED,
        said_on_edtf="2025-04-01",
        translation="Kept.",
        **{"chain-0-source_name": "Example Gazette", "chain-0-kind": "reported"},
    )
    offered = researcher.post(url, typed | {"look": "1"})
    assert 'name="split"' in text_of(offered)
    shown = researcher.post(url, typed | {"split": "1"})
    assert shown.status_code == 200
    assert not Claim.objects.exists()
    form = fields_of(shown, url)
    assert form["statement"] == "It had asked for two ships."
    assert form["quote_check"] == DENIED
    assert (form["chain-1-source_name"], form["chain-1-kind"]) == ("Ministry of Ports", "denied")
    assert (form["said_by"], form["quote"], form["kind"]) == ("2", QUOTE, "factual")
    assert (form["said_on_edtf"], form["translation"]) == ("2025-04-01", "Kept.")
    assert 'name="split"' not in text_of(shown)
    form["chain-1-source_kind"] = "official_body"
    assert researcher.post(url, form).status_code == 302
    link = ClaimLink.objects.get()
    assert (link.claim.statement, link.other.statement) == (DENIED, "It had asked for two ships.")
    assert link.claim.appearances.get().chain.count() == 2


@pytest.mark.parametrize(
    ("statement", "chain", "expected"),
    [
        # somebody who is in the chain already, under a longer or shorter name
        (
            "Orlik said that ships left.",
            {"chain-0-source_name": "Jon Orlik", "chain-0-kind": "claimed"},
            {"chain-0-source_name": "Jon Orlik", "chain-0-kind": "claimed", "said_by": "1"},
        ),
        (
            "The harbour master Jon Orlik said that ships left.",
            {"chain-0-source_name": "Jon Orlik"},
            {"chain-0-source_name": "Jon Orlik", "chain-0-kind": "said", "said_by": "1"},
        ),
        # a source of the desk by its alias
        (
            "The MoP said that ships left.",
            {},
            {"chain-0-source_name": "Ministry of Ports", "said_by": "1"},
        ),
        # a voice without a name
        (
            "A port official said that ships left.",
            {"chain-0-source_name": "Jon Orlik"},
            {"chain-1-label": "A port official", "chain-1-kind": "said", "said_by": "2"},
        ),
        # a chain that is full stays as it is
        (
            "Jon Orlik said that ships left.",
            {"chain-TOTAL_FORMS": "8"} | {f"chain-{n}-label": f"voice {n}" for n in range(8)},
            {"chain-7-label": "voice 7", "said_by": ""},
        ),
        (
            "Jon Orlik said that ships left.",
            {f"chain-{n}-label": f"voice {n}" for n in range(4)},
            {"chain-4-source_name": "Jon Orlik", "said_by": "5"},
        ),
    ],
)
def test_the_speaker_of_a_saying_gets_a_step_of_the_chain(
    statement: str,
    chain: dict[str, str],
    expected: dict[str, str],
    article: Article,
    cast: Any,
    researcher: Any,
) -> None:
    SourceFactory(by=cast.researcher, name="Ministry of Ports", aliases="MoP")
    url = f"/articles/{article.pk}/claims/"
    shown = researcher.post(url, claim_data(statement=statement, split="1", **chain))
    form = fields_of(shown, url)
    assert {name: form[name] for name in expected} == expected


def test_a_saying_as_plain_text_becomes_two_claims(cast: Any, researcher: Any) -> None:
    typed = claim_data(statement=DENIED, external_id="X-1", split="1")
    form = fields_of(researcher.post("/claims/new/", typed), "/claims/new/")
    assert (form["speaker_name"], form["did"]) == ("Ministry of Ports", "denied")
    assert (form["quote_check"], form["external_id"]) == (DENIED, "X-1")
    form["speaker_kind"] = "official_body"
    assert researcher.post("/claims/new/", form).status_code == 302
    assert ClaimLink.objects.get().claim.statement == DENIED


def test_a_statement_that_is_no_saying_stays_as_it_was(article: Article, researcher: Any) -> None:
    url = f"/articles/{article.pk}/claims/"
    typed = claim_data(statement="The cranes stay.", split="1")
    form = fields_of(researcher.post(url, typed), url)
    assert (form["statement"], form["quote_check"]) == ("The cranes stay.", "")
