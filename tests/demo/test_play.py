"""What a newcomer finds on the demo desk, and that it came about as on any other desk."""

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.actions import review
from claims.demo.people import ACCOUNTS
from claims.demo.play import play
from claims.enums import (
    BearsOn,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
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

from .played import PASSWORD, PlayedDesk

FIRST = datetime.datetime(2025, 3, 31, 8, tzinfo=datetime.UTC)
LAST = datetime.datetime(2025, 4, 10, 9, tzinfo=datetime.UTC)


class TheDemoDesk(PlayedDesk):
    def chain(self, key: str) -> list[str]:
        first = self.now(key).appearances.first()
        assert first is not None
        return [step.voice for step in first.chain.all()]

    def derived(self, key: str) -> Evidence | None:
        return self.found(key).derived_from

    # the states

    def test_there_is_a_claim_in_every_state(self) -> None:
        assert set(Claim.objects.values_list("status", flat=True)) == set(ClaimStatus.values)

    def test_a_claim_was_returned_with_a_comment_that_says_what_to_do(self) -> None:
        returned = self.now("C12")
        assert (returned.status, returned.round, returned.verdict) == (ClaimStatus.OPEN, 2, None)
        assert Comment.objects.filter(claim=returned, by__username="editor").exists()

    def test_a_verdict_stands_under_review(self) -> None:
        reopened = self.now("C21")
        assert reopened.status == ClaimStatus.OPEN
        assert reopened.verdict is not None
        assert reopened.verdict.stands

    def test_reviewers_disagree_and_somebody_is_left_to_settle_it(self) -> None:
        claim = self.now("C20")
        given = Assessment.objects.of_round(claim)
        assert claim.status == ClaimStatus.DISAGREED
        assert {a.rating.code for a in given} == {
            RatingCode.REFUTED,
            RatingCode.NOT_ENOUGH_EVIDENCE,
        }
        assert claim.assignee == self.played.people["reviewer3"]
        assert claim.assignee.pk not in {a.reviewer_id for a in given}

    def test_a_first_assessment_waits_unread_for_the_second(self) -> None:
        for key, wrote, waits in (
            ("C5", "reviewer1", "reviewer2"),
            ("C11", "reviewer2", "reviewer1"),
        ):
            with self.subTest(key):
                claim = self.now(key)
                given = Assessment.objects.filter(claim=claim)
                assert claim.status == ClaimStatus.IN_REVIEW
                assert claim.assignee == self.played.people[waits]
                assert given.readable_by(self.played.people[wrote]).count() == 1
                assert given.readable_by(self.played.people[waits]).count() == 0

    def test_the_duplicates_page_became_an_appearance_of_the_claim_it_repeats(self) -> None:
        duplicate, claim = self.now("C8"), self.now("C1")
        assert (duplicate.status, duplicate.duplicate_of) == (ClaimStatus.WITHDRAWN, claim)
        assert [a.article for a in claim.appearances.all()] == [
            self.played.articles["oc_media_spring"],
            self.played.articles["harbour_poti"],
        ]

    # voices

    def test_a_chain_has_three_voices(self) -> None:
        for key in ("C5", "C6", "C13", "C22"):
            with self.subTest(key):
                assert len(self.chain(key)) == 3

    def test_two_documents_that_repeat_the_speaker_are_no_origin(self) -> None:
        found = weigh(self.now("C1")).corroborates
        assert (found.documents, found.origins) == (2, 0)
        assert {line.code for line in found.lines} == {"own_chain"}
        assert self.derived("E2") == self.played.evidence["E1"]

    def test_one_refusal_in_two_documents_is_one_origin(self) -> None:
        found = weigh(self.now("C7")).contradicts
        assert (found.documents, found.origins) == (2, 1)
        assert found.families == (self.played.sources["pentagon"],)
        assert self.derived("E16") == self.played.evidence["E15"]

    def test_a_denial_of_another_point_is_context_and_heard_through_somebody(self) -> None:
        denial = self.found("E3")
        assert (denial.kind, denial.stance) == (EvidenceKind.DENIAL, Stance.CONTEXT)
        assert denial.bears_on == BearsOn.ANOTHER_POINT
        assert (denial.origin, denial.heard_via) == (
            self.played.sources["armenia"],
            self.played.sources["zakharova"],
        )

    def test_a_relayed_answer_counts_as_the_voice_that_relays_it(self) -> None:
        (line,) = weigh(self.now("C4")).corroborates.lines
        assert (line.code, line.counts) == ("heard_via", True)
        assert line.family == self.played.sources["russia"]

    def test_an_unnamed_expert_is_heard_through_the_agency_he_told(self) -> None:
        expert = self.found("E23")
        assert (expert.origin_kind, expert.origin_label) == (OriginKind.UNNAMED, "one expert")
        assert (expert.heard_via, expert.seen_in) == (
            self.played.sources["afp"],
            self.played.sources["daily_sabah"],
        )

    def test_analysts_whom_nobody_names_are_no_stated_origin(self) -> None:
        assert self.found("E24").origin_kind == OriginKind.NOT_STATED
        assert weigh(self.now("C13")).corroborates.documents == 0

    def test_the_original_of_a_reprint_is_a_second_document_and_no_second_voice(self) -> None:
        found = weigh(self.now("C22")).corroborates
        assert (found.documents, found.origins) == (2, 1)
        reprint = self.now("C22").appearances.get().article
        assert reprint.republishes_article == self.found("E35").article

    def test_each_side_denies_what_it_would_gain_by_and_nobody_the_fact(self) -> None:
        found = weigh(self.now("C15")).corroborates
        assert self.found("E26").kind == EvidenceKind.DENIAL
        assert set(found.families) == {
            self.played.sources[key] for key in ("azerbaijan", "armenia", "russia")
        }

    def test_a_refusal_to_comment_vouches_on_a_quote_check_alone(self) -> None:
        same_words = Evidence.objects.standing().filter(kind=EvidenceKind.NO_COMMENT)
        assert {(e.claim.kind, e.stance) for e in same_words.select_related("claim")} == {
            ("factual", Stance.CONTEXT),
            ("quote", Stance.CORROBORATES),
            ("quote", Stance.CONTRADICTS),
        }

    def test_what_was_entered_as_a_denial_of_the_whole_is_withdrawn_and_counts_nowhere(
        self,
    ) -> None:
        mistaken = self.found("E5")
        assert (mistaken.stance, mistaken.bears_on) == (Stance.CONTRADICTS, BearsOn.WHOLE)
        assert mistaken.withdrawn_reason
        assert weigh(self.now("C1")).contradicts.documents == 0

    def test_a_comment_that_teaches_can_be_read_by_all(self) -> None:
        taught = {
            "C1": "does not deny an intention",
            "C5": "does not deny an intention",
            "C11": "In force does not mean honoured",
            "C12": "in force does not mean honoured",
        }
        readable = Comment.objects.readable_by(self.played.people["reader"])
        for key, words in taught.items():
            with self.subTest(key):
                assert readable.filter(claim=self.now(key), text__contains=words).exists()

    # words

    def test_every_quote_is_found_in_its_copy_or_its_absence_is_explained(self) -> None:
        for e in Evidence.objects.all():
            assert e.quote_check == QuoteCheck.FOUND or e.quote_reason

    def test_no_quoted_words_are_folded_away_as_page_boilerplate(self) -> None:
        for anchor in Anchor.objects.select_related("snapshot"):
            assert anchor.snapshot.text[anchor.start : anchor.end] == anchor.exact
            assert not any(
                start < anchor.end and anchor.start < end
                for start, end in anchor.snapshot.boilerplate
            )

    # work that waits

    def test_what_waits_on_the_desk_can_be_done(self) -> None:
        people = self.played.people
        for key in ("C4", "C22"):
            sign_off(self.now(key), people["editor"])
        for key, reviewer in (("C5", "reviewer2"), ("C11", "reviewer1")):
            assess(self.now(key), people[reviewer])
        claim = self.now("C20")
        review.settle(
            claim, assessment_given(), seen_revision=claim.revision, by=people["reviewer3"]
        )
        states = [self.now(key).status for key in ("C4", "C22", "C5", "C11", "C20")]
        signed, agreed = ClaimStatus.SIGNED_OFF, ClaimStatus.AGREED
        assert states == [signed, signed, agreed, agreed, agreed]

    # the record

    def test_everything_happened_on_the_demos_own_clock(self) -> None:
        moments = [
            *Event.objects.values_list("at", flat=True),
            *Assessment.objects.values_list("at", flat=True),
            *Comment.objects.values_list("at", flat=True),
            *User.objects.values_list("date_joined", flat=True),
            *Claim.objects.values_list("created_at", flat=True),
            *Source.objects.exclude(kind="desk").values_list("created_at", flat=True),
        ]
        assert (min(moments), max(moments)) == (FIRST, LAST)

    def test_the_record_does_not_know_the_password(self) -> None:
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

    def test_a_second_demo_is_refused(self) -> None:
        before = Event.objects.count()
        with pytest.raises(Refused) as refused:
            play(PASSWORD)
        assert refused.value.denial.code == "not_empty"
        assert Event.objects.count() == before


def test_a_desk_with_an_account_is_not_empty(cast: Cast) -> None:
    assert cast.editor
    with pytest.raises(Refused) as refused:
        play(PASSWORD)
    assert refused.value.denial.code == "not_empty"
    assert not Article.objects.exists()


def test_half_a_demo_is_never_left(db: Any) -> None:
    # A desk whose vocabulary was changed beside the actions: the story breaks off at its first assessment.
    Rating.objects.filter(code=RatingCode.SUPPORTED).update(active=False)
    with pytest.raises(Invalid) as invalid:
        play(PASSWORD)
    assert invalid.value.code == "retired"
    assert not Event.objects.exists()
    assert not User.objects.exists()
    assert not Claim.objects.exists()
    assert RecordHead.objects.get(pk=1).seq == 0
