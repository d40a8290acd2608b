"""An import of articles is undone as one act: they leave the desk, and keep their numbers and their copies."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import origins, snapshot_corrections, suggestions
from claims.actions.article_joining import join_articles, read_join, tell_apart
from claims.actions.captures import request_capture
from claims.actions.import_undo import undo_import
from claims.actions.imports import import_articles, import_claims, read_claim_rows, read_rows
from claims.enums import (
    ClaimKind,
    DismissedAs,
    OutletState,
    Verb,
)
from claims.errors import Refused
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    ArticleRow,
    ClaimGiven,
    ClaimRow,
    ImportGiven,
    NewSource,
    OutletGiven,
    pasted,
)
from claims.models import (
    Article,
    CaptureRequest,
    Claim,
    Event,
    Import,
    OriginHint,
    Snapshot,
    Source,
    Suggestion,
)
from claims.models.article_twins import twins_of
from claims.models.imports import WORK_ON_ARTICLES
from claims.reads.articles.article_list import ArticleFilters, ArticleList
from claims.reads.articles.captures import list_captures
from claims.reads.lists.choices import Choices
from claims.reads.record.record_page import record_page
from claims.reads.record.verification import verify_desk
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, body
from tests.review.test_races import race  # noqa: F401

from .test_undo import code

pytestmark = pytest.mark.django_db

URL = "https://port.example/a{}"
QUOTE = "all four cranes will stay in service until autumn"
FOLDED = "Subscribe to our newsletter\n\nShare this article\n"


def rows(*numbers: int, publisher: str = "Wrong Column") -> list[ArticleRow]:
    return [
        ArticleRow(
            n,
            f"{n}.txt",
            pasted(f"{body(n)}\n{FOLDED}"),
            ArticleGiven(NewSource(publisher, "outlet"), headline=f"Story {n}", url=URL.format(n)),
        )
        for n in numbers
    ]


def imported(by: Any, *numbers: int, **given: Any) -> Import:
    """Return an import of these articles, in two batches."""
    run = ImportGiven("articles.csv")
    all_rows = rows(*(numbers or (1, 2)), **given)
    for read in read_rows([all_rows[:1], all_rows[1:]]):
        import_articles(read, by=by, run=run)
    return Import.objects.get(key=run.key)


@pytest.fixture
def run(cast: Any) -> Import:
    return imported(cast.researcher)


def test_undone_articles_are_found_nowhere_and_keep_their_copies(
    run: Import, cast: Any, login: Any
) -> None:
    one, two = Article.objects.order_by("pk")
    copies = set(Snapshot.objects.values_list("pk", flat=True))
    other = ArticleFactory(by=cast.researcher, text=body(1), url="https://m.port.example/a1")
    assert twins_of(other)
    request_capture(one, by=cast.researcher)
    suggestions.read_article(one.snapshot)

    undo_import(run, by=cast.researcher)

    assert set(Snapshot.objects.values_list("pk", flat=True)) == copies | {other.snapshot_id}
    assert Article.objects.count() == 3
    found = [
        [row.pk for row in ArticleList(ArticleFilters(**filters)).rows]
        for filters in ({}, {"q": "cranes"}, {"q": one.url}, {"q": "Story 1"})
    ]
    assert found == [[other.pk], [other.pk], [other.pk], []]  # a URL finds its versions
    assert [Article.objects.at(article.url) for article in (one, two)] == [None, None]
    assert list(Article.objects.with_body(other.snapshot.body_key)) == [other]
    assert twins_of(other) == []
    assert [name.split()[0] for name in Choices().articles] == [f"#{other.pk}"]
    assert list_captures(None, cast.researcher).total == 0
    assert not Source.objects.filter(name="Wrong Column").exists()
    client: Client = login("researcher")
    admin = login("admin").get("/admin/claims/article/?q=Story").content.decode()
    assert "Story 1" not in admin
    page = client.get(f"/articles/{one.pk}/")
    assert page.status_code == 200
    assert page.context["run"] == run
    assert len(page.context["archive"].copies) == 1
    verbs = {shown.event.verb for shown in page.context["history"]}
    assert {Verb.ARTICLES_IMPORTED, Verb.IMPORT_UNDONE} <= verbs
    file = client.get(page.context["archive"].copies[0].file_url)
    assert body(1).encode() in b"".join(file)  # read to its end, the response is closed
    event = Event.objects.get(verb=Verb.IMPORT_UNDONE)
    assert [told["id"] for told in event.after["articles_taken_off"]] == [one.pk, two.pk]
    assert {told["publisher"]["name"] for told in event.after["articles_taken_off"]} == {
        "Wrong Column"
    }
    assert [shown.sentence.after_who for shown in record_page().events]
    assert not list(verify_desk())


def test_corrected_file_makes_new_articles(run: Import, cast: Any) -> None:
    wrong = set(Article.objects.values_list("pk", flat=True))
    undo_import(run, by=cast.researcher)
    again = imported(cast.researcher, publisher="Port Gazette")
    new = Article.objects.exclude(pk__in=wrong)
    assert [article.publisher.name for article in new] == ["Port Gazette"] * 2
    assert again.rows.filter(object_type="article").count() == 2
    assert {Article.objects.at(URL.format(n)) for n in (1, 2)} == set(new)
    undo_import(again, by=cast.researcher)
    assert not Article.objects.on_desk().exists()
    assert not list(verify_desk())


def add_claim(article: Article, by: Any, cast: Any) -> None:
    found_in = claim_actions.read_appearance(AppearanceGiven(article, QUOTE))
    claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL), appearance=found_in, by=by
    )


def add_evidence(article: Article, by: Any, cast: Any) -> None:
    given = {"article": article, "quote": QUOTE, "seen_in": article.publisher}
    EvidenceFactory(claim=ClaimFactory(people=cast), by=by, **given)


def correct(article: Article, by: Any, cast: Any) -> None:
    given = ArticleGiven(headline="Cranes stay", url=article.url)
    article_actions.correct_article(article, given, seen_revision=1, by=by)


def put_back(article: Article, by: Any, cast: Any) -> None:
    start, end = article.snapshot.boilerplate[0]
    article_actions.put_back(article, start, end, by=by)


def judge(article: Article, by: Any, cast: Any) -> None:
    read = snapshot_corrections.read_ruling(article.snapshot, is_article=False)
    snapshot_corrections.rule_on_copy(read, by=by)


def add_copy(article: Article, by: Any, cast: Any) -> None:
    copy = snapshot_corrections.read_copy(article, pasted(body(8)))
    snapshot_corrections.add_copy(article, copy, by=by)


def version_of(article: Article, by: Any) -> Article:
    version: Article = ArticleFactory(
        by=by, url=article.url.replace("//port", "//m.port"), text=body(9)
    )
    return version


def join(article: Article, by: Any, cast: Any) -> None:
    join_articles(read_join(version_of(article, by), article), by=by)


def tell_them_apart(article: Article, by: Any, cast: Any) -> None:
    tell_apart(version_of(article, by), article, by=by)


def note_outlet_state(article: Article, by: Any, cast: Any) -> None:
    given = OutletGiven(OutletState.WITHDRAWN, note="It took it back.")
    article_actions.set_outlet_state(article, given, seen_revision=1, by=by)


def republish(article: Article, by: Any, cast: Any) -> None:
    ArticleFactory(by=by, republishes_article=article)


def dismiss_hint(article: Article, by: Any, cast: Any) -> None:
    hint = OriginHint.objects.create(
        article=article, kind="wire", name="AP", snapshot=article.snapshot
    )
    origins.dismiss_origin(hint, by=by)


def dismiss_suggestion(article: Article, by: Any, cast: Any) -> None:
    one = Suggestion.objects.create(
        article=article, snapshot=article.snapshot, start=0, end=7, words="Harbour", score=1
    )
    suggestions.dismiss_suggestion(one, DismissedAs.OPINION, by=by)


WORK: tuple[Callable[[Article, Any, Any], None], ...] = (
    add_claim, add_evidence, correct, put_back, judge, add_copy, join, tell_them_apart, note_outlet_state,
    republish, dismiss_hint, dismiss_suggestion,
)  # fmt: skip


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_import_whose_article_was_worked_on_is_kept(work: Any, run: Import, cast: Any) -> None:
    article = Article.objects.earliest("pk")
    work(article, cast.researcher, cast)
    before = list(Article.objects.order_by("pk").values())
    with pytest.raises(Refused) as refusal:
        undo_import(run, by=cast.researcher)
    assert refusal.value.denial.code == "worked_on"
    assert f"A{article.pk}." in refusal.value.denial.message
    assert list(Article.objects.order_by("pk").values()) == before


def test_every_row_that_names_an_article_is_work_or_is_not() -> None:
    """A relation that is added later must be weighed: is it somebody's work?"""
    named = {relation.get_accessor_name() for relation in Article._meta.related_objects} - {None}
    work = {
        str(condition.children[0]).split("'")[1].split("__")[0] for condition in WORK_ON_ARTICLES
    }
    by_hand = {"told_apart"}
    of_the_desk = {"addresses", "capture_requests", "reading", "shingles", "snapshots", "words"}
    assert named <= work | by_hand | of_the_desk
    others = {"claims.ToldApart.other"}
    hidden = {
        f"{r.related_model._meta.label}.{r.field.name}"
        for r in Article._meta.get_fields(include_hidden=True)
        if r.auto_created and r.is_relation and getattr(r, "hidden", False)
    }
    assert hidden <= others


def test_what_the_desk_does_by_itself_is_no_work(run: Import, cast: Any) -> None:
    article = Article.objects.earliest("pk")
    request_capture(article, by=cast.researcher)
    undo_import(run, by=cast.editor)
    capture = CaptureRequest.objects.get()
    assert (capture.state, capture.problem_code) == ("given_up", "undone")
    assert not list(verify_desk())


def test_nothing_is_written_of_an_article_that_is_off_the_desk(
    run: Import, cast: Any, login: Any
) -> None:
    by, article = cast.researcher, Article.objects.earliest("pk")
    found_in = claim_actions.read_appearance(AppearanceGiven(article, QUOTE))
    copy = snapshot_corrections.read_copy(article, pasted(body(8)))
    ruling = snapshot_corrections.read_ruling(article.snapshot, is_article=False)
    other, claim = ArticleFactory(by=by), ClaimFactory(people=cast)
    undo_import(run, by=by)
    given = ClaimGiven("The cranes stay.", ClaimKind.FACTUAL)
    calls = (
        partial(claim_actions.add_claim, given, appearance=found_in, by=by),
        partial(claim_actions.add_appearance, claim, found_in, by=by),
        partial(article_actions.correct_article, article, ArticleGiven(), seen_revision=None, by=by),
        partial(article_actions.correct_article, other, ArticleGiven(republishes_article=article), seen_revision=1, by=by),
        partial(article_actions.put_back, article, 0, 1, by=by),
        partial(snapshot_corrections.add_copy, article, copy, by=by),
        partial(snapshot_corrections.rule_on_copy, ruling, by=by),
        partial(tell_apart, article, other, by=by),
        partial(request_capture, article, by=by),
    )  # fmt: skip
    assert [code(call) for call in calls] == ["undone"] * len(calls)
    client = login("researcher")
    assert client.post(f"/articles/{article.pk}/captures/").status_code == 409
    response = client.post(f"/articles/{article.pk}/correct/", {"seen_revision": 2})
    assert response.status_code in (409, 422)
    assert response.context["message"]


def test_articles_that_came_with_undone_claims_leave_with_them(cast: Any) -> None:
    """Their pages may have been archived a minute after the import."""
    given = ImportGiven("claims.csv")
    claim_rows = [
        ClaimRow(n, f"u-{n}", f"Crane {n} is sold.", article_url=URL.format(n)) for n in (1, 2, 3)
    ]
    (read,) = read_claim_rows([claim_rows])
    import_claims(read, by=cast.researcher, run=given)
    tried, used, untried = Article.objects.order_by("pk")
    CaptureRequest.objects.exclude(article=untried).update(attempts=1)
    found_in = claim_actions.read_appearance(AppearanceGiven(used, "words", kept_if_not_found=True))
    claim_actions.add_claim(
        ClaimGiven("It is used.", ClaimKind.FACTUAL), appearance=found_in, by=cast.researcher
    )
    undo_import(Import.objects.get(), by=cast.researcher)
    assert Claim.objects.count() == 1
    assert list(Article.objects.on_desk()) == [used]
    assert set(Article.objects.all()) == {tried, used}
    after = Event.objects.get(verb=Verb.IMPORT_UNDONE).after
    assert [len(after[f"articles_{what}"]) for what in ("removed", "taken_off", "kept")] == [1] * 3


def test_admin_undoes_and_says_why_not(run: Import, cast: Any, login: Any) -> None:
    client = login("editor")
    page, url = "/admin/claims/article/import/", f"/admin/claims/article/import/{run.pk}/undo/"
    assert url in client.get(page).content.decode()
    assert (
        url.replace("article", "claim")
        not in client.get("/admin/claims/claim/import/").content.decode()
    )
    assert dict(client.get(url).context["preview"].counts) == {"article": 2, "source": 1}
    assert login("reviewer1").post(url).status_code == 403
    assert login("editor").post(url).status_code == 302
    assert login("editor").post(url).status_code == 409
    assert not Article.objects.on_desk().exists()


def test_command_imports_lists_and_undoes(db: Any, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "a.txt").write_text(body(1))
    (tmp_path / "list.csv").write_text("file,publisher\na.txt,Gazette\n")
    call_command("import_articles", str(tmp_path / "list.csv"))
    run = Import.objects.get()
    assert f"undo_import {run.pk}" in capsys.readouterr().out
    call_command("undo_import")
    assert "1 article" in capsys.readouterr().out
    call_command("undo_import", str(run.pk))
    call_command("import_articles", str(tmp_path / "list.csv"))
    assert [article.pk for article in Article.objects.on_desk()] == [
        Article.objects.latest("pk").pk
    ]
    assert Article.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_work_is_never_lost_to_an_undo(cast: Any, race: Any) -> None:  # noqa: F811
    for number in range(3):
        run = imported(cast.researcher, 10 + number)
        article = run_article(run)
        given = ClaimGiven(f"Crane {number} stays.", ClaimKind.FACTUAL)
        found_in = claim_actions.read_appearance(AppearanceGiven(article, QUOTE))
        undone, added = race(
            partial(undo_import, run, by=cast.editor),
            partial(claim_actions.add_claim, given, appearance=found_in, by=cast.researcher),
        )
        assert (undone, added) in (("won", "undone"), ("worked_on", "won"))
        assert Article.objects.on_desk().filter(pk=article.pk).exists() == (added == "won")
    assert not list(verify_desk())


def run_article(run: Import) -> Article:
    return Article.objects.get(pk=run.rows.get(object_type="article").object_id)
