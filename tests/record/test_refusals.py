"""What an action refuses although its form asks for it first, and what it does when it is called again."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import accounts as account_actions
from claims.actions import (
    article_joining,
    captures,
    desk,
    evidence,
    holds,
    questions,
    snapshot_corrections,
    snapshot_takedown,
    sources,
)
from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.enums import (
    AttributionKind,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    Role,
    SourceKind,
    Stance,
)
from claims.errors import ActionError, Invalid, Refused
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    ClaimGiven,
    EvidenceGiven,
    Step,
    TakedownGiven,
    pasted,
)
from claims.models import Article, Event, Evidence, Source
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    change_account,
    rating,
)

from .every_action import CASES, link_claims

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def _add_claim(people: Any, **more: Any) -> Any:
    given = ClaimGiven(more.pop("statement", "It floats."), more.pop("kind", ClaimKind.FACTUAL))
    return claim_actions.add_claim(given, by=people.researcher, **more)


def _appear(people: Any, quote: str, *chain: Step) -> Any:
    given = AppearanceGiven(ArticleFactory(by=people.researcher), quote, chain)
    return _add_claim(people, appearance=claim_actions.read_appearance(given))


def _change_rating(people: Any, *details: str) -> Any:
    given = desk.RatingDetails(*details)
    return desk.change_rating(rating("supported"), given, seen_revision=1, by=people.admin)


def _evidence(people: Any, **more: Any) -> Evidence:
    made: Evidence = EvidenceFactory(
        claim=ClaimFactory(people=people), by=people.researcher, **more
    )
    return made


def _withdraw(people: Any, one: Evidence, reason: str = "a hoax") -> Evidence:
    return evidence.withdraw_evidence(
        one, seen_revision=one.revision, reason=reason, by=people.researcher
    )


def _derive_from_itself(people: Any) -> Any:
    one = _evidence(people)
    given = EvidenceGiven(
        Stance.CORROBORATES, EvidenceKind.STATEMENT, one.seen_in, OriginKind.OWN_REPORTING,
        derived_from=one,
    )  # fmt: skip
    read = evidence.read_evidence(given)
    return evidence.change_evidence(one, read, seen_revision=1, by=people.researcher)


def _add_source(people: Any, name: str, **more: Any) -> Source:
    details = sources.SourceDetails(name, SourceKind.OUTLET, **more)
    return sources.add_source(details, as_new=True, by=people.researcher)


def _member_of_itself(people: Any) -> Any:
    joint = SourceFactory(by=people.researcher)
    details = sources.SourceDetails(
        joint.name, SourceKind.JOINT, members=(joint, SourceFactory(by=people.researcher))
    )
    return sources.change_source(joint, details, seen_revision=1, by=people.researcher)


def _deactivate_own_account(people: Any) -> Any:
    return change_account(people.admin, roles=[Role.ADMIN], is_active=False, by=people.admin)  # fmt: skip


def _add_article(people: Any, **given: Any) -> Any:
    return article_actions.add_article(None, ArticleGiven(**given), by=people.researcher)


def _joined(people: Any) -> Article:
    CASES["join_articles"][1](people)()
    return Article.objects.get(joined_into__isnull=False)


def _undo_on_held_desk(people: Any) -> Any:
    undo = CASES["undo_import"][1](people)
    holds.place_hold(None, reason="Case 1/26", by=people.admin)
    return undo()


def _rule_on_copy_of_no_article(people: Any) -> Any:
    copy = _evidence(people, upload=pasted("No crane was sold.")).snapshot
    read = snapshot_corrections.read_ruling(copy, is_article=False)
    return snapshot_corrections.rule_on_copy(read, by=people.researcher)


# By the field, or the code of the Denial if the fault is in no field.
REFUSED: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "to deactivate the own account": ("is_active", "own_account", _deactivate_own_account),
    "to change another person's password": (
        "", "not_own",
        lambda p: account_actions.change_password(p.reader, "nine-cranes-7!", by=p.editor),
    ),
    "an article without anything": ("upload", "required", _add_article),
    "an article that republishes two things": (
        "republishes_source", "republishes_both",
        lambda p: _add_article(
            p, url="https://port.example/a", republishes_article=ArticleFactory(by=p.researcher),
            republishes_source=SourceFactory(by=p.researcher),
        ),
    ),
    "an article in a language with an endless name": (
        "language", "invalid",
        lambda p: _add_article(p, url="https://port.example/a", language="x" * 99),
    ),
    "to correct an article that was joined": (
        "",
        "joined",
        lambda p: article_actions.correct_article(
            _joined(p), ArticleGiven(), seen_revision=2, by=p.researcher
        ),
    ),
    "to tell apart articles that were joined": (
        "",
        "joined",
        lambda p: article_joining.tell_apart(_joined(p), Article.objects.first(), by=p.researcher),
    ),
    "to join an article that was joined": (
        "",
        "joined",
        lambda p: article_joining.join_articles(
            article_joining.read_join(_joined(p), ArticleFactory(by=p.researcher)), by=p.researcher
        ),
    ),
    "to undo an import on a desk under a legal hold": ("", "legal_hold", _undo_on_held_desk),
    "a quote check of a quote check": (
        "quote_check", "kind",
        lambda p: _add_claim(p, kind=ClaimKind.QUOTE, quote_check="He said it floats."),
    ),
    "a claim without words": ("statement", "required", lambda p: _add_claim(p, statement=" ")),
    "an appearance without words": ("quote", "required", lambda p: _appear(p, " ")),
    "a step of a chain without a voice": (
        "chain", "voice_required",
        lambda p: _appear(p, "all four cranes", Step(AttributionKind.SAID, label=" ")),
    ),
    "to remove a link without a reason": (
        "reason", "required",
        lambda p: claim_actions.unlink_claims(link_claims(p)(), by=p.researcher, reason=" "),
    ),
    "another code of a rating": ("code", "code_stays", lambda p: _change_rating(p, "so", "So", "So.")),
    "a rating without a label": (
        "label", "required", lambda p: _change_rating(p, "supported", " ", "So."),
    ),
    "a rating without a definition": (
        "definition", "required", lambda p: _change_rating(p, "supported", "So", " "),
    ),
    "a desk where nobody assesses": (
        "assessments_required", "out_of_range",
        lambda p: desk.change_desk(
            desk.DeskDetails(assessments_required=0, one_person=False), seen_revision=1, by=p.admin
        ),
    ),
    "to withdraw evidence without a reason": (
        "reason", "required", lambda p: _withdraw(p, _evidence(p), " "),
    ),
    "to withdraw evidence twice": (
        "", "evidence_withdrawn", lambda p: _withdraw(p, _withdraw(p, _evidence(p))),
    ),
    "to archive the page of evidence that is withdrawn": (
        "", "evidence_withdrawn",
        lambda p: captures.request_capture(
            _withdraw(p, _evidence(p, url="https://port.example/a")), by=p.researcher
        ),
    ),
    "evidence of a named source without a name": (
        "origin", "required", lambda p: _evidence(p, origin_kind=OriginKind.NAMED),
    ),
    "evidence of a named source that is described, too": (
        "origin_label", "named",
        lambda p: _evidence(
            p, origin_kind=OriginKind.NAMED, origin=SourceFactory(by=p.researcher),
            origin_label="a docker",
        ),
    ),
    "evidence that is derived from another claim's": (
        "derived_from", "other_claim", lambda p: _evidence(p, derived_from=_evidence(p)),
    ),
    "evidence that is derived from itself": ("derived_from", "cycle", _derive_from_itself),
    "a ruling on a copy that is of no article": (
        "is_article", "no_article", _rule_on_copy_of_no_article,
    ),
    "a hold without a reason": (
        "reason", "required", lambda p: holds.place_hold(None, reason=" ", by=p.admin),
    ),
    "to lift a hold without a reason": (
        "reason", "required",
        lambda p: holds.lift_hold(
            holds.place_hold(None, reason="Case 1/26", by=p.admin), reason=" ", by=p.admin
        ),
    ),
    "a question without words": (
        "text", "required", lambda p: questions.add_question(" ", by=p.researcher),
    ),
    "a source without a name": ("name", "required", lambda p: _add_source(p, " ")),
    "a note about a source that is too long": (
        "distinction", "too_long", lambda p: _add_source(p, "Herald", distinction="x" * 999),
    ),
    "a joint statement of itself": ("members", "itself", _member_of_itself),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_action_refuses(cast: Any, what: str) -> None:
    field, code, act = REFUSED[what]
    with pytest.raises(ActionError) as refused:
        act(cast)
    error = refused.value
    if isinstance(error, Invalid):
        assert (error.field, error.code) == (field, code)
    else:
        assert isinstance(error, Refused)
        assert ("", error.denial.code) == (field, code)


# Two workers, or two clicks: what was done meanwhile is not done again.
@pytest.mark.parametrize(
    "name",
    [
        "dismiss_suggestion",
        "join_articles",
        "keep_capture",
        "keep_screenshot",
        "note_failed_screenshot",
        "record_copy_download",
    ],
)
def test_action_that_is_called_again_changes_nothing(cast: Any, name: str) -> None:
    call = CASES[name][1](cast)
    call()
    before = Event.objects.count()
    call()
    assert Event.objects.count() == before


def _sent_twice(people: Any) -> dict[str, Callable[[], Any]]:
    copy = ArticleFactory(by=people.researcher).snapshot
    hold = holds.place_hold(people.reader, reason="Case 1/26", by=people.admin)
    order = TakedownGiven("Ordered by the court.")
    return {
        "place_hold": lambda: holds.place_hold(None, reason="All.", by=people.admin, token="t"),
        "lift_hold": lambda: holds.lift_hold(hold, reason="Over.", by=people.admin, token="t"),
        "take_down": lambda: snapshot_takedown.take_down(copy, order, by=people.editor, token="t"),
    }


@pytest.mark.parametrize("name", ["place_hold", "lift_hold", "take_down"])
def test_form_that_is_sent_twice_is_done_once(cast: Any, name: str) -> None:
    send = _sent_twice(cast)[name]
    first, before = send(), Event.objects.count()
    assert (send(), Event.objects.count()) == (first, before)
