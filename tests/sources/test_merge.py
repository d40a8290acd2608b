"""Two records of one source become one: everything moves, nothing is lost, and no old page can sign off."""

from typing import Any

import pytest

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence, review, sources
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    ParentRelation,
    Party,
    Reliability,
    SourceKind,
    Stance,
    Verb,
)
from claims.errors import Invalid, Refused, Stale
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    EvidenceGiven,
    SourceDetails,
    Step,
)
from claims.independence import weigh
from claims.models import Event, Source, Stake
from claims.models.sources import NAMES_A_SOURCE
from claims.reads.record.record_page import history_of
from claims.reads.record.verification import verify_chain
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    sign_off_given,
    walk_to,
)

SPEAKS_FOR = ParentRelation.SPEAKS_FOR


def merge(source: Source, into: Source, by: Any, **given: Any) -> Source:
    """Merge as somebody who saw the current revision of both."""
    source.refresh_from_db()
    into.refresh_from_db()
    seen = {"seen_revision": source.revision, "seen_into_revision": into.revision}
    return sources.merge_sources(
        source, into, **(seen | {"reason": "One paper, two spellings.", "by": by} | given)
    )


@pytest.fixture
def pair(cast: Any) -> tuple[Source, Source]:
    by = cast.researcher
    return (
        SourceFactory(by=by, name="Gazette of Example", aliases="GoE"),
        SourceFactory(by=by, name="Example Gazette"),
    )


@pytest.fixture
def named_everywhere(cast: Any, pair: Any) -> Any:
    """Return a claim that rests on the first of the pair, which is named in every column that names a source."""
    by, source = cast.researcher, pair[0]
    article = ArticleFactory(by=by, publisher=source)
    copy = ArticleFactory(by=by, republishes_source=source)
    child = SourceFactory(by=by, name="Its editor", parent=source, parent_relation=SPEAKS_FOR)
    question = question_actions.add_question(
        "Sold?", by=by, stakes=[Stake(source=source, party=Party.PARTY, side="east")]
    )
    claim = ClaimFactory(people=cast, article=article, questions=(question,))
    named = {"origin_kind": OriginKind.NAMED, "origin": source}
    EvidenceFactory(claim=claim, by=by, article=copy, seen_in=source, heard_via=source, **named)
    gone = EvidenceFactory(claim=claim, by=by, seen_in=source)
    evidence.withdraw_evidence(gone, seen_revision=1, reason="a hoax", by=by)
    return {"claim": claim, "article": article, "child": child, "question": question, "gone": gone}


def test_merge_covers_every_column_that_names_a_source() -> None:
    naming = {r.get_accessor_name() for r in Source._meta.related_objects}
    assert naming - {"merged", "joint_statements"} == set(NAMES_A_SOURCE)


def test_merge_moves_everything_to_the_other_record(
    cast: Any, pair: Any, named_everywhere: Any
) -> None:
    source, into = pair
    ids = {
        name: sorted(getattr(source, name).values_list("pk", flat=True)) for name in NAMES_A_SOURCE
    }
    assert all(ids.values())  # the set-up covers every column

    merge(source, into, cast.editor)

    for name in NAMES_A_SOURCE:
        assert not getattr(source, name).exists(), name
        assert sorted(getattr(into, name).values_list("pk", flat=True)) == ids[name]
    assert named_everywhere["gone"].pk in ids["seen_in_evidence"]  # withdrawn evidence moves too
    event = Event.objects.latest("seq")
    assert (event.verb, event.object_id) == (Verb.SOURCES_MERGED, source.pk)
    assert event.after["moved"] == ids
    assert event.after["into"] == {"id": into.pk, "name": "Example Gazette"}
    words = history_of("source", into.pk)[0].words
    assert "‘Gazette of Example’" in words
    assert "‘Example Gazette’" in words
    for moved in ("1 article", "1 republication", "1 stake", "2 pieces of evidence"):
        assert moved in words
    assert verify_chain() == []


def test_merged_record_is_kept_and_its_names_lead_to_the_other(cast: Any, pair: Any) -> None:
    source, into = pair
    merge(source, into, cast.editor)
    into.refresh_from_db()
    assert Source.objects.get(pk=source.pk).name == "Gazette of Example"
    assert into.alias_list == ["Gazette of Example", "GoE"]
    for name in ("gazette of example", "GoE", "Example Gazette"):
        assert Source.objects.named(name) == into
    assert source not in Source.objects.unmerged()


def test_every_merged_record_points_directly_to_the_current_one(cast: Any, pair: Any) -> None:
    source, into = pair
    last = SourceFactory(by=cast.researcher, name="The Gazette")
    merge(source, into, cast.editor)
    merge(into, last, cast.editor)
    assert Source.objects.named("Gazette of Example") == last
    assert set(last.merged.all()) == {source, into}


def test_values_that_only_the_merged_record_has_are_taken_over(cast: Any, pair: Any) -> None:
    source, into = pair
    ministry = SourceFactory(by=cast.researcher, name="Ministry")
    known = SourceDetails(
        source.name,
        SourceKind.OUTLET,
        domains="goe.example",
        parent=ministry,
        parent_relation=SPEAKS_FOR,
        party=Party.ALLIED,
        interest="Owned in part.",
        reliability=Reliability.C,
        reliability_reason="Corrected twice.",
        withheld=True,
        withheld_reason="It asked us to.",
    )
    sources.change_source(source, known, seen_revision=1, by=cast.researcher)
    merge(source, into, cast.editor)
    into.refresh_from_db()
    for name in ("domains", "parent", "party", "interest", "reliability", "withheld"):
        assert getattr(into, name) == getattr(known, name), name
    assert into.withheld_reason == "It asked us to."


def test_values_of_the_remaining_record_are_kept(cast: Any, pair: Any) -> None:
    source, into = pair
    known = SourceDetails(
        into.name, into.kind, party=Party.INDEPENDENT, reliability=Reliability.B, interest="None."
    )
    sources.change_source(into, known, seen_revision=1, by=cast.researcher)
    theirs = SourceDetails(
        source.name, source.kind, party=Party.PARTY, reliability=Reliability.E, interest="Some."
    )
    sources.change_source(source, theirs, seen_revision=1, by=cast.researcher)
    merge(source, into, cast.editor)
    into.refresh_from_db()
    assert (into.party, into.reliability, into.interest) == ("independent", "B", "None.")


@pytest.mark.parametrize("which", ["above", "below"])
def test_parent_and_child_can_be_merged_without_a_circle(cast: Any, which: str) -> None:
    by = cast.researcher
    top = SourceFactory(by=by, name="Top")
    one = SourceFactory(by=by, name="One", parent=top, parent_relation=SPEAKS_FOR)
    two = SourceFactory(by=by, name="Two", parent=one, parent_relation=SPEAKS_FOR)
    leaf = SourceFactory(by=by, name="Leaf", parent=two, parent_relation=SPEAKS_FOR)
    source, into = (one, two) if which == "above" else (two, one)
    merge(source, into, cast.editor)
    into.refresh_from_db()
    leaf.refresh_from_db()
    assert (into.parent, leaf.parent) == (top, into)


def test_merge_does_not_split_one_voice_into_two(cast: Any, pair: Any) -> None:
    """The merged record spoke for the ministry, and its words still count as the ministry's."""
    source, into = pair
    by = cast.researcher
    ministry = SourceFactory(by=by, name="Ministry", kind=SourceKind.OFFICIAL_BODY)
    known = SourceDetails(source.name, source.kind, parent=ministry, parent_relation=SPEAKS_FOR)
    sources.change_source(source, known, seen_revision=1, by=by)
    claim = ClaimFactory(people=cast)
    for seen_in in (source, ministry):
        EvidenceFactory(claim=claim, by=by, seen_in=seen_in)
    assert weigh(claim).corroborates.origins == 1
    merge(source, into, cast.editor)
    assert weigh(claim).corroborates.origins == 1


def add_question_with_stakes(cast: Any, *stakes: Stake) -> Any:
    return question_actions.add_question("Sold?", by=cast.researcher, stakes=stakes)


@pytest.mark.parametrize(
    "other",
    [
        {"party": Party.ALLIED, "side": "east"},
        {"party": Party.PARTY, "side": "west"},
        {"party": Party.PARTY, "side": "east", "interest": "It would pay."},
    ],
    ids=["part", "side", "interest"],
)
def test_different_stakes_must_be_settled_before_a_merge(
    cast: Any, pair: Any, other: dict[str, Any]
) -> None:
    source, into = pair
    one = Stake(source=source, party=Party.PARTY, side="east")
    question = add_question_with_stakes(cast, one, Stake(source=into, **other))
    with pytest.raises(Refused) as error:
        merge(source, into, cast.editor)
    assert error.value.denial.code == "stakes_differ"
    assert str(question) in error.value.denial.message
    question_actions.change_question(
        question, text=question.text, note="", stakes=[one], seen_revision=1, by=cast.researcher
    )
    merge(source, into, cast.editor)
    assert question.stakes.get().source == into


def test_two_equal_stakes_become_one(cast: Any, pair: Any) -> None:
    source, into = pair
    question = add_question_with_stakes(
        cast,
        Stake(source=source, party=Party.PARTY, side="East"),
        Stake(source=into, party=Party.PARTY, side="east"),
    )
    merge(source, into, cast.editor)
    assert question.stakes.get().source == into
    assert Event.objects.latest("seq").after["stakes_alike"][0]["side"] == "East"


def source_with_itself(pair: Any, cast: Any) -> tuple[Source, Source]:
    return pair[1], pair[1]


def the_desk(pair: Any, cast: Any) -> tuple[Source, Source]:
    return Source.objects.this_desk(), pair[1]


def already_merged_source(pair: Any, cast: Any) -> tuple[Source, Source]:
    merge(*pair, cast.editor)
    return pair[0], SourceFactory(by=cast.researcher)


def into_already_merged_source(pair: Any, cast: Any) -> tuple[Source, Source]:
    merge(*pair, cast.editor)
    return SourceFactory(by=cast.researcher), pair[0]


def ancestor_into_indirect_descendant(pair: Any, cast: Any) -> tuple[Source, Source]:
    top, by = pair[0], cast.researcher
    middle = SourceFactory(by=by, parent=top, parent_relation=SPEAKS_FOR)
    return top, SourceFactory(by=by, parent=middle, parent_relation=SPEAKS_FOR)


REFUSED = {
    source_with_itself: "itself",
    the_desk: "one_desk",
    already_merged_source: "merged",
    into_already_merged_source: "merged",
    ancestor_into_indirect_descendant: "stands_above",
}


@pytest.mark.parametrize("two", REFUSED, ids=lambda two: two.__name__)
def test_impossible_merge_is_refused(cast: Any, pair: Any, two: Any) -> None:
    by = cast.editor  # creating the account adds an Event too
    source, into = two(pair, cast)
    events = Event.objects.count()
    with pytest.raises(Refused) as error:
        merge(source, into, by)
    assert error.value.denial.code == REFUSED[two]
    assert Event.objects.count() == events


def test_merge_needs_an_editor_a_reason_and_a_current_page(cast: Any, pair: Any) -> None:
    with pytest.raises(Refused) as error:
        merge(*pair, cast.reviewer)
    assert error.value.denial.code == "needs_editor"
    with pytest.raises(Invalid) as invalid:
        merge(*pair, cast.editor, reason=" ")
    assert invalid.value.field == "reason"
    for stale in ("seen_revision", "seen_into_revision"):
        for seen in (None, 0, 7):
            with pytest.raises(Stale):
                merge(*pair, cast.editor, **{stale: seen})
    merge(*pair, cast.editor)


def test_merge_submitted_twice_is_done_once(cast: Any, pair: Any) -> None:
    form: dict[str, Any] = {"token": "one form", "seen_revision": 1, "seen_into_revision": 1}
    by, events = cast.editor, Event.objects.count()
    for _ in range(2):
        assert merge(*pair, by, **form) == pair[1]
    assert Event.objects.count() == events + 1


def test_merged_record_cannot_be_corrected(cast: Any, pair: Any) -> None:
    merge(*pair, cast.editor)
    source = Source.objects.get(pk=pair[0].pk)
    details = SourceDetails("Another name", source.kind)
    with pytest.raises(Refused) as error:
        sources.change_source(source, details, seen_revision=source.revision, by=cast.researcher)
    assert error.value.denial.code == "merged"


@pytest.mark.parametrize("name", ["Gazette of Example", "n" * 201])
def test_invalid_name_is_reported_at_its_field(cast: Any, pair: Any, name: str) -> None:
    merge(*pair, cast.editor)
    with pytest.raises(Invalid) as error:
        SourceFactory(by=cast.researcher, name=name)
    assert error.value.field == "name"


def test_merge_makes_a_loaded_sign_off_page_stale(
    cast: Any, pair: Any, named_everywhere: Any
) -> None:
    signed = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    EvidenceFactory(claim=signed, by=cast.researcher, seen_in=pair[0])
    row = dict(signed.verdict.row)
    waits = ClaimFactory(people=cast)
    EvidenceFactory(claim=waits, by=cast.researcher, seen_in=named_everywhere["child"])
    apart = ClaimFactory(people=cast, status=ClaimStatus.AGREED)
    waits = walk_to(ClaimStatus.AGREED, waits, cast)
    merge(*pair, cast.editor)
    with pytest.raises(Stale):
        review.sign_off(waits, sign_off_given(), seen_revision=waits.revision, by=cast.editor)
    review.sign_off(apart, sign_off_given(), seen_revision=apart.revision, by=cast.editor)
    signed.refresh_from_db()
    assert (signed.status, signed.verdict.row) == (ClaimStatus.SIGNED_OFF, row)


def test_form_that_names_a_merged_record_saves_the_other(cast: Any, pair: Any) -> None:
    """The form was loaded before the merge and submitted after it, for every action that takes a source."""
    source, into = pair
    by = cast.researcher
    claim = ClaimFactory(people=cast, article=ArticleFactory(by=by))
    other = ArticleFactory(by=by)
    question = question_actions.add_question("Sold?", by=by)
    merge(source, into, cast.editor)

    given = EvidenceGiven(
        Stance.CORROBORATES,
        EvidenceKind.STATEMENT,
        source,
        OriginKind.NAMED,
        origin=source,
        heard_via=source,
    )
    one = evidence.attach_evidence(claim, evidence.read_evidence(given), by=by)
    assert {one.seen_in, one.origin, one.heard_via} == {into}
    article = ArticleFactory(by=by, publisher=source)
    assert article.publisher == into
    article = article_actions.correct_article(
        article, ArticleGiven(republishes_source=source), seen_revision=1, by=by
    )
    assert article.republishes_source == into
    quote = "two of them were to be sold"
    given_words = claim_actions.read_appearance(
        AppearanceGiven(other, quote, (Step(AttributionKind.SAID, source),))
    )
    claim_actions.add_appearance(claim, given_words, by=by)
    assert into.attributions.filter(appearance__article=other).exists()
    child = SourceFactory(by=by, name="Child", parent=source, parent_relation=SPEAKS_FOR)
    assert child.parent == into
    details = SourceDetails("Child", child.kind, parent=source, parent_relation=SPEAKS_FOR)
    assert sources.change_source(child, details, seen_revision=1, by=by).parent == into
    stakes = [Stake(source=source, party=Party.PARTY)]
    question_actions.change_question(
        question, text="Sold?", note="", stakes=stakes, seen_revision=1, by=by
    )
    assert question.stakes.get().source == into
    with pytest.raises(Invalid) as error:
        question_actions.change_question(
            question,
            text="Sold?",
            note="",
            stakes=[*stakes, Stake(source=into, party=Party.PARTY)],
            seen_revision=2,
            by=by,
        )
    assert error.value.code == "source_twice"


def test_merge_touches_claims_that_rest_on_a_copy_of_a_copy(cast: Any, pair: Any) -> None:
    """Own reporting in a copy of a copy counts as the first publisher, so that publisher's owner matters."""
    source, by = pair[0], cast.researcher
    first = ArticleFactory(by=by, publisher=source)
    second = ArticleFactory(by=by, republishes_article=first)
    third = ArticleFactory(by=by, republishes_article=second)
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=by, article=third, seen_in=third.publisher)
    claim.refresh_from_db()
    seen = claim.revision
    merge(*pair, cast.editor)
    claim.refresh_from_db()
    assert claim.revision == seen + 1
