"""From the first evidence on, the claim's page says what each rating would need, and where to supply it."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import policy
from claims.actions import desk as desk_actions
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    Party,
    PolicyLevel,
    PolicyRule,
    QuoteCheck,
    RatingCode,
    Stance,
)
from claims.models import Claim, Desk, Snapshot
from claims.reads.review.policy_words import Doors, Outlook, outlook_of
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, assess, walk_to

from .steps import set_desk
from .world import World

R = PolicyRule
ALL = {code.value for code in RatingCode}
UNCONCLUDED = {RatingCode.NOT_ENOUGH_EVIDENCE.value, RatingCode.TOO_VAGUE.value}


def outlook(world: World, *, doors: Doors | None = None, desk: Desk | None = None) -> Outlook:
    basis = policy.Basis(world.claim, "", world.count(), tuple(world.evidence))
    return outlook_of(basis, desk or Desk(), doors or Doors(add=True, change=True))


def met(found: Outlook) -> set[str]:
    return {row.rating.code for row in found.ratings if row.is_met}


def first_need(found: Outlook, code: str) -> str:
    return found.by_code[code].needs[0].sentence


pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_each_rating_says_how_many_origins_it_needs() -> None:
    world = World()
    world.source("Gazette", party=Party.INDEPENDENT)
    world.add("Gazette", quote_check=QuoteCheck.FOUND)

    found = outlook(world)

    assert met(found) == UNCONCLUDED
    assert "one more independent origin" in first_need(found, "supported")
    assert "two independent origins" in first_need(found, "refuted")
    assert "contradicts" in first_need(found, "conflicting_evidence")


def test_rating_is_met_once_its_rules_are() -> None:
    world = World()
    world.source("Gazette", party=Party.INDEPENDENT)
    for name in ("Gazette", "Herald"):
        world.add(name, quote_check=QuoteCheck.FOUND)
    assert met(outlook(world)) == UNCONCLUDED | {"supported"}

    world.add("Tribune", stance=Stance.CONTRADICTS, quote_check=QuoteCheck.FOUND)
    assert met(outlook(world)) == UNCONCLUDED | {"supported", "conflicting_evidence"}


def test_outlook_is_what_sign_off_would_say() -> None:
    """The same rules and levels: only the rating differs."""
    world = World()
    world.add("Register", kind=EvidenceKind.RECORD, snapshot=Snapshot(pk=1, sha256="a"))
    desk = Desk(non_party_origin=PolicyLevel.WARN, two_origins=PolicyLevel.BLOCK)
    basis = policy.Basis(world.claim, "", world.count(), tuple(world.evidence))

    found = outlook(world, desk=desk)

    for row in found.ratings:
        results = policy.check(policy.with_rating(basis, row.rating.code), desk)
        assert row.is_met == (policy.why_not_sign(results) is None)
        assert len(row.needs) + len(found.shared) == len([r for r in results if not r.met])


def test_what_every_rating_needs_is_said_once() -> None:
    world = World()
    world.claim.said_on_earliest = world.claim.said_on_latest = datetime.date(2025, 4, 1)
    day = datetime.date(2025, 4, 2)
    world.add("Gazette", published_earliest=day, published_latest=day)

    (shared,) = outlook(world).shared

    assert not shared.blocks
    assert shared.url == "#evidence"


def test_unchecked_quote_leads_to_the_form_that_checks_it() -> None:
    world = World()
    world.add("Herald", quote_check=QuoteCheck.FOUND)
    unchecked = world.add("Gazette", quote_check=QuoteCheck.NOT_FOUND)

    needs = outlook(world, desk=only(R.QUOTES_CHECKED)).by_code["supported"].needs

    assert [need.url for need in needs] == [f"/evidence/{unchecked.pk}/change/"]


def only(rule: PolicyRule, level: PolicyLevel = PolicyLevel.BLOCK) -> Desk:
    return Desk(**dict.fromkeys(R.values, PolicyLevel.OFF) | {rule.value: level})


def test_rating_of_the_desks_own_is_met(cast: Any) -> None:
    satire = desk_actions.RatingDetails("satire", "Satire", "Meant as a joke.")
    desk_actions.add_rating(satire, by=cast.admin)
    world = World()
    world.add("Gazette", quote_check=QuoteCheck.FOUND)

    assert "satire" in met(outlook(world))


@pytest.mark.parametrize("level", PolicyLevel)
def test_rule_blocks_a_rating_only_at_that_level(level: PolicyLevel) -> None:
    world = World(ClaimKind.QUOTE)
    world.add("Gazette", quote_check=QuoteCheck.FOUND)

    row = outlook(world, desk=only(R.SPEAKER_NAMED, level)).by_code["supported"]

    assert row.is_met == (level != PolicyLevel.BLOCK)
    assert len(row.needs) == (level != PolicyLevel.OFF)


@pytest.mark.parametrize(
    ("doors", "url"),
    [
        (Doors(add=True, change=True, appearance=7), "/appearances/7/change/"),
        (Doors(add=True, change=True), "/claims/1/appearances/"),
        (Doors(add=True, change=False, appearance=7), ""),
        (Doors(), ""),
    ],
)
def test_missing_speaker_leads_to_the_chain(doors: Doors, url: str) -> None:
    world = World(ClaimKind.QUOTE)
    world.add("Gazette", quote_check=QuoteCheck.FOUND)
    found = outlook(world, doors=doors, desk=only(R.SPEAKER_NAMED))
    assert found.by_code["supported"].needs[0].url == url


def test_nobody_is_sent_to_a_form_they_cannot_use() -> None:
    world = World()
    world.add("Gazette")
    found = outlook(world, doors=Doors())
    needs = [*found.shared, *(need for row in found.ratings for need in row.needs)]
    assert len(needs) > 3
    assert not [need for need in needs if need.url or need.link]


# On the page


@pytest.fixture
def claim(cast: Any) -> Claim:
    article = ArticleFactory(by=cast.researcher)
    claim: Claim = ClaimFactory(people=cast, article=article, assessments_required=2)
    return claim


def page_of(client: Any, claim: Claim) -> Any:
    return client.get(f"/claims/{claim.pk}/")


def test_page_shows_it_from_the_first_evidence_until_the_verdict_is_signed(
    claim: Claim, login: Any, cast: Any
) -> None:
    client = login("reviewer2")
    assert 'id="policy"' not in page_of(client, claim).content.decode()

    EvidenceFactory(claim=claim, by=cast.researcher)
    page = page_of(client, claim)

    assert {row.rating.code for row in page.context["page"].outlook.ratings} == ALL
    html = page.content.decode()
    assert 'href="#evidence-form"' in html
    assert 'id="evidence-form"' in html
    assert html.count("Needs one more independent origin") == 2  # on the page, and beside its radio

    walk_to(ClaimStatus.SIGNED_OFF, claim, cast)
    assert 'id="policy"' not in page_of(client, claim).content.decode()


@pytest.mark.parametrize("member", ["reader", "researcher", "reviewer2", "editor"])
def test_everybody_sees_it_during_a_blind_round(
    member: str, claim: Claim, login: Any, cast: Any
) -> None:
    EvidenceFactory(claim=claim, by=cast.researcher)
    walk_to(ClaimStatus.IN_REVIEW, claim, cast)
    assert page_of(login(member), claim).context["page"].outlook.ratings


def test_links_lead_to_pages_that_exist(claim: Claim, login: Any, cast: Any) -> None:
    quote = ClaimFactory(people=cast, kind=ClaimKind.QUOTE)  # as plain text, so without a speaker
    EvidenceFactory(claim=quote, by=cast.researcher)
    set_desk(cast, speaker_named=PolicyLevel.BLOCK)
    client = login("researcher")
    found = page_of(client, quote).context["page"].outlook
    urls = {n.url for n in [*found.shared, *(n for row in found.ratings for n in row.needs)]}
    assert f"/claims/{quote.pk}/appearances/" in urls
    for url in urls - {""}:
        assert url.startswith("#") or client.get(url).status_code == 200


def test_one_more_rating_costs_no_query(claim: Claim, login: Any, cast: Any) -> None:
    EvidenceFactory(claim=claim, by=cast.researcher)
    client = login("reader")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client, claim)
        return len(queries)

    cost()
    before = cost()
    for n in range(3):
        details = desk_actions.RatingDetails(f"own{n}", f"Own {n}", "Ours.")
        desk_actions.add_rating(details, by=cast.admin)
    assert cost() == before


# What a verdict was signed without


def test_verdict_shows_the_warnings_it_was_signed_with(claim: Claim, login: Any, cast: Any) -> None:
    warn = PolicyLevel.WARN
    set_desk(cast, two_origins=warn, non_party_origin=warn, quotes_checked=PolicyLevel.OFF)
    EvidenceFactory(claim=claim, by=cast.researcher)
    for reviewer in (cast.reviewer1, cast.reviewer2):
        assess(claim, reviewer, RatingCode.SUPPORTED)
    client = login("editor")
    before = page_of(client, claim)
    faults = [r.fault for r in before.context["page"].review.results if not r.met]
    assert len(faults) == 2
    assert all(fault in before.content.decode() for fault in faults)

    walk_to_signed = {"rationale": "It is so.", "confidence": "low"}
    claim.refresh_from_db()
    client.post(f"/claims/{claim.pk}/sign-off/", walk_to_signed | {"seen_revision": claim.revision})

    after = page_of(client, claim)
    warnings = after.context["page"].standing.latest.warnings
    assert len(warnings) == 2
    assert all(warning in after.content.decode() for warning in warnings)
