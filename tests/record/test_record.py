"""The record: one Event for each action, a chain without gaps, and nothing that could be rewritten."""

import datetime
import inspect
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError

import claims.actions
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence, review, sources
from claims.actions import imports as import_actions
from claims.actions import questions as question_actions
from claims.actions.record import Entry, action
from claims.enums import ClaimKind, ClaimStatus, Fate, OriginKind, Role, SourceKind, Verb
from claims.errors import Invalid, Refused
from claims.given import AppearanceGiven, ArticleGiven, ArticleRow, ClaimGiven, NewSource, pasted
from claims.models import (
    Article,
    Claim,
    ClaimLink,
    Comment,
    Desk,
    Event,
    Evidence,
    Question,
    RecordHead,
    Source,
)
from claims.models.account_names import neutral_name
from claims.models.record import GENESIS
from claims.reads.record.row_state import verify_state
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    SourceFactory,
    assessment_given,
    body,
    read_paste,
    sign_off,
)

from .every_action import CASES, given_evidence, unlink_claims

pytestmark = pytest.mark.django_db
S = ClaimStatus


# One Event for each action


def public_actions() -> dict[str, Any]:
    """Every function of claims.actions that @action wraps."""
    found = {}
    for module_info in iter_modules(claims.actions.__path__):
        module = import_module(f"claims.actions.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and hasattr(function, "__wrapped__"):
                parameters = inspect.signature(function.__wrapped__).parameters
                if "entry" in parameters:
                    found[name] = function
    return found


def test_every_action_has_a_case() -> None:
    # There are no factors to remove where they are off: tests/logins removes them.
    assert set(public_actions()) - {"remove_factors"} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_each_action_writes_one_event_of_its_verb(cast: Any, name: str) -> None:
    for member in (*Role.values, "reviewer1", "reviewer2"):
        getattr(cast, member)  # making an account is an action, too
    verb, prepare = CASES[name]
    call = prepare(cast)
    before = Event.objects.count()

    call()

    assert Event.objects.count() == before + 1
    event = Event.objects.latest("seq")
    assert event.verb == verb
    assert event.by_name == neutral_name(event.by.pk)
    assert list(verify_state()) == []  # the Event tells of every row that was written


def recomputed() -> None:
    """The chain from its first Event to its head, as a stranger would compute it."""
    previous, at = GENESIS, None
    for number, event in enumerate(Event.objects.order_by("seq"), start=1):
        assert event.seq == number
        assert event.previous_hash == previous
        assert event.computed_hash() == event.hash
        assert at is None or event.at >= at
        previous, at = event.hash, event.at
    head = RecordHead.objects.get(pk=1)
    assert (head.seq, head.hash, head.at) == (Event.objects.count(), previous, at)


def test_hash_chain_of_every_move_can_be_recomputed(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, headline="Ünïcode 🏗 “quoted”")
    claim = ClaimFactory(people=cast, article=article, status=S.DISAGREED)
    given = assessment_given(rationale="Немного текста, 中文.")
    review.settle(claim, given, seen_revision=claim.revision, by=cast.reviewer3)
    sign_off(claim, cast.editor)
    review.withdraw_claim(claim, reason="x", seen_revision=claim.revision, by=cast.editor)

    recomputed()


def test_refused_action_leaves_no_gap(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Invalid):
        review.comment(claim, "", by=cast.researcher)
    with pytest.raises(Refused):
        review.comment(claim, "x", by=cast.reader)
    review.comment(claim, "x", by=cast.researcher)

    recomputed()


def test_hash_covers_every_column(cast: Any) -> None:
    ClaimFactory(people=cast, status=S.SIGNED_OFF)
    event = Event.objects.filter(verb=Verb.SIGNED_OFF).get()
    covered = {*event.payload(), "previous_hash"}

    assert covered | {"id", "hash"} == {field.name for field in Event._meta.concrete_fields}


@pytest.mark.parametrize("back", [datetime.timedelta(days=1), datetime.timedelta(days=3650)])
def test_time_never_runs_backwards(cast: Any, back: datetime.timedelta) -> None:
    claim = ClaimFactory(people=cast)
    at = RecordHead.objects.get(pk=1).at

    with time_machine.travel(at - back):
        written = review.comment(claim, "Who saw it?", by=cast.researcher)

    assert written.at == Event.objects.latest("seq").at == at
    recomputed()


def test_action_stamps_its_rows_with_the_time_of_its_event(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    verdict = sign_off(claim, cast.editor)

    assert verdict.signed_at == Event.objects.latest("seq").at


@pytest.mark.parametrize(("length", "whole"), [(1_000, True), (1_001, False)])
def test_text_over_a_thousand_characters_is_recorded_as_digest(
    cast: Any, length: int, whole: bool
) -> None:
    text = "é" * length
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    review.reopen(claim, reason=text, seen_revision=claim.revision, by=cast.editor)
    claim_actions.change_claim(
        claim, ClaimGiven(text, ClaimKind.FACTUAL), seen_revision=claim.revision, by=cast.editor
    )

    reopened, changed = Event.objects.order_by("seq")[Event.objects.count() - 2 :]
    assert (reopened.reason == text) == whole
    assert (changed.after["statement"] == text) == whole
    if not whole:
        assert changed.after["statement"].startswith("sha256:")
    recomputed()


# The same form twice


def test_form_submitted_twice_is_saved_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    given = given_evidence(cast)
    by = cast.researcher
    forms: list[tuple[Any, Callable[[str], Any]]] = [
        (Source, lambda t: sources.add_source(
            sources.SourceDetails("Herald", SourceKind.OUTLET), by=by, token=t)),
        (Question, lambda t: question_actions.add_question("Is the quay closed?", by=by, token=t)),
        (Article, lambda t: article_actions.add_article(
            read_paste(body(7)), ArticleGiven(), by=by, token=t).article),
        (Claim, lambda t: claim_actions.add_claim(
            ClaimGiven("The quay is closed.", ClaimKind.FACTUAL), by=by, token=t)),
        (Evidence, lambda t: evidence.attach_evidence(claim, evidence.read_evidence(given), by=by, token=t)),
        (Comment, lambda t: review.comment(claim, "Who saw it?", by=by, token=t)),
    ]  # fmt: skip
    for number, (model, send) in enumerate(forms):
        first = send(f"token-{number}")
        rows, events = model.objects.count(), Event.objects.count()

        assert send(f"token-{number}") == first
        assert (model.objects.count(), Event.objects.count()) == (rows, events)
        assert send(f"token-{number}b") != first if model in (Evidence, Comment) else True
    recomputed()


def test_appearance_submitted_twice_is_added_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    given = claim_actions.read_appearance(
        AppearanceGiven(ArticleFactory(by=cast.researcher), "all four cranes will stay")
    )

    one, two = (
        claim_actions.add_appearance(claim, given, by=cast.researcher, token="t") for _ in range(2)
    )
    assert one == two
    assert claim.appearances.count() == 1


def test_evidence_with_new_source_submitted_twice_is_added_once(cast: Any) -> None:
    claim, by, given = ClaimFactory(people=cast), cast.researcher, given_evidence(cast)
    new = NewSource("Harbour Herald", SourceKind.OUTLET)

    def attach(given: Any) -> Evidence:
        read = evidence.read_evidence(given)
        return evidence.attach_evidence(claim, read, by=by, token="t")

    first = attach(replace(given, origin_kind=OriginKind.UNNAMED, heard_via=new))
    known = Source.objects.named("harbour herald")

    again = replace(given, origin_kind=OriginKind.UNNAMED, heard_via=known)
    assert attach(again) == first


def test_other_words_under_the_same_token_are_saved(cast: Any) -> None:
    """A page one goes Back to has the token of the form that was sent."""
    claim = ClaimFactory(people=cast)
    first = review.comment(claim, "Who saw it?", by=cast.researcher, token="t")

    assert review.comment(claim, "Who saw it first?", by=cast.researcher, token="t") != first
    assert review.comment(claim, "Who saw it?", by=cast.reviewer1, token="t").by == cast.reviewer1
    read = evidence.read_evidence(given_evidence(cast))
    assert evidence.attach_evidence(claim, read, by=cast.researcher, token="t")
    assert claim.comments.count() == 3
    recomputed()


# All or nothing


def test_action_without_event_is_rolled_back(cast: Any) -> None:
    claim = ClaimFactory(people=cast)

    @action
    def forgetful(entry: Entry) -> None:
        Claim.objects.filter(pk=claim.pk).update(language="fr")

    with pytest.raises(RuntimeError, match="forgetful wrote no Event"):
        forgetful()
    claim.refresh_from_db()
    assert claim.language == ""


def test_fault_of_the_code_is_not_taken_for_a_row_that_is_gone(cast: Any) -> None:
    @action
    def doubling(entry: Entry) -> None:
        RecordHead.objects.create(pk=1)

    with pytest.raises(IntegrityError):
        doubling()


def test_action_cannot_write_two_events(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    researcher, events = cast.researcher, Event.objects.count()

    @action
    def talkative(entry: Entry) -> None:
        for _ in range(2):
            entry.write(Verb.COMMENTED, claim, by=researcher, claim=claim)

    with pytest.raises(RuntimeError, match="one action, one Event"):
        talkative()
    assert Event.objects.count() == events


def test_failure_after_the_event_rolls_it_back(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    researcher, events = cast.researcher, Event.objects.count()

    @action
    def fragile(entry: Entry) -> None:
        entry.write(Verb.COMMENTED, claim, by=researcher, claim=claim)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fragile()
    assert Event.objects.count() == events
    recomputed()


def test_action_that_changes_nothing_writes_no_event(cast: Any) -> None:
    text = body(1)
    publisher = SourceFactory(by=cast.researcher)
    given = ArticleGiven(publisher=publisher)
    article_actions.add_article(read_paste(text), given, by=cast.researcher)
    events = Event.objects.count()

    again = article_actions.add_article(read_paste(text), given, by=cast.researcher)
    (rows,) = import_actions.read_rows([[ArticleRow(1, "", pasted(text), given)]])
    (imported,) = import_actions.import_articles(rows, by=cast.researcher)

    assert again.existed
    assert imported.fate == Fate.UNCHANGED
    assert Event.objects.count() == events


def test_removed_link_is_in_the_record(cast: Any) -> None:
    unlink_claims(cast)()
    assert not ClaimLink.objects.exists()
    event = Event.objects.latest("seq")
    assert (event.before["kind"], event.reason) == ("contradicts", "they do not")


def test_new_desk_has_no_event_and_one_head(cast: Any) -> None:
    assert (Event.objects.count(), Desk.objects.count(), RecordHead.objects.count()) == (0, 1, 1)


def test_empty_record_passes_verification(db: Any) -> None:
    out = StringIO()
    call_command("verify_record", stdout=out)
    assert "0 Events" in out.getvalue()


def test_captures_are_named_by_their_hash(cast: Any, settings: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    sha256 = article.snapshot.sha256

    assert (Path(settings.MEDIA_ROOT) / sha256[:2] / sha256).is_file()
