"""Two people press buttons at the same moment, on a desk of two processes: one wins, and the other is told.

Negative control: TORTURE_BREAK=no_guard compares no revisions, finds no repeated forms and lets everybody sign. Seen
red: 6 of 18 races ended wrongly (both edits saved; the form sent twice was a 500 of the database's own constraint).
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from claims.enums import ClaimStatus, RatingCode
from claims.models import Assessment, Claim, Comment, Event, Evidence, Verdict
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory, assess
from tests.imports.files import csv_of
from tests.threads import at_once

from .amounts import amount
from .desk import Member, ServedDesk, assert_whole, fields_of_form, statuses
from .test_kills import EVIDENCE

pytestmark = pytest.mark.django_db(transaction=True)
S = ClaimStatus

RATED = {"rating": "not_enough_evidence", "confidence": "low"}
IMPORT = "/admin/claims/claim/import/"


class Ring:
    """The desk, everybody on it, and a claim for each race."""

    def __init__(self, desk: ServedDesk, cast: Cast) -> None:
        names = ("researcher", "reviewer1", "reviewer2", "editor1", "editor2")
        self.cast = cast
        self.members: dict[str, Member] = {name: desk.member(getattr(cast, name)) for name in names}

    def post(self, who: str, path: str, **fields: Any) -> Callable[[], Any]:
        return partial(self.members[who].post, path, fields)

    def claim(self, status: S = S.OPEN, **given: Any) -> Claim:
        claim: Claim = ClaimFactory(people=self.cast, status=status, **given)
        return claim


def sign(ring: Ring, claim: Claim, who: str, revision: int | None = None) -> Callable[[], Any]:
    fields = {"rationale": f"Worded by {who}.", "confidence": "low"}
    seen = claim.revision if revision is None else revision
    return ring.post(who, f"/claims/{claim.pk}/sign-off/", seen_revision=seen, **fields)


def rate(ring: Ring, claim: Claim, who: str) -> Callable[[], Any]:
    seen = {"seen_round": claim.round, "seen_basis": claim.basis}
    words = f"Assessed by {who}."
    return ring.post(who, f"/claims/{claim.pk}/assess/", rationale=words, **RATED, **seen)


def edit(ring: Ring, claim: Claim, who: str) -> Callable[[], Any]:
    path = f"/claims/{claim.pk}/change/"
    page = ring.members[who].get(f"/claims/{claim.pk}/").text
    fields = fields_of_form(page, path)
    return ring.post(who, path, **fields | {"statement": f"{claim.statement} So says {who}."})


def order_of(claim: Claim, *verbs: str) -> list[str]:
    """Return which of these Events the claim has, in the record's order."""
    found = Event.objects.filter(claim=claim, verb__in=verbs).order_by("seq")
    return [str(verb) for verb in found.values_list("verb", flat=True)]


# Each race returns what is wrong, or nothing.


def edit_against_edit(ring: Ring) -> str:
    claim = ring.claim()
    ends = at_once([edit(ring, claim, "editor1"), edit(ring, claim, "editor2")])
    changes = Event.objects.filter(claim=claim, verb="claim_changed").count()
    return "" if (statuses(ends), changes) == ([302, 409], 1) else f"{statuses(ends)}, {changes}"


def sign_against_sign(ring: Ring) -> str:
    claim = ring.claim(S.AGREED)
    ends = at_once([sign(ring, claim, "editor1"), sign(ring, claim, "editor2")])
    verdicts = Verdict.objects.filter(claim=claim).count()
    return "" if (statuses(ends), verdicts) == ([302, 409], 1) else f"{statuses(ends)}, {verdicts}"


def own_assessment_against_own_signature(ring: Ring) -> str:
    claim = ring.claim(S.IN_REVIEW)
    guessed = claim.revision + 1  # what the revision is once the assessment is saved
    ends = at_once([rate(ring, claim, "editor1"), sign(ring, claim, "editor1", guessed)])
    signed = Verdict.objects.filter(claim=claim).count()
    return "" if not signed and 302 in statuses(ends) else f"{statuses(ends)}, {signed} signed"


def two_assessments_where_one_is_needed(ring: Ring) -> str:
    claim = ring.claim()
    EvidenceFactory(claim=claim, by=ring.cast.researcher)
    claim.refresh_from_db()
    ends = at_once([rate(ring, claim, "reviewer1"), rate(ring, claim, "reviewer2")])
    rows = Assessment.objects.filter(claim=claim).count()
    return "" if rows == 1 and statuses(ends).count(302) == 1 else f"{statuses(ends)}, {rows}"


def withdrawn_evidence_against_signature(ring: Ring) -> str:
    claim = ring.claim()
    evidence: Any = EvidenceFactory(claim=claim, by=ring.cast.researcher)
    assess(claim, ring.cast.reviewer1, RatingCode.NOT_ENOUGH_EVIDENCE)
    claim.refresh_from_db()
    path = f"/evidence/{evidence.pk}/withdraw/"
    withdraw = ring.post("researcher", path, reason="a hoax", seen_revision=evidence.revision)
    at_once([withdraw, sign(ring, claim, "editor1")])
    order = order_of(claim, "evidence_withdrawn", "signed_off")
    right = (["evidence_withdrawn"], ["signed_off"], ["signed_off", "evidence_withdrawn"])
    return "" if order in right else str(order)


def changed_statement_against_signature(ring: Ring) -> str:
    claim = ring.claim(S.AGREED)
    at_once([edit(ring, claim, "editor2"), sign(ring, claim, "editor1")])
    order = order_of(claim, "claim_changed", "signed_off")
    return "" if order in (["claim_changed"], ["signed_off"]) else str(order)


def same_comment_twice(ring: Ring) -> str:
    claim = ring.claim()
    token = f"comment-{claim.pk}"
    send = ring.post("researcher", f"/claims/{claim.pk}/comments/", text="Who saw it?", token=token)
    ends = at_once([send] * 2)
    rows = Comment.objects.filter(claim=claim).count()
    return "" if (statuses(ends), rows) == ([302, 302], 1) else f"{statuses(ends)}, {rows}"


def same_evidence_twice(ring: Ring) -> str:
    claim = ring.claim()
    fields = EVIDENCE | {"note": "Seen at the gate.", "token": f"evidence-{claim.pk}"}
    send = ring.post("researcher", f"/claims/{claim.pk}/evidence/", **fields)
    ends = at_once([send] * 2)
    rows = Evidence.objects.filter(claim=claim).count()
    return "" if (statuses(ends), rows) == ([302, 302], 1) else f"{statuses(ends)}, {rows}"


def same_file_imported_twice(ring: Ring) -> str:
    marks = [f"race-{Claim.objects.count()}-{number}" for number in range(3)]
    file = csv_of(*({"external_id": mark, "statement": f"They sold {mark}."} for mark in marks))
    page = ring.members["researcher"].post(IMPORT, {}, file=("claims.csv", file)).text
    found = re.search(r'name="carried" value="([^"]+)"', page)
    assert found, page
    send = ring.post("researcher", IMPORT, carried=found[1])
    ends = at_once([send] * 2)
    rows = Claim.objects.filter(external_id__in=marks).count()
    return "" if rows == 3 else f"{statuses(ends)}, {rows}"


RACES = (
    edit_against_edit,
    sign_against_sign,
    own_assessment_against_own_signature,
    two_assessments_where_one_is_needed,
    withdrawn_evidence_against_signature,
    changed_statement_against_signature,
    same_comment_twice,
    same_evidence_twice,
    same_file_imported_twice,
)


def test_each_race_has_the_end_that_one_after_the_other_has(
    desk: ServedDesk, cast: Cast, figure: Any
) -> None:
    ring, wrong, run = Ring(desk, cast), Counter[str](), 0
    for _ in range(amount("races of each kind")):
        for race in RACES:
            run += 1
            if fault := race(ring):
                wrong[f"{race.__name__}: {fault}"] += 1
    figure("races", races=run, wrong=wrong.total())
    assert wrong == Counter()
    assert run == amount("races of each kind") * len(RACES)
    assert desk.failures == []
    assert_whole()
