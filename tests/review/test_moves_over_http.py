"""Every move of a claim is made and refused on its page, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.enums import ClaimStatus, RatingCode
from claims.given import Conflict
from claims.models import Claim
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, assess, walk_to

S = ClaimStatus

ASSESSMENT = {"rating": "supported", "rationale": "Two papers saw it.", "confidence": "high"}
SIGN_OFF = {"rationale": "What the reader gets.", "confidence": "medium"}

# move: (URL path, from, to, member, input)
MOVES: dict[str, tuple[str, ClaimStatus, ClaimStatus, str, dict[str, str]]] = {
    "assess": ("assess", S.OPEN, S.AGREED, "reviewer1", ASSESSMENT),
    "settle": ("settle", S.DISAGREED, S.AGREED, "reviewer3", ASSESSMENT),
    "sign_off": ("sign-off", S.AGREED, S.SIGNED_OFF, "editor", SIGN_OFF),
    "return": ("return", S.AGREED, S.OPEN, "editor", {"comment": "Ask the union."}),
    "reopen": ("reopen", S.SIGNED_OFF, S.OPEN, "editor", {"reason": "A paper was overlooked."}),
    "withdraw": ("withdraw", S.OPEN, S.WITHDRAWN, "editor", {"reason": "It is not a claim."}),
    "restore": ("restore", S.WITHDRAWN, S.OPEN, "editor", {"reason": "It is a claim."}),
}
COMPARED = {"assess": ("seen_round", "seen_basis")}
STALE = ["", "0", "garbage", "7" * 30, "99", None]
# Every move refuses one stale value, and one move refuses them all: they are read in one place.
STALE_MOVES = [*((move, "0") for move in MOVES), *(("return", stale) for stale in STALE)]


@pytest.fixture(scope="module", autouse=True)
def claims_by_status(module_cast: Cast) -> dict[ClaimStatus, Claim]:
    """Return a claim in each status that a move starts from; every test sees it as made here."""
    for member in ("reader", "admin", "nobody", "editor2", "reviewer3"):
        assert getattr(module_cast, member)
    statuses = dict.fromkeys(status for _, status, *_ in MOVES.values())
    return {status: make_claim_at(module_cast, status) for status in statuses}


@pytest.fixture
def claim_at(claims_by_status: dict[ClaimStatus, Claim]) -> Callable[[ClaimStatus], Claim]:
    return lambda status: Claim.objects.get(pk=claims_by_status[status].pk)


def make_claim_at(people: Any, status: ClaimStatus) -> Claim:
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


def seen_fields(claim: Claim) -> dict[str, str]:
    claim.refresh_from_db()
    return {
        "seen_revision": str(claim.revision),
        "seen_round": str(claim.round),
        "seen_basis": str(claim.basis),
    }


def form_of(response: Any, move: str) -> Any:
    return response.context["forms"][move]


@pytest.mark.parametrize("move", MOVES)
def test_move_can_be_made_from_the_page(move: str, login: Any, claim_at: Any) -> None:
    path, status, to, who, typed = MOVES[move]
    claim = claim_at(status)
    page = login(who).get(f"/claims/{claim.pk}/").content.decode()
    assert f'action="/claims/{claim.pk}/{path}/"' in page
    response = login(who).post(f"/claims/{claim.pk}/{path}/", typed | seen_fields(claim))
    assert (response.status_code, response.url) == (302, f"/claims/{claim.pk}/")
    claim.refresh_from_db()
    assert claim.status == to


@pytest.mark.parametrize("move", MOVES)
def test_missing_text_is_reported_at_its_field(move: str, login: Any, claim_at: Any) -> None:
    path, status, _, who, typed = MOVES[move]
    claim = claim_at(status)
    for field in typed.keys() - {"confidence", "rating"} or typed:
        response = login(who).post(
            f"/claims/{claim.pk}/{path}/", typed | seen_fields(claim) | {field: " \n "}
        )
        assert response.status_code == 422
        assert field in form_of(response, move).errors
    claim.refresh_from_db()
    assert claim.status == status


@pytest.mark.parametrize("member", ["reader", "researcher", "admin", "nobody"])
@pytest.mark.parametrize("move", MOVES)
def test_role_without_permission_is_refused(
    move: str, member: str, login: Any, claim_at: Any
) -> None:
    path, status, _, _, typed = MOVES[move]
    claim = claim_at(status)
    response = login(member).post(f"/claims/{claim.pk}/{path}/", typed | seen_fields(claim))
    assert response.status_code == 403
    claim.refresh_from_db()
    assert claim.status == status


@pytest.mark.any_database
@pytest.mark.parametrize(("move", "stale"), STALE_MOVES)
def test_stale_page_gets_409_keeps_the_input_and_can_be_submitted_again(
    move: str, stale: str | None, login: Any, claim_at: Any
) -> None:
    path, status, to, who, typed = MOVES[move]
    claim = claim_at(status)
    compared = COMPARED.get(move, ("seen_revision",))
    sent = typed | seen_fields(claim) | dict.fromkeys(compared, stale)
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
def test_move_overtaken_by_someone_else_is_refused_and_keeps_the_input(
    move: str, login: Any, claim_at: Any
) -> None:
    """The input names the latest revision, so the status alone causes the refusal."""
    path, status, _, who, typed = MOVES[move]
    claim = claim_at(S.SIGNED_OFF if status != S.SIGNED_OFF else S.AGREED)
    if move == "withdraw":
        claim = claim_at(S.WITHDRAWN)
    response = login(who).post(f"/claims/{claim.pk}/{path}/", typed | seen_fields(claim))
    assert response.status_code in (403, 409)
    assert form_of(response, move).non_field_errors()
    for text in typed.values():
        assert text in response.content.decode()


def test_disabled_button_shows_the_reason_of_the_rule(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.AGREED)
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    denial = page.context["page"].review.moves["sign_off"].denial
    assert denial.code == "needs_editor"
    assert denial.message in page.content.decode()


def test_editor_who_assessed_is_told_why_someone_else_must_sign_off(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)
    page = login("editor").get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.moves["sign_off"].denial.code == "own_assessment"
    assert page.context["page"].review.moves["sign_off"].denial.message in page.content.decode()
    response = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim))
    assert response.status_code == 403
    assert "What the reader gets." in response.content.decode()
    assert (
        login("editor2")
        .post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim))
        .status_code
        == 302
    )


def test_claim_without_evidence_cannot_be_assessed(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.moves["assess"].denial.code == "no_evidence"
    response = login("reviewer1").post(
        f"/claims/{claim.pk}/assess/", ASSESSMENT | seen_fields(claim)
    )
    assert response.status_code == 409
    assert "Two papers saw it." in response.content.decode()
    EvidenceFactory(claim=claim, by=cast.researcher)
    assert (
        login("reviewer1")
        .post(f"/claims/{claim.pk}/assess/", ASSESSMENT | seen_fields(claim))
        .status_code
        == 302
    )


def test_blocking_rule_is_shown_before_sign_off_and_can_be_overridden_with_a_reason(
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
    refused = client.post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim))
    assert refused.status_code == 409
    assert not claim.verdicts.exists()
    short = {f"override_{rule}": "n/a" for rule in faults}
    refused = client.post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim) | short)
    assert refused.status_code == 422
    form = form_of(refused, "sign_off")
    assert any(name.startswith("override_") for name in form.errors)
    assert {name: form[name].value() for name in SIGN_OFF | short} == SIGN_OFF | short
    assert not claim.verdicts.exists()
    reasons = {f"override_{rule}": "Nobody else was there." for rule in faults}
    signed = client.post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim) | reasons)
    assert signed.status_code == 302
    assert "two_origins: Nobody else was there." in claim.verdicts.get().row["policy_overrides"]


def test_second_of_two_editors_who_sign_sees_both_texts(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.AGREED)
    page_shown = seen_fields(claim)
    won = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | page_shown)
    lost = login("editor2").post(
        f"/claims/{claim.pk}/sign-off/", SIGN_OFF | page_shown | {"rationale": "My own wording."}
    )
    assert (won.status_code, lost.status_code) == (302, 409)
    [conflict] = lost.context["outcome"].conflicts
    assert "What the reader gets." in conflict.theirs
    assert conflict.yours == "My own wording."
    assert lost.context["outcome"].changes.by == "editor"
    assert claim.verdicts.count() == 1


def test_second_version_needs_a_kind_of_change_and_a_reason_on_the_page(
    login: Any, cast: Any
) -> None:
    claim = walk_to(S.AGREED, _make_reopened_claim(cast), cast)
    client = login("editor")
    refused = client.post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim))
    assert refused.status_code == 422
    assert "change" in form_of(refused, "sign_off").errors
    typed = SIGN_OFF | {
        "change": "correction",
        "reason": "We had overlooked a paper.",
        "valid_from": "2026-01-02",
        "recheck_on": "2026-07-01",
    }
    assert (
        client.post(f"/claims/{claim.pk}/sign-off/", typed | seen_fields(claim)).status_code == 302
    )
    page = client.get(f"/claims/{claim.pk}/")
    standing = page.context["page"].standing
    assert (standing.latest.verdict.version, len(standing.earlier)) == (2, 1)
    assert "We had overlooked a paper." in page.content.decode()


def _make_reopened_claim(people: Any) -> Claim:
    from claims.actions.review import reopen

    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    claim.refresh_from_db()
    return reopen(claim, reason="Look again.", seen_revision=claim.revision, by=people.editor)


def test_reopened_verdict_is_shown_as_under_review(login: Any, cast: Any) -> None:
    claim = _make_reopened_claim(cast)
    page = login("reader").get(f"/claims/{claim.pk}/")
    assert page.context["page"].standing.under_review_since
    assert "under review since" in page.content.decode()


def test_page_of_a_duplicate_links_to_the_other_claim(login: Any, cast: Any, claim_at: Any) -> None:
    claim, other = claim_at(S.OPEN), ClaimFactory(people=cast)
    client = login("editor")
    itself = {"duplicate_of": f"#{claim.pk}"} | seen_fields(claim)
    refused = client.post(f"/claims/{claim.pk}/withdraw/", itself)
    assert refused.status_code == 422
    assert "duplicate_of" in form_of(refused, "withdraw").errors
    typed = {"duplicate_of": f"#{other.pk}"} | seen_fields(claim)
    assert client.post(f"/claims/{claim.pk}/withdraw/", typed).status_code == 302
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    assert f'<a href="/claims/{other.pk}/">claim {other.pk}</a>' in page


def test_assessment_can_be_replaced_while_the_round_is_incomplete(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    client = login("reviewer1")
    page = client.get(f"/claims/{claim.pk}/")
    assert form_of(page, "assess")["rationale"].value() == "What was found does not settle it."
    assert (
        client.post(f"/claims/{claim.pk}/assess/", ASSESSMENT | seen_fields(claim)).status_code
        == 302
    )
    page = client.get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.own.rationale == "Two papers saw it."
    assert claim.assessments.count() == 2


def test_earlier_assessment_can_be_confirmed_with_one_click(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    EvidenceFactory(claim=claim, by=cast.researcher)  # ends the round
    client = login("reviewer1")
    page = client.get(f"/claims/{claim.pk}/")
    earlier = page.context["page"].review.earlier
    assert [line.event.verb for line in earlier.changes] == ["evidence_attached"]
    assert "Submit the same assessment again" in page.content.decode()
    as_before = {
        "rating": earlier.assessment.rating.code,
        "rationale": earlier.assessment.rationale,
        "confidence": earlier.assessment.confidence,
    }
    assert (
        client.post(f"/claims/{claim.pk}/assess/", as_before | seen_fields(claim)).status_code
        == 302
    )
    claim.refresh_from_db()
    assert (claim.status, claim.round) == (S.AGREED, 2)
    assert (
        "Submit the same assessment again"
        not in client.get(f"/claims/{claim.pk}/").content.decode()
    )


def test_earlier_assessors_see_how_the_statement_was_corrected(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    typed = {"statement": "Three cranes stay.", "kind": "factual", "priority": "2"}
    sent = login("editor").post(f"/claims/{claim.pk}/change/", typed | seen_fields(claim))
    assert sent.status_code == 302
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    (change,) = page.context["page"].review.earlier.changes
    assert (change.event.before["statement"], change.event.after["statement"]) == (
        claim.statement,
        "Three cranes stay.",
    )
    assert f"{claim.statement}</del>" in page.content.decode()


def test_second_of_two_who_correct_a_statement_sees_both_texts(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    page_shown = seen_fields(claim)
    typed = {"kind": "factual", "priority": "2"} | page_shown
    url = f"/claims/{claim.pk}/change/"
    assert login("editor").post(url, typed | {"statement": "Theirs."}).status_code == 302
    lost = login("researcher").post(url, typed | {"statement": "Mine."})
    assert lost.status_code == 409
    assert lost.context["outcome"].conflicts[0] == Conflict("Statement", "Theirs.", "Mine.")
    form = form_of(lost, "change_claim")
    typed["seen_revision"] = form["seen_revision"].value()
    assert login("researcher").post(url, typed | {"statement": "Mine."}).status_code == 302


def test_comment_submitted_twice_is_added_once_and_shown(login: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    client = login("researcher")
    for _ in range(2):
        client.post(f"/claims/{claim.pk}/comments/", {"text": "Ask the union.", "token": "once"})
    assert claim.comments.count() == 1
    assert "Ask the union." in login("reader").get(f"/claims/{claim.pk}/").content.decode()
    refused = client.post(f"/claims/{claim.pk}/comments/", {"text": " "})
    assert refused.status_code == 422
    assert login("reader").post(f"/claims/{claim.pk}/comments/", {"text": "x"}).status_code == 403


def test_claim_can_be_assigned_and_unassigned(login: Any, cast: Any, claim_at: Any) -> None:
    claim = claim_at(S.OPEN)
    client, url = login("editor"), f"/claims/{claim.pk}/assign/"
    worker = cast.researcher.username
    assert client.post(url, {"assignee": worker} | seen_fields(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.assignee == cast.researcher
    unknown = client.post(url, {"assignee": "no such person"} | seen_fields(claim))
    assert unknown.status_code == 422
    stale = client.post(url, {"assignee": "", "seen_revision": "1"})
    assert stale.status_code == 409
    assert client.post(url, {"assignee": ""} | seen_fields(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.assignee is None


def test_number_of_required_assessments_can_be_changed_on_the_page_while_open(
    login: Any, cast: Any, claim_at: Any
) -> None:
    claim = claim_at(S.OPEN)
    client, url = login("editor"), f"/claims/{claim.pk}/require/"
    assert client.post(url, {"number": "2"} | seen_fields(claim)).status_code == 302
    assert client.post(url, {"number": "9"} | seen_fields(claim)).status_code == 422
    assess(claim, cast.reviewer1)
    refused = client.post(url, {"number": "1"} | seen_fields(claim))
    assert refused.status_code == 409
    claim.refresh_from_db()
    assert claim.assessments_required == 2


def test_claims_can_be_linked_shown_on_both_pages_and_unlinked(
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


def test_quote_of_an_appearance_can_be_corrected(login: Any, cast: Any) -> None:
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
    shown = seen_fields(claim)
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
def test_unknown_claim_is_not_found(login: Any, pk: int, db: Any) -> None:
    client = login("editor")
    assert client.get(f"/claims/{pk}/").status_code == 404
    for path, *_ in MOVES.values():
        assert client.post(f"/claims/{pk}/{path}/", {}).status_code == 404


@pytest.mark.parametrize("text", ["a\0b", "x" * 20_001])
def test_invalid_text_or_rating_is_reported_at_its_field(
    login: Any, claim_at: Any, text: str
) -> None:
    claim = claim_at(S.OPEN)
    typed = ASSESSMENT | {"rationale": text} | seen_fields(claim)
    response = login("reviewer1").post(f"/claims/{claim.pk}/assess/", typed)
    assert response.status_code == 422
    assert list(form_of(response, "assess").errors) == ["rationale"]
    for rating in ("no_such", "\0", ""):
        response = login("reviewer1").post(
            f"/claims/{claim.pk}/assess/", ASSESSMENT | {"rating": rating} | seen_fields(claim)
        )
        assert response.status_code == 422
        assert list(form_of(response, "assess").errors) == ["rating"]


def test_reviewer_who_is_late_is_told_what_happened_since(
    login: Any, cast: Any, claim_at: Any
) -> None:
    """Round and basis are unchanged, but the round has all its assessments."""
    claim = claim_at(S.OPEN)
    page_shown = seen_fields(claim)
    assess(claim, cast.reviewer1)
    late = login("reviewer2").post(f"/claims/{claim.pk}/assess/", ASSESSMENT | page_shown)
    assert late.status_code == 409
    assert [line.event.verb for line in late.context["outcome"].changes.lines] == ["assessed"]
    assert form_of(late, "assess")["rationale"].value() == "Two papers saw it."


def test_blocking_rule_is_not_shown_as_an_edit_conflict(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    refused = login("editor").post(f"/claims/{claim.pk}/sign-off/", SIGN_OFF | seen_fields(claim))
    assert refused.status_code == 409
    assert not refused.context["outcome"].is_conflict


def test_assessment_from_a_page_with_old_evidence_is_stale(
    login: Any, cast: Any, claim_at: Any
) -> None:
    """The round is the same because the claim was open, but its basis has changed."""
    claim = claim_at(S.OPEN)
    page_shown = seen_fields(claim)
    EvidenceFactory(claim=claim, by=cast.researcher)
    client, url = login("reviewer1"), f"/claims/{claim.pk}/assess/"
    late = client.post(url, ASSESSMENT | page_shown)
    assert late.status_code == 409
    changes = late.context["outcome"].changes
    assert [line.event.verb for line in changes.lines] == ["evidence_attached"]
    assert not claim.assessments.exists()
    fresh = {name: form_of(late, "assess")[name].value() for name in page_shown}
    assert client.post(url, ASSESSMENT | fresh).status_code == 302
