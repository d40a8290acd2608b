"""`since_signing` over random histories: an export as of each moment has the same bytes then and at the end."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from claims.actions import articles as article_actions
from claims.actions import evidence as evidence_actions
from claims.actions import review
from claims.actions import sources as source_actions
from claims.enums import ClaimStatus, OutletState, Party, RatingCode, Stance, VerdictChange
from claims.errors import ActionError
from claims.exports.filters import Filters
from claims.given import OutletGiven, SourceDetails
from claims.models import Article, Claim, Evidence, Source
from claims.reads.evidence.claim_evidence import given_of
from claims.reads.exports.verdicts import ExportMoment, csv_files, moment_of, verdict_rows
from claims.reads.record.row_state import verify_state
from claims.reads.record.verification import verify_reweighings
from tests.conftest import Cast
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    sign_off,
)

pytestmark = pytest.mark.django_db
STEPS = 30
FILTERS = (Filters(), Filters(all_versions=True))


class History:
    """A desk with two signed claims that share their sources, and random moves on it."""

    def __init__(self, people: Cast, seed: int) -> None:
        self.people, self.random = people, random.Random(seed)
        by = people.researcher
        self.sources = [SourceFactory(by=by, party=Party.INDEPENDENT) for _ in range(4)]
        self.articles = [ArticleFactory(by=by, publisher=source) for source in self.sources]
        self.claims = [ClaimFactory(people=people) for _ in range(2)]
        for claim in self.claims:
            for number in range(2):
                EvidenceFactory(
                    claim=claim,
                    by=by,
                    seen_in=self.sources[number],
                    article=self.articles[number],
                )
            self.sign(claim, VerdictChange.FIRST)

    def sign(self, claim: Claim, change: VerdictChange) -> None:
        assess(claim, self.people.reviewer1, RatingCode.SUPPORTED)
        sign_off(claim, self.people.editor, change=change, reason="again")

    def claim(self) -> Claim:
        return Claim.objects.get(pk=self.random.choice(self.claims).pk)

    def one(self, rows: Any) -> Any:
        return self.random.choice(list(rows.order_by("pk")))

    def attach(self) -> None:
        number = self.random.randrange(4)
        EvidenceFactory(
            claim=self.claim(),
            by=self.people.researcher,
            seen_in=Source.objects.get(pk=self.sources[number].pk).current,
            stance=self.random.choice([Stance.CORROBORATES, Stance.CORROBORATES, Stance.CONTEXT]),
        )

    def change(self) -> None:
        one = self.one(Evidence.objects.filter(withdrawn_at=None))
        given = replace(given_of(one), note=f"Read {self.random.random()}")
        read = evidence_actions.read_evidence(given, corrected=one)
        evidence_actions.change_evidence(
            one, read, seen_revision=one.revision, reason="read", by=self.people.researcher
        )

    def withdraw(self) -> None:
        one = self.one(Evidence.objects.filter(withdrawn_at=None))
        evidence_actions.withdraw_evidence(
            one, seen_revision=one.revision, reason="a hoax", by=self.people.researcher
        )

    def reopen(self) -> None:
        claim = self.claim()
        review.reopen(claim, reason="new", seen_revision=claim.revision, by=self.people.editor)

    def sign_again(self) -> None:
        claim = self.one(Claim.objects.filter(status=ClaimStatus.OPEN))
        self.sign(claim, VerdictChange.UPDATE)

    def party(self) -> None:
        source = self.one(Source.objects.filter(pk__in=[one.pk for one in self.sources]))
        party = self.random.choice([Party.PARTY, Party.INDEPENDENT, Party.UNKNOWN])
        details = SourceDetails(source.name, source.kind, party=party)
        source_actions.change_source(
            source, details, seen_revision=source.revision, by=self.people.researcher
        )

    def merge(self) -> None:
        ours = Source.objects.filter(pk__in=[one.pk for one in self.sources], merged_into=None)
        one, other = self.random.sample(list(ours.order_by("pk")), 2)
        source_actions.merge_sources(
            one,
            other,
            seen_revision=one.revision,
            seen_into_revision=other.revision,
            reason="one paper",
            by=self.people.editor,
        )

    def outlet(self) -> None:
        article = self.one(Article.objects.all())
        state = self.random.choice(list(OutletState))
        article_actions.set_outlet_state(
            article,
            OutletGiven(state, note="It took the figure back."),
            seen_revision=article.revision,
            by=self.people.researcher,
        )

    def step(self) -> None:
        """Make one move of chance's choice. One that the desk refuses changes nothing."""
        moves = [self.attach, self.change, self.withdraw, self.reopen, self.party, self.outlet]
        if self.random.random() < 0.1:
            moves = [self.merge]
        move: Callable[[], None] = self.random.choice([*moves, self.sign_again, self.sign_again])
        with suppress(ActionError, IndexError, ValueError):  # refused, or nothing to choose from
            move()


def files_of(moment: ExportMoment) -> list[bytes]:
    return [
        b"".join(file) for each in FILTERS for file in csv_files(each, moment, bom=True).values()
    ]


@pytest.mark.parametrize("seed", range(3))
def test_export_of_each_moment_keeps_its_bytes_whatever_happens(cast: Cast, seed: int) -> None:
    history = History(cast, seed)
    taken, cells = [], set()
    for _ in range(STEPS):
        history.step()
        moment = moment_of(None)
        taken.append((moment, files_of(moment)))
        cells |= {str(row["since_signing"]) for row in verdict_rows(FILTERS[1], moment)}

    assert len({cell.partition(":")[0] for cell in cells}) >= 3, cells
    for moment, files in taken:
        assert files_of(moment) == files
    assert list(verify_reweighings()) == list(verify_state()) == []
