"""The list of claims has filters that work alone and together, and reports every mistyped one."""

from typing import Any
from urllib.parse import urlencode

import pytest

from claims.actions import questions as question_actions
from claims.actions import review
from claims.actions.claims import add_appearance, read_appearance
from claims.enums import AttributionKind, ClaimStatus, Priority
from claims.given import AppearanceGiven, Step
from claims.models import Claim, ImpreciseDate
from tests.articles.pages import QUOTE, text_of
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory, walk_to


@pytest.fixture(scope="module", autouse=True)
def desk(module_cast: Cast) -> dict[str, Claim]:
    """Return three claims that differ in every field the list filters by."""
    assert module_cast.reader
    by = module_cast.researcher
    gazette = SourceFactory(by=by, name="Example Gazette")
    speaker = SourceFactory(by=by, name="Harbour Master", aliases="The Master")
    question = question_actions.add_question("Will the cranes be sold?", by=by)
    article = ArticleFactory(by=by, publisher=gazette)
    first = ClaimFactory(
        people=module_cast,
        statement="Порт продаёт краны.",
        language="ru",
        said_on=ImpreciseDate.parse("2025-04"),
        questions=(question,),
        external_id="EXT-7",
        priority=Priority.LOW,
    )
    chain = (Step(AttributionKind.REPORTED, gazette), Step(AttributionKind.SAID, speaker))
    add_appearance(first, read_appearance(AppearanceGiven(article, QUOTE, chain)), by=by)
    first.refresh_from_db()
    review.assign(first, module_cast.reviewer1, seen_revision=first.revision, by=module_cast.editor)
    second = ClaimFactory(
        people=module_cast,
        statement="The quay is closed.",
        status=ClaimStatus.SIGNED_OFF,
        said_on=ImpreciseDate.parse("2024-01-05"),
        language="en",
        priority=Priority.HIGH,
    )
    third = ClaimFactory(
        people=module_cast, statement="A third thing.", status=ClaimStatus.WITHDRAWN
    )
    return {"first": first, "second": second, "third": third}


def listed(client: Any, desk: dict[str, Claim], **query: str) -> list[str]:
    """Return the names of the claims in the list, in its order."""
    response = client.get(f"/claims/?{urlencode(query)}")
    assert response.status_code == 200, text_of(response)
    page = text_of(response)
    found = [
        (page.find(f'<a href="/claims/{c.pk}/" dir="auto">'), name) for name, c in desk.items()
    ]
    return [name for at, name in sorted(found) if at >= 0]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["third", "second", "first"]),
        ({"q": "", "status": "", "sort": ""}, ["third", "second", "first"]),
        ({"q": "QUAY"}, ["second"]),
        ({"q": "ПОРТ"}, ["first"]),
        ({"q": "all four CRANES"}, ["first"]),
        ({"q": "ext-7"}, ["first"]),
        ({"q": "100%_"}, []),
        ({"status": "open"}, ["first"]),
        ({"status": "withdrawn"}, ["third"]),
        ({"rating": "not_enough_evidence"}, ["second"]),
        ({"rating": "supported"}, []),
        ({"assignee": "reviewer1"}, ["first"]),
        ({"publisher": "example gazette"}, ["first"]),
        ({"speaker": "Harbour Master"}, ["first"]),
        ({"speaker": "the master"}, ["first"]),
        ({"question": "Will the cranes be sold?"}, ["first"]),
        ({"stance": "corroborates"}, ["third", "second"]),
        ({"stance": "contradicts"}, []),
        ({"language": "RU"}, ["first"]),
        ({"since": "2025-04-30"}, ["first"]),
        ({"since": "2025-05-01"}, []),
        ({"until": "2025-04-01"}, ["second", "first"]),
        ({"until": "2024-12-31"}, ["second"]),
        ({"sort": "newest"}, ["third", "second", "first"]),
        ({"sort": "priority"}, ["second", "third", "first"]),
        ({"sort": "said_on"}, ["first", "second", "third"]),
        ({"language": "en", "rating": "not_enough_evidence"}, ["second"]),
        ({"language": "ru", "rating": "not_enough_evidence"}, []),
        ({"since": "2024-01-01", "until": "2024-12-31", "status": "signed_off"}, ["second"]),
        ({"publisher": "Example Gazette", "speaker": "Harbour Master", "q": "кран"}, ["first"]),
    ],
)
def test_filters_work_alone_and_together(
    desk: dict[str, Claim], login: Any, query: dict[str, str], expected: list[str]
) -> None:
    assert listed(login("reader"), desk, **query) == expected


def test_sources_and_questions_can_be_given_by_number(desk: dict[str, Claim], login: Any) -> None:
    reader = login("reader")
    question = desk["first"].questions.get()
    assert listed(reader, desk, question=str(question.pk)) == ["first"]
    appearance = desk["first"].appearances.get()
    assert listed(reader, desk, publisher=f"#{appearance.article.publisher_id}") == ["first"]


def test_retracted_verdict_does_not_match_its_rating(
    desk: dict[str, Claim], cast: Any, login: Any
) -> None:
    second = Claim.objects.get(pk=desk["second"].pk)
    review.withdraw_claim(second, reason="wrong", seen_revision=second.revision, by=cast.editor)
    assert listed(login("reader"), desk, rating="not_enough_evidence") == []


@pytest.mark.parametrize(
    "query",
    [
        "bogus=1",
        "status=bogus",
        "rating=bogus",
        "assignee=nobody_here",
        "publisher=Nobody",
        "publisher=99999999",
        f"speaker={10**23}",
        "question=Nothing%3F",
        f"question={10**23}",
        "stance=bogus",
        "language=%3F%3F",
        "since=yesterday",
        "since=2025-02-30",
        "until=2025",
        "sort=random",
        "before=x",
        f"before={10**23}",
        "status=open&status=withdrawn",
    ],
)
def test_mistyped_filter_is_a_bad_request_and_named(
    desk: dict[str, Claim], login: Any, query: str
) -> None:
    response = login("reader").get(f"/claims/?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in text_of(response).split("filter-grid")[0]


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "%00=1"])
def test_query_that_is_not_text_is_a_bad_request(login: Any, query: str) -> None:
    assert login("reader").get(f"/claims/?{query}").status_code == 400


def test_row_shows_rating_new_evidence_review_and_chain(
    desk: dict[str, Claim], cast: Any, login: Any
) -> None:
    second = Claim.objects.get(pk=desk["second"].pk)
    EvidenceFactory(claim=second, by=cast.researcher)
    row = text_of(login("reader").get("/claims/?status=signed_off")).split("<tbody>")[1]
    assert "Not enough evidence" in row
    assert "evidence since signing" in row
    second.refresh_from_db()
    review.reopen(second, reason="new papers", seen_revision=second.revision, by=cast.editor)
    row = text_of(login("reader").get("/claims/?q=quay")).split("<tbody>")[1]
    assert "under review" in row
    row = text_of(login("reader").get("/claims/?status=open&assignee=reviewer1")).split("<tbody>")[
        1
    ]
    assert "Example Gazette ‹ Harbour Master" in row


def test_pages_neither_repeat_nor_skip_a_claim(cast: Any, login: Any) -> None:
    for n in range(100):  # in addition to the three
        said_on = ImpreciseDate.parse(f"2025-01-{n % 5 + 1:02}") if n % 3 else ImpreciseDate()
        ClaimFactory(people=cast, said_on=said_on, priority=Priority(n % 3 + 1))
    reader = login("reader")
    for sort in ("newest", "priority", "said_on"):
        seen, query = [], f"?sort={sort}"
        for _ in range(5):
            page = text_of(reader.get(f"/claims/{query}"))
            rows = page.split("<tbody>")[1]
            seen += [part.split("/")[0] for part in rows.split('<a href="/claims/')[1:]]
            if 'rel="next"' not in page:
                break
            query = page.split('rel="next" href="')[1].split('"')[0]
        assert len(seen) == len(set(seen)) == 103, sort


def test_claim_is_listed_under_its_status(cast: Any, login: Any) -> None:
    for status in ClaimStatus:
        claim = ClaimFactory(
            people=cast, assessments_required=2 if status == ClaimStatus.DISAGREED else None
        )
        if status not in (ClaimStatus.OPEN, ClaimStatus.WITHDRAWN):
            EvidenceFactory(claim=claim, by=cast.researcher)
        walk_to(status, claim, cast)
        page = text_of(login("reader").get(f"/claims/?status={status.value}"))
        assert f'<a href="/claims/{claim.pk}/" dir' in page
