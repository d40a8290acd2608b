"""An import is undone as one act, as long as nobody has worked on its claims."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.actions import review, sources
from claims.actions.import_undo import undo_import
from claims.actions.imports import import_claims, read_claim_rows
from claims.enums import AttributionKind, ClaimKind, LinkKind, SourceKind, Verb
from claims.errors import Refused
from claims.given import AppearanceGiven, ClaimGiven, ClaimRow, ImportGiven, SourceDetails, Step
from claims.models import (
    Appearance,
    Article,
    CaptureRequest,
    Claim,
    Event,
    Import,
    Question,
    Source,
)
from claims.reads.imports.import_list import imports
from claims.reads.record.record_page import record_page
from claims.reads.record.verification import verify_chain, verify_copies
from tests.factories import ClaimFactory, EvidenceFactory
from tests.review.test_races import race  # noqa: F401

from .files import TABLES, CommandRun, csv_of
from .test_admin import CLAIMS as PAGE
from .test_admin import confirm, preview

WHOLE = {
    "quote": "two of them",
    "speaker": "Ann Prova",
    "article_url": "https://h.example/1",
    "publisher": "Herald",
    "question": "Sold?",
}


def imported(by: Any, *rows: ClaimRow) -> Import:
    """Return an import of these rows, in two batches if there are several."""
    given = ImportGiven("claims.csv")
    halves = (rows[:1], rows[1:]) if len(rows) > 1 else (rows,)
    for read in read_claim_rows(halves):
        import_claims(read, by=by, run=given)
    return Import.objects.get(key=given.key)


ROWS = (
    ClaimRow(2, "u-1", "Two cranes are sold.", "two of them", "Ann Prova", "https://h.example/1"),
    ClaimRow(3, "u-2", "One crane stays.", speaker="Ann Prova", question="Sold?"),
)


def code(call: Any) -> str:
    try:
        call()
    except Refused as refusal:
        return refusal.denial.code
    return "done"


def counts() -> dict[str, int]:
    kept = ("Event", "RecordHead")
    return {
        model.__name__: model._default_manager.count()
        for model in TABLES
        if model.__name__ not in kept
    }


def test_an_import_is_undone_from_its_page_and_can_be_imported_again(login: Any) -> None:
    client, before = login("researcher"), counts()
    content = csv_of(WHOLE, {"statement": "The quay closes."})
    confirm(client, PAGE, preview(client, content))
    after = counts()
    run = Import.objects.get()
    url = f"/admin/claims/claim/import/{run.pk}/undo/"
    assert url in client.get(PAGE).content.decode()
    page = client.get(url)
    assert page.context["preview"].denial is None
    assert dict(page.context["preview"].counts) == {
        "article": 1, "claim": 2, "question": 1, "source": 2,
    }  # fmt: skip
    assert client.post(url).status_code == 302
    assert counts() == before
    assert client.post(url).status_code == 409
    assert url not in client.get(PAGE).content.decode()
    event = Event.objects.get(verb=Verb.IMPORT_UNDONE)
    assert (event.object_id, event.after["claims_removed"]) == (run.pk, 2)
    assert [shown.sentence.after_who for shown in record_page().events]
    confirm(client, PAGE, preview(client, content))
    assert counts() == after
    assert verify_chain() == []
    assert list(verify_copies()) == []


def worked_on_by(work: str, claim: Claim, people: Any) -> None:
    by = people.researcher
    if work == "changed":
        given = ClaimGiven("Three cranes are sold.", ClaimKind.FACTUAL, external_id="u-1")
        claim_actions.change_claim(claim, given, seen_revision=claim.revision, by=by)
    elif work == "evidence":
        EvidenceFactory(claim=claim, by=by)
    elif work == "comment":
        review.comment(claim, "Is it?", by=by)
    elif work == "appearance":
        found = claim_actions.read_appearance(AppearanceGiven(None, "sold", article_title="Two"))
        claim_actions.add_appearance(claim, found, by=by)
    elif work == "assigned":
        review.assign(claim, by, seen_revision=claim.revision, by=people.editor)
    elif work == "linked":
        other = ClaimFactory(people=people)
        claim_actions.link_claims(other, LinkKind.CONTRADICTS, claim, by=by)


@pytest.mark.parametrize(
    "work", ["changed", "evidence", "comment", "appearance", "assigned", "linked"]
)
def test_an_import_that_was_worked_on_is_kept_and_its_claims_are_named(
    work: str, cast: Any
) -> None:
    run = imported(cast.researcher, *ROWS)
    claim = Claim.objects.get(external_id="u-1")
    worked_on_by(work, claim, cast)
    before = counts()
    with pytest.raises(Refused) as refusal:
        undo_import(run, by=cast.researcher)
    assert refusal.value.denial.code == "worked_on"
    assert f"C{claim.pk}." in refusal.value.denial.message
    assert counts() == before


def test_what_others_name_by_now_is_kept(cast: Any) -> None:
    by = cast.researcher
    run = imported(by, *ROWS)
    article, question = Article.objects.get(), Question.objects.get()
    source = Source.objects.get(name="Ann Prova")
    found = claim_actions.read_appearance(
        AppearanceGiven(
            article, "all", (Step(AttributionKind.SAID, source),), kept_if_not_found=True
        )
    )
    given = ClaimGiven("All cranes are sold.", ClaimKind.FACTUAL, questions=(question,))
    kept = claim_actions.add_claim(given, appearance=found, by=by)
    undo_import(run, by=by)
    assert list(Claim.objects.all()) == [kept]
    assert (Article.objects.get(), Question.objects.get()) == (article, question)
    assert Source.objects.filter(pk=source.pk).exists()
    after = Event.objects.get(verb=Verb.IMPORT_UNDONE).after
    assert {"articles_kept", "questions_kept", "sources_kept"} <= after.keys()


def test_a_source_that_was_corrected_and_a_page_that_was_tried_are_kept(cast: Any) -> None:
    by = cast.researcher
    run = imported(by, *ROWS)
    source = Source.objects.get(name="Ann Prova")
    details = SourceDetails("Anna Prova", SourceKind.OFFICIAL)
    sources.change_source(source, details, seen_revision=source.revision, by=by)
    CaptureRequest.objects.update(attempts=1)
    undo_import(run, by=by)
    assert not Claim.objects.exists()
    assert not Question.objects.exists()
    assert Source.objects.filter(name="Anna Prova").exists()
    assert Article.objects.count() == CaptureRequest.objects.count() == 1


def test_only_who_imported_it_or_an_editor_undoes_it(cast: Any, login: Any) -> None:
    run = imported(cast.researcher, *ROWS)
    for member in (cast.reader, cast.reviewer1, cast.admin):
        assert code(partial(undo_import, run, by=member)) == "not_your_import"
    url = f"/admin/claims/claim/import/{run.pk}/undo/"
    assert login("reviewer1").post(url).status_code == 403
    assert Claim.objects.count() == 2
    assert code(partial(undo_import, run, by=cast.editor)) == "done"


def test_the_command_lists_and_undoes(db: Any, tmp_path: Path, capsys: Any) -> None:
    ran = CommandRun(tmp_path / "claims.csv", csv_of(WHOLE))
    run = Import.objects.get()
    assert f"undo_import {run.pk}" in ran.out
    call_command("undo_import")
    assert "claims.csv" in capsys.readouterr().out
    call_command("undo_import", str(run.pk))
    assert not Claim.objects.exists()
    for number in (str(run.pk), "999"):
        with pytest.raises(CommandError):
            call_command("undo_import", number)


@pytest.mark.django_db(transaction=True)
def test_what_is_removed_is_refused_to_a_page_that_still_shows_it(cast: Any, login: Any) -> None:
    by = cast.researcher
    run = imported(by, *ROWS)
    claim, question = Claim.objects.get(external_id="u-1"), Question.objects.get()
    other = ClaimFactory(people=cast)
    undo_import(run, by=by)
    given = ClaimGiven("Three cranes are sold.", ClaimKind.FACTUAL, questions=(question,))
    calls = (
        partial(claim_actions.change_claim, claim, given, seen_revision=1, by=by),
        partial(review.comment, claim, "Is it?", by=by),
        partial(claim_actions.link_claims, other, LinkKind.CONTRADICTS, claim, by=by),
        partial(question_actions.change_question, question, text="Q?", note="", stakes=(), seen_revision=1, by=by),
    )  # fmt: skip
    assert [code(call) for call in calls] == ["gone"] * len(calls)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_undo_at_once_undo_once(cast: Any, race: Any) -> None:  # noqa: F811
    for _ in range(3):
        run = imported(cast.researcher, *ROWS)
        ends = race(*(partial(undo_import, Import.objects.get(pk=run.pk), by=cast.editor),) * 2)
        assert sorted(ends) == ["already_undone", "won"]
        assert not Claim.objects.exists()
    assert verify_chain() == []


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_never_lost_to_an_undo(cast: Any, race: Any) -> None:  # noqa: F811
    for number in range(4):
        run = imported(cast.researcher, *(ClaimRow(2, f"u-{number}", f"Crane {number} is sold."),))
        claim = Claim.objects.get(external_id=f"u-{number}")
        given = ClaimGiven(f"Crane {number} stays.", ClaimKind.FACTUAL, external_id=f"u-{number}")
        undone, changed = race(
            partial(undo_import, run, by=cast.editor),
            partial(claim_actions.change_claim, claim, given, seen_revision=1, by=cast.researcher),
        )
        assert (undone, changed) in (("won", "gone"), ("worked_on", "won"))
        assert Claim.objects.filter(pk=claim.pk).exists() == (changed == "won")
        assert not Appearance.objects.exclude(claim__in=Claim.objects.all()).exists()
    assert verify_chain() == []


def test_newest_imports_are_listed_first(cast: Any) -> None:
    """A list that is cut keeps those that can still be undone."""
    runs = [
        imported(cast.researcher, ClaimRow(2, f"u-{number}", f"Crane {number} is sold."))
        for number in range(3)
    ]
    assert [listed.run for listed in imports(limit=2)] == [runs[2], runs[1]]
