"""A small desk on fixed days, and its export files as users download them."""

import csv
import datetime
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.actions import claims as claim_actions
from claims.actions import evidence
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    BearsOn,
    EvidenceKind,
    OriginKind,
    Party,
    RatingCode,
    SourceKind,
    Stance,
)
from claims.given import AppearanceGiven, ClaimGiven, EvidenceGiven, Step
from claims.models import Article, Claim, ImpreciseDate, Question, Source
from tests.conftest import Cast
from tests.factories import ArticleFactory, SourceFactory, assess, sign_off


@pytest.fixture(autouse=True)
def _without_limits(settings: Any) -> None:
    """Tests download more in a minute than people do."""
    settings.LIMITS = []


def on(stamp: str) -> AbstractContextManager[Any]:
    """Travel to a moment of the desk's days and stop the clock."""
    return time_machine.travel(datetime.datetime.fromisoformat(stamp + "+00:00"), tick=False)


@dataclass
class SmallDesk:
    """One claim signed on 8 April 2025 at noon, with a corroboration, a contradiction from a party, and context."""

    people: Any
    gazette: Source
    ministry: Source
    article: Article
    question: Question
    claim: Claim


@pytest.fixture(scope="module")
def shared_desk(module_cast: Cast) -> SmallDesk:
    """Share one small desk between all tests of a module, for modules whose tests allow it."""
    return set_up(module_cast)


@pytest.fixture
def small_desk(request: pytest.FixtureRequest, cast: Cast) -> SmallDesk:
    if "shared_desk" not in request.fixturenames:
        return set_up(cast)
    shared = request.getfixturevalue("shared_desk")
    rows = {f.name: getattr(shared, f.name) for f in fields(SmallDesk) if f.name != "people"}
    fresh = {name: type(row)._default_manager.get(pk=row.pk) for name, row in rows.items()}
    return SmallDesk(people=cast, **fresh)


def evidence_of(
    union: Source, gazette: Source, ministry: Source, article: Article
) -> list[EvidenceGiven]:
    return [
        EvidenceGiven(
            Stance.CORROBORATES,
            EvidenceKind.STATEMENT,
            union,
            OriginKind.OWN_REPORTING,
            url="https://union.example/1",
            title="What we know",
            quote="We were told so.",
            published=ImpreciseDate.parse("2025-04-02"),
        ),
        EvidenceGiven(
            Stance.CONTRADICTS,
            EvidenceKind.DENIAL,
            gazette,
            OriginKind.NAMED,
            origin=ministry,
            article=article,
            quote="all four cranes will stay in service until autumn",
        ),
        EvidenceGiven(
            Stance.CONTEXT,
            EvidenceKind.NO_COMMENT,
            gazette,
            OriginKind.UNNAMED,
            origin_label="a clerk",
            bears_on=BearsOn.ANOTHER_POINT,
            note="@noon, by telephone",
        ),
    ]


def set_up(cast: Cast) -> SmallDesk:
    with on("2025-04-07T09:00:00"):
        by = cast.researcher
        # Created now: a later account would move on the record's time, which never goes back.
        assert all((cast.reader, cast.reviewer1, cast.reviewer2, cast.editor, cast.admin))
        gazette = SourceFactory(by=by, name="Example Gazette", party=Party.INDEPENDENT)
        ministry = SourceFactory(
            by=by, name="Ministry of Ports", kind=SourceKind.OFFICIAL_BODY, party=Party.PARTY
        )
        article = ArticleFactory(
            by=by,
            publisher=gazette,
            headline='=Cranes, "sold"',
            url="https://gazette.example/cranes",
            published=ImpreciseDate.parse("2025-04-06"),
        )
        question = question_actions.add_question("Will the cranes be sold?", by=by)
        chain = (
            Step(AttributionKind.REPORTED, gazette),
            Step(AttributionKind.DECLINED, ministry, "a ministry official"),
        )
        claim = claim_actions.add_claim(
            ClaimGiven(
                "Two cranes of Port Example are to be sold.",
                "factual",
                language="en",
                said_on=ImpreciseDate.parse("2025-04-01/2025-04-05"),
                questions=(question,),
                external_id="X-1",
            ),
            appearance=claim_actions.read_appearance(
                AppearanceGiven(article, "two of them were to be sold", chain)
            ),
            by=by,
        )
        union = SourceFactory(by=by, name="Union of Dockers", party=Party.THIRD_PARTY)
        for one in evidence_of(union, gazette, ministry, article):
            evidence.attach_evidence(claim, evidence.read_evidence(one), by=by)
    with on("2025-04-08T12:00:00"):
        assess(claim, cast.reviewer1, RatingCode.CONFLICTING_EVIDENCE)
        sign_off(claim, cast.editor, rationale="-1 of 2: it says so,\nand it denies it.")
    claim.refresh_from_db()
    return SmallDesk(cast, gazette, ministry, article, question, claim)


@pytest.fixture
def fetch(login: Any) -> Callable[..., bytes]:
    """Return `fetch("bundle.zip", as_of="2025-04-08")`, which downloads a file's bytes as a reader."""

    @cache
    def client_of(day: datetime.date) -> Client:
        """Log in once per day: a session expires when the clock travels, and a login per file is slow."""
        reader: Client = login("reader")
        return reader

    def download(name: str, **params: str) -> bytes:
        response = client_of(timezone.now().date()).get(f"/export/{name}", params)
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content)

    return download


@pytest.fixture
def get(fetch: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return `get("verdicts")`, which downloads one of the CSV files."""
    return lambda name, **params: fetch(f"{name}.csv", **params)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture
def rows(get: Callable[..., bytes]) -> Callable[..., list[dict[str, str]]]:
    """Return `rows("verdicts")`, which reads a CSV file as a spreadsheet would."""
    return lambda name, **params: table(get(name, **params))
