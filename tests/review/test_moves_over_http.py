"""Every move of a claim through its page, without JavaScript: made, and refused from the same set-up."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.enums import ClaimStatus, RatingCode
from claims.given import Conflict
from claims.models import Claim
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, assess, walk_to

S = ClaimStatus

SAYS = {"rating": "supported", "rationale": "Two papers saw it.", "confidence": "high"}
SIGNS = {"rationale": "What the reader gets.", "confidence": "medium"}

# move: (address, from, to, who, what is typed)
MOVES: dict[str, tuple[str, ClaimStatus, ClaimStatus, str, dict[str, str]]] = {
    "assess": ("assess", S.OPEN, S.AGREED, "reviewer1", SAYS),
    "settle": ("settle", S.DISAGREED, S.AGREED, "reviewer3", SAYS),
    "sign_off": ("sign-off", S.AGREED, S.SIGNED_OFF, "editor", SIGNS),
    "return": ("return", S.AGREED, S.OPEN, "editor", {"comment": "Ask the union."}),
    "reopen": ("reopen", S.SIGNED_OFF, S.OPEN, "editor", {"reason": "A paper was overlooked."}),
    "withdraw": ("withdraw", S.OPEN, S.WITHDRAWN, "editor", {"reason": "It is no claim."}),
    "restore": ("restore", S.WITHDRAWN, S.OPEN, "editor", {"reason": "It is one."}),
}
COMPARED = {"assess": ("seen_round", "seen_basis")}
STALE = ["", "0", "garbage", "7" * 30, "99", None]


@pytest.fixture(scope="module", autouse=True)
def standing(kept: Cast) -> dict[ClaimStatus, Claim]:
    """A claim in each status that a move starts from; each test has it as it stands here."""
    for member in ("reader", "admin", "nobody", "editor2", "reviewer3"):
        assert getattr(kept, member)
    statuses = dict.fromkeys(status for _, status, *_ in MOVES.values())
    return {status: walked(kept, status) for status in statuses}


@pytest.fixture
def claim_at(standing: dict[ClaimStatus, Claim]) -> Callable[[ClaimStatus], Claim]:
    return lambda status: Claim.objects.get(pk=standing[status].pk)


def walked(people: Any, status: ClaimStatus) -> Claim:
    claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    if status == S.DISAGREED:
        from claims.actions.review import require_assessments

        claim.refresh_from_db()
        require_assessments(claim, 2, seen_revision=claim.revision, by=people.editor)
        assess(claim, people.reviewer1)
        assess(claim, people.reviewer2, RatingCode.SUPPORTED)
        return claim
    return walk_to(status, claim, people)


def seen(claim: Claim) -> dict[str, str]:
    claim.refresh_from_db()
    return {
        "seen_revision": str(claim.revision),
        "seen_round": str(claim.round),
        "seen_basis": str(claim.basis),
    }


def form_of(response: Any, move: str) -> Any:
    return response.context["forms"][move]


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_from_the_page(move: str, login: Any, claim_at: Any) -> None:
    path, status, to, who, typed = MOVES[move]
    claim = claim_at(status)
    page = login(who).get(f"/claims/{claim.pk}/").content.decode()
    assert f'action="/claims/{claim.pk}/{path}/"' in page
    response = login(who).post(f"/claims/{claim.pk}/{path}/", typed | seen(claim))
    assert (response.status_code, response.url) == (302, f"/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.status == to


@pytest.mark.parametrize("move", MOVES)
def test_what_is_missing_is_said_by_its_field(move: str, login: Any, claim_at: Any) -> None:
    path, status, _, who, typed = MOVES[move]
    claim = claim_at(status)
    for field in typed.keys() - {"confidence", "rating"} or typed:
        response = login(who).post(
            f"/claims/{claim.pk}/{path}/", typed | seen(claim) | {field: " \n "}
        )
        assert response.status_code == 422
        assert field in form_of(response, move).errors
    claim.refresh_from_db()
    assert claim.status == status


@pytest.mark.parametrize("member", ["reader", "researcher", "admin", "nobody"])
@pytest.mark.parametrize("move", MOVES)
def test_a_role_without_the_power_is_refused(
    move: str, member: str, login: Any, claim_at: Any
) -> None:
    path, status, _, _, typed = MOVES[move]
    claim = claim_at(status)
    response = login(member).post(f"/claims/{claim.pk}/{path}/", typed | seen(claim))
    assert response.status_code == 403
    claim.refresh_from_db()
    assert claim.status == status


@pytest.mark.parametrize("stale", STALE)
@pytest.mark.parametrize("move", MOVES)
def test_a_stale_page_gets_409_keeps_what_was_typed_and_can_be_sent_again(
    move: str, stale: str | None, login: Any, claim_at: Any
) -> None:
    path, status, to, who, typed = MOVES[move]
    claim = claim_at(status)
    compared = COMPARED.get(move, ("seen_revision",))
    sent = typed | seen(claim) | dict.fromkeys(compared, stale)
    sent = {name: value for name, value in sent.items() if value is not None}
    response = login(who).post(f"/claims/{claim.pk}/{path}/", sent)
    assert response.status_code == 409
    form = form_of(response, move)
    assert {name: form[name].value() for name in typed} == typed
    [conflict] = response.context["outcome"].conflicts
    assert conflict.yours in typed.values()
    assert conflict.theirs
    fresh = {name: form[name].value() for name in compared}
    assert login(who).post(f"/claims/{claim.pk}/{path}/", sent | fresh).status_code == 302
    claim.refresh_from_db()
    assert claim.status == to


@pytest.mark.parametrize("move", MOVES)
def test_a_move_that_others_have_overtaken_is_refused_and_keeps_what_was_typed(
    move: str, login: Any, claim_at: Any
) -> None:
    """The page was read before; what was compared is the latest. The state alone refuses."""
    path, status, _, who, typed = MOVES[move]
    claim = claim_at(S.SIGNED_OFF if status != S.SIGNED_OFF else S.AGREED)
    if move == "withdraw":
        claim = claim_at(S.WITHDRAWN)
    response = login(who).post(f"/claims/{claim.pk}/{path}/", typed | seen(claim))
    assert response.status_code in (403, 409)
    assert form_of(response, move).non_field_errors()
    for text in typed.values():
        assert text in response.content.decode()


def test_the_sentence_of_the_rule_stands_by_the_button_that_rests(
    login: Any, claim_at: Any
) -> None:
    claim = claim_at(S.AGREED)
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    denial = page.context["page"].review.moves["sign_off"].denial
    assert denial.code == "needs_editor"
    assert denial.message in page.content.decode()


def test_an_editor_who_assessed_reads_why_another_signs(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)
    page = login("editor").get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.moves["sign_off"].denial.code == "own_assessment"
    assert page.context["page"].review.moves["sign_off"].denial.message in page.content.decode()
    response = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim))
    assert response.status_code == 403
    assert "What the reader gets." in response.content.decode()
    assert (
        login("editor2").post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim)).status_code
        == 302
    )


def test_without_evidence_there_is_nothing_to_assess(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.moves["assess"].denial.code == "no_evidence"
    response = login("reviewer1").post(f"/claims/{claim.pk}/assess/", SAYS | seen(claim))
    assert response.status_code == 409
    assert "Two papers saw it." in response.content.decode()
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert (
        login("reviewer1").post(f"/claims/{claim.pk}/assess/", SAYS | seen(claim)).status_code
        == 302
    )


def test_a_blocking_rule_is_shown_before_and_overridden_with_a_reason(
    login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    client = login("editor")
    page = client.get(f"/claims/{claim.pk}/")
    faults = {r.rule.value: r.fault for r in page.context["page"].review.results if r.fault}
    assert {"two_origins", "non_party_origin"} <= faults.keys()
    for rule in ("two_origins", "non_party_origin"):
        assert f'name="override_{rule}"' in page.content.decode()
    refused = client.post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim))
    assert refused.status_code == 409
    assert not claim.verdicts.exists()
    reasons = {f"override_{rule}": "Nobody else was there." for rule in faults}
    signed = client.post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim) | reasons)
    assert signed.status_code == 302
    assert "two_origins: Nobody else was there." in claim.verdicts.get().row["policy_overrides"]


def test_the_loser_of_a_race_for_the_signature_sees_both_texts(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.AGREED)
    page_shown = seen(claim)
    won = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGNS | page_shown)
    lost = login("editor2").post(
        f"/claims/{claim.pk}/sign-off/", SIGNS | page_shown | {"rationale": "My own wording."}
    )
    assert (won.status_code, lost.status_code) == (302, 409)
    [conflict] = lost.context["outcome"].conflicts
    assert "What the reader gets." in conflict.theirs
    assert conflict.yours == "My own wording."
    assert lost.context["outcome"].changes.by == "editor"
    assert claim.verdicts.count() == 1


def test_a_second_version_says_what_it_is_and_why(login: Any, cast: Any) -> None:
    claim = walk_to(S.AGREED, _reopened(cast), cast)
    client = login("editor")
    refused = client.post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim))
    assert refused.status_code == 422
    assert "change" in form_of(refused, "sign_off").errors
    typed = SIGNS | {
        "change": "correction",
        "reason": "We had overlooked a paper.",
        "valid_from": "2026-01-02",
        "recheck_on": "2026-07-01",
    }
    assert client.post(f"/claims/{claim.pk}/sign-off/", typed | seen(claim)).status_code == 302
    page = client.get(f"/claims/{claim.pk}/")
    standing = page.context["page"].standing
    assert (standing.latest.verdict.version, len(standing.earlier)) == (2, 1)
    assert "We had overlooked a paper." in page.content.decode()


def _reopened(people: Any) -> Claim:
    from claims.actions.review import reopen

    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    claim.refresh_from_db()
    return reopen(claim, reason="Look again.", seen_revision=claim.revision, by=people.editor)


def test_a_reopened_verdict_stands_and_is_shown_as_under_review(login: Any, cast: Any) -> None:
    claim = _reopened(cast)
    page = login("reader").get(f"/claims/{claim.pk}/")
    assert page.context["page"].standing.under_review_since
    assert "under review since" in page.content.decode()


def test_a_duplicate_names_the_other_claim(login: Any, cast: Any, claim_at: Any) -> None:
    claim, other = claim_at(S.OPEN), ClaimFactory(people=cast)
    client = login("editor")
    itself = {"duplicate_of": f"#{claim.pk}"} | seen(claim)
    refused = client.post(f"/claims/{claim.pk}/withdraw/", itself)
    assert refused.status_code == 422
    assert "duplicate_of" in form_of(refused, "withdraw").errors
    typed = {"duplicate_of": f"#{other.pk}"} | seen(claim)
    assert client.post(f"/claims/{claim.pk}/withdraw/", typed).status_code == 302
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    assert f'<a href="/claims/{other.pk}/">claim {other.pk}</a>' in page


def test_an_assessment_is_replaced_while_the_round_runs(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    client = login("reviewer1")
    page = client.get(f"/claims/{claim.pk}/")
    assert form_of(page, "assess")["rationale"].value() == "What was found does not settle it."
    assert client.post(f"/claims/{claim.pk}/assess/", SAYS | seen(claim)).status_code == 302
    page = client.get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.own.rationale == "Two papers saw it."
    assert claim.assessments.count() == 2


def test_an_earlier_assessment_is_confirmed_with_one_press(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    EvidenceFactory(claim=claim, by=cast.researcher)  # ends the round
    client = login("reviewer1")
    page = client.get(f"/claims/{claim.pk}/")
    earlier = page.context["page"].review.earlier
    assert [line.event.verb for line in earlier.changes] == ["evidence_attached"]
    assert "Confirm as before" in page.content.decode()
    as_before = {
        "rating": earlier.assessment.rating.code,
        "rationale": earlier.assessment.rationale,
        "confidence": earlier.assessment.confidence,
    }
    assert client.post(f"/claims/{claim.pk}/assess/", as_before | seen(claim)).status_code == 302
    claim.refresh_from_db()
    assert (claim.status, claim.round) == (S.AGREED, 2)
    assert "Confirm as before" not in client.get(f"/claims/{claim.pk}/").content.decode()


def test_a_corrected_statement_is_shown_to_earlier_assessors(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    typed = {"statement": "Three cranes stay.", "kind": "factual", "priority": "2"}
    sent = login("editor").post(f"/claims/{claim.pk}/change/", typed | seen(claim))
    assert sent.status_code == 302
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    (change,) = page.context["page"].review.earlier.changes
    assert (change.event.before["statement"], change.event.after["statement"]) == (
        claim.statement,
        "Three cranes stay.",
    )
    assert f"{claim.statement}</del>" in page.content.decode()


def test_two_who_correct_a_statement_see_both_texts(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    page_shown = seen(claim)
    typed = {"kind": "factual", "priority": "2"} | page_shown
    url = f"/claims/{claim.pk}/change/"
    assert login("editor").post(url, typed | {"statement": "Theirs."}).status_code == 302
    lost = login("researcher").post(url, typed | {"statement": "Mine."})
    assert lost.status_code == 409
    assert lost.context["outcome"].conflicts[0] == Conflict("Statement", "Theirs.", "Mine.")
    form = form_of(lost, "change_claim")
    typed["seen_revision"] = form["seen_revision"].value()
    assert login("researcher").post(url, typed | {"statement": "Mine."}).status_code == 302


def test_comments_are_added_once_and_shown(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    client = login("researcher")
    for _ in range(2):
        client.post(f"/claims/{claim.pk}/comments/", {"text": "Ask the union.", "token": "once"})
    assert claim.comments.count() == 1
    assert "Ask the union." in login("reader").get(f"/claims/{claim.pk}/").content.decode()
    refused = client.post(f"/claims/{claim.pk}/comments/", {"text": " "})
    assert refused.status_code == 422
    assert login("reader").post(f"/claims/{claim.pk}/comments/", {"text": "x"}).status_code == 403


def test_a_claim_is_assigned_and_taken_back(login: Any, cast: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    client, url = login("editor"), f"/claims/{claim.pk}/assign/"
    worker = cast.researcher.username
    assert client.post(url, {"assignee": worker} | seen(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.assignee == cast.researcher
    unknown = client.post(url, {"assignee": "no such person"} | seen(claim))
    assert unknown.status_code == 422
    stale = client.post(url, {"assignee": "", "seen_revision": "1"})
    assert stale.status_code == 409
    assert client.post(url, {"assignee": ""} | seen(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.assignee is None


def test_how_many_must_assess_changes_while_the_claim_is_open(
    login: Any, cast: Any, claim_at: Any
) -> None:
    claim = claim_at(S.OPEN)
    client, url = login("editor"), f"/claims/{claim.pk}/require/"
    assert client.post(url, {"number": "2"} | seen(claim)).status_code == 302
    assert client.post(url, {"number": "9"} | seen(claim)).status_code == 422
    assess(claim, cast.reviewer1)
    refused = client.post(url, {"number": "1"} | seen(claim))
    assert refused.status_code == 409
    claim.refresh_from_db()
    assert claim.assessments_required == 2


def test_claims_are_linked_seen_from_both_ends_and_unlinked(
    login: Any, cast: Any, claim_at: Any
) -> None:
    claim, other = claim_at(S.OPEN), ClaimFactory(people=cast)
    client, url = login("researcher"), f"/claims/{claim.pk}/links/"
    typed = {"kind": "contradicts", "other": f"#{other.pk}"}
    assert client.post(url, typed).status_code == 302
    twice = client.post(url, typed)
    assert twice.status_code == 409
    assert client.post(url, typed | {"other": str(claim.pk)}).status_code == 422
    assert client.post(url, typed | {"kind": "reports"}).status_code == 422
    assert other.statement in client.get(f"/claims/{claim.pk}/").content.decode()
    assert "is contradicted by" in client.get(f"/claims/{other.pk}/").content.decode()
    link = claim.links.get()
    assert client.post(f"/links/{link.pk}/remove/", {"reason": ""}).status_code == 422
    assert client.post(f"/links/{link.pk}/remove/", {"reason": "A slip."}).status_code == 302
    assert not claim.links.exists()


def test_the_words_a_claim_was_found_in_are_corrected(login: Any, cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article)
    appearance = claim.appearances.get()
    client, url = login("researcher"), f"/appearances/{appearance.pk}/change/"
    typed = {
        "quote": "two of them were to be sold",
        "chain-TOTAL_FORMS": "1",
        "chain-INITIAL_FORMS": "0",
        "chain-0-source_name": article.publisher.name,
        "chain-0-kind": "reported",
    }
    shown = seen(claim)
    assert client.get(url).status_code == 200
    missing = client.post(url, typed | shown | {"quote": "nowhere to be read"})
    assert missing.status_code == 422
    assert "quote" in missing.context["form"].errors
    assert client.post(url, typed | shown).status_code == 302
    appearance.refresh_from_db()
    assert appearance.quote == "two of them were to be sold"
    stale = client.post(url, typed | shown | {"quote": "declined to comment on the sale"})
    assert stale.status_code == 409
    conflict = stale.context["outcome"].conflicts[0]
    assert conflict.theirs == "two of them were to be sold"
    assert conflict.yours == "declined to comment on the sale"
    assert "declined to comment on the sale</textarea>" in stale.content.decode()
    again = typed | {"quote": "declined to comment on the sale"}
    again["seen_revision"] = stale.context["form"]["seen_revision"].value()
    assert client.post(url, again).status_code == 302


@pytest.mark.parametrize("pk", [0, 999999, 10**30])
def test_an_unknown_claim_is_not_found(login: Any, pk: int, db: Any) -> None:
    client = login("editor")
    assert client.get(f"/claims/{pk}/").status_code == 404
    for path, *_ in MOVES.values():
        assert client.post(f"/claims/{pk}/{path}/", {}).status_code == 404


@pytest.mark.parametrize("text", ["a\0b", "half \ufffd", "x" * 20_001])
def test_hostile_text_is_said_by_the_field(login: Any, claim_at: Any, text: str) -> None:
    claim = claim_at(S.OPEN)
    typed = SAYS | {"rationale": text} | seen(claim)
    response = login("reviewer1").post(f"/claims/{claim.pk}/assess/", typed)
    assert response.status_code == 422
    assert list(form_of(response, "assess").errors) == ["rationale"]
    for rating in ("no_such", "\0", ""):
        response = login("reviewer1").post(
            f"/claims/{claim.pk}/assess/", SAYS | {"rating": rating} | seen(claim)
        )
        assert response.status_code == 422
        assert list(form_of(response, "assess").errors) == ["rating"]


def test_who_comes_after_the_round_is_complete_is_told_what_happened(
    login: Any, cast: Any, claim_at: Any
) -> None:
    """Round and basis are as they were; the round has its assessments all the same."""
    claim = claim_at(S.OPEN)
    page_shown = seen(claim)
    assess(claim, cast.reviewer1)
    late = login("reviewer2").post(f"/claims/{claim.pk}/assess/", SAYS | page_shown)
    assert late.status_code == 409
    assert [line.event.verb for line in late.context["outcome"].changes.lines] == ["assessed"]
    assert form_of(late, "assess")["rationale"].value() == "Two papers saw it."


def test_a_rule_that_blocks_is_no_conflict_of_two_texts(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    refused = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGNS | seen(claim))
    assert refused.status_code == 409
    assert not refused.context["outcome"].is_conflict


def test_an_assessment_of_evidence_that_changed_meanwhile_is_stale(
    login: Any, cast: Any, claim_at: Any
) -> None:
    """The round is the same: the claim was open. What it rests on is not."""
    claim = claim_at(S.OPEN)
    page_shown = seen(claim)
    EvidenceFactory(claim=claim, by=cast.researcher)
    client, url = login("reviewer1"), f"/claims/{claim.pk}/assess/"
    late = client.post(url, SAYS | page_shown)
    assert late.status_code == 409
    changes = late.context["outcome"].changes
    assert [line.event.verb for line in changes.lines] == ["evidence_attached"]
    assert not claim.assessments.exists()
    fresh = {name: form_of(late, "assess")[name].value() for name in page_shown}
    assert client.post(url, SAYS | fresh).status_code == 302
