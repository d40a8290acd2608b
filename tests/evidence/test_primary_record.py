"""A news article is never a primary record, and nobody makes one by calling it so."""

from dataclasses import replace
from typing import Any

import pytest

from claims.actions import evidence as actions
from claims.enums import EvidenceKind, OriginKind, ParentRelation, SourceKind, Stance
from claims.errors import Invalid
from claims.given import EvidenceGiven, NewSource, Upload
from claims.models import Claim, Evidence, Source
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

FILE = Upload(b"Minutes of the harbour board.", "minutes.txt")
URL = "https://example.org/register"


@pytest.fixture(scope="module")
def kept(module_cast: Cast) -> dict[str, Any]:
    """Return a claim, sources by name, and an article of three of them."""
    by = module_cast.researcher
    kinds = {
        "outlet": SourceKind.OUTLET,
        "agency": SourceKind.AGENCY,
        "body": SourceKind.OFFICIAL_BODY,
        "other body": SourceKind.OFFICIAL_BODY,
        "person": SourceKind.PERSON,
        "document": SourceKind.DOCUMENT,
        "data": SourceKind.DATA_SET,
    }
    found: dict[str, Any] = {
        name: SourceFactory(by=by, name=f"The {name}", kind=kind) for name, kind in kinds.items()
    }
    speaks_for = {"parent": found["body"], "parent_relation": ParentRelation.SPEAKS_FOR}
    found["spokesman"] = SourceFactory(by=by, kind=SourceKind.OFFICIAL, **speaks_for)
    owned = {"parent": found["body"], "parent_relation": ParentRelation.OWNED_BY}
    found["its outlet"] = SourceFactory(by=by, kind=SourceKind.OUTLET, **owned)
    issued_by = (found["body"], found["person"])
    found["joint"] = SourceFactory(by=by, kind=SourceKind.JOINT, members=issued_by)
    for name in ("outlet", "body", "its outlet"):
        found[f"article of {name}"] = ArticleFactory(by=by, publisher=found[name])
    found["claim"] = ClaimFactory(people=module_cast)
    found["desk"] = Source.objects.this_desk()
    return found


@pytest.fixture
def world(kept: dict[str, Any], db: Any) -> dict[str, Any]:
    return kept | {"claim": Claim.objects.get(pk=kept["claim"].pk)}


def record(world: dict[str, Any], seen_in: str, origin: str = "", **more: Any) -> EvidenceGiven:
    named = {"origin_kind": OriginKind.NAMED, "origin": world[origin]} if origin else {}
    if via := more.pop("via", ""):
        more["heard_via"] = world[via]
    if article := more.pop("article", ""):
        more["article"] = world[article]
    given: dict[str, Any] = {
        "stance": Stance.CORROBORATES,
        "kind": EvidenceKind.RECORD,
        "seen_in": world[seen_in],
        "origin_kind": OriginKind.OWN_REPORTING,
    }
    return EvidenceGiven(**given | named | more)


def attach(world: dict[str, Any], given: EvidenceGiven, by: Any, file: Upload | None) -> Evidence:
    return actions.attach_evidence(world["claim"], actions.read_evidence(given, file), by=by)


U, X = OriginKind.UNNAMED, OriginKind.NOT_STATED


@pytest.mark.parametrize(
    ("seen_in", "origin", "more", "file", "refused"),
    [
        # news
        ("outlet", "body", {"article": "article of outlet"}, None, ("kind", "news_article")),
        ("outlet", "outlet", {"article": "article of outlet"}, None, ("kind", "news_article")),
        ("outlet", "", {"article": "article of outlet"}, None, ("kind", "news_article")),
        ("outlet", "document", {"article": "article of outlet"}, None, ("kind", "news_article")),
        ("body", "body", {"article": "article of outlet"}, None, ("kind", "news_article")),
        ("outlet", "body", {"article": "article of body"}, None, ("kind", "news_article")),
        ("its outlet", "body", {"article": "article of its outlet"}, None, ("kind", "news_article")),
        ("agency", "body", {"url": URL}, None, ("kind", "news_article")),
        ("agency", "document", {}, None, ("kind", "news_article")),
        ("outlet", "document", {"url": URL}, None, None),
        ("outlet", "data", {}, FILE, ("custody", "required")),
        ("outlet", "data", {"custody": "Sent by its editor."}, FILE, None),
        ("outlet", "body", {"custody": "Sent by its editor."}, FILE, None),
        ("outlet", "body", {"custody": "Sent by its editor.", "url": URL}, None, ("kind", "news_article")),
        # published by whoever vouches
        ("body", "body", {"article": "article of body"}, None, None),
        ("body", "", {"article": "article of body"}, None, None),
        ("body", "spokesman", {"article": "article of body"}, None, None),
        ("body", "body", {"article": "article of body", "via": "spokesman"}, None, None),
        ("spokesman", "body", {"url": URL}, None, None),
        ("person", "person", {"url": URL}, None, None),
        ("body", "document", {"url": URL}, None, None),
        ("document", "document", {}, None, None),
        ("body", "joint", {"url": URL}, None, None),
        # by somebody else
        ("other body", "joint", {"url": URL}, None, ("kind", "not_primary")),
        ("other body", "body", {"url": URL}, None, ("kind", "not_primary")),
        ("body", "person", {"article": "article of body"}, None, ("kind", "not_primary")),
        ("body", "body", {"url": URL, "via": "person"}, None, ("kind", "not_primary")),
        ("body", "", {"origin_kind": X, "url": URL}, None, ("kind", "not_primary")),
        ("body", "", {"origin_kind": U, "origin_label": "a clerk"}, None, ("kind", "not_primary")),
        ("desk", "", {}, None, ("kind", "not_primary")),
        ("desk", "body", {"url": URL}, None, ("kind", "not_primary")),
        ("desk", "body", {"custody": "Handed over at its desk."}, FILE, None),
        ("desk", "body", {}, FILE, ("custody", "required")),
    ],
)  # fmt: skip
def test_who_published_what_decides(
    world: dict[str, Any],
    cast: Cast,
    seen_in: str,
    origin: str,
    more: dict[str, Any],
    file: Upload | None,
    refused: tuple[str, str] | None,
) -> None:
    given = record(world, seen_in, origin, **more)
    try:
        attach(world, given, cast.researcher, file)
    except Invalid as error:
        assert (error.field, error.code) == refused
    else:
        assert refused is None
    statement = replace(given, kind=EvidenceKind.STATEMENT)
    assert attach(world, statement, cast.researcher, file)


def test_source_that_is_new_publishes_its_own_record(world: dict[str, Any], cast: Cast) -> None:
    union = NewSource("Dockers of the example", SourceKind.OFFICIAL_BODY)
    given = replace(
        record(world, "body"), seen_in=union, origin_kind=OriginKind.NAMED, origin=union
    )
    found = attach(world, given, cast.researcher, None)
    assert found.origin == found.seen_in


def test_correction_keeps_the_file_and_its_custody(world: dict[str, Any], cast: Cast) -> None:
    by = cast.researcher
    given = record(world, "outlet", "body", custody="Sent by its editor.")
    found = attach(world, given, by, FILE)
    changed = replace(given, custody="Sent by its editor on Tuesday.")

    def correct(given: EvidenceGiven) -> None:
        found.refresh_from_db()
        read = actions.read_evidence(given, corrected=found)
        actions.change_evidence(found, read, seen_revision=found.revision, by=by)

    correct(changed)
    assert found.custody == "Sent by its editor on Tuesday."
    with pytest.raises(Invalid) as error:
        correct(replace(changed, custody=""))
    assert (error.value.field, error.value.code) == ("kind", "news_article")


def test_sentence_at_the_field_says_what_would_make_it_one(
    world: dict[str, Any], login: Any
) -> None:
    typed = {
        "stance": "corroborates",
        "bears_on": "whole",
        "kind": "record",
        "how": "direct",
        "origin_name": world["body"].name,
        "article": f"#{world['article of outlet'].pk}",
    }
    response = login("researcher").post(f"/claims/{world['claim'].pk}/evidence/", typed)
    assert response.status_code == 422
    form = response.context["forms"]["evidence"]
    assert list(form.errors) == ["kind"]
    assert form["kind"].value() == "record"
    assert "never a primary record" in response.content.decode()
