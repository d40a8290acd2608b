"""A claim in the admin: its moves, who can change it in which state, and the cost of its pages."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import workflow
from claims.actions import review
from claims.enums import ClaimStatus, Move
from claims.models import Claim, Event, Evidence
from claims.reads.review.moves import moves_of
from claims.rules import Situation
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory

from .conftest import address, errors_of, form_on, send

pytestmark = pytest.mark.any_database

PERSONS_MOVES = set(Move) - {Move.BASIS_CHANGED, Move.ROUND_FREED}


@pytest.mark.parametrize("status", list(ClaimStatus))
@pytest.mark.parametrize("member", ["researcher", "reviewer2", "editor", "editor2"])
def test_a_move_links_to_the_claim_or_shows_why_it_is_not_possible(
    member: str, status: ClaimStatus, login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, status=status)
    user = getattr(cast, member)
    page = login(member).get(address("claim", "change", claim))
    shown = page.content.decode()
    buttons = {button.move: button for button in page.context["moves"]}
    assert buttons.keys() == PERSONS_MOVES
    now = Situation.load(claim, user)
    for move, button in buttons.items():
        assert button.denial == workflow.why_not(move, now)
        link = f'href="{reverse("claim_page", args=[claim.pk])}#review">{button.label}<'
        assert (link in shown) == (button.denial is None)


def test_a_button_has_the_url_of_its_move(cast: Any) -> None:
    claim, user = ClaimFactory(people=cast), cast.editor
    with CaptureQueriesContext(connection) as queries:
        urls = {button.move: button.url for button in moves_of(claim, user)}
    assert len(queries) == 4
    assert urls[Move.SIGN_OFF] == f"/claims/{claim.pk}/sign-off/"
    assert urls[Move.RETURN_TO_OPEN] == f"/claims/{claim.pk}/return/"
    assert len(set(urls.values())) == len(PERSONS_MOVES)


def test_a_signed_claim_is_read_only(login: Any, cast: Any) -> None:
    claim = ClaimFactory(
        people=cast, status=ClaimStatus.SIGNED_OFF, article=ArticleFactory(by=cast.researcher)
    )
    for row, model in ((claim, "claim"), (claim.appearances.get(), "appearance")):
        page = login("editor").get(address(model, "change", row))
        assert page.context["denial"].code == "signed_off"
        assert "statement" not in form_on(page)
        assert "quote" not in form_on(page)


def test_withdrawn_evidence_is_read_only(login: Any, cast: Any) -> None:
    from claims.actions.evidence import withdraw_evidence

    claim = ClaimFactory(people=cast)
    evidence = EvidenceFactory(claim=claim, by=cast.researcher)
    withdraw_evidence(evidence, seen_revision=1, reason="It was a copy.", by=cast.researcher)
    page = login("researcher").get(address("evidence", "change", evidence))
    assert page.context["denial"].code == "evidence_withdrawn"
    assert "It was a copy." in page.content.decode()
    assert "note" not in form_on(page)


@pytest.mark.parametrize(("member", "status"), [("researcher", 403), ("editor", 302)])
def test_only_editors_can_change_a_claim_that_went_into_review_meanwhile(
    member: str, status: int, login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast)
    url = address("claim", "change", claim)
    client = login(member)
    form = form_on(client.get(url)) | {"statement": "The port sells two cranes."}
    EvidenceFactory(claim=claim, by=cast.researcher)
    claim.refresh_from_db()
    review.require_assessments(claim, 2, seen_revision=claim.revision, by=cast.editor2)
    from tests.factories import assess

    assess(claim, cast.reviewer1)
    claim.refresh_from_db()
    response = client.post(url, form | {"seen_revision": str(claim.revision)})
    assert response.status_code == status
    if status == 403:
        assert form_on(response)["statement"] == ["The port sells two cranes."]
        assert errors_of(response)
    # An editor's change of the statement ends the round.
    expected = ClaimStatus.IN_REVIEW if status == 403 else ClaimStatus.OPEN
    assert Claim.objects.get().status == expected


def test_a_form_made_stale_by_new_evidence_names_who_added_it(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    url = address("claim", "change", claim)
    client = login("researcher")
    form = form_on(client.get(url)) | {"external_id": "X-1"}
    EvidenceFactory(claim=claim, by=cast.editor)
    response = client.post(url, form)
    assert response.status_code == 409
    assert response.context["latest"].by_name == "editor"


def test_evidence_that_was_withdrawn_meanwhile_is_not_changed(login: Any, cast: Any) -> None:
    from claims.actions.evidence import withdraw_evidence

    claim = ClaimFactory(people=cast)
    evidence = EvidenceFactory(claim=claim, by=cast.researcher)
    url = address("evidence", "change", evidence)
    client = login("researcher")
    form = form_on(client.get(url)) | {"note": "Read twice."}
    withdraw_evidence(evidence, seen_revision=1, reason="It was a copy.", by=cast.editor)
    events = Event.objects.count()
    response = client.post(url, form)
    assert response.status_code == 409
    assert form_on(response)["note"] == ["Read twice."]
    assert Evidence.objects.get().note == ""
    assert Event.objects.count() == events


def test_the_history_link_leads_to_the_record(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    response = login("researcher").get(address("claim", "history", claim))
    assert response.url == f"/record/?object=claim%3A{claim.pk}"


def test_lists_run_the_same_number_of_queries_for_one_row_and_ten(login: Any, cast: Any) -> None:
    def grow(n: int) -> Any:
        for _ in range(n):
            by = cast.researcher
            source = SourceFactory(by=by, parent=SourceFactory(by=by), parent_relation="owned_by")
            article = ArticleFactory(by=by, publisher=source)
            claim = ClaimFactory(people=cast, article=article, status=ClaimStatus.SIGNED_OFF)
        return claim

    def cost(client: Any, *models: str) -> dict[str, int]:
        found = {}
        for model in models:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(model, "changelist")).status_code == 200
            found[model] = len(queries)
        return found

    grow(1)
    research = ("source", "question", "article", "claim", "appearance", "evidence")
    editor, admin = login("editor"), login("admin")
    with_one = cost(editor, *research), cost(admin, "user", "rating")
    grow(9)
    for number in range(4, 14):
        assert getattr(cast, f"reviewer{number}")
    assert (cost(editor, *research), cost(admin, "user", "rating")) == with_one


def test_the_page_of_a_claim_runs_the_same_number_of_queries_for_one_row_and_ten(
    login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    EvidenceFactory(claim=claim, by=cast.researcher)
    client = login("editor")
    url = address("claim", "change", claim)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    client.get(url)
    with_one = cost()
    for _ in range(9):
        EvidenceFactory(claim=claim, by=cast.researcher)
    assert cost() == with_one


def test_text_on_a_page_is_escaped(login: Any, cast: Any) -> None:
    statement = "<script>alert(1)</script> sells cranes."
    assert send(login("researcher"), address("claim", "add"), statement=statement, kind="factual")
    claim = Claim.objects.get()
    for url in (address("claim", "changelist"), address("claim", "change", claim)):
        assert "<script>alert" not in login("researcher").get(url).content.decode()
