"""When two people act at once on separate connections, one wins, the other is told, and nothing is lost."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection

from claims.actions import accounts, evidence, overrides, review
from claims.actions.claim_lease import give_back, take_first
from claims.enums import ClaimStatus, PolicyRule, RatingCode, Verb
from claims.errors import ActionError, Refused, Stale
from claims.models import (
    Assessment,
    Claim,
    ClaimLease,
    Comment,
    Event,
    Evidence,
    OverrideProposal,
    Reweighing,
    Verdict,
)
from claims.models.accounts import account_revision
from claims.reads.record.verification import verify_chain
from claims.reads.review.next_claim import free_claims
from tests.factories import (
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    assessment_given,
    sign_off_given,
)

from .steps import set_desk

pytestmark = pytest.mark.django_db(transaction=True)
S = ClaimStatus
TAKES = int(os.environ.get("TAKES", "20"))  # seen with 1,000


class Racer(threading.Thread):
    """Run each call at the same time as the other racer, on a connection of its own."""

    def __init__(self, start: threading.Barrier, done: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.at_start, self.at_end = start, done
        self.call: Callable[[], Any] | None = None
        self.outcome: Any = None

    def run(self) -> None:
        connection.ensure_connection()
        while True:
            self.at_start.wait()
            if self.call is None:
                break
            try:
                self.call()
                self.outcome = "won"
            except Stale:
                self.outcome = "stale"
            except Refused as error:
                self.outcome = error.denial.code
            except Exception as error:  # noqa: BLE001  (handed to the test, which fails on it)
                self.outcome = error
            self.at_end.wait()
        connection.close()


@pytest.fixture
def race() -> Iterator[Callable[..., list[str]]]:
    """Return `race(one, other)`, which makes both calls at once and returns how each ended."""
    start, done = threading.Barrier(3, timeout=60), threading.Barrier(3, timeout=60)
    racers = [Racer(start, done) for _ in range(2)]
    for racer in racers:
        racer.start()

    def run(*calls: Callable[[], Any]) -> list[str]:
        for racer, call in zip(racers, calls, strict=True):
            racer.call = call
        start.wait()
        done.wait()
        return [racer.outcome for racer in racers]

    yield run
    for racer in racers:
        racer.call = None
    start.wait()
    for racer in racers:
        racer.join()


@pytest.fixture(autouse=True)
def _chain_is_whole_afterwards(transactional_db: Any) -> Iterator[None]:
    yield
    assert verify_chain() == []


def fresh(claim: Claim) -> Claim:
    """Return a separate instance of the row, as each request has."""
    found: Claim = Claim.objects.get(pk=claim.pk)
    return found


def same_move_by(name: str, claim: Claim, people: tuple[Any, Any], *given: Any, **more: Any) -> Any:
    """Return the same move by two people who saw the same page."""
    seen = fresh(claim).revision
    move = partial(getattr(review, name), seen_revision=seen, **more)
    return [partial(move, fresh(claim), *given, by=who) for who in people]


def prepare_withdrawal(one: Evidence, by: Any) -> Any:
    return partial(
        evidence.withdraw_evidence, one, seen_revision=one.revision, reason="a hoax", by=by
    )


def prepare_assessment(
    claim: Claim, by: Any, code: RatingCode, rationale: str = "The documents show it."
) -> Any:
    row = fresh(claim)
    given = assessment_given(code, rationale=rationale)
    return partial(review.assess, row, given, seen_round=row.round, seen_basis=row.basis, by=by)


@pytest.mark.parametrize("others", [0, 3])
def test_two_people_who_take_next_never_get_the_same_claim(
    cast: Any, race: Any, others: int
) -> None:
    claims = [ClaimFactory(people=cast, with_evidence=False) for _ in range(2 + others)]
    people = (cast.researcher, cast.researcher2)
    taken: dict[int, int | None] = {}

    def take(who: Any) -> None:
        free = [claim.pk for claim in free_claims(who)]
        taken[who.pk] = take_first(free, who)

    for _ in range(TAKES):
        assert race(*(partial(take, who) for who in people)) == ["won", "won"]
        assert len({*taken.values()} - {None}) == 2
        held = dict(ClaimLease.objects.values_list("holder", "claim"))
        assert held == taken
        for who in people:
            lost = ClaimLease.objects.get(holder=who).claim
            assert give_back(lost, who)
        ClaimLease.objects.all().delete()
    assert {claim.pk for claim in claims} >= {*taken.values()}


def test_one_person_who_takes_next_twice_at_once_gets_one_claim(cast: Any, race: Any) -> None:
    free = [ClaimFactory(people=cast, with_evidence=False).pk for _ in range(2)]
    taken: list[int | None] = []

    def take() -> None:
        taken.append(take_first(free, cast.researcher))

    for _ in range(5):
        assert race(take, take) == ["won", "won"]
        assert {*taken} == {ClaimLease.objects.get().claim_id}
        ClaimLease.objects.all().delete()
        taken.clear()


MOVES = {
    "settle": (S.DISAGREED, Verb.SETTLED),
    "sign_off": (S.AGREED, Verb.SIGNED_OFF),
    "return_to_open": (S.AGREED, Verb.RETURNED),
    "reopen": (S.SIGNED_OFF, Verb.REOPENED),
    "withdraw_claim": (S.SIGNED_OFF, Verb.CLAIM_WITHDRAWN),
    "restore": (S.WITHDRAWN, Verb.CLAIM_RESTORED),
}


@pytest.mark.parametrize("name", MOVES)
def test_only_one_of_two_people_makes_the_same_move(cast: Any, race: Any, name: str) -> None:
    status, verb = MOVES[name]
    given = {"settle": assessment_given, "sign_off": sign_off_given}.get(name)
    words = {"return_to_open": {"comment": "x"}}.get(name, {} if given else {"reason": "x"})
    people = (cast.editor2, cast.editor3)
    for _ in range(3):
        claim = ClaimFactory(people=cast, status=status)
        versions = Verdict.objects.filter(claim=claim).count()

        ends = race(*same_move_by(name, claim, people, *([given()] if given else []), **words))

        assert sorted(ends) == ["stale", "won"]
        assert Event.objects.filter(claim=claim, verb=verb, by__in=people).count() == 1
        added = Verdict.objects.filter(claim=claim).count() - versions
        assert added == (name in ("sign_off", "withdraw_claim"))


def test_sign_off_never_ignores_a_withdrawal_of_evidence(cast: Any, race: Any) -> None:
    for _ in range(5):
        claim = ClaimFactory(people=cast, status=S.AGREED)
        one = Evidence.objects.get(claim=claim)
        seen, mine = fresh(claim).revision, fresh(claim)

        signed, withdrawn = race(
            partial(review.sign_off, mine, sign_off_given(), seen_revision=seen, by=cast.editor),
            prepare_withdrawal(one, cast.researcher),
        )

        assert withdrawn == "won"
        now = fresh(claim)
        if (
            signed == "won"
        ):  # it came first, so the verdict lists the evidence, remains and is marked
            assert [row["evidence_id"] for row in now.verdict.evidence_rows] == [one.pk]
            assert Reweighing.objects.filter(verdict=now.verdict).count() == 1
        else:
            assert not Reweighing.objects.filter(claim=claim).exists()
            assert (signed, now.status, now.verdict) == ("stale", S.OPEN, None)


def test_assessment_never_ignores_a_withdrawal_of_evidence(cast: Any, race: Any) -> None:
    for _ in range(5):
        claim = ClaimFactory(people=cast)
        one = EvidenceFactory(claim=claim, by=cast.researcher)
        EvidenceFactory(claim=claim, by=cast.researcher)

        assessed, withdrawn = race(
            prepare_assessment(claim, cast.reviewer1, RatingCode.SUPPORTED),
            prepare_withdrawal(one, cast.researcher),
        )

        assert (assessed in ("won", "stale"), withdrawn) == (True, "won")
        now = fresh(claim)
        assert (now.status, now.round) == (S.OPEN, 2 if assessed == "won" else 1)


def test_two_simultaneous_last_assessments_are_both_counted(cast: Any, race: Any) -> None:
    for _ in range(5):
        claim = ClaimFactory(people=cast, assessments_required=2)
        EvidenceFactory(claim=claim, by=cast.researcher)

        ends = race(
            prepare_assessment(claim, cast.reviewer1, RatingCode.SUPPORTED),
            prepare_assessment(claim, cast.reviewer2, RatingCode.REFUTED),
        )

        assert ends == ["won", "won"]
        assert fresh(claim).status == S.DISAGREED


def test_only_one_of_two_reviewers_assesses_when_one_is_required(cast: Any, race: Any) -> None:
    for _ in range(5):
        claim = ClaimFactory(people=cast)
        EvidenceFactory(claim=claim, by=cast.researcher)

        ends = race(
            prepare_assessment(claim, cast.reviewer1, RatingCode.SUPPORTED),
            prepare_assessment(claim, cast.reviewer2, RatingCode.REFUTED),
        )

        assert sorted(ends) == ["round_complete", "won"]
        assert Assessment.objects.filter(claim=claim).count() == 1


@pytest.mark.parametrize("required", [1, 2])
def test_double_click_saves_one_assessment(cast: Any, race: Any, required: int) -> None:
    for _ in range(3):
        claim = ClaimFactory(people=cast, assessments_required=required)
        EvidenceFactory(claim=claim, by=cast.researcher)

        ends = race(
            *[prepare_assessment(claim, cast.reviewer1, RatingCode.SUPPORTED) for _ in range(2)]
        )

        assert ends == ["won", "won"]
        assert Assessment.objects.filter(claim=claim).count() == 1
        assert fresh(claim).status == (S.AGREED if required == 1 else S.IN_REVIEW)


def test_two_assessments_by_one_reviewer_are_numbered_and_count_once(cast: Any, race: Any) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)

    race(
        *[
            prepare_assessment(claim, cast.reviewer1, RatingCode.SUPPORTED, text)
            for text in ("a", "b")
        ]
    )

    assert [a.attempt for a in Assessment.objects.all()] == [1, 2]
    assert fresh(claim).status == S.IN_REVIEW


def test_form_submitted_twice_at_once_is_saved_once(cast: Any, race: Any) -> None:
    for number in range(5):
        claim = ClaimFactory(people=cast)
        ends = race(
            *[
                partial(
                    review.comment,
                    fresh(claim),
                    "Who saw it?",
                    by=cast.researcher,
                    token=f"token-{number}",
                )
                for _ in range(2)
            ]
        )
        assert ends == ["won", "won"]
        assert Comment.objects.filter(claim=claim).count() == 1


def test_two_pieces_of_evidence_added_at_once_are_both_saved(cast: Any, race: Any) -> None:
    claim = ClaimFactory(people=cast)
    basis = claim.basis

    ends = race(
        *[partial(EvidenceFactory, claim=fresh(claim), by=cast.researcher) for _ in range(2)]
    )

    assert ends == ["won", "won"]
    assert Evidence.objects.filter(claim=claim).count() == 2
    assert fresh(claim).basis == basis + 2


RACES = 1_000


def test_a_thousand_races_have_one_winner_each_and_no_locked_database(cast: Any, race: Any) -> None:
    """Two editors withdraw a claim, two restore it, and so on; each race has one winner."""
    claim = ClaimFactory(people=cast)
    people = (cast.editor1, cast.editor2)
    events = Event.objects.count()
    for number in range(RACES):
        name = "restore" if number % 2 else "withdraw_claim"
        assert sorted(map(str, race(*same_move_by(name, claim, people, reason="x")))) == [
            "stale",
            "won",
        ]

    assert fresh(claim).revision == claim.revision + RACES
    assert Event.objects.count() == events + RACES


def test_stale_error_holds_the_seen_and_the_current_revision(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    seen = claim.revision
    review.sign_off(fresh(claim), sign_off_given(), seen_revision=seen, by=cast.editor)

    with pytest.raises(ActionError) as error:
        review.sign_off(fresh(claim), sign_off_given(), seen_revision=seen, by=cast.editor2)
    assert isinstance(error.value, Stale)
    assert (error.value.seen, error.value.now) == (seen, seen + 1)


def proposed(people: Any) -> Claim:
    """Return an agreed claim with overrides that wait for a second editor."""
    set_desk(people, second_editor=True)
    claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, RatingCode.SUPPORTED)
    given = sign_off_given(overrides=dict.fromkeys(PolicyRule.values, "Nobody else was there."))
    seen = fresh(claim).revision
    overrides.propose_overrides(fresh(claim), given, seen_revision=seen, by=people.editor)
    return fresh(claim)


def test_only_one_of_two_editors_confirms_or_declines(cast: Any, race: Any) -> None:
    claim, second, third = proposed(cast), cast.editor2, cast.editor3
    seen = claim.revision
    confirm = partial(overrides.confirm_overrides, seen_revision=seen)
    decline = partial(overrides.decline_overrides, reason="Ask the union.", seen_revision=seen)

    both = race(partial(confirm, fresh(claim), by=second), partial(confirm, fresh(claim), by=third))

    assert sorted(both) == ["stale", "won"]
    assert Verdict.objects.filter(claim=claim).count() == 1

    other = proposed(cast)
    seen = other.revision
    ends = race(
        partial(confirm, fresh(other), by=second, seen_revision=seen),
        partial(decline, fresh(other), by=third, seen_revision=seen),
    )
    assert sorted(ends) == ["stale", "won"]
    signed = fresh(other).status == S.SIGNED_OFF
    state = OverrideProposal.objects.get(claim=other).state
    assert state == ("confirmed" if signed else "declined")


def test_override_is_not_confirmed_over_evidence_that_came_meanwhile(cast: Any, race: Any) -> None:
    claim, second = proposed(cast), cast.editor2
    seen = claim.revision
    confirm = partial(overrides.confirm_overrides, fresh(claim), seen_revision=seen, by=second)
    add = partial(
        EvidenceFactory,
        claim=fresh(claim),
        by=cast.researcher,
        seen_in=SourceFactory(by=cast.researcher),
    )

    first, added = race(confirm, add)

    # Evidence that comes after the signature needs a reason.
    assert (first, added == "won") in (("won", False), ("stale", True))
    assert Verdict.objects.filter(claim=claim).exists() == (first == "won")


def test_round_is_freed_or_complete_but_never_both(cast: Any, race: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    second, admin = cast.reviewer2, cast.admin
    leave = partial(
        accounts.change_user,
        cast.reviewer1,
        roles=[],
        is_active=False,
        email="",
        seen_revision=account_revision(cast.reviewer1),
        by=admin,
    )

    left, assessed = race(leave, prepare_assessment(claim, second, RatingCode.SUPPORTED))

    assert left == "won"
    now = fresh(claim)
    assert (now.status, now.round) == ((S.DISAGREED, 1) if assessed == "won" else (S.OPEN, 2))
