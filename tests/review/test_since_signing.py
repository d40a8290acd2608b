"""After signing: what changes under a verdict is weighed again, recorded, exported and shown to editors."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from claims.actions import articles as article_actions
from claims.actions import captures as capture_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence as evidence_actions
from claims.actions import questions as question_actions
from claims.actions import review
from claims.actions import sources as source_actions
from claims.enums import (
    AttributionKind,
    ClaimStatus,
    OutletState,
    Party,
    PolicyLevel,
    RatingCode,
    SinceSigning,
    Stance,
    VerdictChange,
)
from claims.errors import Invalid
from claims.exports.filters import Filters
from claims.given import AppearanceGiven, ArticleGiven, OutletGiven, SourceDetails, Step
from claims.models import Article, CaptureRequest, Claim, Event, Evidence, Reweighing, Source, Stake
from claims.reads.evidence.claim_evidence import given_of
from claims.reads.exports.verdicts import moment_of, verdict_rows
from claims.reads.record.verification import verify_desk, verify_reweighings
from claims.reads.review.since_signing import read_since
from tests.conftest import Cast
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    sign_off,
)
from tests.record.every_article_action import fetched

from .steps import set_desk

pytestmark = pytest.mark.django_db
S, W = ClaimStatus, SinceSigning
TWO_ORIGINS, NON_PARTY = "two_origins", "non_party_origin"


class Signed:
    """A claim signed as supported: the reports of two outlets that are no party, each from its own article."""

    def __init__(self, people: Cast, **claim: Any) -> None:
        self.people = people
        by = people.researcher
        self.question = question_actions.add_question(f"Who? {Claim.objects.count()}", by=by)
        self.claim = ClaimFactory(people=people, questions=(self.question,), **claim)
        self.outlets = [SourceFactory(by=by, party=Party.INDEPENDENT) for _ in range(2)]
        self.articles = [ArticleFactory(by=by, publisher=outlet) for outlet in self.outlets]
        self.evidence = [
            EvidenceFactory(claim=self.claim, by=by, seen_in=outlet, article=article)
            for outlet, article in zip(self.outlets, self.articles, strict=True)
        ]
        self.sign(VerdictChange.FIRST)

    def sign(self, change: VerdictChange, reason: str = "") -> None:
        assess(self.claim, self.people.reviewer1, RatingCode.SUPPORTED)
        sign_off(self.claim, self.people.editor, change=change, reason=reason)
        self.claim.refresh_from_db()

    def withdraw(self, number: int = 0) -> None:
        one = Evidence.objects.get(pk=self.evidence[number].pk)
        evidence_actions.withdraw_evidence(
            one, seen_revision=one.revision, reason="a hoax", by=self.people.researcher
        )

    def change(self, number: int = 0, **changes: Any) -> None:
        one = Evidence.objects.get(pk=self.evidence[number].pk)
        read = evidence_actions.read_evidence(replace(given_of(one), **changes), corrected=one)
        evidence_actions.change_evidence(
            one, read, seen_revision=one.revision, reason="checked", by=self.people.researcher
        )

    def change_outlet(self, **changes: Any) -> None:
        outlet = Source.objects.get(pk=self.outlets[0].pk)
        details = {"name": outlet.name, "kind": outlet.kind, "party": outlet.party} | changes
        source_actions.change_source(
            outlet,
            SourceDetails(**details),
            seen_revision=outlet.revision,
            by=self.people.researcher,
        )

    def correct_article(self, **changes: Any) -> None:
        article = Article.objects.get(pk=self.articles[1].pk)
        article_actions.correct_article(
            article,
            ArticleGiven(**({"publisher": article.publisher} | changes)),
            seen_revision=article.revision,
            by=self.people.researcher,
        )

    def rows(self) -> list[tuple[str, str]]:
        found = Reweighing.objects.filter(claim=self.claim).order_by("seq")
        return [(row.what, row.failing) for row in found]

    def cell(self) -> Any:
        (row,) = verdict_rows(Filters(), moment_of(None), among=[self.claim.pk])
        return row["since_signing"]


@pytest.fixture(scope="module")
def kept(module_cast: Cast) -> Signed:
    return Signed(module_cast)


@pytest.fixture
def signed(kept: Signed, db: Any) -> Signed:
    kept.claim.refresh_from_db()
    return kept


# What each change finds


def own_both(signed: Signed) -> None:
    owner = SourceFactory(by=signed.people.researcher, party=Party.INDEPENDENT)
    for outlet in signed.outlets:
        found = Source.objects.get(pk=outlet.pk)
        details = SourceDetails(
            found.name, found.kind, parent=owner, parent_relation="owned_by", party=found.party
        )
        source_actions.change_source(
            found, details, seen_revision=found.revision, by=signed.people.researcher
        )


def merge(signed: Signed) -> None:
    one, other = (Source.objects.get(pk=outlet.pk) for outlet in signed.outlets)
    source_actions.merge_sources(
        one,
        other,
        seen_revision=one.revision,
        seen_into_revision=other.revision,
        reason="one paper",
        by=signed.people.editor,
    )


def add_stakes(signed: Signed) -> None:
    question = signed.question
    question.refresh_from_db()
    stakes = [Stake(source=outlet, party=Party.PARTY) for outlet in signed.outlets]
    question_actions.change_question(
        question,
        text=question.text,
        note="",
        stakes=stakes,
        seen_revision=question.revision,
        by=signed.people.researcher,
    )


def add_appearance(signed: Signed) -> None:
    chain = (Step(AttributionKind.SAID, signed.outlets[0]),)
    given = AppearanceGiven(signed.articles[0], "all four cranes will stay", chain)
    claim_actions.add_appearance(
        signed.claim, claim_actions.read_appearance(given), by=signed.people.researcher
    )


def outlet_did(state: OutletState, number: int = 0) -> Callable[[Signed], None]:
    def act(signed: Signed) -> None:
        article = Article.objects.get(pk=signed.articles[number].pk)
        article_actions.set_outlet_state(
            article,
            OutletGiven(state, note="It took the figure back."),
            seen_revision=article.revision,
            by=signed.people.researcher,
        )

    return act


def move_evidence_in(signed: Signed) -> None:
    duplicate = ClaimFactory(people=signed.people)
    EvidenceFactory(claim=duplicate, by=signed.people.researcher)
    duplicate.refresh_from_db()
    review.withdraw_claim(
        duplicate,
        duplicate_of=signed.claim,
        seen_revision=duplicate.revision,
        by=signed.people.editor,
    )


def attach(stance: Stance) -> Callable[[Signed], None]:
    def act(signed: Signed) -> None:
        EvidenceFactory(claim=signed.claim, by=signed.people.researcher, stance=stance)

    return act


def republish_the_first(signed: Signed) -> None:
    signed.correct_article(republishes_article=signed.articles[0])


# What is done: what its row says, the rules that fail, and the cell of verdicts.csv.
FAILS = f"would no longer pass: {TWO_ORIGINS}"
CHANGES: dict[str, tuple[Callable[[Signed], None], str, str, str]] = {
    "evidence added": (attach(Stance.CORROBORATES), W.NEW_EVIDENCE, "", "new evidence"),
    "context added": (attach(Stance.CONTEXT), W.NEW_EVIDENCE, "", "new evidence"),
    "evidence moved in": (move_evidence_in, W.NEW_EVIDENCE, "", "new evidence"),
    "note changed": (
        lambda signed: signed.change(note="Read twice."),
        W.EVIDENCE_CHANGED,
        "",
        "evidence changed or withdrawn",
    ),
    "stance changed": (
        lambda signed: signed.change(stance=Stance.CONTEXT),
        W.EVIDENCE_CHANGED,
        TWO_ORIGINS,
        FAILS,
    ),
    "evidence withdrawn": (Signed.withdraw, W.EVIDENCE_CHANGED, TWO_ORIGINS, FAILS),
    "one owner": (own_both, W.BASIS_CHANGED, TWO_ORIGINS, FAILS),
    "sources merged": (merge, W.BASIS_CHANGED, TWO_ORIGINS, FAILS),
    "republication": (republish_the_first, W.BASIS_CHANGED, TWO_ORIGINS, FAILS),
    "both are parties": (
        add_stakes,
        W.BASIS_CHANGED,
        NON_PARTY,
        f"would no longer pass: {NON_PARTY}",
    ),
    "a voice of its own": (add_appearance, W.BASIS_CHANGED, TWO_ORIGINS, FAILS),
    "one of two is a party": (
        lambda signed: signed.change_outlet(party=Party.PARTY),
        W.BASIS_CHANGED,
        "",
        "evidence changed or withdrawn",
    ),
    "corrected by the outlet": (
        outlet_did(OutletState.CORRECTED),
        W.OUTLET_CHANGED,
        "",
        "evidence changed or withdrawn",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_under_a_signed_verdict_is_weighed_recorded_and_exported(
    signed: Signed, change: str
) -> None:
    act, what, failing, cell = CHANGES[change]
    assert signed.cell() == ""
    row = signed.claim.verdict.row

    act(signed)

    assert signed.rows()[-1] == (what, failing)
    assert signed.cell() == cell
    weighed = Reweighing.objects.latest("seq")
    assert Event.objects.get(seq=weighed.seq).after["reweighed"] == [weighed.as_facts()]
    signed.claim.refresh_from_db()
    assert (signed.claim.status, signed.claim.verdict.row) == (S.SIGNED_OFF, row)
    assert list(verify_desk()) == []


def test_archived_copy_without_the_quote_weighs_the_verdict_again(cast: Cast) -> None:
    claim, by = ClaimFactory(people=cast), cast.researcher
    for number in range(2):
        EvidenceFactory(
            claim=claim,
            by=by,
            seen_in=SourceFactory(by=by, party=Party.INDEPENDENT),
            url=f"https://port.example/{number}",
            quote="All four cranes will go.",
            archive_url=True,
        )
    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    sign_off(claim, cast.editor)
    set_desk(cast, quotes_checked=PolicyLevel.BLOCK)
    capture = CaptureRequest.objects.earliest("pk")

    page = capture_actions.read_page(capture, fetched(capture.url))
    capture_actions.keep_capture(capture, page, by=by)

    row = Reweighing.objects.get(claim=claim)
    assert (row.what, row.failing) == (W.BASIS_CHANGED, "quotes_checked")
    assert list(verify_reweighings()) == []


UNNOTICED: dict[str, Callable[[Signed], None]] = {
    "a source's interest": lambda signed: signed.change_outlet(interest="Its readers."),
    "a source's kind": lambda signed: signed.change_outlet(kind="agency"),
    "an article's headline": lambda signed: signed.correct_article(headline="Another"),
    "the outlet's state of another article": lambda signed: (
        article_actions.set_outlet_state(
            ArticleFactory(by=signed.people.researcher),
            OutletGiven(OutletState.WITHDRAWN, note="It is gone."),
            seen_revision=1,
            by=signed.people.researcher,
        )
        and None
    ),
}


@pytest.mark.parametrize("change", UNNOTICED)
def test_change_that_alters_no_count_is_not_noted(signed: Signed, change: str) -> None:
    UNNOTICED[change](signed)
    assert (signed.rows(), signed.cell()) == ([], "")


def test_outlet_that_withdrew_the_original_marks_what_rests_on_a_republication(
    module_cast: Cast, db: Any
) -> None:
    by = module_cast.researcher
    original = ArticleFactory(by=by)
    copy = ArticleFactory(by=by, republishes_article=original)
    claim = ClaimFactory(people=module_cast, article=copy, status=S.SIGNED_OFF)

    article_actions.set_outlet_state(
        original,
        OutletGiven(OutletState.WITHDRAWN, note="It never happened."),
        seen_revision=original.revision,
        by=by,
    )

    assert [row.what for row in Reweighing.objects.filter(claim=claim)] == [W.OUTLET_CHANGED]


def test_withdrawn_evidence_from_an_article_does_not_rest_on_it(signed: Signed) -> None:
    signed.withdraw()
    outlet_did(OutletState.CORRECTED)(signed)
    assert [what for what, _ in signed.rows()] == [W.EVIDENCE_CHANGED]


def test_later_change_that_lets_the_verdict_pass_leaves_it_changed(signed: Signed) -> None:
    signed.withdraw()
    assert signed.cell() == FAILS
    attach(Stance.CORROBORATES)(signed)
    assert signed.cell() == "evidence changed or withdrawn"


def test_overrides_given_at_signing_are_kept(module_cast: Cast, db: Any) -> None:
    claim = ClaimFactory(people=module_cast)
    EvidenceFactory(claim=claim, by=module_cast.researcher)
    assess(claim, module_cast.reviewer1, RatingCode.SUPPORTED)
    kept = "The other paper has been closed for a year."
    sign_off(claim, module_cast.editor, overrides={TWO_ORIGINS: kept, NON_PARTY: kept})

    EvidenceFactory(claim=claim, by=module_cast.researcher, stance=Stance.CONTEXT)

    assert [row.failing for row in Reweighing.objects.filter(claim=claim)] == [""]


def test_new_version_starts_with_a_clean_state_and_the_old_one_keeps_its_own(
    signed: Signed,
) -> None:
    signed.withdraw()
    review.reopen(
        signed.claim,
        reason="One paper took it back.",
        seen_revision=Claim.objects.get(pk=signed.claim.pk).revision,
        by=signed.people.editor,
    )
    attach(Stance.CORROBORATES)(signed)  # under review: the first version still stands
    assert signed.cell() == "evidence changed or withdrawn"
    signed.sign(VerdictChange.CONFIRMATION, "another paper has it, too")
    assert signed.cell() == ""

    found = verdict_rows(Filters(all_versions=True), moment_of(None), among=[signed.claim.pk])
    assert [row["since_signing"] for row in found] == ["evidence changed or withdrawn", ""]


# Reasons


def test_change_to_the_evidence_of_a_signed_verdict_needs_a_reason(signed: Signed) -> None:
    by, one = signed.people.researcher, signed.evidence[0]
    one.refresh_from_db()
    read = evidence_actions.read_evidence(given_of(one), corrected=one)
    for act in (
        lambda: evidence_actions.attach_evidence(signed.claim, read, by=by, reason=" "),
        lambda: evidence_actions.change_evidence(one, read, seen_revision=one.revision, by=by),
    ):
        with pytest.raises(Invalid) as error:
            act()
        assert (error.value.field, error.value.code) == ("reason", "required")


def test_corrected_evidence_of_a_signed_verdict_needs_a_reason_on_its_form(
    signed: Signed, login: Any
) -> None:
    client, one = login("researcher"), signed.evidence[0]
    page = f"/evidence/{one.pk}/change/"
    form = client.get(page).context["form"]
    typed = {"stance": "context", "kind": "statement", "seen_in_name": signed.outlets[0].name}
    typed |= {"bears_on": "whole", "seen_revision": str(one.revision)}

    response = client.post(page, typed | {"reason": ""})

    assert form.fields["reason"].required
    assert response.status_code == 422
    assert response.context["form"].errors.as_data()["reason"][0].code == "required"


def test_evidence_of_an_unsigned_claim_needs_no_reason(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert Event.objects.latest("seq").reason == ""
    assert not Reweighing.objects.filter(claim=claim).exists()


def test_forms_ask_for_the_reason_only_under_a_signed_verdict(
    signed: Signed, login: Any, cast: Any
) -> None:
    client = login("researcher")
    unsigned = ClaimFactory(people=cast)
    asked = [
        "reason" in client.get(f"/claims/{pk}/").context["forms"]["evidence"].fields
        for pk in (signed.claim.pk, unsigned.pk)
    ]
    assert asked == [True, False]
    change = client.get(f"/evidence/{signed.evidence[0].pk}/change/").context["form"]
    assert change.fields["reason"].required


# Pages


def test_claim_page_says_what_changed_and_which_rules_fail(signed: Signed, login: Any) -> None:
    signed.withdraw()
    page = login("reader").get(f"/claims/{signed.claim.pk}/")
    since = page.context["page"].standing.since
    assert since.fails
    assert [(one.by_name, one.reason) for one in since.weighings] == [("researcher", "a hoax")]
    assert "two independent origins" in page.content.decode()


def test_page_says_only_of_its_own_verdict_whether_it_would_pass(signed: Signed) -> None:
    other = ClaimFactory(people=signed.people)
    EvidenceFactory(
        claim=other,
        by=signed.people.researcher,
        seen_in=signed.outlets[0],
        article=signed.articles[0],
    )
    assess(other, signed.people.reviewer1, RatingCode.NOT_ENOUGH_EVIDENCE)
    verdict = sign_off(other, signed.people.editor)
    signed.withdraw(1)

    outlet_did(OutletState.CORRECTED)(signed)

    assert len(Event.objects.latest("seq").after["reweighed"]) == 2
    passing, failing = read_since(verdict), read_since(signed.claim.verdict)
    assert passing and failing
    assert (passing.fails, "pass" in passing.latest.words) == (False, False)
    assert (failing.fails, "1 would" in failing.latest.words) == (True, False)
    assert "would no longer pass" in failing.latest.words


def test_editors_see_the_worst_verdicts_first(signed: Signed, login: Any, cast: Any) -> None:
    others = [Signed(cast, statement=f"Number {n}.") for n in range(2)]
    attach(Stance.CONTEXT)(others[0])
    others[1].change(note="Read twice.")
    signed.withdraw()

    page = login("editor").get("/").context["desk"]

    assert [queue.title for queue in page.waiting_shown[:3]] == [
        "Would no longer pass",
        "Evidence changed since signing",
        "New evidence since signing",
    ]
    assert [[row.number for row in queue.rows] for queue in page.waiting_shown[:3]] == [
        [f"C{one.claim.pk}"] for one in (signed, others[1], others[0])
    ]
    assert "two independent origins" in " ".join(page.since_signing[0].rows[0].marks)
    assert login("reviewer1").get("/").context["desk"].since_signing == ()


# What does not count comes and goes without ending a round


@pytest.mark.parametrize(
    "piece",
    [
        {"stance": Stance.CONTEXT},
        {"bears_on": "another_point"},
        {"bears_on": "part"},
        {"origin_kind": "not_stated"},
    ],
    ids=lambda piece: "=".join(next(iter(piece.items()))),
)
def test_evidence_that_never_counts_comes_and_goes_without_ending_the_round(
    cast: Any, piece: dict[str, Any]
) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    basis, round_ = claim.basis, claim.round

    one = EvidenceFactory(claim=claim, by=cast.researcher, **piece)
    evidence_actions.withdraw_evidence(
        one, seen_revision=one.revision, reason="a hoax", by=cast.researcher
    )

    claim.refresh_from_db()
    assert (claim.status, claim.round, claim.basis) == (S.IN_REVIEW, round_, basis)
    assess(claim, cast.reviewer2)  # with the basis that the page showed
    assert claim.status == S.AGREED


def test_evidence_that_begins_to_count_ends_the_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    one = EvidenceFactory(claim=claim, by=cast.researcher, origin_kind="not_stated")
    read = evidence_actions.read_evidence(
        replace(given_of(one), origin_kind="own_reporting"), corrected=one
    )
    evidence_actions.change_evidence(one, read, seen_revision=one.revision, by=cast.researcher)

    claim.refresh_from_db()
    assert (claim.status, claim.round) == (S.OPEN, 2)


def test_reviewers_of_the_round_see_what_came_and_others_do_not(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTEXT)

    def since_own(name: str) -> list[str]:
        page = login(name).get(f"/claims/{claim.pk}/").context["page"]
        return [line.event.verb for line in page.review.since_own]

    assert since_own("reviewer1") == ["evidence_attached"]
    assert since_own("reviewer2") == []
