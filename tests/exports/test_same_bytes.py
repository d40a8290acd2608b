"""Whatever happens to a desk later, an export of each past moment keeps the same bytes."""

import hashlib
from collections.abc import Callable
from typing import Any

from claims.actions import desk, review
from claims.actions.desk import RatingDetails
from claims.enums import ClaimStatus, RatingCode, VerdictChange
from tests.factories import ClaimFactory, assess, make_numbered_export, rating, sign_off

from .conftest import on
from .test_withheld import change, withhold

FILES = ("verdicts.csv", "evidence.csv", "bundle.zip", "verdicts.xlsx")
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"versions": "all", "bom": "0"},
    {"publisher": "Example Gazette"},
    {"q": "cranes"},
)


def sign_again(d: Any) -> None:
    assess(d.claim, d.people.reviewer1, RatingCode.TOO_VAGUE)
    sign_off(d.claim, d.people.editor, change=VerdictChange.CORRECTION, reason="We misread it.")


def reopen_claim(d: Any) -> None:
    d.claim.refresh_from_db()
    review.reopen(
        d.claim, reason="A letter came.", seen_revision=d.claim.revision, by=d.people.editor
    )


def retract(d: Any) -> None:
    d.claim.refresh_from_db()
    review.withdraw_claim(
        d.claim, reason="Not ours.", seen_revision=d.claim.revision, by=d.people.editor
    )


def retire_rating(d: Any) -> None:
    old = rating(RatingCode.CONFLICTING_EVIDENCE)
    details = RatingDetails(old.code, "Disputed", "Reworded.", active=False)
    desk.change_rating(old, details, seen_revision=old.revision, by=d.people.admin)


# One event a day in this order, from 9 April on; the claim was first signed on the 8th.
EVENTS: dict[str, Callable[[Any], Any]] = {
    "another signed": lambda d: ClaimFactory(people=d.people, status=ClaimStatus.SIGNED_OFF),
    "reopened": reopen_claim,
    "signed again": sign_again,
    "source renamed": lambda d: change(d.gazette, d.people.researcher, name="The New Name"),
    "rating retired": retire_rating,
    "source withheld": lambda d: withhold(d.gazette, d.people.researcher),
    "named again": lambda d: change(
        d.gazette, d.people.researcher, withheld=False, withheld_reason=""
    ),
    "numbered": lambda d: make_numbered_export(d.people.reader),
    "retracted": retract,
}


def test_export_of_each_moment_has_the_same_bytes_at_the_end(
    small_desk: Any, fetch: Callable[..., bytes]
) -> None:
    """Export every file as of before and after each event a day later, and compare three weeks later."""
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

    # Each event changes the file; otherwise equal bytes would prove nothing. A new name, a new label
    # and a number do not change a signed row.
    changed = {
        event
        for (event, as_of, file, asked), sha256 in taken.items()
        if "T" in as_of and file == "verdicts.csv" and not asked
        if taken[event, as_of.partition("T")[0], file, asked] != sha256
    }
    assert changed == {None, *EVENTS} - {"source renamed", "rating retired", "numbered"}
