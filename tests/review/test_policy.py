"""What a verdict needs before sign-off: each rule met and not met, each level, each override."""

import datetime
from typing import Any

import pytest

from claims import policy, rules
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    Party,
    PolicyLevel,
    PolicyRule,
    QuoteCheck,
    RatingCode,
    SourceKind,
    Stance,
)
from claims.errors import Invalid, Refused
from claims.models import Article, Claim, Desk, Evidence, Snapshot
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, assess, sign_off

from .steps import set_desk
from .world import World

R = PolicyRule
SUPPORTED, REFUTED = RatingCode.SUPPORTED, RatingCode.REFUTED
CONFLICTING = RatingCode.CONFLICTING_EVIDENCE


def is_met(world: World, rule: PolicyRule, rating: str = SUPPORTED, **basis: Any) -> bool:
    weight = world.count()
    standing = tuple(e for e in world.evidence if not e.is_withdrawn)
    checked = policy.Basis(world.claim, str(rating), weight, standing, **basis)
    (result,) = [r for r in policy.check(checked, Desk()) if r.rule == rule]
    return result.met


@pytest.fixture
def world() -> World:
    return World()


# Two origins, or one archived primary record


@pytest.mark.parametrize(
    ("rating", "stance"), [(SUPPORTED, Stance.CORROBORATES), (REFUTED, Stance.CONTRADICTS)]
)
def test_verdict_needs_two_origins_of_its_own_stance(
    world: World, rating: RatingCode, stance: Stance
) -> None:
    other = next(s for s in (Stance.CORROBORATES, Stance.CONTRADICTS) if s != stance)
    for name in ("Gazette", "Herald"):
        world.add(name, stance=other)
    world.add("Gazette", stance=stance)
    assert not is_met(world, R.TWO_ORIGINS, rating)

    world.add("Herald", stance=stance)
    assert is_met(world, R.TWO_ORIGINS, rating)


RECORD: dict[str, Any] = {"kind": EvidenceKind.RECORD, "snapshot": Snapshot(pk=1, sha256="a")}
FETCHED = RECORD | {"snapshot": Snapshot(pk=1, sha256="a", requested_url="https://gazette.example")}


@pytest.mark.parametrize(
    ("record", "enough"),
    [
        ({"kind": EvidenceKind.RECORD, "snapshot": Snapshot(pk=1, sha256="a")}, True),
        ({"kind": EvidenceKind.RECORD}, False),
        ({"kind": EvidenceKind.STATEMENT, "snapshot": Snapshot(pk=1, sha256="a")}, False),
        # What an outlet printed is never a primary record, not even of somebody who is.
        ({"seen_in": "Gazette", "origin": "Register", **RECORD}, False),
        ({"seen_in": "Gazette", "origin": "Truce", **RECORD}, True),  # a document that lies there
        ({"seen_in": "Gazette", "origin": "Truce", "article": Article(pk=1), **RECORD}, False),
        ({"seen_in": "Ministry", "origin": "Register", **RECORD}, False),
        ({"seen_in": "Gazette", "custody": "From the clerk, by hand.", **RECORD}, True),
        ({"seen_in": "Gazette", "custody": "By hand.", **FETCHED}, False),
    ],
)
def test_one_archived_primary_record_is_enough(
    world: World, record: dict[str, Any], enough: bool
) -> None:
    world.source("Register", kind=SourceKind.OFFICIAL_BODY)
    world.source("Ministry", kind=SourceKind.OFFICIAL_BODY)
    world.source("Truce", kind=SourceKind.DOCUMENT)
    world.add(**{"seen_in": "Register", **record})
    assert is_met(world, R.TWO_ORIGINS) == enough


def test_unstated_origin_does_not_count(world: World) -> None:
    world.add("Gazette")
    world.add("Herald", origin=OriginKind.NOT_STATED)
    assert not is_met(world, R.TWO_ORIGINS)


@pytest.mark.parametrize("rating", [RatingCode.NOT_ENOUGH_EVIDENCE, RatingCode.TOO_VAGUE])
def test_verdict_without_a_conclusion_needs_no_origins(world: World, rating: RatingCode) -> None:
    assert is_met(world, R.TWO_ORIGINS, rating)
    assert is_met(world, R.NON_PARTY_ORIGIN, rating)


# Both stances


def test_conflicting_evidence_needs_both_stances(world: World) -> None:
    world.source("Gazette", party=Party.INDEPENDENT)
    world.add("Gazette")
    assert not is_met(world, R.BOTH_STANCES, CONFLICTING)
    assert is_met(world, R.BOTH_STANCES, SUPPORTED)

    world.add("Herald", stance=Stance.CONTRADICTS)
    assert is_met(world, R.BOTH_STANCES, CONFLICTING)


@pytest.mark.parametrize("party", [Party.PARTY, Party.ALLIED, Party.UNKNOWN])
def test_conflicting_evidence_needs_more_than_the_word_of_parties(
    world: World, party: Party
) -> None:
    world.source("Ministry", party=party)
    world.source("Rebels", party=Party.PARTY)
    world.add("Gazette", origin="Ministry")
    world.add("Gazette", origin="Rebels", stance=Stance.CONTRADICTS)

    assert not is_met(world, R.BOTH_STANCES, CONFLICTING)


# Quotes


QUOTE_IS_CHECKED = {
    QuoteCheck.FOUND: True,
    QuoteCheck.BY_EYE: True,
    QuoteCheck.NOT_FOUND: False,
    QuoteCheck.NO_COPY: False,
    QuoteCheck.NO_QUOTE: False,
}


@pytest.mark.parametrize("check", QuoteCheck)
def test_every_quote_must_be_found_checked_by_eye_or_explained(
    world: World, check: QuoteCheck
) -> None:
    evidence = world.add(quote_check=check)
    assert is_met(world, R.QUOTES_CHECKED) == QUOTE_IS_CHECKED[check]

    evidence.quote_reason = "The minister spoke without notes."
    assert is_met(world, R.QUOTES_CHECKED)


# The claim's own passage


@pytest.mark.parametrize(
    ("rating", "stance", "origin", "fits"),
    [
        (SUPPORTED, Stance.CORROBORATES, "Observers", False),
        (SUPPORTED, Stance.CONTRADICTS, "Observers", True),  # it does not count for the rating
        (SUPPORTED, Stance.CONTEXT, "Observers", True),
        (REFUTED, Stance.CONTRADICTS, "Observers", True),  # "they denied reports that"
        (REFUTED, Stance.CONTRADICTS, "Minister", False),  # a voice of the claim's own chain
        (CONFLICTING, Stance.CORROBORATES, "Observers", False),
        (CONFLICTING, Stance.CONTRADICTS, "Observers", True),
        (RatingCode.NOT_ENOUGH_EVIDENCE, Stance.CORROBORATES, "Observers", True),
        (RatingCode.TOO_VAGUE, Stance.CORROBORATES, "Observers", True),
    ],
)
def test_claims_own_passage_cannot_support_it(
    world: World, rating: RatingCode, stance: Stance, origin: str, fits: bool
) -> None:
    world.add_chain("Gazette", "Minister")
    evidence = world.add("Herald", origin=origin, stance=stance)

    assert is_met(world, R.NOT_OWN_PASSAGE, rating)
    own = frozenset({evidence.pk})
    assert is_met(world, R.NOT_OWN_PASSAGE, rating, own_passages=own) == fits


# One origin that is not a party


@pytest.mark.parametrize("party", Party)
def test_one_origin_must_be_known_not_to_be_a_party(world: World, party: Party) -> None:
    world.source("Ministry", party=party)
    world.add("Gazette", origin="Ministry")

    assert is_met(world, R.NON_PARTY_ORIGIN) == (party in {Party.THIRD_PARTY, Party.INDEPENDENT})


@pytest.mark.parametrize(("side", "enough"), [("south", True), ("north", False), ("", False)])
def test_agreement_of_opposing_sides_replaces_an_origin_that_is_not_a_party(
    world: World, side: str, enough: bool
) -> None:
    world.stake("Ministry", Party.PARTY, "north")
    world.stake("Rebels", Party.PARTY, side)
    world.add("Gazette", origin="Ministry")
    world.add("Gazette", origin="Rebels")

    assert is_met(world, R.NON_PARTY_ORIGIN) == enough


# Dates


@pytest.mark.parametrize(
    ("day", "early"), [("2025-04-03", True), ("2025-04-04", False), (None, True)]
)
@pytest.mark.parametrize("of_article", [False, True])
def test_evidence_dated_after_the_claim_is_flagged(
    world: World, day: str | None, early: bool, of_article: bool
) -> None:
    world.claim.said_on_earliest = datetime.date(2025, 4, 1)
    world.claim.said_on_latest = datetime.date(2025, 4, 3)
    date = datetime.date.fromisoformat(day) if day else None
    if of_article:
        article = Article(pk=1, published_earliest=date, published_latest=date)
        world.add(article=article)
    else:
        world.add(published_earliest=date, published_latest=date)

    assert is_met(world, R.NOT_DATED_AFTER) == early


def test_undated_claim_flags_no_evidence(world: World) -> None:
    world.add(published_earliest=datetime.date(2025, 4, 3))
    assert is_met(world, R.NOT_DATED_AFTER)


# Quote checks


def quote_check(**more: Any) -> World:
    world = World(ClaimKind.QUOTE)
    world.add_chain("Gazette", "Minister")
    if more:
        world.add(**more)
    return world


WITNESSED: dict[str, Any] = {"snapshot": Snapshot(pk=1), "quote_check": QuoteCheck.FOUND}


@pytest.mark.parametrize(
    ("evidence", "enough"),
    [
        # The speaker's own publication, archived.
        ({"seen_in": "Minister", "origin": "Minister", "snapshot": Snapshot(pk=1)}, True),
        # A first-hand report by an outlet that heard it.
        ({"seen_in": "Herald", "origin": "Minister"}, True),
        ({"seen_in": "Herald", "origin": OriginKind.OWN_REPORTING, **WITNESSED}, True),
        ({"seen_in": "Herald", "origin": OriginKind.OWN_REPORTING}, False),  # it only says so
        # Its archived copy has other words.
        (
            {
                "seen_in": "Herald",
                "origin": OriginKind.OWN_REPORTING,
                **WITNESSED,
                "quote_check": QuoteCheck.NOT_FOUND,
            },
            False,
        ),
        # First-hand, but to somebody else.
        ({"seen_in": "Herald", "origin": "Moscow", **WITNESSED}, False),
        # Taken over from other evidence.
        ({"seen_in": "Minister", "origin": "Minister", **WITNESSED, "derived_from_id": 9}, False),
        # Hearsay.
        ({"seen_in": "Herald", "origin": "Minister", "via": "Moscow"}, False),
        ({"seen_in": "Herald", "origin": OriginKind.UNNAMED}, False),
        ({"seen_in": "Herald", "origin": OriginKind.NOT_STATED}, False),
        (
            {
                "seen_in": "Herald",
                "origin": "Minister",
                "article": Article(pk=2, republishes_source_id=1),
            },
            False,
        ),
    ],
)
def test_quote_check_needs_a_publication_by_the_speaker_or_a_first_hand_report(
    evidence: dict[str, Any], enough: bool
) -> None:
    world = quote_check(**evidence)
    speaker = world.sources["Minister"].pk
    assert is_met(world, R.QUOTE_WITNESSED, speaker_id=speaker) == enough


def test_two_independent_reports_are_enough_for_a_quote_check() -> None:
    world = quote_check(seen_in="Herald", origin=OriginKind.UNNAMED)
    world.add("Tribune", origin=OriginKind.UNNAMED)

    assert is_met(world, R.QUOTE_WITNESSED)


@pytest.mark.parametrize("named", [True, False])
def test_quote_check_without_a_named_speaker_cannot_be_signed(named: bool) -> None:
    world = quote_check(seen_in="Herald", origin="Minister")
    speaker = world.sources["Minister"].pk if named else None

    assert is_met(world, R.SPEAKER_NAMED, speaker_id=speaker) == named


@pytest.mark.parametrize(
    ("rating", "others", "met"),
    [(SUPPORTED, 0, False), (SUPPORTED, 1, True), (REFUTED, 0, True)],
)
def test_quote_check_that_only_its_own_passage_supports_is_marked(
    rating: RatingCode, others: int, met: bool
) -> None:
    world = quote_check(seen_in="Gazette", origin="Minister")
    for _ in range(others):
        world.add("Herald", origin="Minister")

    assert is_met(world, R.RESTS_ON_OWN_PASSAGE, rating, own_passages=frozenset({1})) == met


def test_rules_for_factual_claims_do_not_apply_to_a_quote_check() -> None:
    world = quote_check(seen_in="Herald", origin="Minister")
    world.source("Minister", party=Party.PARTY)
    own = frozenset({world.evidence[0].pk})

    for rule in (R.NOT_OWN_PASSAGE, R.TWO_ORIGINS, R.NON_PARTY_ORIGIN):
        assert is_met(world, rule, own_passages=own)


def test_rule_for_quote_checks_does_not_apply_to_a_factual_claim(world: World) -> None:
    assert is_met(world, R.QUOTE_WITNESSED)


# Levels and overrides


def results(level: PolicyLevel, overrides: dict[str, str] | None = None) -> list[policy.Result]:
    """Return the results for a claim without evidence when only one rule is on."""
    desk = Desk(**dict.fromkeys(R.values, PolicyLevel.OFF) | {"two_origins": level})
    world = World()
    return policy.check(policy.Basis(world.claim, SUPPORTED, world.count(), ()), desk, overrides)


def test_rule_that_is_off_is_not_checked() -> None:
    assert results(PolicyLevel.OFF) == []


def test_warning_is_reported_and_does_not_block() -> None:
    (result,) = results(PolicyLevel.WARN)
    assert not result.met
    assert policy.why_not_sign([result]) is None


@pytest.mark.parametrize(
    ("overrides", "code"),
    [
        ({}, "policy"),
        ({"two_origins": ""}, "policy"),
        ({"two_origins": "  "}, "policy"),
        ({"both_stances": "x"}, "policy"),
        ({"two_origins": "the register is closed"}, None),
    ],
)
def test_blocking_rule_can_only_be_overridden_with_a_reason(
    overrides: dict[str, str], code: str | None
) -> None:
    denial = policy.why_not_sign(results(PolicyLevel.BLOCK, overrides))
    assert (denial and denial.code) == code


def test_rule_that_is_met_stores_no_override() -> None:
    world = World()
    basis = policy.Basis(world.claim, RatingCode.TOO_VAGUE.value, world.count(), ())
    found = policy.check(basis, Desk(), {rule.value: "just in case" for rule in R})
    assert {result.override for result in found} == {""}


# Sign-off with the desk's policy


def supported(people: Any, **more: Any) -> Claim:
    """Return a claim agreed to be supported on the word of one outlet about which nothing is known."""
    claim = ClaimFactory(people=people, with_evidence=False, **more)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, SUPPORTED)
    return claim


@pytest.mark.django_db
def test_verdict_that_fails_a_blocking_rule_is_refused_and_nothing_is_saved(cast: Any) -> None:
    claim = supported(cast)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)

    assert error.value.denial.code == "policy"
    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (ClaimStatus.AGREED, None)


@pytest.mark.django_db
def test_override_is_stored_with_the_verdict_and_exported_in_its_row(cast: Any) -> None:
    claim = supported(cast)

    verdict = sign_off(
        claim,
        cast.editor,
        overrides={
            "two_origins": "there was one witness",
            "non_party_origin": "nobody else was there",
        },
    )

    assert verdict.row["policy_overrides"] == (
        "two_origins: there was one witness | non_party_origin: nobody else was there"
    )
    stored = {result["rule"]: result for result in verdict.policy}
    assert set(stored) == set(R.values)
    assert stored["two_origins"]["override"] == "there was one witness"
    assert stored["quotes_checked"] | {"override": ""} == stored["quotes_checked"]
    assert stored["quotes_checked"]["level"] == "warn"
    assert stored["quotes_checked"]["met"] is False


REASONS = {
    "there was one witness": None,
    "Свидетель был только один": None,
    "ყველა სხვა მოწმე გარდაიცვალა": None,
    "one witness": "too_short",  # two words
    "it is so": "too_short",  # too few letters
    "x": "too_short",
    "1 2 3 4 5 6 7 8 9 10": "too_short",
    "aaaaaaa bbbbbbb ccccccc": "too_short",  # three letters
    "asdf asdf asdf asdf asdf": "too_short",  # one word
    "override override override": "too_short",
    "- - - - - - - - - - - - - -": "too_short",
}


@pytest.mark.parametrize(("reason", "code"), REASONS.items())
def test_reason_for_an_override_is_at_least_a_short_sentence(reason: str, code: str | None) -> None:
    denial = rules.why_not_reason(reason)
    assert (denial and denial.code) == code


@pytest.mark.django_db
def test_override_without_a_real_reason_is_refused_at_its_field(cast: Any) -> None:
    claim = supported(cast)
    reasons = {"two_origins": "there was one witness", "non_party_origin": "just because"}

    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, overrides=reasons)

    assert (error.value.field, error.value.code) == ("override_non_party_origin", "too_short")
    assert not claim.verdicts.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("level", [PolicyLevel.OFF, PolicyLevel.WARN])
def test_verdict_can_be_signed_when_the_rule_does_not_block(cast: Any, level: PolicyLevel) -> None:
    set_desk(cast, two_origins=level, non_party_origin=level)
    claim = supported(cast)

    verdict = sign_off(claim, cast.editor)

    checked = {result["rule"] for result in verdict.policy}
    assert ("two_origins" in checked) == (level == PolicyLevel.WARN)


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["the article itself", "a republication", "another passage"])
def test_evidence_that_quotes_the_claims_own_passage_is_recognised(cast: Any, where: str) -> None:
    quote = "all four cranes will stay in service until autumn"
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article, quote=quote)
    seen = article
    if where == "a republication":
        seen = ArticleFactory(by=cast.researcher, republishes_article=article)
    words = "naming no source for it" if where == "another passage" else quote
    EvidenceFactory(claim=claim, by=cast.researcher, article=seen, quote=words)

    basis = policy.load_basis(Claim.objects.get(pk=claim.pk), SUPPORTED.value)

    own = basis.own_passages == frozenset(Evidence.objects.values_list("pk", flat=True))
    assert own == (where != "another passage")


@pytest.mark.django_db
def test_speaker_is_the_last_named_voice_of_the_chain(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article)

    assert policy.load_basis(claim, SUPPORTED.value).speaker_id == article.publisher.pk
