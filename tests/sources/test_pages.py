"""Sources and questions are added, corrected and shown with voices and stakes, and never overwritten unseen."""

from typing import Any

import pytest

from claims.actions.questions import add_question, change_question
from claims.actions.sources import change_source
from claims.enums import ParentRelation, Party, SourceKind
from claims.given import Conflict, SourceDetails
from claims.models import Question, Source, Stake
from tests.articles.pages import errors_of, fields_of, text_of
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

SOURCE = {
    "name": "Port Example",
    "kind": "official_body",
    "party": "party",
    "reliability": "C",
    "aliases": "The Port\nPE",
}


@pytest.fixture
def researcher(login: Any) -> Any:
    return login("researcher")


def test_source_can_be_added_and_is_shown(researcher: Any) -> None:
    form = fields_of(researcher.get("/sources/new/"), "/sources/new/")
    response = researcher.post("/sources/new/", form | SOURCE)
    source = Source.objects.get(name="Port Example")
    assert response.headers["Location"] == f"/sources/{source.pk}/"
    page = text_of(researcher.get(f"/sources/{source.pk}/"))
    assert "The Port" in page and "C: fairly reliable" in page
    assert "Port Example" in text_of(researcher.get("/sources/"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "this DESK"}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "desk"}, "kind"),
        ({"party": "bogus"}, "party"),
        ({"reliability": "G"}, "reliability"),
        ({"parent": "Nobody knows them", "parent_relation": "owned_by"}, "parent"),
        ({"parent": "This desk"}, "parent_relation"),
        ({"withheld": "on"}, "withheld_reason"),
        ({"aliases": "x" * 5001}, "aliases"),
    ],
)
def test_invalid_value_of_a_source_is_reported_at_its_field_and_kept(
    researcher: Any, changes: dict[str, str], field: str
) -> None:
    response = researcher.post("/sources/new/", SOURCE | {"interest": "\u202eKept"} | changes)
    assert response.status_code == 422
    assert errors_of(response, field)
    assert fields_of(response, "/sources/new/")["interest"] == "\u202eKept"


def test_source_page_shows_voice_articles_claims_and_stakes(cast: Any, researcher: Any) -> None:
    ministry = SourceFactory(by=cast.researcher, name="Ministry", kind=SourceKind.OFFICIAL_BODY)
    paper = SourceFactory(
        by=cast.researcher,
        name="State Paper",
        parent=ministry,
        parent_relation=ParentRelation.OWNED_BY,
    )
    article = ArticleFactory(by=cast.researcher, publisher=paper)
    claim = ClaimFactory(people=cast, article=article)
    question = add_question(
        "Will it?",
        by=cast.researcher,
        stakes=[Stake(source=paper, party=Party.ALLIED, side="east")],
    )
    page = text_of(researcher.get(f"/sources/{paper.pk}/"))
    for words in ("Ministry", "same voice", claim.statement, str(article), str(question), "east"):
        assert words in page
    assert "State Paper" in text_of(researcher.get(f"/sources/{ministry.pk}/"))


def test_stale_correction_of_a_source_shows_both_texts(cast: Any, researcher: Any) -> None:
    source = SourceFactory(by=cast.researcher, name="Port")
    url = f"/sources/{source.pk}/change/"
    form = fields_of(researcher.get(url), url)
    change_source(
        source,
        SourceDetails("Port", SourceKind.OUTLET, interest="Theirs"),
        seen_revision=1,
        by=cast.researcher2,
    )
    response = researcher.post(url, form | {"interest": "Ours"})
    assert response.status_code == 409
    assert response.context["outcome"].conflicts == (Conflict("Interest", "Theirs", "Ours"),)
    assert researcher.post(url, fields_of(response, url)).status_code == 302
    source.refresh_from_db()
    assert source.interest == "Ours"


def test_source_cannot_be_its_own_parent(cast: Any, researcher: Any) -> None:
    source = SourceFactory(by=cast.researcher, name="Port")
    url = f"/sources/{source.pk}/change/"
    form = fields_of(researcher.get(url), url)
    response = researcher.post(url, form | {"parent": "Port", "parent_relation": "speaks_for"})
    assert response.status_code == 422
    assert errors_of(response, "parent")


def question_data(**changes: str) -> dict[str, str]:
    return {
        "text": "Will the cranes be sold?",
        "note": "Since spring.",
        "stakes-TOTAL_FORMS": "3",
        "stakes-INITIAL_FORMS": "0",
        "stakes-0-source_name": "This desk",
        "stakes-0-party": "independent",
        "stakes-0-side": "ours",
    } | changes


def test_question_can_be_added_with_stakes_and_is_shown_with_its_claims(
    cast: Any, researcher: Any
) -> None:
    response = researcher.post("/questions/new/", question_data())
    question = Question.objects.get()
    assert response.headers["Location"] == f"/questions/{question.pk}/"
    claim = ClaimFactory(people=cast, questions=(question,))
    page = text_of(researcher.get(f"/questions/{question.pk}/"))
    for words in ("Since spring.", "This desk", "ours", claim.statement):
        assert words in page
    assert question.text in text_of(researcher.get("/questions/"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "q" * 301}, "text"),
        ({"stakes-0-source_name": "Nobody"}, "stakes-0-source"),
        (
            {"stakes-0-source_name": "Nobody", "stakes-0-source_kind": "outlet"},
            "stakes-0-source",
        ),
        ({"stakes-0-party": ""}, "stakes-0-party"),
        ({"stakes-0-party": "bogus"}, "stakes-0-party"),
        ({"stakes-0-source_name": ""}, "stakes-0-source"),
    ],
)
def test_invalid_value_of_a_question_is_reported_at_its_field_and_kept(
    researcher: Any, changes: dict[str, str], field: str
) -> None:
    response = researcher.post("/questions/new/", question_data(**changes))
    assert response.status_code == 422
    assert errors_of(response, field)
    shown = fields_of(response, "/questions/new/")
    assert (shown["note"], shown["stakes-0-side"]) == ("Since spring.", "ours")


@pytest.mark.parametrize("field", ["side", "interest"])
def test_invalid_text_of_a_stake_is_reported_at_its_field(researcher: Any, field: str) -> None:
    for words in ("a\x00b", "x" * 2001):
        response = researcher.post("/questions/new/", question_data(**{f"stakes-0-{field}": words}))
        assert response.status_code == 422
        assert errors_of(response, f"stakes-0-{field}")


def test_source_can_have_only_one_stake_in_a_question(researcher: Any) -> None:
    again = {"stakes-1-source_name": "this desk", "stakes-1-party": "party"}
    response = researcher.post("/questions/new/", question_data(**again))
    assert response.status_code == 422
    assert "Each source can have only one stake" in text_of(response)


def test_stakes_can_be_changed_and_removed(researcher: Any) -> None:
    researcher.post("/questions/new/", question_data())
    question = Question.objects.get()
    url = f"/questions/{question.pk}/change/"
    form = fields_of(researcher.get(url), url)
    assert form["stakes-0-source_name"] == "This desk"
    assert researcher.post(url, form | {"stakes-0-side": "theirs"}).status_code == 302
    assert question.stakes.get().side == "theirs"
    form = fields_of(researcher.get(url), url)
    emptied = {name: "" for name in form if name.startswith("stakes-0-")}
    assert researcher.post(url, form | emptied).status_code == 302
    assert question.stakes.count() == 0


def test_stale_correction_of_a_question_shows_both_texts(cast: Any, researcher: Any) -> None:
    question = add_question("Will it?", by=cast.researcher)
    url = f"/questions/{question.pk}/change/"
    form = fields_of(researcher.get(url), url)
    change_question(
        question, text="Will it?", note="Theirs", stakes=[], seen_revision=1, by=cast.researcher2
    )
    response = researcher.post(url, form | {"note": "Ours"})
    assert response.status_code == 409
    assert "Theirs" in text_of(response) and "Ours" in text_of(response)
    assert researcher.post(url, fields_of(response, url)).status_code == 302


def test_reader_is_told_why_they_cannot_add_anything(cast: Any, login: Any) -> None:
    source = SourceFactory(by=cast.researcher)
    question = add_question("Will it?", by=cast.researcher)
    for url in ("/sources/", f"/sources/{source.pk}/", "/questions/", f"/questions/{question.pk}/"):
        assert "Only researchers, reviewers and editors can do this." in text_of(
            login("reader").get(url)
        )


def test_unknown_source_or_question_is_not_found(login: Any) -> None:
    researcher = login("researcher")
    for place in ("sources", "questions"):
        for number in ("999", str(10**23)):
            assert researcher.get(f"/{place}/{number}/").status_code == 404
            assert researcher.get(f"/{place}/{number}/change/").status_code == 404


def test_lists_have_pages_of_fifty(cast: Any, login: Any) -> None:
    for n in range(51):
        SourceFactory(by=cast.researcher)
        add_question(f"Question {n}?", by=cast.researcher)
    reader = login("reader")
    for place in ("sources", "questions"):
        page = text_of(reader.get(f"/{place}/"))
        assert 'rel="prev"' not in page  # there is nothing newer than the first page
        older = page.split('rel="next" href="')[1].split('"')[0]
        second = text_of(reader.get(f"/{place}/{older}"))
        assert second.count("cell-main") in (1, 2)
        assert 'rel="prev" href="?"' in second
