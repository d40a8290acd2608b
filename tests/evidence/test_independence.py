"""How many independent origins support a claim: each sentence of the design as a case without a database."""

from typing import Any

import pytest

from claims.enums import (
    BearsOn,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    ParentRelation,
    Party,
    SourceKind,
    Stance,
)
from claims.independence import weigh
from claims.models import Claim, Snapshot
from tests.review.world import World

SPEAKS, OWNED, FUNDED = (
    ParentRelation.SPEAKS_FOR,
    ParentRelation.OWNED_BY,
    ParentRelation.FUNDED_BY,
)


@pytest.fixture
def world() -> World:
    return World()


# Origins are counted per stance


def test_each_own_report_is_an_origin_for_its_stance(world: World) -> None:
    world.add("Gazette")
    world.add("Herald")
    world.add("Tribune", stance=Stance.CONTRADICTS)

    counted = world.count()
    assert (counted.corroborates.origins, counted.contradicts.origins) == (2, 1)


def test_five_documents_that_repeat_one_voice_are_one_origin(world: World) -> None:
    for name in "ABCDE":
        world.add(name, origin="Ministry", article=world.article(name))

    counted = world.count().corroborates
    assert (counted.documents, counted.origins) == (5, 1)


def test_withdrawn_evidence_counts_neither_as_document_nor_as_origin(world: World) -> None:
    world.add("Gazette").withdrawn_at = "now"

    counted = world.count().corroborates
    assert (counted.documents, counted.origins, counted.lines) == (0, 0, ())


def test_what_would_add_an_origin_depends_on_voices_and_carriers() -> None:
    nobody, one_voice, one_carrier = World(), World(), World()
    one_voice.add("Gazette")
    for voice in ("Ministry", "Army"):
        one_carrier.add("Gazette", origin=voice)

    counted = [one.count().corroborates for one in (nobody, one_voice, one_carrier)]
    assert [(len(one.voices), one.origins) for one in counted] == [(0, 0), (1, 1), (2, 1)]
    other_hands = "One of these voices, heard through another publication"
    assert [one.would_add.startswith(other_hands) for one in counted] == [False, False, True]
    assert len({one.would_add for one in counted}) == 3


def test_only_stances_that_vouch_say_so(world: World) -> None:
    counted = world.count()
    assert counted.corroborates.vouches
    assert counted.contradicts.vouches
    assert not counted.of(Stance.CONTEXT).vouches


# Only evidence that corroborates or contradicts the whole claim counts


@pytest.mark.parametrize("bears_on", [BearsOn.PART, BearsOn.ANOTHER_POINT])
def test_evidence_on_less_than_the_whole_claim_does_not_count(
    world: World, bears_on: BearsOn
) -> None:
    evidence = world.add(bears_on=bears_on)

    assert world.families() == []
    assert world.why(evidence) == "other_point"
    assert world.count().corroborates.documents == 1


def test_context_does_not_count(world: World) -> None:
    evidence = world.add(stance=Stance.CONTEXT)

    assert world.families(Stance.CONTEXT) == []
    assert world.why(evidence) == "context"


@pytest.mark.parametrize("claim_kind", ClaimKind)
@pytest.mark.parametrize("kind", EvidenceKind)
def test_no_reply_and_nothing_found_never_count_and_no_comment_counts_only_on_a_quote_check(
    kind: EvidenceKind, claim_kind: ClaimKind
) -> None:
    world = World(claim_kind)
    world.add(kind=kind)

    silent = {EvidenceKind.NO_REPLY, EvidenceKind.NOTHING_FOUND}
    if claim_kind == ClaimKind.FACTUAL:
        silent.add(EvidenceKind.NO_COMMENT)
    assert world.families() == ([] if kind in silent else ["Gazette"])


# The root: derived_from, then origin


def test_derived_evidence_counts_as_the_evidence_it_derives_from(world: World) -> None:
    model = world.add("Gazette", origin="Ministry")
    world.add("Herald", derived_from=world.add("Tribune", derived_from=model))

    assert world.families() == ["Ministry"]


def test_copy_stays_a_copy_when_its_original_is_withdrawn(world: World) -> None:
    model = world.add("Gazette")
    model.withdrawn_at = "now"
    world.add("Herald", derived_from=model)

    assert world.families() == ["Gazette"]


def test_circular_derivations_end(world: World) -> None:
    one, two = world.add("Gazette"), world.add("Herald")
    one.derived_from, two.derived_from = two, one

    assert world.count().corroborates.documents == 2


# Heard only via another voice


def test_origin_heard_only_via_another_voice_counts_as_that_voice(world: World) -> None:
    evidence = world.add("Agency", origin="Armenia", via="Moscow")

    assert world.families() == ["Moscow"]
    assert world.why(evidence) == "heard_via"


def test_origin_heard_via_another_voice_counts_itself_once_its_own_words_are_on_the_desk(
    world: World,
) -> None:
    world.add("Agency", origin="Armenia", via="Moscow")
    world.add("Armenpress", origin="Armenia")

    assert world.families() == ["Armenia"]


@pytest.mark.parametrize(
    "other",
    [
        {"stance": Stance.CONTRADICTS},
        {"bears_on": BearsOn.ANOTHER_POINT},
        {"stance": Stance.CONTEXT},
        {"stance": Stance.CONTEXT, "kind": EvidenceKind.NO_REPLY},
        {"kind": EvidenceKind.NO_COMMENT},
        {"withdrawn_at": "now"},
        {"via": "Tbilisi"},
    ],
    ids=str,
)
def test_own_words_of_another_stance_or_point_do_not_replace_the_voice_heard_via(
    world: World, other: dict[str, Any]
) -> None:
    relayed = world.add("Agency", origin="Armenia", via="Moscow")
    world.add("Armenpress", **({"origin": "Armenia"} | other))

    assert world.why(relayed) == "heard_via"


def test_copied_words_are_not_the_own_words_of_an_origin(world: World) -> None:
    relayed = world.add("Agency", origin="Armenia", via="Moscow")
    world.add("Blog", origin="Armenia", derived_from=relayed)

    assert world.families() == ["Moscow"]


def test_words_heard_via_a_spokesman_are_the_own_words_of_the_voice(world: World) -> None:
    world.source("Spokesman", "Armenia")
    world.add("Agency", origin="Armenia", via="Moscow")
    world.add("Armenpress", origin="Armenia", via="Spokesman")

    assert world.families() == ["Armenia"]


# Unnamed, own reporting, republication


@pytest.mark.parametrize("origin", [OriginKind.UNNAMED, OriginKind.OWN_REPORTING])
def test_unnamed_and_own_reporting_count_as_where_it_was_seen(
    world: World, origin: OriginKind
) -> None:
    world.add("Gazette", origin=origin, article=world.article("Gazette"))
    assert world.families() == ["Gazette"]


@pytest.mark.parametrize("origin", [OriginKind.UNNAMED, OriginKind.OWN_REPORTING])
def test_unnamed_and_own_reporting_in_a_republication_count_as_the_republished_publisher(
    world: World, origin: OriginKind
) -> None:
    first = world.article("Agency")
    second = world.article("Herald", republishes_article=first)
    third = world.article("Gazette", republishes_article=second)
    fourth = world.article("Tribune", republishes_source=world.source("Agency"))
    for article in (first, second, third, fourth):
        world.add(article.publisher.name, origin=origin, article=article)

    counted = world.count().corroborates
    assert ([f.name for f in counted.voices], counted.documents) == (["Agency"], 4)


def test_unnamed_source_heard_via_another_voice_counts_as_that_voice(world: World) -> None:
    world.add("Gazette", origin=OriginKind.UNNAMED, via="Moscow")
    assert world.families() == ["Moscow"]


def test_republication_of_an_unknown_publisher_counts_as_no_origin(world: World) -> None:
    article = world.article("Gazette", republishes_article=world.article(None))
    evidence = world.add("Gazette", article=article)

    assert world.families() == []
    assert world.why(evidence) == "republishes_unknown"


def test_articles_that_republish_each_other_are_one_origin(world: World) -> None:
    one, two = world.article("Gazette"), world.article("Herald")
    three = world.article("Tribune", republishes_article=two)
    one.republishes_article, two.republishes_article = two, one
    for article in (one, two, three):
        world.add(article.publisher.name, article=article)

    assert world.families() == ["Gazette"]


def test_named_origin_in_a_republication_counts_as_itself(world: World) -> None:
    article = world.article("Gazette", republishes_article=world.article("Agency"))
    world.add("Gazette", origin="Ministry", article=article)

    assert world.families() == ["Ministry"]


def test_unstated_origin_counts_as_no_origin(world: World) -> None:
    evidence = world.add("Gazette", origin=OriginKind.NOT_STATED)
    world.add("Herald", origin=OriginKind.NOT_STATED, via="Moscow")

    assert world.families() == []
    assert world.why(evidence) == "not_stated"
    assert world.count().corroborates.documents == 2


# The family counts once


@pytest.mark.parametrize(
    ("relation", "families"),
    [(SPEAKS, ["Ministry"]), (OWNED, ["Ministry"]), (FUNDED, ["Ministry", "Spokesman"])],
)
def test_family_counts_once_and_funding_alone_makes_no_family(
    world: World, relation: str, families: list[str]
) -> None:
    world.source("Ministry")
    world.source("Spokesman", "Ministry", relation)
    world.add("Gazette", origin="Ministry")
    world.add("Herald", origin="Spokesman")

    assert sorted(world.families()) == families


def test_family_is_named_after_the_head_of_the_voice(world: World) -> None:
    world.source("Government")
    world.source("Ministry", "Government", OWNED)
    world.source("Spokesman", "Ministry", SPEAKS)
    world.add("Gazette", origin="Spokesman")

    assert world.families() == ["Government"]


def test_sources_with_circular_parents_are_one_family(world: World) -> None:
    world.source("A", "B")
    world.source("B", "C")
    world.source("C", "A")
    for name in "ABC":
        world.add("Gazette", origin=name)

    assert world.families() == ["A"]


# The claim's own chain


@pytest.mark.parametrize("origin", ["Ministry", "Spokesman"])
def test_claims_own_chain_cannot_corroborate_it(world: World, origin: str) -> None:
    world.source("Spokesman", "Ministry")
    world.add_chain("Gazette", "Spokesman")
    evidence = world.add("Herald", origin=origin)

    assert world.families() == []
    assert world.why(evidence) == "own_chain"


def test_claims_own_chain_can_contradict_it(world: World) -> None:
    world.add_chain("Gazette", "Ministry")
    world.add("Herald", origin="Ministry", stance=Stance.CONTRADICTS)

    assert world.families(Stance.CONTRADICTS) == ["Ministry"]


def test_speaker_can_corroborate_a_quote_check() -> None:
    world = World(ClaimKind.QUOTE)
    world.add_chain("Gazette", "Ministry")
    world.add("Herald", origin="Ministry")

    assert world.families() == ["Ministry"]


# Documents


def test_documents_are_distinct_articles_files_or_urls(world: World) -> None:
    article = world.article("Gazette")
    one, again = Snapshot(pk=1, sha256="a"), Snapshot(pk=2, sha256="a")
    for document in (
        {"article": article, "snapshot": one},
        {"article": article},
        {"snapshot": one},
        {"snapshot": again},  # the same bytes, uploaded a second time
        {"url": "https://example.org/a"},
        {"url": "https://example.org/a/"},
        {"url": "ftp://example.org/a"},  # no web page: it is compared as it is written
        {"url": "ftp://example.org/a"},
        {"url": "ftp://example.org/b"},
    ):
        world.add("Gazette", **document)

    assert world.count().corroborates.documents == 5


def test_evidence_without_a_document_counts_by_where_it_was_seen(world: World) -> None:
    for name in ("Gazette", "Gazette", "Herald"):
        world.add(name)

    assert world.count().corroborates.documents == 2


# Parties


def test_stake_overrides_the_party_of_the_source(world: World) -> None:
    world.source("Pentagon", party=Party.INDEPENDENT)
    world.stake("Pentagon", Party.PARTY)
    world.add("Gazette", origin="Pentagon")
    world.add("Herald", origin="Institute")
    world.source("Institute", party=Party.INDEPENDENT)

    assert [family.name for family in world.count().non_party_families] == ["Institute"]


def test_member_of_a_joint_statement_has_a_party_of_its_own(world: World) -> None:
    joint = {"Communique": (SourceKind.JOINT, "", Party.UNKNOWN)}
    world.name_all(joint, {"Communique": ("Norland", "Southmark")})
    world.source("Southmark", party=Party.INDEPENDENT)
    world.stake("Norland", Party.PARTY)
    world.add("Gazette", origin="Communique")

    assert [family.name for family in world.count().non_party_families] == ["Southmark"]


@pytest.mark.parametrize(
    ("one", "other", "party"),
    [
        (Party.PARTY, Party.INDEPENDENT, Party.PARTY),
        (Party.INDEPENDENT, Party.ALLIED, Party.ALLIED),
        (Party.THIRD_PARTY, Party.UNKNOWN, Party.UNKNOWN),
        (Party.INDEPENDENT, Party.THIRD_PARTY, Party.THIRD_PARTY),
    ],
)
def test_with_two_questions_the_less_independent_stake_applies(
    world: World, one: Party, other: Party, party: Party
) -> None:
    world.stake("Pentagon", one, question=1)
    world.stake("Pentagon", other, question=2)
    world.add("Gazette", origin="Pentagon")

    (line,) = world.count().corroborates.lines
    assert line.party == party


def test_spokesman_has_the_stake_of_those_they_speak_for(world: World) -> None:
    world.source("Spokesman", "Ministry")
    world.stake("Ministry", Party.PARTY)
    world.add("Gazette", origin="Spokesman")

    (line,) = world.count().corroborates.lines
    assert line.party == Party.PARTY


@pytest.mark.parametrize(
    ("sides", "agree"),
    [
        ([("Ministry", "north", 1), ("Rebels", "south", 1)], True),
        ([("Ministry", "north", 1), ("Rebels", "North ", 1)], False),
        ([("Ministry", "north", 1)], False),
        # Different sides of different questions are not opposing sides.
        ([("Ministry", "north", 1), ("Rebels", "south", 2)], False),
    ],
)
def test_opposing_sides_agree_within_one_question(
    world: World, sides: list[tuple[str, str, int]], agree: bool
) -> None:
    for name, side, question in sides:
        world.stake(name, Party.PARTY, side, question)
    world.add("Gazette", origin="Ministry")
    world.add("Gazette", origin="Rebels")

    counted = world.count()
    assert counted.corroborates.opposing_sides_agree() == agree


def test_side_is_that_of_the_voice_that_spoke(world: World) -> None:
    """The stake can be the spokesman's and the family the ministry's."""
    world.source("Spokesman", "Ministry")
    world.stake("Spokesman", Party.PARTY, "north")
    world.stake("Rebels", Party.PARTY, "south")
    world.add("Gazette", origin="Spokesman")
    world.add("Gazette", origin="Rebels")

    counted = world.count()
    assert counted.corroborates.opposing_sides_agree()


# Loaded


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10])
def test_weighing_costs_nine_queries_however_much_evidence_there_is(
    cast: Any, number: int, django_assert_num_queries: Any
) -> None:
    from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

    claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    for _ in range(number):
        article = ArticleFactory(by=cast.researcher)
        EvidenceFactory(claim=claim, by=cast.researcher, article=article)

    with django_assert_num_queries(9):
        weight = weigh(Claim.objects.get(pk=claim.pk))

    assert weight.corroborates.origins == number


def test_reason_says_how_the_transcript_of_a_body_becomes_the_words_of_its_speaker(
    world: World,
) -> None:
    ministry = world.source("Ministry", kind=SourceKind.OFFICIAL_BODY)
    speaker = world.source("Spokesperson", kind=SourceKind.OFFICIAL)
    world.add("Ministry", origin="Spokesperson")

    (line,) = world.count().corroborates.lines
    assert line.code == "heard_via"
    assert line.reason.sentences[-1].sources == {"origin": speaker, "relayer": ministry}
    assert len(line.reason.sentences) == 2

    world.source("Spokesperson", "Ministry")
    (line,) = world.count().corroborates.lines
    assert (line.code, len(line.reason.sentences)) == ("own_words", 1)
