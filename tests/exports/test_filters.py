"""Exports can be filtered by what a verdict said at sign-off; any other filter is refused by name."""

from typing import Any

import pytest

from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.enums import AttributionKind, RatingCode
from claims.exports.filters import Filters
from claims.given import AppearanceGiven, ClaimGiven, Step
from tests.factories import ArticleFactory, EvidenceFactory, SourceFactory, assess, sign_off

from .conftest import on


@pytest.fixture
def other(small_desk: Any) -> Any:
    """Return a second claim in Russian, with another publisher and speaker, signed a day later."""
    people = small_desk.people
    with on("2025-04-09T12:00:00"):
        by = people.researcher
        herald = SourceFactory(by=by, name="Вестник")
        speaker = SourceFactory(by=by, name="Pilots’ Guild")
        article = ArticleFactory(by=by, publisher=herald)
        chain = (Step(AttributionKind.REPORTED, herald), Step(AttributionKind.SAID, speaker))
        second = question_actions.add_question("Who pays | and when?", by=by)
        claim = claim_actions.add_claim(
            ClaimGiven("КРАНЫ продадут.", "factual", "ru", questions=(small_desk.question, second)),
            appearance=claim_actions.read_appearance(
                AppearanceGiven(article, "it would oppose one", chain)
            ),
            by=by,
        )
        EvidenceFactory(claim=claim, by=by)
        assess(claim, people.reviewer1, RatingCode.NOT_ENOUGH_EVIDENCE)
        sign_off(claim, people.editor, rationale="Nobody else has SEEN the contract.")
    return claim


BOTH, FIRST, OTHER, NONE = {"first", "other"}, {"first"}, {"other"}, set()

FILTERS: list[tuple[dict[str, str], set[str]]] = [
    ({}, BOTH),
    ({"q": ""}, BOTH),
    ({"q": "CRANES OF PORT"}, FIRST),
    ({"q": "краны"}, OTHER),
    ({"q": "oppose"}, OTHER),
    ({"q": "seen the"}, OTHER),
    ({"q": "Gazette"}, NONE),
    ({"q": "%"}, NONE),
    ({"rating": "conflicting_evidence"}, FIRST),
    ({"rating": "not_enough_evidence"}, OTHER),
    ({"rating": "refuted"}, NONE),
    ({"publisher": "Example Gazette"}, FIRST),
    ({"publisher": "Вестник"}, OTHER),
    ({"publisher": "Example"}, NONE),
    ({"speaker": "a ministry official (Ministry of Ports)"}, FIRST),
    ({"speaker": "Pilots’ Guild"}, OTHER),
    ({"question": "Will the cranes be sold?"}, BOTH),
    ({"question": "Who pays | and when?"}, OTHER),
    ({"question": "Will the cranes"}, NONE),
    ({"language": "en"}, FIRST),
    ({"language": "ru"}, OTHER),
    ({"signed_since": "2025-04-09"}, OTHER),
    ({"signed_until": "2025-04-08"}, FIRST),
    ({"signed_since": "2025-04-08T12:00:00Z", "signed_until": "2025-04-08T12:00:00Z"}, FIRST),
    ({"signed_since": "2025-04-08T12:00:01Z"}, OTHER),
    ({"language": "ru", "rating": "not_enough_evidence", "q": "seen"}, OTHER),
    ({"language": "ru", "rating": "conflicting_evidence"}, NONE),
    ({"question": "Will the cranes be sold?", "publisher": "Example Gazette"}, FIRST),
    ({"as_of": "2025-04-08"}, FIRST),
    ({"as_of": "2025-04-08", "language": "ru"}, NONE),
    ({"versions": "all", "language": "ru"}, OTHER),
]


def test_both_files_and_the_page_agree_on_each_filter(
    small_desk: Any, other: Any, rows: Any, login: Any
) -> None:
    """Use one desk for all filters: it is slow to build, and a download changes nothing."""
    names = {str(small_desk.claim.pk): "first", str(other.pk): "other"}
    for params, expected in FILTERS:
        verdicts, evidence = rows("verdicts", **params), rows("evidence", **params)
        assert {names[row["claim_id"]] for row in verdicts} == expected, params
        assert {names[row["claim_id"]] for row in evidence} == expected, params
        counts = login("reader").get("/export/", params).context["counts"]
        assert (counts.verdicts, counts.evidence) == (len(verdicts), len(evidence)), params


BAD: list[tuple[dict[str, Any], str]] = [
    ({"ratings": "supported"}, "ratings"),
    ({"status": "open"}, "status"),
    ({"page": "2"}, "page"),
    ({"rating": "true"}, "rating"),
    ({"rating": "Supported"}, "rating"),
    ({"language": "English!"}, "language"),
    ({"versions": "2"}, "versions"),
    ({"bom": "no"}, "bom"),
    ({"as_of": "yesterday"}, "as_of"),
    ({"as_of": "2025-02-30"}, "as_of"),
    ({"as_of": "2025-04-08T12:00"}, "as_of"),
    ({"as_of": "2025-04-08T12:00:00"}, "as_of"),
    ({"as_of": "2025-04-08T12:00:00+02:00"}, "as_of"),
    ({"as_of": "2025-04-08T25:00:00Z"}, "as_of"),
    ({"as_of": "٢٠٢٥-٠٤-٠٨"}, "as_of"),
    ({"as_of": "2999-01-01"}, "as_of"),
    ({"signed_since": "April"}, "signed_since"),
    ({"signed_since": "2025-04-09", "signed_until": "2025-04-08"}, "signed_until"),
    ({"q": "x" * 501}, "q"),
    ({"q": ["a", "b"]}, "q"),
    ({"publisher": "a\x00b"}, "publisher"),
]


@pytest.mark.parametrize("address", ["/export/verdicts.csv", "/export/evidence.csv", "/export/"])
def test_unknown_or_invalid_filter_is_refused_by_name(address: str, login: Any) -> None:
    client = login("reader")
    for params, name in BAD:
        response = client.get(address, params)
        assert response.status_code == 400, params
        assert f"“{name}”" in response.content.decode() or list(
            response.context["form"].errors
        ) == [name], params


def test_link_with_filters_can_be_opened(login: Any, small_desk: Any) -> None:
    params = {"q": "cranes & co = 100 %", "as_of": "2025-04-08", "bom": "0"}
    page = login("reader").get("/export/", params)
    again = login("reader").get(dict(page.context["files"])["verdicts.csv"])
    assert again.status_code == 200
    assert b"".join(again.streaming_content).startswith(b'"claim_id"')


def test_letters_are_folded_the_same_on_every_database() -> None:
    row = {"claim": "Straße", "quote": "ΣΊΣΥΦΟΣ", "rationale": "Հայաստան, cafe\u0301"}
    for wanted in ("STRASSE", "σίσυφος", "ՀԱՅԱՍՏԱՆ", "CAFÉ"):
        assert Filters(q=wanted).keep(row)
    assert not Filters(q="Hayastan").keep(row)
