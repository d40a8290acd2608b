"""import_claims: new claims, repeated rows, and rows that are refused."""

from pathlib import Path
from typing import Any

import pytest

from claims.actions.claims import add_appearance, change_claim, read_appearance
from claims.actions.imports import import_claims, read_claim_rows
from claims.actions.questions import add_question
from claims.actions.review import withdraw_claim
from claims.actions.sources import add_source
from claims.enums import CaptureState, ClaimKind, ClaimStatus, SourceKind, Verb
from claims.errors import Refused
from claims.given import AppearanceGiven, ClaimGiven, ClaimRow, SourceDetails
from claims.models import Appearance, Article, CaptureRequest, Claim, Event, Question, Source
from claims.reads.record.record_page import history_of, history_of_claim
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, sign_off, walk_to

from .files import CommandRun, csv_of, rows_on_desk

WHOLE = {
    "statement": "The port  sells two cranes.",
    "quote": "two of them were to be sold",
    "speaker": "Harbour master",
    "article_url": "https://example.org/cranes",
    "article_title": "Cranes go",
    "said_on": "2031-07-30/2031-08-02",
    "question": "Will the cranes be sold?",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.csv"


def test_a_row_becomes_a_claim_with_everything_it_names(db: Any, path: Path) -> None:
    ran = CommandRun(path, csv_of(WHOLE))
    assert (ran.error, ran.err) == (None, "")
    assert "1 new, 0 unchanged, 0 refused; 1 in total" in ran.out
    claim = Claim.objects.get(external_id="x-1")
    assert (claim.statement, claim.kind) == ("The port sells two cranes.", ClaimKind.FACTUAL)
    assert claim.said_on.edtf == WHOLE["said_on"]
    assert [str(question) for question in claim.questions.all()] == [WHOLE["question"]]
    appearance = claim.appearances.get()
    assert (appearance.quote, appearance.article_title) == (WHOLE["quote"], "")
    (step,) = appearance.chain.all()
    assert (step.source.name, step.source.kind) == ("Harbour master", SourceKind.PERSON)
    article = appearance.article
    assert (article.url, article.headline, article.snapshot) == (
        WHOLE["article_url"], "Cranes go", None,
    )  # fmt: skip
    assert CaptureRequest.objects.get(article=article).state == CaptureState.WAITING


def test_an_id_and_a_statement_are_enough(db: Any, path: Path) -> None:
    assert CommandRun(path, csv_of({}, columns=("external_id", "statement"))).error is None
    assert not Claim.objects.get().appearances.exists()


def test_a_title_does_not_match_an_article(cast: Any, path: Path) -> None:
    ArticleFactory(by=cast.researcher, headline="Cranes go")
    CommandRun(path, csv_of({"article_title": "Cranes go", "quote": "two of them"}))
    appearance = Appearance.objects.get()
    assert (appearance.article, appearance.article_title) == (None, "Cranes go")
    assert Article.objects.count() == 1


def test_rows_on_the_desk_are_found_by_name_url_and_text(cast: Any, path: Path) -> None:
    by = cast.researcher
    master = add_source(
        SourceDetails("The harbour master", SourceKind.OFFICIAL, aliases="Harbour master"), by=by
    )
    question = add_question("Will the cranes be sold?", by=by)
    article = ArticleFactory(by=by, url=WHOLE["article_url"])
    row = WHOLE | {"quote": "all four   cranes will stay", "question": "WILL the cranes be sold?"}
    ran = CommandRun(path, csv_of(row))
    assert (ran.error, ran.err) == (None, "")
    appearance = Appearance.objects.get()
    assert (appearance.article, appearance.quote) == (article, "all four cranes will stay")
    assert appearance.anchors.get().exact == "all four cranes will stay"
    assert appearance.chain.get().source == master
    assert appearance.claim.questions.get() == question
    # Found words are kept as the copy has them, and are the same words still.
    assert "0 new, 1 unchanged, 0 refused" in CommandRun(path).out


def test_a_quote_that_is_not_in_the_copy_is_kept_and_reported(
    cast: Any, path: Path, login: Any
) -> None:
    article = ArticleFactory(by=cast.researcher, url=WHOLE["article_url"])
    ran = CommandRun(path, csv_of(WHOLE | {"quote": "These words stand nowhere."}))
    assert ran.error is None
    assert f"not found in the archived copy of article {article.pk}" in ran.err
    appearance = Appearance.objects.get()
    assert (appearance.article, appearance.quote) == (article, "These words stand nowhere.")
    assert not appearance.anchors.exists()
    page = login("reader").get(f"/claims/{appearance.claim_id}/").content.decode()
    assert "These words stand nowhere." in page
    assert "Not found in the archived copy" in page
    article_page = login("reader").get(f"/articles/{article.pk}/").content.decode()
    assert f"C{appearance.claim_id}" in article_page
    assert f'href="#a{appearance.pk}"' not in article_page
    assert "0 new, 1 unchanged, 0 refused" in CommandRun(path).out


def test_the_same_values_again_change_nothing(db: Any, path: Path) -> None:
    content = csv_of(WHOLE, {"article_title": "A label", "quote": "Said.", "said_on": "2031"}, {})
    CommandRun(path, content)
    before = rows_on_desk()
    again = CommandRun(path)
    assert (again.error, again.err) == (None, "")
    assert "0 new, 3 unchanged, 0 refused; 3 in total" in again.out
    assert rows_on_desk() == before


def test_an_empty_cell_changes_nothing(db: Any, path: Path) -> None:
    CommandRun(path, csv_of(WHOLE))
    ran = CommandRun(path, csv_of({"statement": WHOLE["statement"]}))
    assert "0 new, 1 unchanged, 0 refused" in ran.out


OTHER = {
    "statement": "The port keeps its cranes.",
    "quote": "none of them",
    "speaker": "Union of dockers",
    "article_url": "https://example.org/other",
    "said_on": "2031-07-30",
    "question": "Will the quay close?",
}


@pytest.mark.parametrize("field", OTHER)
def test_a_different_value_for_a_known_id_is_refused_and_its_field_named(
    field: str, db: Any, path: Path
) -> None:
    CommandRun(path, csv_of(WHOLE))
    before = rows_on_desk()
    ran = CommandRun(path, csv_of(WHOLE | {field: OTHER[field]}))
    claim = Claim.objects.get()
    assert ran.error is not None
    assert f"{path} line 2: refused: {field} differs from claim {claim.pk}" in ran.err
    assert rows_on_desk() == before


def test_long_value_is_cut_where_the_refusal_tells_it(db: Any, path: Path) -> None:
    CommandRun(path, csv_of(WHOLE | {"statement": "The port sells cranes " * 20}))
    (line,) = CommandRun(path, csv_of(WHOLE)).err.splitlines()
    assert line.endswith("…”")
    assert len(line) < 300


def test_quote_of_too_many_passages_is_refused(db: Any, path: Path) -> None:
    ran = CommandRun(path, csv_of(WHOLE | {"quote": " […] ".join("abcdefgh" * 20)}))
    assert "line 2: refused: This quote joins more than" in ran.err
    assert not Claim.objects.exists()


def test_other_publisher_of_a_known_article_is_remarked(cast: Any, path: Path) -> None:
    article = ArticleFactory(by=cast.researcher, url=WHOLE["article_url"])
    ran = CommandRun(path, csv_of(WHOLE | {"publisher": "Herald"}))
    assert f"its publisher is {article.publisher}, not Herald" in ran.err
    article.refresh_from_db()
    assert article.publisher.name != "Herald"


def test_a_different_title_is_refused_until_the_article_is_named(
    db: Any, cast: Any, path: Path
) -> None:
    CommandRun(path, csv_of({"article_title": "A label"}))
    other = csv_of({"article_title": "Another label"})
    assert "article_title differs from claim" in CommandRun(path, other).err


def test_an_id_that_is_twice_in_a_file_is_one_claim_or_is_refused(db: Any, path: Path) -> None:
    rows = (WHOLE, WHOLE | {"external_id": "x-1"}, OTHER | {"external_id": "x-1"})
    preview = CommandRun(path, csv_of(*rows), "--preview")
    ran = CommandRun(path)
    for run in (preview, ran):
        assert "1 new, 1 unchanged, 1 refused; 3 in total" in run.out
        assert f"{path} line 4: refused: statement differs from line 2" in run.err
    assert Claim.objects.count() == 1


def test_a_claim_that_was_changed_on_the_desk_is_not_overwritten(cast: Any, path: Path) -> None:
    CommandRun(path, csv_of(WHOLE))
    claim = Claim.objects.get()
    given = ClaimGiven("The port sells one crane.", ClaimKind.FACTUAL, external_id="x-1")
    change_claim(claim, given, seen_revision=claim.revision, by=cast.researcher)
    ran = CommandRun(path)
    assert "statement differs from claim" in ran.err
    claim.refresh_from_db()
    assert claim.statement == "The port sells one crane."


def test_a_duplicate_is_still_found_by_its_id(cast: Any, path: Path) -> None:
    CommandRun(path, csv_of(WHOLE))
    claim, other = Claim.objects.get(), ClaimFactory(people=cast)
    withdraw_claim(claim, duplicate_of=other, seen_revision=claim.revision, by=cast.editor)
    assert "0 new, 1 unchanged, 0 refused" in CommandRun(path).out


def test_the_same_statement_with_another_id_is_imported_and_reported(cast: Any, path: Path) -> None:
    known = ClaimFactory(people=cast, statement="The port sells two cranes.")
    rows = (
        {"statement": "the port sells two cranes"},
        {"statement": "The quay closes."},
        {"statement": "The quay closes"},
    )
    ran = CommandRun(path, csv_of(*rows))
    assert f"line 2: Claim {known.pk} says the same." in ran.err
    assert "line 4: Line 3 says the same." in ran.err
    assert "3 new" in ran.out


def test_an_invalid_row_is_reported_and_the_others_are_imported(db: Any, path: Path) -> None:
    rows = ({}, {"said_on": "soon", "speaker": "Nobody", "question": "None?"}, {})
    ran = CommandRun(path, csv_of(*rows))
    assert ran.error is not None
    assert f"{path} line 3: refused: said_on: " in ran.err
    assert "2 new, 0 unchanged, 1 refused" in ran.out
    assert not Source.objects.exclude(kind=SourceKind.DESK).exists()
    assert not Question.objects.exists()


def test_a_source_named_by_several_rows_is_added_once(db: Any, path: Path) -> None:
    rows = [WHOLE | {"statement": f"Crane {n} is sold."} for n in range(3)]
    CommandRun(path, csv_of(*rows))
    assert Article.objects.count() == Question.objects.count() == 1
    assert Source.objects.exclude(kind=SourceKind.DESK).count() == 1
    assert CaptureRequest.objects.count() == 1


def test_every_hundred_rows_are_one_event(db: Any, path: Path) -> None:
    ran = CommandRun(path, csv_of(*({} for _ in range(230))))
    assert "230 new" in ran.out
    events = Event.objects.filter(verb=Verb.CLAIMS_IMPORTED).order_by("seq")
    assert [len(event.after["claims"]) for event in events] == [100, 100, 30]
    assert Event.objects.count() == 3
    first, last = Claim.objects.order_by("pk").first(), Claim.objects.order_by("pk").last()
    assert [line.event for line in history_of_claim(first)] == [events[0]]
    assert [line.event for line in history_of_claim(last)] == [events[2]]


def test_everything_added_with_a_batch_is_in_its_event(db: Any, path: Path) -> None:
    CommandRun(path, csv_of(WHOLE))
    (event,) = Event.objects.all()
    for model, row in (
        ("source", Source.objects.get(name="Harbour master")),
        ("question", Question.objects.get()),
        ("article", Article.objects.get()),
    ):
        assert [line.event for line in history_of(model, row.pk)] == [event]


def test_a_preview_writes_nothing(db: Any, path: Path) -> None:
    before = rows_on_desk()
    ran = CommandRun(path, csv_of(WHOLE, {"said_on": "soon"}), "--preview")
    assert rows_on_desk() == before
    assert ran.error is not None
    assert f"{path} line 2: new: The port sells two cranes." in ran.out
    for added in ("source Harbour master (person)", "question Will the", "article https://example"):
        assert f"would add the {added}" in ran.out
    assert "Preview: 1 new, 0 unchanged, 1 refused; 2 in total. Nothing was written." in ran.out


def test_only_researchers_can_import(cast: Any) -> None:
    (rows,) = read_claim_rows([[ClaimRow(2, "x-1", "The port sells.")]])
    for member in (cast.reader, cast.admin):
        with pytest.raises(Refused) as refusal:
            import_claims(rows, by=member)
        assert refusal.value.denial.code == "needs_researcher"
    assert not Claim.objects.exists()


def test_an_imported_claim_can_be_signed_and_exported(cast: Any, path: Path) -> None:
    row = {"quote": "two of them", "article_title": "Cranes go", "speaker": "Harbour master"}
    CommandRun(path, csv_of(row))
    claim = Claim.objects.get()
    found = ArticleFactory(by=cast.researcher)
    add_appearance(
        claim, read_appearance(AppearanceGiven(found, "all four cranes")), by=cast.researcher
    )
    EvidenceFactory(
        claim=claim,
        by=cast.researcher,
        article=ArticleFactory(by=cast.researcher),
        quote="all four",
    )
    walk_to(ClaimStatus.AGREED, claim, cast)
    verdict = sign_off(claim, cast.editor)
    assert (verdict.row["article_title"], verdict.row["quote"], verdict.row["speaker"]) == (
        "Cranes go", "two of them", "Harbour master",
    )  # fmt: skip
    assert (verdict.row["article_url"], verdict.row["publisher"]) == ("", "")
