"""Whoever has a fingerprint learns whether the record holds it, and nothing else."""

from typing import Any

import pytest

from claims.actions import review
from claims.actions.desk import DeskDetails, change_desk
from claims.enums import RatingCode, VerdictChange
from claims.models import Desk, Verdict
from claims.reads.record.lookup import look_up
from tests.exports.conftest import set_up
from tests.exports.test_withheld import withhold
from tests.factories import ArticleFactory, assess, sign_off

pytestmark = pytest.mark.any_database


def allow_anybody(admin: Any) -> None:
    details = DeskDetails(1, one_person=False, public_lookup=True)
    change_desk(details, seen_revision=Desk.objects.get().revision, by=admin)


def test_stranger_may_ask_only_if_the_desk_allows_it(cast: Any, client: Any) -> None:
    desk = set_up(cast)
    address = f"/verify/?sha256={Verdict.objects.get().sha256.upper()}"
    assert client.get(address).status_code == 302
    allow_anybody(cast.admin)
    response = client.get(address)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    page = response.content.decode()
    assert f"claim {desk.claim.pk}" in page
    for word in ("cranes", "Example Gazette", "Conflicting", "editor"):
        assert word not in page


@pytest.mark.parametrize(
    ("asked", "status"),
    [("0" * 64, 200), ("", 400), ("0" * 63, 400), ("z" * 64, 400), ("0" * 65, 400)],
)
def test_what_is_no_fingerprint_is_refused(asked: str, status: int, login: Any) -> None:
    response = login("reader").get("/verify/", {"sha256": asked})
    assert response.status_code == status
    assert (response.context["found"] is None) == (status == 400)


def test_answer_follows_the_verdict(cast: Any) -> None:
    desk = set_up(cast)
    first = Verdict.objects.get()

    def answer() -> tuple[bool, bool, bool, int]:
        (found,) = look_up(first.sha256).verdicts
        return found.is_current, found.is_under_review, found.is_retracted, found.latest.version

    assert answer() == (True, False, False, 1)
    review.reopen(desk.claim, reason="A letter.", seen_revision=desk.claim.revision, by=cast.editor)
    assert answer() == (True, True, False, 1)
    assess(desk.claim, cast.reviewer1, RatingCode.TOO_VAGUE)
    sign_off(desk.claim, cast.editor, change=VerdictChange.CORRECTION, reason="We misread it.")
    assert answer() == (False, False, False, 2)
    desk.claim.refresh_from_db()
    review.withdraw_claim(
        desk.claim, reason="Not ours.", seen_revision=desk.claim.revision, by=cast.editor
    )
    assert answer() == (False, False, True, 3)


def test_only_copies_behind_signed_verdicts_are_told_of(cast: Any) -> None:
    desk = set_up(cast)
    under_work = ArticleFactory(by=cast.researcher)
    assert look_up(desk.article.snapshot.sha256).copied_at
    assert not look_up(under_work.snapshot.sha256)


@pytest.mark.parametrize("source", ["gazette", "ministry"])
def test_copy_with_a_withheld_name_is_not_told_of(source: str, cast: Any) -> None:
    desk = set_up(cast)
    withhold(getattr(desk, source), cast.researcher)
    assert not look_up(desk.article.snapshot.sha256)
