"""Free texts that contain a withheld name are listed: where a name is withheld, and before an export."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import claims as claim_actions
from claims.actions import questions as question_actions
from claims.actions import review, sources
from claims.enums import (
    AttributionKind,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    PolicyLevel,
    PolicyRule,
    RatingCode,
    SourceKind,
    Stance,
)
from claims.given import AppearanceGiven, ClaimGiven, SourceDetails, Step
from claims.models import Claim, Source
from claims.reads.sources import withheld_texts as reads
from claims.reads.sources.name_forms import NameForms
from tests.admin.conftest import send
from tests.articles.pages import fields_of, text_of
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    sign_off,
)
from tests.review.steps import set_desk

NAME = "Anna Karsova"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Anna Karsova", "as ANNA  KARSOVA, said", "ANNA  KARSOVA"),
        ("Anna Karsova", "Anna Karsova’s words", "Anna Karsova"),
        ("Anna Karsova", "Anna and Karsova", None),
        ("Acme", "Acmeville", None),
        ("Iğdır Times", "the Igdir times", "Igdir times"),
        ("O'Test", "said O’Test", "O’Test"),
        ("Анна Карсова", "словам Анны Карсовой", "Анны Карсовой"),
        ("Фёдор Птицын", "Федором Птицыным сказано", "Федором Птицыным"),
        ("Русский вестник", "в «Русском вестнике»", "Русском вестнике"),
        ("РТ", "ртуть", None),
        ("Карсов", "карсовчанин", None),
        ("Արմեն Կարսյան", "Արմեն Կարսյանի խոսքով", "Արմեն Կարսյանի"),
        ("Նավահանգստի վարչություն", "Նավահանգստի վարչության", "Նավահանգստի վարչության"),
        ("ნავსადგური", "ნავსადგურის თქმით", "ნავსადგურის"),
    ],
)
def test_names_are_found_as_whole_words_in_their_forms(
    name: str, text: str, found: str | None
) -> None:
    forms = NameForms([name])
    assert [text[start:end] for start, end in forms.spans(text)] == ([found] if found else [])
    # What a database looks for is in every such text.
    if found:
        assert any(needle in text for needle in forms.needles(99)) or name[0] == "I"


@pytest.fixture
def anna(cast: Any) -> Source:
    set_desk(cast, **{rule.value: PolicyLevel.OFF for rule in PolicyRule})
    return SourceFactory(by=cast.researcher, name=NAME, kind=SourceKind.PERSON)


def withhold(source: Source, by: Any, aliases: str = "", name: str = "") -> Source:
    source.refresh_from_db()
    details = SourceDetails(
        name=name or source.name,
        kind=SourceKind(source.kind),
        aliases=aliases,
        withheld=True,
        withheld_reason="She was threatened.",
    )
    return sources.change_source(source, details, seen_revision=source.revision, by=by)


def listed(source: Source) -> set[tuple[str, tuple[int, ...], bool]]:
    source.refresh_from_db()
    found = reads.texts_naming(source).found
    return {(one.where, one.versions, one.is_current) for one in found}


@pytest.fixture
def claim(cast: Any, anna: Source) -> Claim:
    """Return a claim with the name in each free text that an export prints, each a different text."""
    by = cast.researcher
    text = (
        f"The keys were kept by {NAME}, the harbour master wrote in a long letter to the union.\n"
        * 3
    )
    article = ArticleFactory(by=by, text=text, headline=f"A letter of {NAME}")
    question = question_actions.add_question(f"Did {NAME} keep the keys?", by=by)
    appearance = AppearanceGiven(
        article,
        f"The keys were kept by {NAME}",
        (Step(AttributionKind.SAID, label=f"a friend of {NAME}"),),
        translation=f"Les clés : {NAME}",
        translated_by="The desk",
    )
    claim = claim_actions.add_claim(
        ClaimGiven(f"{NAME} kept the keys.", ClaimKind.FACTUAL, questions=(question,)),
        by=by,
        appearance=claim_actions.read_appearance(appearance),
        separate=True,
    )
    EvidenceFactory(
        claim=claim,
        by=by,
        stance=Stance.CONTEXT,
        origin_kind=OriginKind.UNNAMED,
        origin_label=f"a neighbour of {NAME}",
        title=f"Who is {NAME}?",
        url="https://example.org/who",
        quote=f"It was {NAME}.",
        quote_reason="heard on the radio",
        translation=f"C’était {NAME}.",
        translated_by="The desk",
        note=f"Ask {NAME} again.",
    )
    EvidenceFactory(
        claim=claim,
        by=by,
        stance=Stance.CONTEXT,
        kind=EvidenceKind.NOTHING_FOUND,
        seen_in=Source.objects.this_desk(),
        searched=f"the archive for {NAME}",
    )
    return claim


def test_every_text_that_exports_print_is_searched(cast: Any, anna: Source, claim: Claim) -> None:
    withhold(anna, cast.researcher)
    first, second = claim.evidence.order_by("pk")
    texts = {
        *("statement", "quote", "translation", "headline", "chain of attribution", "question"),
        *(f"{name} of E{first.pk}" for name in ("quote", "translation", "note", "headline")),
        f"description of the source of E{first.pk}",
        f"what was searched of E{second.pk}",
    }
    assert listed(anna) == {(text, (), True) for text in texts}
    assess(claim, cast.reviewer1, rationale=f"I know {NAME}.")
    sign_off(claim, cast.editor, rationale=f"{NAME} kept them.")
    # A text that was also signed is listed once.
    assert {
        where for where, versions, is_current in listed(anna) if versions == (1,) and is_current
    } >= {
        "statement",
        "quote",
        f"note of E{first.pk}",
    }
    assert {one for one in listed(anna) if not one[2]} == {("rationale", (1,), False)}


def test_assessments_and_comments_are_not_exported_and_not_listed(cast: Any, anna: Source) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, rationale=f"{NAME} told me.")
    review.comment(claim, f"{NAME} told me.", by=cast.reviewer1)
    withhold(anna, cast.researcher)
    assert listed(anna) == set()


def test_headline_of_what_the_source_published_is_withheld_anyway(cast: Any, anna: Source) -> None:
    article = ArticleFactory(by=cast.researcher, publisher=anna, headline=f"{NAME} writes")
    ClaimFactory(people=cast, article=article)
    withhold(anna, cast.researcher)
    assert listed(anna) == set()


def test_aliases_and_former_names_are_found(cast: Any, anna: Source) -> None:
    for statement in (f"{NAME} has it.", "Анне Карсовой дали ключи.", "Mrs K. has it."):
        ClaimFactory(people=cast, statement=statement)
    withhold(anna, cast.researcher, aliases="Анна Карсова", name="Mrs K.")
    assert len(reads.texts_naming(anna).found) == 3


def test_signed_text_stays_listed_when_the_current_one_is_reworded(cast: Any, anna: Source) -> None:
    claim = ClaimFactory(people=cast, statement=f"{NAME} kept the keys.")
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    sign_off(claim, cast.editor)
    withhold(anna, cast.researcher)
    assert listed(anna) == {("statement", (1,), True)}
    claim.refresh_from_db()
    review.reopen(claim, reason="A name.", seen_revision=claim.revision, by=cast.editor)
    claim.refresh_from_db()
    claim_actions.change_claim(
        claim,
        ClaimGiven("A clerk kept the keys.", ClaimKind.FACTUAL),
        seen_revision=claim.revision,
        by=cast.researcher,
    )
    assert listed(anna) == {("statement", (1,), False)}


def test_pages_list_the_texts_after_withholding_and_before_an_export(
    login: Any, cast: Any, anna: Source
) -> None:
    claim = ClaimFactory(people=cast, statement=f"{NAME} kept the keys.")
    client = login("researcher")
    heading = 'id="withheld-texts"'
    page, export = f"/sources/{anna.pk}/", "/export/"
    assert heading not in text_of(client.get(page)) + text_of(client.get(export))
    url = f"/sources/{anna.pk}/change/"
    given = fields_of(client.get(url), url) | {"withheld": "on", "withheld_reason": "Threatened."}
    answer = client.post(url, given, follow=True)
    for shown in (answer, client.get(export), client.get(export, {"as_of": "2020-01-01"})):
        text = text_of(shown)
        assert heading in text and f"/claims/{claim.pk}/" in text and f"<mark>{NAME}</mark>" in text


def test_admin_says_that_texts_still_contain_the_name(login: Any, cast: Any, anna: Source) -> None:
    ClaimFactory(people=cast, statement=f"{NAME} kept the keys.")
    url = f"/admin/claims/source/{anna.pk}/change/"
    client = login("editor")
    assert send(client, url, withheld="on", withheld_reason="Threatened.").status_code == 302
    assert f'<a href="/sources/{anna.pk}/">' in text_of(client.get("/admin/claims/source/"))


def test_a_bounded_search_says_that_it_did_not_read_everything(
    cast: Any, anna: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ClaimFactory(people=cast, statement=f"{NAME} kept the keys.")
    withhold(anna, cast.researcher)
    assert not reads.texts_naming(anna).is_cut
    monkeypatch.setattr(reads, "MOST_READ", 2)
    texts = reads.texts_naming(anna)
    assert (texts.is_cut, texts.total) == (True, 2)


def test_queries_do_not_grow_with_texts_and_names(cast: Any, anna: Source, claim: Claim) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reads.texts_naming(anna).total
        return len(queries)

    withhold(anna, cast.researcher)
    anna.refresh_from_db()
    with_few = cost()
    for _ in range(3):
        ClaimFactory(people=cast, statement=f"{NAME} kept the keys.")
    withhold(anna, cast.researcher, aliases="A. K.\nAnna K.\nKarsova")
    anna.refresh_from_db()
    assert cost() == with_few
