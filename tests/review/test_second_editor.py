"""Where the desk asks for it, an override of the policy applies once another editor has confirmed it."""

import datetime
from dataclasses import fields
from typing import Any

import pytest

from claims.actions import evidence, overrides, review
from claims.enums import (
    ClaimStatus,
    PolicyLevel,
    ProposalState,
    RatingCode,
    Role,
    Verb,
    VerdictChange,
)
from claims.errors import Invalid, Refused, Stale
from claims.given import SignOffGiven
from claims.models import Claim, Event, OverrideProposal, Verdict
from claims.models.account_names import neutral_name
from tests.factories import (
    ClaimFactory,
    EvidenceFactory,
    assess,
    change_account,
    sign_off,
    sign_off_given,
)

from .steps import denial_code, set_desk

pytestmark = pytest.mark.django_db
S = ClaimStatus
REASONS = {
    "two_origins": "The registers are closed until autumn.",
    "non_party_origin": "Nobody else was at the harbour.",
}
TYPED = {"rationale": "One paper saw it.", "confidence": "low"} | {
    f"override_{rule}": reason for rule, reason in REASONS.items()
}


@pytest.fixture
def claim(cast: Any) -> Claim:
    """Return a claim agreed to be supported, which only an override can sign, on a desk with the switch on."""
    set_desk(cast, second_editor=True)
    return agreed_claim(cast)


def agreed_claim(people: Any) -> Claim:
    claim: Claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, RatingCode.SUPPORTED)
    claim.refresh_from_db()
    return claim


def given(**changes: Any) -> SignOffGiven:
    return sign_off_given(overrides=REASONS, **changes)


def propose(claim: Claim, by: Any, **changes: Any) -> OverrideProposal:
    claim.refresh_from_db()
    return overrides.propose_overrides(claim, given(**changes), seen_revision=claim.revision, by=by)


def confirm(claim: Claim, by: Any) -> Verdict:
    claim.refresh_from_db()
    return overrides.confirm_overrides(claim, seen_revision=claim.revision, by=by)


def decline(claim: Claim, by: Any, reason: str = "Ask the union first.") -> OverrideProposal:
    claim.refresh_from_db()
    return overrides.decline_overrides(claim, reason=reason, seen_revision=claim.revision, by=by)


def refusal_of(act: Any, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as error:
        act(*arguments, **more)
    return denial_code(error)


# Propose


def test_one_editor_alone_cannot_sign_by_override(claim: Claim, cast: Any) -> None:
    assert refusal_of(sign_off, claim, cast.editor, overrides=REASONS) == "second_editor"
    assert not claim.verdicts.exists()


def test_switch_that_is_off_leaves_sign_off_to_one_editor(cast: Any) -> None:
    claim = agreed_claim(cast)
    assert refusal_of(propose, claim, cast.editor) == "nothing_to_confirm"
    assert sign_off(claim, cast.editor, overrides=REASONS).version == 1


def test_verdict_that_passes_needs_no_second_editor(cast: Any) -> None:
    set_desk(cast, second_editor=True)
    claim = ClaimFactory(people=cast, status=S.AGREED)
    assert refusal_of(propose, claim, cast.editor) == "nothing_to_confirm"
    assert sign_off(claim, cast.editor).version == 1


def test_proposal_keeps_the_whole_form_and_the_claim_stays_agreed(claim: Claim, cast: Any) -> None:
    typed = given(
        change=VerdictChange.UPDATE,
        reason="The world changed.",
        valid_from=datetime.date(2030, 1, 1),
    )
    proposal = propose(
        claim, cast.editor, change=typed.change, reason=typed.reason, valid_from=typed.valid_from
    )

    kept = overrides.given_of_proposal(OverrideProposal.objects.get(pk=proposal.pk))
    assert kept == typed
    assert not [f.name for f in fields(SignOffGiven) if not getattr(typed, f.name)]
    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (S.AGREED, None)


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ({}, "policy"),
        ({"two_origins": REASONS["two_origins"]}, "policy"),
    ],
)
def test_proposal_must_override_every_rule_that_blocks(
    reasons: dict[str, str], code: str, claim: Claim, cast: Any
) -> None:
    act = overrides.propose_overrides
    typed = sign_off_given(overrides=reasons)
    assert refusal_of(act, claim, typed, seen_revision=claim.revision, by=cast.editor) == code


def test_proposal_needs_real_reasons(claim: Claim, cast: Any) -> None:
    typed = sign_off_given(overrides=dict.fromkeys(REASONS, "n/a"))
    with pytest.raises(Invalid) as error:
        overrides.propose_overrides(claim, typed, seen_revision=claim.revision, by=cast.editor)
    assert error.value.code == "too_short"


@pytest.mark.parametrize(
    ("member", "code"),
    [("reviewer2", "needs_editor"), ("admin", "needs_editor"), ("nobody", "no_role")],
)
def test_only_editors_propose_confirm_and_decline(
    member: str, code: str, claim: Claim, cast: Any
) -> None:
    person = getattr(cast, member)
    assert refusal_of(propose, claim, person) == code
    propose(claim, cast.editor)
    assert refusal_of(confirm, claim, person) == code
    assert refusal_of(decline, claim, person) == code


def test_second_proposal_waits_for_the_first(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    assert refusal_of(propose, claim, cast.editor2) == "proposal_waiting"


# Confirm


def test_confirming_signs_what_was_proposed(claim: Claim, cast: Any) -> None:
    proposal = propose(claim, cast.editor, rationale="One paper saw it.")

    verdict = confirm(claim, cast.editor2)

    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (S.SIGNED_OFF, verdict)
    assert verdict.rationale == "One paper saw it."
    assert verdict.row["signed_off_by"] == neutral_name(cast.editor2.pk)
    assert verdict.row["policy_overrides"] == " | ".join(f"{r}: {t}" for r, t in REASONS.items())
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ProposalState.CONFIRMED, cast.editor2)


def test_verdict_and_record_name_both_editors(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    verdict = confirm(claim, cast.editor2)

    overridden = {line["rule"]: line for line in verdict.policy if line["override"]}
    assert overridden.keys() == REASONS.keys()
    for line in overridden.values():
        assert line["proposed_by"] == neutral_name(cast.editor.pk)
        assert line["confirmed_by"] == neutral_name(cast.editor2.pk)
    assert not [line for line in verdict.policy if not line["override"] and "proposed_by" in line]
    event = Event.objects.latest("seq")
    assert (event.verb, event.by) == (Verb.SIGNED_OFF, cast.editor2)
    assert event.after["proposed_by"] == {"account": cast.editor.pk}


@pytest.mark.parametrize("one_person", [False, True])
def test_nobody_confirms_their_own_overrides(one_person: bool, claim: Claim, cast: Any) -> None:
    set_desk(cast, second_editor=True, one_person=one_person)
    propose(claim, cast.editor)
    assert refusal_of(confirm, claim, cast.editor) == "own_proposal"


@pytest.mark.parametrize("one_person", [False, True])
def test_editor_who_assessed_cannot_confirm(one_person: bool, cast: Any) -> None:
    set_desk(cast, second_editor=True, one_person=one_person)
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor2, RatingCode.SUPPORTED)
    propose(claim, cast.editor)
    assert refusal_of(confirm, claim, cast.editor2) in ("own_assessment",)


def test_editor_who_lost_the_role_no_longer_proposes(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    change_account(cast.editor, roles=[Role.REVIEWER], by=cast.admin)
    assert refusal_of(confirm, claim, cast.editor2) == "proposer_gone"
    decline(claim, cast.editor2)


def test_nothing_to_confirm(claim: Claim, cast: Any) -> None:
    assert refusal_of(confirm, claim, cast.editor2) == "no_proposal"
    propose(claim, cast.editor)
    decline(claim, cast.editor2)
    assert refusal_of(confirm, claim, cast.editor2) == "no_proposal"


def change_evidence(claim: Claim, people: Any) -> None:
    EvidenceFactory(claim=claim, by=people.researcher, stance="context")  # the round goes on


def assign(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    review.assign(claim, people.reviewer2, seen_revision=claim.revision, by=people.editor)


@pytest.mark.parametrize("change", [change_evidence, assign])
def test_change_of_the_claim_makes_the_proposal_void(change: Any, claim: Claim, cast: Any) -> None:
    first = propose(claim, cast.editor)
    change(claim, cast)

    assert refusal_of(confirm, claim, cast.editor2) == "proposal_void"
    assert refusal_of(decline, claim, cast.editor2) == "proposal_void"

    second = propose(claim, cast.editor2)
    first.refresh_from_db()
    assert (first.state, second.state) == (ProposalState.VOID, ProposalState.WAITING)
    assert confirm(claim, cast.editor).version == 1


def test_round_that_ends_makes_the_proposal_void(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    EvidenceFactory(claim=claim, by=cast.researcher, stance="contradicts")
    assert refusal_of(confirm, claim, cast.editor2) == "proposal_void"

    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)
    assert refusal_of(confirm, claim, cast.editor2) == "proposal_void"


@pytest.mark.parametrize("act", [overrides.confirm_overrides, overrides.decline_overrides])
def test_page_of_before_the_proposal_is_stale(act: Any, claim: Claim, cast: Any) -> None:
    seen = claim.revision
    propose(claim, cast.editor)
    words = {"reason": "x"} if act == overrides.decline_overrides else {}
    with pytest.raises(Stale):
        act(claim, seen_revision=seen, by=cast.editor2, **words)


def test_stricter_policy_of_meanwhile_is_asked_again(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    set_desk(cast, second_editor=True, quotes_checked=PolicyLevel.BLOCK)
    assert refusal_of(confirm, claim, cast.editor2) == "policy"


# Decline


@pytest.mark.parametrize("member", ["editor", "editor2"])
def test_declined_claim_stays_agreed_and_can_be_proposed_again(
    member: str, claim: Claim, cast: Any
) -> None:
    propose(claim, cast.editor)

    declined = decline(claim, getattr(cast, member))

    claim.refresh_from_db()
    assert (claim.status, declined.state) == (S.AGREED, ProposalState.DECLINED)
    event = Event.objects.latest("seq")
    assert (event.verb, event.reason) == (Verb.OVERRIDES_DECLINED, "Ask the union first.")
    assert event.after["proposed_by"] == {"account": cast.editor.pk}
    assert propose(claim, cast.editor).holds


def test_declining_needs_a_reason(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    with pytest.raises(Invalid) as error:
        decline(claim, cast.editor2, " ")
    assert error.value.field == "reason"


# On the page


def post(client: Any, claim: Claim, path: str, typed: dict[str, str] | None = None) -> Any:
    claim.refresh_from_db()
    sent = (typed or {}) | {"seen_revision": str(claim.revision)}
    return client.post(f"/claims/{claim.pk}/{path}/", sent)


def page_of(client: Any, claim: Claim) -> str:
    text: str = client.get(f"/claims/{claim.pk}/").content.decode()
    return text


def desk_of(client: Any, title: str) -> list[str]:
    queues = client.get("/").context["desk"].waiting
    return [row.number for queue in queues if queue.title == title for row in queue.rows]


def test_proposed_and_confirmed_on_the_page(claim: Claim, login: Any, cast: Any) -> None:
    first, second = login("editor"), login("editor2")
    page = page_of(first, claim)
    assert f'action="/claims/{claim.pk}/propose/"' in page
    assert f'action="/claims/{claim.pk}/sign-off/"' not in page
    assert desk_of(second, "To sign off") == [f"C{claim.pk}"]

    assert post(first, claim, "propose", TYPED).status_code == 302

    assert desk_of(second, "Overrides to confirm") == [f"C{claim.pk}"]
    for client in (first, second):
        assert desk_of(client, "To sign off") == []
        waiting = page_of(client, claim)
        assert all(words in waiting for words in [TYPED["rationale"], *REASONS.values()])
        assert f'action="/claims/{claim.pk}/propose/"' not in waiting
        assert "Before you sign off" not in waiting
    assert desk_of(first, "Overrides to confirm") == []
    assert f'action="/claims/{claim.pk}/confirm/"' in page_of(second, claim)
    assert post(first, claim, "confirm").status_code == 403

    assert post(second, claim, "confirm").status_code == 302

    signed = page_of(login("reader"), claim)
    assert "Proposed by <bdi>editor</bdi>, confirmed by <bdi>editor2</bdi>" in signed


def test_declined_overrides_are_in_the_form_again(claim: Claim, login: Any) -> None:
    first, second = login("editor"), login("editor2")
    post(first, claim, "propose", TYPED)
    assert post(second, claim, "decline", {"reason": ""}).status_code == 422
    assert post(second, claim, "decline", {"reason": "Ask the union."}).status_code == 302

    page = first.get(f"/claims/{claim.pk}/")
    assert "Ask the union." in page.content.decode()
    form = page.context["forms"]["sign_off"]
    assert {name: form[name].value() for name in TYPED} == TYPED
    other = second.get(f"/claims/{claim.pk}/").context["forms"]["sign_off"]
    assert not other["rationale"].value()


def test_void_overrides_are_said_and_in_the_form_again(claim: Claim, login: Any, cast: Any) -> None:
    first = login("editor")
    post(first, claim, "propose", TYPED)
    change_evidence(claim, cast)

    page = first.get(f"/claims/{claim.pk}/")

    assert page.context["page"].review.proposal.is_void
    form = page.context["forms"]["sign_off"]
    assert {name: form[name].value() for name in TYPED} == TYPED
    assert desk_of(login("editor2"), "Overrides to confirm") == []
    assert desk_of(first, "To sign off") == [f"C{claim.pk}"]


def test_refused_proposal_keeps_what_was_typed(claim: Claim, login: Any, cast: Any) -> None:
    client = login("editor")
    seen = claim.revision
    change_evidence(claim, cast)
    response = client.post(f"/claims/{claim.pk}/propose/", TYPED | {"seen_revision": seen})
    assert response.status_code == 409
    form = response.context["forms"]["sign_off"]
    assert {name: form[name].value() for name in TYPED} == TYPED


def test_second_proposal_is_refused_and_keeps_what_was_typed(claim: Claim, login: Any) -> None:
    seen = str(claim.revision)
    assert post(login("editor"), claim, "propose", TYPED).status_code == 302
    other = TYPED | {"rationale": "My own wording."}
    for sent in (seen, str(Claim.objects.get(pk=claim.pk).revision)):
        response = login("editor2").post(
            f"/claims/{claim.pk}/propose/", other | {"seen_revision": sent}
        )
        assert response.status_code == 409
        assert "My own wording." in response.content.decode()


def test_confirming_after_a_change_shows_what_changed(claim: Claim, login: Any, cast: Any) -> None:
    propose(claim, cast.editor)
    seen = claim.revision
    change_evidence(claim, cast)
    response = login("editor2").post(f"/claims/{claim.pk}/confirm/", {"seen_revision": seen})
    assert response.status_code == 409
    lines = response.context["outcome"].changes.lines
    assert Verb.EVIDENCE_ATTACHED in [line.event.verb for line in lines]
    assert "Changes since you opened the page" in response.content.decode()
    assert not claim.verdicts.exists()


def test_withdrawing_the_only_evidence_ends_it(claim: Claim, cast: Any) -> None:
    propose(claim, cast.editor)
    one = claim.evidence.get()
    evidence.withdraw_evidence(
        one, seen_revision=one.revision, reason="A hoax.", by=cast.researcher
    )
    assert refusal_of(confirm, claim, cast.editor2) == "proposal_void"
