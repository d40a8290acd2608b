"""Build a claim with sources, articles and evidence that are never saved, to test code without a database."""

import itertools
from collections.abc import Mapping
from typing import Any

from claims.enums import (
    AttributionKind,
    BearsOn,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    ParentRelation,
    Party,
    SourceKind,
    Stance,
)
from claims.independence import Chain, Independence, Voices, count
from claims.models import Article, Attribution, Claim, Evidence, Source, Stake


class World:
    """Sources, articles and evidence by name, as rows that are never saved."""

    def __init__(self, kind: ClaimKind = ClaimKind.FACTUAL) -> None:
        self.claim = Claim(pk=1, kind=kind)
        self.sources: dict[str, Source] = {}
        self.articles: dict[int, Article] = {}
        self.evidence: list[Evidence] = []
        self.chains: list[Chain] = []
        self.members: dict[int, tuple[int, ...]] = {}
        self.stakes: dict[tuple[int, int], Stake] = {}
        self.ids = itertools.count(1)

    def source(
        self, name: str, parent: str = "", relation: str = ParentRelation.SPEAKS_FOR, **more: Any
    ) -> Source:
        if name not in self.sources:
            self.sources[name] = Source(
                pk=len(self.sources) + 1, name=name, kind=SourceKind.OUTLET, party=Party.UNKNOWN
            )
        source = self.sources[name]
        if parent:
            source.parent, source.parent_relation = self.source(parent), relation
        for field, value in more.items():
            setattr(source, field, value)
        return source

    def name_all(
        self,
        cast: Mapping[str, tuple[SourceKind, str, Party]],
        members: Mapping[str, tuple[str, ...]],
    ) -> None:
        for name, (kind, parent, party) in cast.items():
            self.source(name, parent, kind=kind, party=party)
        for name, named in members.items():
            self.members[self.source(name).pk] = tuple(self.source(one).pk for one in named)

    def article(self, publisher: str | None, **republishes: Any) -> Article:
        article = Article(
            pk=len(self.articles) + 1,
            publisher=self.source(publisher) if publisher else None,
            **republishes,
        )
        self.articles[article.pk] = article
        return article

    def add(
        self,
        seen_in: str = "Gazette",
        origin: str | OriginKind = OriginKind.OWN_REPORTING,
        via: str = "",
        stance: Stance = Stance.CORROBORATES,
        body: str = "",
        **more: Any,
    ) -> Evidence:
        """Add evidence. `via` is a speaker unless it was named as something else, `body` that of an unnamed person."""
        if via and via not in self.sources:
            self.source(via, kind=SourceKind.OFFICIAL_BODY)
        named = not isinstance(origin, OriginKind)
        evidence = Evidence(
            pk=next(self.ids),
            claim=self.claim,
            stance=stance,
            **({"kind": EvidenceKind.STATEMENT, "bears_on": BearsOn.WHOLE} | more),
            seen_in=self.source(seen_in),
            origin_kind=OriginKind.NAMED if named else origin,
            origin=self.source(body or str(origin)) if named or body else None,
            heard_via=self.source(via) if via else None,
        )
        self.evidence.append(evidence)
        return evidence

    def add_chain(self, *steps: str | tuple[str, AttributionKind]) -> None:
        """Add the chain of one appearance, nearest voice first. A voice only reports what follows, unless said."""
        named = [
            (step, AttributionKind.REPORTED) if isinstance(step, str) else step for step in steps
        ]
        chain = [Attribution(source=self.source(name), kind=kind) for name, kind in named]
        self.chains.append(Chain(tuple(chain)))

    def stake(self, name: str, party: Party, side: str = "", question: int = 1) -> None:
        source = self.source(name)
        self.stakes[question, source.pk] = Stake(source=source, party=party, side=side)

    def count(self) -> Independence:
        questions = tuple(sorted({question for question, _ in self.stakes}))
        sources = {source.pk: source for source in self.sources.values()}
        voices = Voices(sources, questions, self.stakes, self.members)
        return count(self.claim, self.evidence, self.chains, self.articles, voices)

    def families(self, stance: Stance = Stance.CORROBORATES) -> list[str]:
        return [family.name for family in self.count().of(stance).voices]

    def why(self, evidence: Evidence) -> str:
        lines = self.count().of(Stance(evidence.stance)).lines
        return next(line.code for line in lines if line.evidence == evidence)
