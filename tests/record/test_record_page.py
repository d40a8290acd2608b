"""The record page, and the history of each object."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from claims.actions import claims as claim_actions
from claims.actions import review
from claims.actions.imports import import_articles, read_rows
from claims.enums import ClaimStatus, RatingCode, Role, SourceKind
from claims.given import ArticleGiven, ArticleRow, ClaimGiven, NewSource, pasted
from claims.models import Claim, Event
from claims.reads.record.record_page import PAGE, history_of, history_of_claim, record_page
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, assess, body


@pytest.mark.parametrize("role", Role)
def test_every_role_can_read_the_record(role: Role, login: Any) -> None:
    assert login(role.value).get("/record/").status_code == 200


def test_account_without_role_cannot_read_the_record(login: Any) -> None:
    assert login("nobody").get("/record/").status_code == 403


def test_event_is_shown_with_number_time_person_reason_and_hash(cast: Any, login: Any) -> None:
    client = login("reader")
    claim = ClaimFactory(people=cast, status=ClaimStatus.WITHDRAWN, statement="<b>It</b> is so.")
    event = Event.objects.first()
    text = client.get("/record/").content.decode()
    for part in (
        f"event {event.seq}",
        date_format(event.at, "DATETIME_FORMAT"),
        "<strong>editor</strong>",
        f'<a href="/claims/{claim.pk}/"><bdi>claim {claim.pk}: ‘&lt;b&gt;It&lt;/b&gt; is so.’</bdi></a>',
        "added by mistake",
        event.hash[:12],
    ):
        assert part in text
    assert "<b>" not in text


def test_pages_lead_to_the_first_event_and_back(cast: Any, login: Any) -> None:
    client = login("reader")
    while Event.objects.count() < 2 * PAGE + 5:
        ArticleFactory(by=cast.researcher)
    newest = Event.objects.first().seq
    seen: list[int] = []
    address = "/record/"
    addresses = []
    while address:
        addresses.append(address)
        response = client.get(address)
        seen += [shown.seq for shown in response.context["page"].events]
        address = response.context["older"]
    assert seen == list(range(newest, 0, -1))
    back = []
    while address := response.context["newer"]:
        back.append(address)
        response = client.get(address)
    assert len(back) == len(addresses) - 1
    assert back[-1] == "/record/"


def test_record_of_one_object_has_only_its_events(cast: Any, login: Any) -> None:
    client = login("reader")
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    other = ClaimFactory(people=cast)
    events = client.get(f"/record/?object=claim:{claim.pk}").context["page"].events
    assert {shown.event.claim_id for shown in events} == {claim.pk}
    assert [shown.event.verb for shown in events] == [
        "signed_off",
        "assessed",
        "evidence_attached",
        "claim_lifted",
    ]
    assert [shown.words.split(" · ")[0] for shown in events][-1] == "added the claim"
    text = client.get(f"/record/?object=claim:{other.pk}").content.decode()
    # Once above its events, and once among the values that were recorded when it was added.
    assert text.count(other.statement) == 2
    assert b"The record has no event about source 999" in client.get(
        "/record/?object=source:999"
    ).content.replace(b"\n", b" ")


@pytest.mark.parametrize(
    "query",
    [
        "object=claim",
        "object=claim:",
        "object=claim:x",
        "object=session:1",
        "object=claim:-1",
        "object=claim:" + "9" * 30,
        "before=x",
        "before=-1",
        "before=" + "9" * 30,
        "before=1.5",
    ],
)
def test_parameter_that_names_nothing_is_refused(query: str, login: Any) -> None:
    assert login("reader").get(f"/record/?{query}").status_code == 400


@pytest.mark.parametrize("query", ["object=claim:" + "9" * 18, "before=" + "9" * 18, "before=0"])
def test_number_beyond_the_last_event_is_accepted(query: str, login: Any) -> None:
    assert login("reader").get(f"/record/?{query}").status_code == 200


@pytest.mark.parametrize("viewer", ["reader", "reviewer2", "editor", "admin"])
def test_open_assessment_is_not_in_the_record(viewer: str, cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.REFUTED, rationale="The crane was seen afloat.")
    claim.refresh_from_db()
    review.comment(claim, "It was afloat, I say.", by=cast.reviewer1)
    for address in ("/record/", f"/record/?object=claim:{claim.pk}"):
        text = login(viewer).get(address).content.decode()
        assert "assessed" in text
        for secret in ("afloat", "Refuted", "refuted"):
            assert secret not in text


def test_record_costs_the_same_queries_with_one_event_of_a_kind_and_with_ten(
    cast: Any, login: Any
) -> None:
    client = login("reader")

    def grow() -> None:
        ArticleFactory(by=cast.researcher)
        claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
        EvidenceFactory(claim=claim, by=cast.researcher)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    grow()
    whole, one = queries("/record/"), queries("/record/?object=claim:1")
    for _ in range(9):
        grow()
    assert queries("/record/") <= whole
    assert queries("/record/?object=claim:1") == one


def test_history_of_claim_includes_its_evidence_and_assessments(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    assert [shown.words.split(" · ")[0] for shown in history_of_claim(claim)] == [
        "signed off the claim",
        "assessed the claim",
        "added evidence to the claim",
        "added the claim",
    ]


def test_history_of_claim_names_its_withdrawn_duplicate(cast: Any) -> None:
    claim, copy = ClaimFactory(people=cast), ClaimFactory(people=cast, statement="A copy.")
    review.withdraw_claim(copy, duplicate_of=claim, seen_revision=copy.revision, by=cast.editor)
    assert history_of_claim(claim)[0].words.startswith(f"withdrew claim {copy.pk}: ‘A copy.’")


def test_history_of_imported_article_has_the_event_of_its_import(cast: Any) -> None:
    publisher = NewSource("New Gazette", SourceKind.OUTLET)
    rows = [ArticleRow(n, "", pasted(body(n + 700)), ArticleGiven(publisher)) for n in range(3)]
    taken = [outcome.row for outcome in import_articles(*read_rows([rows]), by=cast.researcher)]
    for article in taken:
        (shown,) = history_of("article", article.pk)
        assert shown.event.verb == "articles_imported"
    (shown,) = history_of("source", taken[0].publisher_id)
    assert shown.event.verb == "articles_imported"
    stranger = ArticleFactory(by=cast.researcher)
    assert [shown.event.verb for shown in history_of("article", stranger.pk)] == ["article_added"]


def test_history_of_quote_check_has_the_event_that_added_both(cast: Any) -> None:
    claim = claim_actions.add_claim(
        ClaimGiven("It is so.", "factual"), quote_check="He said it is so.", by=cast.researcher
    )
    check = Claim.objects.exclude(pk=claim.pk).get()
    (shown,) = history_of_claim(check)
    assert shown.words == f"added claim {claim.pk}: ‘It is so.’"


def test_history_costs_five_queries_however_long(cast: Any, django_assert_num_queries: Any) -> None:
    claim = ClaimFactory(people=cast)
    for _ in range(10):
        review.comment(claim, "Again.", by=cast.researcher)
    with django_assert_num_queries(5):
        assert [shown.words for shown in history_of_claim(claim)]
    assert len(record_page().events) > 10
