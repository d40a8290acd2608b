"""The desk page: each queue lists what the person can act on, and nothing else."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import review
from claims.enums import ClaimStatus
from claims.models import Claim, ImpreciseDate
from tests.factories import ClaimFactory, EvidenceFactory, assess, sign_off, walk_to

S = ClaimStatus


def queues_of(client: Any) -> dict[str, list[str]]:
    """Return the statements of each queue that is not empty, by its title."""
    page = client.get("/").context["desk"]
    queues = (*page.since_signing, *page.waiting, *page.written)
    return {q.title: [row.statement for row in q.rows] for q in queues if q.rows}


@pytest.fixture
def in_every_state(cast: Any) -> dict[str, Claim]:
    return {
        status.value: ClaimFactory(people=cast, status=status, statement=f"It is {status.value}.")
        for status in S
    }


def test_a_reader_has_no_tasks(in_every_state: Any, login: Any) -> None:
    assert queues_of(login("reader")) == {}
    assert login("reader").get("/").status_code == 200


def test_a_researcher_sees_claims_without_evidence_and_their_own(
    in_every_state: Any, login: Any
) -> None:
    found = queues_of(login("researcher"))
    assert found["No evidence yet"] == ["It is open."]
    assert len(found["Claims you added"]) == len(S)
    assert "To assess" not in found


def test_a_reviewer_sees_claims_to_assess_or_settle(in_every_state: Any, login: Any) -> None:
    mine = queues_of(login("reviewer1"))  # wrote every first assessment
    assert "To assess" not in mine
    assert "To settle" not in mine
    others = queues_of(login("reviewer3"))
    assert others["To assess"] == ["It is in_review."]
    assert others["To settle"] == ["It is disagreed."]
    assert "To sign off" not in others


def test_an_editor_sees_claims_to_sign_off(in_every_state: Any, login: Any, cast: Any) -> None:
    assert queues_of(login("editor"))["To sign off"] == ["It is agreed."]
    own = ClaimFactory(people=cast, statement="The editor assessed it.")
    EvidenceFactory(claim=own, by=cast.researcher)
    assess(own, cast.editor)
    assert queues_of(login("editor"))["To sign off"] == ["It is agreed."]
    assert queues_of(login("editor2"))["To sign off"] == [
        "It is agreed.",
        "The editor assessed it.",
    ]


def test_the_rating_is_shown_once_the_round_is_complete(in_every_state: Any, login: Any) -> None:
    page = login("editor").get("/").context["desk"]
    (row,) = next(q for q in page.waiting if q.title == "To sign off").rows
    assert row.rating.code == "not_enough_evidence"
    (row,) = next(q for q in page.waiting if q.title == "Reviewers disagree").rows
    assert {"A: Supported", "B: Supported"} & {*row.marks}


def test_reviewers_are_asked_again_after_the_basis_changed(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, statement="It changed.")
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert queues_of(login("reviewer1"))["To assess again"] == ["It changed."]
    assert queues_of(login("reviewer2"))["To assess"] == ["It changed."]
    assess(claim, cast.reviewer1)
    assert "To assess again" not in queues_of(login("reviewer1"))


def test_the_editor_sees_evidence_added_after_sign_off(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF, statement="It was signed.")
    assert "New evidence since signing" not in queues_of(login("editor"))
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert queues_of(login("editor"))["New evidence since signing"] == ["It was signed."]


def test_a_reopened_verdict_is_under_review_until_it_is_signed_again(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF, statement="It was signed.")
    claim.refresh_from_db()
    review.reopen(claim, reason="Look again.", seen_revision=claim.revision, by=cast.editor)
    assert queues_of(login("editor"))["Under review"] == ["It was signed."]
    walk_to(S.AGREED, claim, cast)
    sign_off(claim, cast.editor2, change="confirmation", reason="It stands.")
    assert "Under review" not in queues_of(login("editor"))


def test_a_verdict_is_listed_from_the_day_of_its_re_check(login: Any, cast: Any) -> None:
    for days, statement in ((0, "It is due."), (2, "It is not due.")):
        claim = ClaimFactory(people=cast, status=S.AGREED, statement=statement)
        today = datetime.datetime.now(datetime.UTC).date()
        sign_off(claim, cast.editor, recheck_on=today + datetime.timedelta(days=days))
    assert queues_of(login("editor"))["Due to be checked again"] == ["It is due."]


TODAY = datetime.datetime.now(datetime.UTC).date()


def day(days: int, until: int | None = None) -> ImpreciseDate:
    """Return the day this many days from today, or the days from one to the other."""
    first, last = (
        TODAY + datetime.timedelta(days=n) for n in (days, days if until is None else until)
    )
    return ImpreciseDate(first, last)


NEVER = ImpreciseDate()


@pytest.mark.parametrize(
    ("said_on", "about_on", "is_due"),
    [
        (day(-9), day(-1), True),
        (day(-9), day(0), False),  # the day is not over
        (day(-9), day(-5, -1), True),
        (day(-9), day(-5, 2), False),  # its latest day counts
        (day(-9), day(-9), False),  # about the day on which it was said
        (day(-9), day(-20), False),
        (day(-9), NEVER, False),
        (NEVER, day(-1), False),  # it was added today, when the day had passed
        (day(-300, 60), day(-1), False),  # perhaps it was said when the day had passed
        (day(-9, -3), day(-3), False),
        (day(-9, -3), day(-2), True),
    ],
)
def test_a_claim_about_the_future_comes_due_on_the_day_after(
    said_on: ImpreciseDate, about_on: ImpreciseDate, is_due: bool, login: Any, cast: Any
) -> None:
    ClaimFactory(people=cast, statement="It will be so.", said_on=said_on, about_on=about_on)
    due = queues_of(login("researcher")).get("Due: the day they speak of has passed", [])
    assert due == (["It will be so."] if is_due else [])


@pytest.mark.parametrize("said_on", [NEVER, day(-300, 60)], ids=["unknown", "some day"])
def test_a_day_that_was_to_come_when_the_claim_was_added_comes_due_too(
    said_on: ImpreciseDate, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, said_on=said_on, about_on=day(1))
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert not Claim.objects.come_due(tomorrow).exists()
    assert Claim.objects.come_due(tomorrow + datetime.timedelta(days=1)).get() == claim


@pytest.mark.parametrize(
    ("recheck_in", "is_due"), [(None, True), (4, True), (5, False)], ids=["open", "due", "put off"]
)
def test_a_verdict_signed_before_the_day_comes_due_unless_it_is_put_off(
    recheck_in: int | None, is_due: bool, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, about_on=day(3))
    later = TODAY + datetime.timedelta(days=4)
    assert Claim.objects.come_due(later).exists()
    recheck_on = None if recheck_in is None else TODAY + datetime.timedelta(days=recheck_in)
    sign_off(claim, cast.editor, recheck_on=recheck_on)
    assert Claim.objects.come_due(later).exists() == is_due


def test_a_verdict_signed_after_the_day_or_a_withdrawn_claim_is_not_due(cast: Any) -> None:
    for status in (S.SIGNED_OFF, S.WITHDRAWN):
        ClaimFactory(people=cast, status=status, said_on=day(-9), about_on=day(-1))
    assert not Claim.objects.come_due(TODAY).exists()
    retracted = ClaimFactory(people=cast, status=S.SIGNED_OFF, said_on=day(-9), about_on=day(-1))
    walk_to(S.WITHDRAWN, retracted, cast)
    review.restore(
        retracted, reason="It is a claim.", seen_revision=retracted.revision, by=cast.editor
    )
    assert Claim.objects.come_due(TODAY).get() == retracted


def test_sign_off_proposes_the_day_after_as_the_day_to_check_again(login: Any, cast: Any) -> None:
    proposed = {}
    for about_on in (day(2), day(1, 4), day(0), day(-2), NEVER):
        claim = ClaimFactory(people=cast, status=S.AGREED, about_on=about_on)
        form = login("editor").get(f"/claims/{claim.pk}/").context["forms"]["sign_off"]
        proposed[str(about_on)] = form["recheck_on"].value()
    assert list(proposed.values()) == [
        TODAY + datetime.timedelta(days=3),
        TODAY + datetime.timedelta(days=5),
        TODAY + datetime.timedelta(days=1),
        None,
        None,
    ]


def test_an_assigned_claim_is_listed_until_it_is_signed(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, statement="It is yours.")
    review.assign(claim, cast.reviewer1, seen_revision=claim.revision, by=cast.editor)
    assert queues_of(login("reviewer1"))["Assigned to you"] == ["It is yours."]
    EvidenceFactory(claim=claim, by=cast.researcher)
    walk_to(S.SIGNED_OFF, claim, cast)
    assert "Assigned to you" not in queues_of(login("reviewer1"))


def test_a_queue_shows_ten_and_counts_all(login: Any, cast: Any) -> None:
    for _ in range(12):
        ClaimFactory(people=cast)
    page = login("researcher").get("/").context["desk"]
    queue = next(q for q in page.waiting if q.title == "No evidence yet")
    assert (len(queue.rows), queue.total) == (10, 12)


def test_changes_by_others_to_a_persons_claims_are_described(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    ClaimFactory(people=cast, statement="Nothing of reviewer1's.")
    review.comment(claim, "Well seen.", by=cast.editor)
    page = login("reviewer1").get("/")
    changes = page.context["desk"].changed
    assert changes[0].by_name == "editor"
    assert {change.statement for change in changes} == {claim.statement}
    assert all(change.by_name != "reviewer1" for change in changes)


@pytest.mark.any_database
def test_the_desk_runs_the_same_number_of_queries_for_one_row_and_ten(
    login: Any, cast: Any
) -> None:
    clients = {member: login(member) for member in ("reader", "researcher", "reviewer1", "editor")}

    def grow() -> None:
        for status in S:
            ClaimFactory(people=cast, status=status)
        ended = ClaimFactory(people=cast, status=S.AGREED)
        EvidenceFactory(claim=ended, by=cast.researcher)

    def cost() -> dict[str, int]:
        found = {}
        for member, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/").status_code == 200
            found[member] = len(queries)
        return found

    grow()
    cost()
    with_one = cost()
    for _ in range(3):
        grow()
    assert cost() == with_one
