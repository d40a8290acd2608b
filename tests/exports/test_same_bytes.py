"""Whatever happens to a desk: an export of each moment of its days is the same bytes when it is asked for a day later."""

import hashlib
from collections.abc import Callable
from typing import Any

from claims.actions import desk, review
from claims.actions.desk import RatingDetails
from claims.enums import ClaimStatus, RatingCode, VerdictChange
from tests.factories import ClaimFactory, assess, number, rating, sign_off

from .conftest import on
from .test_withheld import change, withhold

FILES = ("verdicts.csv", "evidence.csv", "bundle.zip", "verdicts.xlsx")
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"versions": "all", "bom": "0"},
    {"publisher": "Example Gazette"},
    {"q": "cranes"},
)


def signed_again(d: Any) -> None:
    assess(d.claim, d.people.reviewer1, RatingCode.TOO_VAGUE)
    sign_off(d.claim, d.people.editor, change=VerdictChange.CORRECTION, reason="We misread it.")


def reopened(d: Any) -> None:
    d.claim.refresh_from_db()
    review.reopen(
        d.claim, reason="A letter came.", seen_revision=d.claim.revision, by=d.people.editor
    )


def retracted(d: Any) -> None:
    d.claim.refresh_from_db()
    review.withdraw_claim(
        d.claim, reason="Not ours.", seen_revision=d.claim.revision, by=d.people.editor
    )


def rating_retired(d: Any) -> None:
    old = rating(RatingCode.CONFLICTING_EVIDENCE)
    details = RatingDetails(old.code, "Disputed", "Reworded.", active=False)
    desk.change_rating(old, details, seen_revision=old.revision, by=d.people.admin)


# In this order, one a day from 9 April on; the claim was first signed on the 8th.
EVENTS: dict[str, Callable[[Any], Any]] = {
    "another signed": lambda d: ClaimFactory(people=d.people, status=ClaimStatus.SIGNED_OFF),
    "reopened": reopened,
    "signed again": signed_again,
    "source renamed": lambda d: change(d.gazette, d.people.researcher, name="The New Name"),
    "rating retired": rating_retired,
    "source withheld": lambda d: withhold(d.gazette, d.people.researcher),
    "named again": lambda d: change(
        d.gazette, d.people.researcher, withheld=False, withheld_reason=""
    ),
    "numbered": lambda d: number(d.people.reader),
    "retracted": retracted,
}


def test_each_moment_is_the_same_bytes_at_the_end_of_it_all(
    small_desk: Any, fetch: Callable[..., bytes]
) -> None:
    """Every file as of before, between and after, taken the day after each; and again three weeks later."""
    taken = {}
    for day, event in enumerate([None, *EVENTS], start=8):
        if event:
            with on(f"2025-04-{day:02}T12:00:00"):
                EVENTS[event](small_desk)
        with on(f"2025-04-{day + 1:02}T11:00:00"):
            for as_of in (f"2025-04-{day:02}T11:59:59Z", f"2025-04-{day:02}"):
                for file in FILES:
                    for asked in ASKED if file.endswith(".csv") else ASKED[:1]:
                        content = fetch(file, as_of=as_of, **asked)
                        key = (event, as_of, file, tuple(asked.items()))
                        taken[key] = hashlib.sha256(content).hexdigest()

    with on("2025-05-01T00:00:00"):
        for (event, as_of, file, asked), sha256 in taken.items():
            content = fetch(file, as_of=as_of, **dict(asked))
            assert hashlib.sha256(content).hexdigest() == sha256, (event, as_of, file, asked)

    # Each can be told from the moment before, else the same bytes would prove nothing. A new name, a
    # new label and a number change no row that was signed.
    changed = {
        event
        for (event, as_of, file, asked), sha256 in taken.items()
        if "T" in as_of and file == "verdicts.csv" and not asked
        if taken[event, as_of.partition("T")[0], file, asked] != sha256
    }
    assert changed == {None, *EVENTS} - {"source renamed", "rating retired", "numbered"}
