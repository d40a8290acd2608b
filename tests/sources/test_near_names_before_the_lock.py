"""The names of new sources are compared before an action takes the lock, and once more if the desk has changed since."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import timezone

from claims.actions import articles, claims, evidence, sources
from claims.actions.imports import import_claims, read_claim_rows
from claims.actions.record import clock
from claims.enums import AttributionKind, ClaimKind, EvidenceKind, OriginKind, SourceKind, Stance
from claims.errors import AsksWhich
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    ClaimGiven,
    ClaimRow,
    EvidenceGiven,
    NewSource,
    SourceDetails,
    Step,
)
from claims.models import Source
from claims.models.search import near_names
from claims.models.search.near_names import MOST_COMPARED, KnownName, NearNames
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory, body, read_paste

pytestmark = pytest.mark.django_db

NEW = NewSource("Марина Портова", SourceKind.PERSON)
QUOTE = "all four cranes will stay in service until autumn"
DETAILS = SourceDetails("Port Union", SourceKind.PERSON, aliases="Марина Портова")


@contextmanager
def under_the_lock(look: Callable[[], object]) -> Iterator[None]:
    """Call `look` as soon as an action has the lock, before it does anything."""

    def tell() -> Any:
        look()
        return timezone.now()

    with clock(tell):
        yield


def evidence_seen_in(cast: Any) -> Callable[[], object]:
    claim = ClaimFactory(people=cast, with_evidence=False)
    given = EvidenceGiven(
        stance=Stance.CONTEXT,
        kind=EvidenceKind.STATEMENT,
        origin_kind=OriginKind.OWN_REPORTING,
        seen_in=NEW,
    )
    read = evidence.read_evidence(given)
    return lambda: evidence.attach_evidence(claim, read, by=cast.researcher)


def new_appearance(cast: Any) -> claims.ReadAppearance:
    article = ArticleFactory(by=cast.researcher)
    chain = (Step(AttributionKind.SAID, NEW),)
    return claims.read_appearance(AppearanceGiven(article, QUOTE, chain))


def claim_said_by(cast: Any) -> Callable[[], object]:
    given, read = ClaimGiven("The port opens a pier.", ClaimKind.FACTUAL), new_appearance(cast)
    return lambda: claims.add_claim(given, by=cast.researcher, appearance=read)


def another_appearance(cast: Any) -> Callable[[], object]:
    claim, read = ClaimFactory(people=cast, with_evidence=False), new_appearance(cast)
    return lambda: claims.add_appearance(claim, read, by=cast.researcher)


def article_published_by(cast: Any) -> Callable[[], object]:
    read = read_paste(body(901))
    return lambda: articles.add_article(read, ArticleGiven(NEW, "Piers"), by=cast.researcher)


def corrected_publisher(cast: Any) -> Callable[[], object]:
    article = ArticleFactory(by=cast.researcher)
    given = ArticleGiven(NEW, "Piers")
    return lambda: articles.correct_article(
        article, given, seen_revision=article.revision, by=cast.researcher
    )


def source_of_its_own(cast: Any) -> Callable[[], object]:
    return lambda: sources.add_source(DETAILS, by=cast.researcher)


DOORS = [
    evidence_seen_in,
    claim_said_by,
    another_appearance,
    article_published_by,
    corrected_publisher,
    source_of_its_own,
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_no_name_is_taken_apart_under_the_lock(cast: Any, door: Any) -> None:
    near = SourceFactory(by=cast.researcher, name="Marina Portova", kind=SourceKind.PERSON)
    add = door(cast)
    near_names._parts.cache_clear()  # as in a new process
    read_before: list[int] = []

    def names_read() -> int:
        return near_names._parts.cache_info().misses

    with (
        under_the_lock(lambda: read_before.append(names_read())),
        pytest.raises(AsksWhich) as asked,
    ):
        add()
    assert asked.value.choices == (near.pk,)
    assert read_before[0] > 0
    assert names_read() == read_before[0]


def test_no_name_of_a_file_is_taken_apart_under_the_lock(cast: Any) -> None:
    SourceFactory(by=cast.researcher, name="Marina Portova", kind=SourceKind.PERSON)
    row = ClaimRow(1, external_id="P1", statement="The port opens a pier.", speaker=NEW.name)
    (read,) = read_claim_rows([[row]])
    near_names._parts.cache_clear()
    (outcome,) = import_claims(read, by=cast.researcher)
    assert outcome.row
    assert len(outcome.remarks) == 1
    assert near_names._parts.cache_info().misses == 0


def came(by: Any) -> None:
    Source.objects.create(
        name="Marina Portova", kind=SourceKind.PERSON, created_at=timezone.now(), created_by=by
    )


def was_renamed(by: Any) -> None:
    one = Source.objects.get(name="Lighthouse")
    assert Source.objects.swap(one.pk, seen_revision=one.revision, name="Marina Portova")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("change", [came, was_renamed])
def test_what_came_or_changed_before_the_lock_is_asked_about(
    cast: Any, door: Any, change: Any
) -> None:
    SourceFactory(by=cast.researcher, name="Lighthouse")
    add = door(cast)
    with under_the_lock(lambda: change(cast.researcher)), pytest.raises(AsksWhich) as asked:
        add()
    assert (asked.value.code, len(asked.value.choices)) == ("near_name", 1)


def test_what_was_merged_before_the_lock_is_not_asked_about(cast: Any) -> None:
    near = SourceFactory(by=cast.researcher, name="Marina Portova", kind=SourceKind.PERSON)
    other = SourceFactory(by=cast.researcher, name="Lighthouse")

    def merge() -> None:
        Source.objects.swap(near.pk, seen_revision=near.revision, merged_into=other)

    with under_the_lock(merge):
        assert sources.add_source(DETAILS, by=cast.researcher).pk


def test_many_aliases_have_a_bound(cast: Any) -> None:
    known = NearNames([KnownName(1, ("marina portova",))])
    others = [f"lighthouse {letter}" for letter in map(chr, range(0x4E00, 0x4E00 + MOST_COMPARED))]
    assert known.near(*others[1:], "marina portova")
    assert not known.near(*others, "marina portova")
