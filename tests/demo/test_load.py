"""What newcomers find on the demo desk, all of it made by actions as on any other desk."""

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.actions import review
from claims.demo.load import load
from claims.demo.people import ACCOUNTS
from claims.enums import (
    BearsOn,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    OutletState,
    QuoteCheck,
    RatingCode,
    Stance,
)
from claims.errors import Invalid, Refused
from claims.independence import weigh
from claims.models import (
    Anchor,
    Article,
    Assessment,
    Claim,
    Comment,
    Event,
    Evidence,
    Rating,
    RecordHead,
    Source,
)
from tests.conftest import Cast
from tests.factories import assess, assessment_given, sign_off

from .demo_desk import PASSWORD, DemoDeskTestCase

pytestmark = pytest.mark.any_database

FIRST = datetime.datetime(2025, 3, 31, 8, tzinfo=datetime.UTC)
LAST = datetime.datetime(2025, 4, 10, 9, tzinfo=datetime.UTC)


class TestDemoDesk(DemoDeskTestCase):
    def chain(self, key: str) -> list[str]:
        first = self.claim(key).appearances.first()
        assert first is not None
        return [step.voice for step in first.chain.all()]

    def derived(self, key: str) -> Evidence | None:
        return self.evidence(key).derived_from

    # the states

    def test_there_is_a_claim_in_every_state(self) -> None:
        assert set(Claim.objects.values_list("status", flat=True)) == set(ClaimStatus.values)

    def test_a_returned_claim_has_a_comment_that_says_what_to_do(self) -> None:
        returned = self.claim("C12")
        assert (returned.status, returned.round, returned.verdict) == (ClaimStatus.OPEN, 2, None)
        assert Comment.objects.filter(claim=returned, by__username="editor").exists()

    def test_a_valid_verdict_is_under_review(self) -> None:
        reopened = self.claim("C21")
        assert reopened.status == ClaimStatus.OPEN
        assert reopened.verdict is not None
        assert reopened.verdict.stands

    def test_reviewers_disagree_and_a_third_reviewer_can_settle_it(self) -> None:
        claim = self.claim("C20")
        assessments = Assessment.objects.of_round(claim)
        assert claim.status == ClaimStatus.DISAGREED
        assert {a.rating.code for a in assessments} == {
            RatingCode.REFUTED,
            RatingCode.NOT_ENOUGH_EVIDENCE,
        }
        assert claim.assignee == self.demo.people["reviewer3"]
        assert claim.assignee.pk not in {a.reviewer_id for a in assessments}

    def test_a_first_assessment_is_hidden_from_the_second_reviewer(self) -> None:
        for key, first_reviewer, next_reviewer in (
            ("C5", "reviewer1", "reviewer2"),
            ("C11", "reviewer2", "reviewer1"),
        ):
            with self.subTest(key):
                claim = self.claim(key)
                assessments = Assessment.objects.filter(claim=claim)
                assert claim.status == ClaimStatus.IN_REVIEW
                assert claim.assignee == self.demo.people[next_reviewer]
                assert assessments.readable_by(self.demo.people[first_reviewer]).count() == 1
                assert assessments.readable_by(self.demo.people[next_reviewer]).count() == 0

    def test_the_article_of_a_duplicate_became_an_appearance_of_the_original_claim(self) -> None:
        duplicate, claim = self.claim("C8"), self.claim("C1")
        assert (duplicate.status, duplicate.duplicate_of) == (ClaimStatus.WITHDRAWN, claim)
        assert [a.article for a in claim.appearances.all()] == [
            self.demo.articles["oc_media_spring"],
            self.demo.articles["harbour_poti"],
        ]

    # voices

    def test_four_chains_have_three_voices(self) -> None:
        for key in ("C5", "C6", "C13", "C22"):
            with self.subTest(key):
                assert len(self.chain(key)) == 3

    def test_documents_that_repeat_the_speaker_do_not_count_as_origins(self) -> None:
        found = weigh(self.claim("C1")).corroborates
        assert (found.documents, found.origins) == (2, 0)
        assert {line.code for line in found.lines} == {"own_chain"}
        assert self.derived("E2") == self.demo.evidence["E1"]

    def test_a_no_comment_in_two_documents_is_one_origin(self) -> None:
        found = weigh(self.claim("C7")).contradicts
        assert (found.documents, found.origins) == (2, 1)
        assert found.voices == (self.demo.sources["pentagon"],)
        assert self.derived("E16") == self.demo.evidence["E15"]

    def test_a_denial_of_another_point_is_context_and_heard_via_another_voice(self) -> None:
        denial = self.evidence("E3")
        assert (denial.kind, denial.stance) == (EvidenceKind.DENIAL, Stance.CONTEXT)
        assert denial.bears_on == BearsOn.ANOTHER_POINT
        assert (denial.origin, denial.heard_via) == (
            self.demo.sources["armenia"],
            self.demo.sources["zakharova"],
        )

    def test_a_relayed_answer_counts_for_the_voice_that_relays_it(self) -> None:
        (line,) = weigh(self.claim("C4")).corroborates.lines
        assert (line.code, line.counts) == ("heard_via", True)
        assert line.family == self.demo.sources["russia"]

    def test_three_voices_that_one_outlet_carries_are_one_origin(self) -> None:
        found = weigh(self.claim("C23")).corroborates
        assert (len(found.voices), found.origins) == (3, 1)
        assert found.carriers == (self.demo.sources["daily_sabah"],)
        assert self.claim("C23").status == ClaimStatus.AGREED
        with pytest.raises(Refused) as refused:
            sign_off(self.claim("C23"), self.demo.people["editor"])
        assert refused.value.denial.code == "policy"

    def test_a_joint_statement_is_all_who_issued_it(self) -> None:
        (line,) = weigh(self.claim("C24")).corroborates.lines
        assert (line.voice, line.is_primary_record) == (self.demo.sources["statement_2020"], True)
        assert set(line.families) == {
            self.demo.sources[key] for key in ("azerbaijan", "armenia", "russia")
        }

    def test_an_unnamed_official_counts_as_the_department(self) -> None:
        (line,) = weigh(self.claim("C6")).corroborates.lines
        assert (line.code, line.family) == ("unnamed_within", self.demo.sources["pentagon"])

    def test_an_outlet_has_corrected_its_article(self) -> None:
        article = self.demo.articles["harbour_numbers"]
        article.refresh_from_db()
        assert article.outlet_state == OutletState.CORRECTED

    def test_an_unnamed_expert_is_heard_via_the_agency_he_spoke_to(self) -> None:
        expert = self.evidence("E23")
        assert (expert.origin_kind, expert.origin_label) == (OriginKind.UNNAMED, "one expert")
        assert (expert.heard_via, expert.seen_in) == (
            self.demo.sources["afp"],
            self.demo.sources["daily_sabah"],
        )

    def test_unnamed_analysts_are_an_origin_that_is_not_stated(self) -> None:
        assert self.evidence("E24").origin_kind == OriginKind.NOT_STATED
        assert weigh(self.claim("C13")).corroborates.documents == 0

    def test_the_original_of_a_reprint_is_a_second_document_but_the_same_voice(self) -> None:
        found = weigh(self.claim("C22")).corroborates
        assert (found.documents, found.origins) == (2, 1)
        reprint = self.claim("C22").appearances.get().article
        assert reprint.republishes_article == self.evidence("E35").article

    def test_all_sides_corroborate_the_fact(self) -> None:
        found = weigh(self.claim("C15")).corroborates
        assert self.evidence("E26").kind == EvidenceKind.DENIAL
        assert set(found.voices) == {
            self.demo.sources[key] for key in ("azerbaijan", "armenia", "russia")
        }

    def test_a_no_comment_is_only_evidence_on_a_quote_check(self) -> None:
        same_words = Evidence.objects.standing().filter(kind=EvidenceKind.NO_COMMENT)
        assert {(e.claim.kind, e.stance) for e in same_words.select_related("claim")} == {
            ("factual", Stance.CONTEXT),
            ("quote", Stance.CORROBORATES),
            ("quote", Stance.CONTRADICTS),
        }

    def test_evidence_with_the_wrong_stance_was_withdrawn_and_does_not_count(
        self,
    ) -> None:
        mistaken = self.evidence("E5")
        assert (mistaken.stance, mistaken.bears_on) == (Stance.CONTRADICTS, BearsOn.WHOLE)
        assert mistaken.withdrawn_reason
        assert weigh(self.claim("C1")).contradicts.documents == 0

    def test_readers_can_read_the_comments_that_explain_the_review(self) -> None:
        explanations = {
            "C1": "does not deny an intention",
            "C5": "does not deny an intention",
            "C11": "In force does not mean honoured",
            "C12": "in force does not mean honoured",
        }
        readable = Comment.objects.readable_by(self.demo.people["reader"])
        for key, words in explanations.items():
            with self.subTest(key):
                assert readable.filter(claim=self.claim(key), text__contains=words).exists()

    # words

    def test_every_quote_was_found_or_has_a_reason_why_not(self) -> None:
        for e in Evidence.objects.all():
            assert e.quote_check == QuoteCheck.FOUND or e.quote_reason

    def test_no_quote_is_inside_page_boilerplate(self) -> None:
        for anchor in Anchor.objects.select_related("snapshot"):
            assert anchor.snapshot.text[anchor.start : anchor.end] == anchor.exact
            assert not any(
                start < anchor.end and anchor.start < end
                for start, end in anchor.snapshot.boilerplate
            )

    # open tasks

    def test_the_open_tasks_of_the_demo_can_be_done(self) -> None:
        people = self.demo.people
        for key in ("C4", "C22"):
            sign_off(self.claim(key), people["editor"])
        for key, reviewer in (("C5", "reviewer2"), ("C11", "reviewer1")):
            assess(self.claim(key), people[reviewer])
        claim = self.claim("C20")
        review.settle(
            claim, assessment_given(), seen_revision=claim.revision, by=people["reviewer3"]
        )
        states = [self.claim(key).status for key in ("C4", "C22", "C5", "C11", "C20")]
        signed, agreed = ClaimStatus.SIGNED_OFF, ClaimStatus.AGREED
        assert states == [signed, signed, agreed, agreed, agreed]

    # the record

    def test_all_times_are_on_the_clock_of_the_demo(self) -> None:
        moments = [
            *Event.objects.values_list("at", flat=True),
            *Assessment.objects.values_list("at", flat=True),
            *Comment.objects.values_list("at", flat=True),
            *User.objects.values_list("date_joined", flat=True),
            *Claim.objects.values_list("created_at", flat=True),
            *Source.objects.exclude(kind="desk").values_list("created_at", flat=True),
        ]
        assert (min(moments), max(moments)) == (FIRST, LAST)

    def test_the_record_does_not_contain_the_password(self) -> None:
        record = json.dumps(list(Event.objects.values("before", "after", "reason", "by_name")))
        assert PASSWORD not in record
        hashes = User.objects.values_list("password", flat=True)
        assert not any(stored in record for stored in hashes)

    def test_every_account_has_its_role_and_the_password(self) -> None:
        for account in ACCOUNTS:
            user = User.objects.get(username=account.name)
            assert [group.name for group in user.groups.all()] == [account.role.value]
            assert user.check_password(PASSWORD)
            assert not user.is_superuser

    # only on an empty desk

    def test_the_demo_cannot_be_loaded_twice(self) -> None:
        before = Event.objects.count()
        with pytest.raises(Refused) as refused:
            load(PASSWORD)
        assert refused.value.denial.code == "not_empty"
        assert Event.objects.count() == before


def test_a_desk_with_an_account_is_not_empty(cast: Cast) -> None:
    assert cast.editor
    with pytest.raises(Refused) as refused:
        load(PASSWORD)
    assert refused.value.denial.code == "not_empty"
    assert not Article.objects.exists()


def test_a_failed_demo_leaves_nothing(db: Any) -> None:
    # The ratings were changed without an action: loading fails at the first assessment.
    Rating.objects.filter(code=RatingCode.SUPPORTED).update(active=False)
    with pytest.raises(Invalid) as invalid:
        load(PASSWORD)
    assert invalid.value.code == "retired"
    assert not Event.objects.exists()
    assert not User.objects.exists()
    assert not Claim.objects.exists()
    assert RecordHead.objects.get(pk=1).seq == 0
