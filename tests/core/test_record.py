"""The record: one Event for each action, a chain without gaps, and nothing that could be rewritten."""

import datetime
import inspect
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import time_machine

import claims.actions
from claims.actions import (
    capturing,
    desk,
    evidence,
    export,
    extraction,
    importing,
    intake,
    review,
    sources,
)
from claims.actions.archiving import draw_fetched, pasted
from claims.actions.recording import Entry, action
from claims.enums import (
    BearsOn,
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    Fate,
    LinkKind,
    OriginKind,
    Role,
    SourceKind,
    Stance,
    Verb,
)
from claims.errors import Invalid, Refused
from claims.exports.asked import Filters
from claims.fetching import Captured
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    ArticleRow,
    ClaimGiven,
    ClaimRow,
    EvidenceGiven,
    NewSource,
)
from claims.models import (
    Article,
    Capture,
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
from claims.models.record import GENESIS
from claims.reads.export import handed_out, moment_of
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    assessment_given,
    body,
    rating,
    sign_off,
    sign_off_given,
)

pytestmark = pytest.mark.django_db
S = ClaimStatus


# One Event for each action. Each case prepares, and returns the call.

Prepare = Callable[[Any], Callable[[], Any]]
CASES: dict[str, tuple[Verb, Prepare]] = {}


def case(verb: Verb) -> Callable[[Prepare], Prepare]:
    def keep(prepare: Prepare) -> Prepare:
        CASES[prepare.__name__] = (verb, prepare)
        return prepare

    return keep


def given_evidence(people: Any, **more: Any) -> EvidenceGiven:
    outlet = SourceFactory(by=people.researcher)
    return EvidenceGiven(
        Stance.CORROBORATES, EvidenceKind.STATEMENT, outlet, OriginKind.OWN_REPORTING, **more
    )


@case(Verb.USER_CREATED)
def create_user(people: Any) -> Any:
    return lambda: desk.create_user("novice", roles=[Role.READER], by=people.admin)


@case(Verb.USER_CHANGED)
def change_user(people: Any) -> Any:
    user = people.reader
    return lambda: desk.change_user(user, roles=[], is_active=True, email="", by=people.admin)


@case(Verb.RATING_ADDED)
def add_rating(people: Any) -> Any:
    details = desk.RatingDetails("satire", "Satire", "Meant as a joke.")
    return lambda: desk.add_rating(details, by=people.admin)


@case(Verb.RATING_CHANGED)
def change_rating(people: Any) -> Any:
    details = desk.RatingDetails("supported", "Borne out", "It is so.")
    return lambda: desk.change_rating(
        rating("supported"), details, seen_revision=1, by=people.admin
    )


@case(Verb.DESK_CHANGED)
def change_desk(people: Any) -> Any:
    details = desk.DeskDetails(assessments_required=2, one_person=False)
    return lambda: desk.change_desk(details, seen_revision=1, by=people.admin)


@case(Verb.EXPORT_NUMBERED)
def number_export(people: Any) -> Any:
    reader = people.reader
    moment = moment_of(None)
    given = handed_out(Filters(), {}, moment, bom=True)
    return lambda: export.number_export(given, by=reader)


@case(Verb.SOURCE_ADDED)
def add_source(people: Any) -> Any:
    details = sources.SourceDetails("Herald", SourceKind.OUTLET)
    return lambda: sources.add_source(details, by=people.researcher)


@case(Verb.SOURCE_CHANGED)
def change_source(people: Any) -> Any:
    source = SourceFactory(by=people.researcher)
    details = sources.SourceDetails("Herald", SourceKind.OUTLET)
    return lambda: sources.change_source(source, details, seen_revision=1, by=people.researcher)


@case(Verb.SOURCES_MERGED)
def merge_sources(people: Any) -> Any:
    one, other = SourceFactory(by=people.researcher), SourceFactory(by=people.researcher)
    return lambda: sources.merge_sources(
        one, other, seen_revision=1, seen_into_revision=1, reason="one paper", by=people.editor
    )


@case(Verb.QUESTION_ADDED)
def add_question(people: Any) -> Any:
    return lambda: sources.add_question("Is the quay closed?", by=people.researcher)


@case(Verb.QUESTION_CHANGED)
def change_question(people: Any) -> Any:
    question = sources.add_question("Is the quay closed?", by=people.researcher)
    return lambda: sources.change_question(
        question, text="Was it?", note="", stakes=[], seen_revision=1, by=people.researcher
    )


@case(Verb.ARTICLE_ADDED)
def add_article(people: Any) -> Any:
    return lambda: intake.add_article(pasted(body(1)), ArticleGiven(), by=people.researcher)


@case(Verb.ARTICLE_CHANGED)
def correct_article(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    given = ArticleGiven(headline="Corrected")
    return lambda: intake.correct_article(article, given, seen_revision=1, by=people.researcher)


@case(Verb.ARTICLES_IMPORTED)
def import_articles(people: Any) -> Any:
    rows = [
        ArticleRow(n, "", pasted(body(n)), ArticleGiven(publisher=NewSource(f"P{n}", "outlet")))
        for n in (1, 2)
    ]
    return lambda: importing.import_articles(rows, by=people.researcher)


@case(Verb.BOILERPLATE_RESTORED)
def put_back(people: Any) -> Any:
    text = f"{body(1)}\nSubscribe to our newsletter\n\nShare this article\n"
    article = ArticleFactory(by=people.researcher, text=text)
    start, end = article.snapshot.boilerplate[0]
    return lambda: intake.put_back(article, start, end, by=people.researcher)


def fetched(url: str, text: bytes = b"All four cranes will stay in service.") -> Captured:
    return Captured(text, url, url, (), 200, "text/plain", "utf-8", "192.0.2.1", {})


def waiting(people: Any) -> Capture:
    given = ArticleGiven(url="https://port.example/cranes")
    return intake.add_article(None, given, by=people.researcher).article.captures.get()


def given_up(people: Any) -> Article:
    capture = waiting(people)
    gone = capturing.Problem("status", "The page is gone.", worth_retrying=False)
    capturing.note_failed_capture(capture, gone, seen_attempts=0, by=people.researcher)
    return capture.article


@case(Verb.CAPTURE_ASKED)
def request_capture(people: Any) -> Any:
    article = given_up(people)
    return lambda: capturing.request_capture(article, by=people.researcher)


@case(Verb.CAPTURES_ASKED)
def retry_captures(people: Any) -> Any:
    given_up(people)
    return lambda: capturing.retry_captures(by=people.researcher)


@case(Verb.CAPTURED)
def keep_capture(people: Any) -> Any:
    capture = waiting(people)
    drawn = draw_fetched(fetched(capture.url))
    return lambda: capturing.keep_capture(capture, drawn, by=people.researcher)


@case(Verb.CAPTURE_FAILED)
def note_failed_capture(people: Any) -> Any:
    capture = waiting(people)
    return lambda: capturing.note_failed_capture(
        capture, capturing.INTERRUPTED, seen_attempts=0, by=people.researcher
    )


@case(Verb.CLAIM_LIFTED)
def lift_claim(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    appearance = AppearanceGiven(article, "all four cranes will stay")
    return lambda: extraction.lift_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=people.researcher,
        appearance=appearance,
        quote_check="The harbour master says the cranes stay.",
    )


@case(Verb.CLAIMS_IMPORTED)
def import_claims(people: Any) -> Any:
    rows = [
        ClaimRow(2, "a-1", "The cranes stay.", "all four", "A voice", "https://example.org/a"),
        ClaimRow(3, "a-2", "The quay closes.", speaker="A voice", question="Does the quay close?"),
        ClaimRow(4, "", "", fault="external_id: This field is required."),
    ]
    return lambda: importing.import_claims(rows, by=people.researcher)


@case(Verb.CLAIM_CHANGED)
def change_claim(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    given = ClaimGiven("The cranes go.", ClaimKind.FACTUAL)
    return lambda: extraction.change_claim(claim, given, seen_revision=1, by=people.researcher)


@case(Verb.APPEARANCE_ADDED)
def add_appearance(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    given = AppearanceGiven(ArticleFactory(by=people.researcher), "all four cranes will stay")
    return lambda: extraction.add_appearance(claim, given, by=people.researcher)


@case(Verb.APPEARANCE_CHANGED)
def change_appearance(people: Any) -> Any:
    article = ArticleFactory(by=people.researcher)
    appearance = ClaimFactory(people=people, article=article).appearances.get()
    given = AppearanceGiven(article, "all four cranes")
    return lambda: extraction.change_appearance(
        appearance, given, seen_revision=1, by=people.researcher
    )


@case(Verb.CLAIM_LINKED)
def link_claims(people: Any) -> Any:
    one, two = ClaimFactory(people=people), ClaimFactory(people=people)
    return lambda: extraction.link_claims(one, LinkKind.CONTRADICTS, two, by=people.researcher)


@case(Verb.CLAIM_UNLINKED)
def unlink_claims(people: Any) -> Any:
    link = link_claims(people)()
    return lambda: extraction.unlink_claims(link, by=people.researcher, reason="they do not")


@case(Verb.EVIDENCE_ATTACHED)
def attach_evidence(people: Any) -> Any:
    claim, given = ClaimFactory(people=people), given_evidence(people)
    return lambda: evidence.attach_evidence(claim, given, by=people.researcher)


@case(Verb.EVIDENCE_CHANGED)
def change_evidence(people: Any) -> Any:
    one = EvidenceFactory(claim=ClaimFactory(people=people), by=people.researcher)
    given = given_evidence(people, bears_on=BearsOn.PART)
    return lambda: evidence.change_evidence(one, given, seen_revision=1, by=people.researcher)


@case(Verb.EVIDENCE_WITHDRAWN)
def withdraw_evidence(people: Any) -> Any:
    one = EvidenceFactory(claim=ClaimFactory(people=people), by=people.researcher)
    return lambda: evidence.withdraw_evidence(
        one, seen_revision=1, reason="a hoax", by=people.researcher
    )


def move(name: str, status: ClaimStatus, *given: Any, **more: Any) -> Prepare:
    def prepare(people: Any) -> Any:
        claim = ClaimFactory(people=people, status=status)
        arguments = [make() for make in given]
        return lambda: getattr(review, name)(
            claim, *arguments, seen_revision=claim.revision, by=people.editor, **more
        )

    return prepare


CASES |= {
    "settle": (Verb.SETTLED, move("settle", S.DISAGREED, assessment_given)),
    "sign_off": (Verb.SIGNED_OFF, move("sign_off", S.AGREED, sign_off_given)),
    "return_to_open": (Verb.RETURNED, move("return_to_open", S.AGREED, comment="x")),
    "reopen": (Verb.REOPENED, move("reopen", S.SIGNED_OFF, reason="x")),
    "withdraw_claim": (Verb.CLAIM_WITHDRAWN, move("withdraw_claim", S.SIGNED_OFF, reason="x")),
    "restore": (Verb.CLAIM_RESTORED, move("restore", S.WITHDRAWN, reason="x")),
    "assign": (Verb.CLAIM_ASSIGNED, move("assign", S.OPEN, assignee=None)),
    "require_assessments": (Verb.CLAIM_CHANGED, move("require_assessments", S.OPEN, number=2)),
}


@case(Verb.ASSESSED)
def _assess(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    return lambda: assess(claim, people.reviewer1)


@case(Verb.COMMENTED)
def comment(people: Any) -> Any:
    claim = ClaimFactory(people=people)
    return lambda: review.comment(claim, "Who saw it?", by=people.researcher)


CASES["assess"] = CASES.pop("_assess")


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


def test_every_action_has_its_case() -> None:
    assert set(public_actions()) == set(CASES)


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
    assert event.by_name == event.by.get_username()


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


def test_the_chain_of_a_claims_whole_life_can_be_computed_again(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher, headline="Ünïcode 🏗 “quoted”")
    claim = ClaimFactory(people=cast, article=article, status=S.DISAGREED)
    given = assessment_given(rationale="Немного текста, 中文.")
    review.settle(claim, given, seen_revision=claim.revision, by=cast.reviewer3)
    sign_off(claim, cast.editor)
    review.withdraw_claim(claim, reason="x", seen_revision=claim.revision, by=cast.editor)

    recomputed()


def test_a_refused_action_leaves_no_gap(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Invalid):
        review.comment(claim, "", by=cast.researcher)
    with pytest.raises(Refused):
        review.comment(claim, "x", by=cast.reader)
    review.comment(claim, "x", by=cast.researcher)

    recomputed()


def test_the_hash_covers_every_column(cast: Any) -> None:
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


def test_every_time_stamp_of_an_action_is_its_events(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    verdict = sign_off(claim, cast.editor)

    assert verdict.signed_at == Event.objects.latest("seq").at


@pytest.mark.parametrize(("length", "whole"), [(1_000, True), (1_001, False)])
def test_a_text_over_a_thousand_characters_is_a_digest(cast: Any, length: int, whole: bool) -> None:
    text = "é" * length
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    review.reopen(claim, reason=text, seen_revision=claim.revision, by=cast.editor)
    extraction.change_claim(
        claim, ClaimGiven(text, ClaimKind.FACTUAL), seen_revision=claim.revision, by=cast.editor
    )

    reopened, changed = Event.objects.order_by("seq")[Event.objects.count() - 2 :]
    assert (reopened.reason == text) == whole
    assert (changed.after["statement"] == text) == whole
    if not whole:
        assert changed.after["statement"].startswith("sha256:")
    recomputed()


# The same form twice


def test_the_same_form_sent_twice_is_done_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    given = given_evidence(cast)
    by = cast.researcher
    forms: list[tuple[Any, Callable[[str], Any]]] = [
        (Source, lambda t: sources.add_source(
            sources.SourceDetails("Herald", SourceKind.OUTLET), by=by, token=t)),
        (Question, lambda t: sources.add_question("Is the quay closed?", by=by, token=t)),
        (Article, lambda t: intake.add_article(
            pasted(body(7)), ArticleGiven(), by=by, token=t).article),
        (Claim, lambda t: extraction.lift_claim(
            ClaimGiven("The quay is closed.", ClaimKind.FACTUAL), by=by, token=t)),
        (Evidence, lambda t: evidence.attach_evidence(claim, given, by=by, token=t)),
        (Comment, lambda t: review.comment(claim, "Who saw it?", by=by, token=t)),
    ]  # fmt: skip
    for number, (model, send) in enumerate(forms):
        first = send(f"token-{number}")
        rows, events = model.objects.count(), Event.objects.count()

        assert send(f"token-{number}") == first
        assert (model.objects.count(), Event.objects.count()) == (rows, events)
        assert send(f"token-{number}b") != first if model in (Evidence, Comment) else True
    recomputed()


def test_an_appearance_sent_twice_is_added_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    given = AppearanceGiven(ArticleFactory(by=cast.researcher), "all four cranes will stay")

    one, two = (
        extraction.add_appearance(claim, given, by=cast.researcher, token="t") for _ in range(2)
    )
    assert one == two
    assert claim.appearances.count() == 1


def test_evidence_with_a_source_that_was_new_is_added_once(cast: Any) -> None:
    claim, by, given = ClaimFactory(people=cast), cast.researcher, given_evidence(cast)
    new = NewSource("Harbour Herald", SourceKind.OUTLET)
    first = evidence.attach_evidence(claim, replace(given, heard_via=new), by=by, token="t")
    known = Source.objects.named("harbour herald")

    again = replace(given, heard_via=known)
    assert evidence.attach_evidence(claim, again, by=by, token="t") == first


def test_other_words_under_the_same_token_are_not_lost(cast: Any) -> None:
    """A page one goes Back to has the token of the form that was sent."""
    claim = ClaimFactory(people=cast)
    first = review.comment(claim, "Who saw it?", by=cast.researcher, token="t")

    assert review.comment(claim, "Who saw it first?", by=cast.researcher, token="t") != first
    assert review.comment(claim, "Who saw it?", by=cast.reviewer1, token="t").by == cast.reviewer1
    assert evidence.attach_evidence(claim, given_evidence(cast), by=cast.researcher, token="t")
    assert claim.comments.count() == 3
    recomputed()


# All or nothing


def test_an_action_that_writes_no_event_is_rolled_back(cast: Any) -> None:
    claim = ClaimFactory(people=cast)

    @action
    def forgetful(entry: Entry) -> None:
        Claim.objects.filter(pk=claim.pk).update(language="fr")

    with pytest.raises(RuntimeError, match="forgetful wrote no Event"):
        forgetful()
    claim.refresh_from_db()
    assert claim.language == ""


def test_an_action_writes_no_second_event(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    researcher, events = cast.researcher, Event.objects.count()

    @action
    def talkative(entry: Entry) -> None:
        for _ in range(2):
            entry.write(Verb.COMMENTED, claim, by=researcher, claim=claim)

    with pytest.raises(RuntimeError, match="one action, one Event"):
        talkative()
    assert Event.objects.count() == events


def test_what_fails_after_the_event_takes_it_along(cast: Any) -> None:
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


def test_nothing_to_do_writes_nothing(cast: Any) -> None:
    text = body(1)
    publisher = SourceFactory(by=cast.researcher)
    given = ArticleGiven(publisher=publisher)
    intake.add_article(pasted(text), given, by=cast.researcher)
    events = Event.objects.count()

    again = intake.add_article(pasted(text), given, by=cast.researcher)
    (imported,) = importing.import_articles(
        [ArticleRow(1, "", pasted(text), given)], by=cast.researcher
    )

    assert again.existed
    assert imported.fate == Fate.UNCHANGED
    assert Event.objects.count() == events


def test_a_link_that_was_removed_is_in_the_record(cast: Any) -> None:
    unlink_claims(cast)()
    assert not ClaimLink.objects.exists()
    event = Event.objects.latest("seq")
    assert (event.before["kind"], event.reason) == ("contradicts", "they do not")


def test_the_desk_starts_with_no_event_and_one_row(cast: Any) -> None:
    assert (Event.objects.count(), Desk.objects.count(), RecordHead.objects.count()) == (0, 1, 1)


def test_captures_are_named_by_their_hash(cast: Any, settings: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    sha256 = article.snapshot.sha256

    assert (Path(settings.MEDIA_ROOT) / sha256[:2] / sha256).is_file()
