"""Build a claim with sources, articles and evidence that are never saved, to test code without a database."""

import itertools
from typing import Any

from claims.enums import BearsOn, ClaimKind, EvidenceKind, OriginKind, ParentRelation, Party, Stance
from claims.independence import Independence, Voices, count
from claims.models import Article, Attribution, Claim, Evidence, Source, Stake


class World:
    """Sources, articles and evidence by name, as rows that are never saved."""

    def __init__(self, kind: ClaimKind = ClaimKind.FACTUAL) -> None:
        self.claim = Claim(pk=1, kind=kind)
        self.sources: dict[str, Source] = {}
        self.articles: dict[int, Article] = {}
        self.evidence: list[Evidence] = []
        self.chain: list[Attribution] = []
        self.stakes: dict[tuple[int, int], Stake] = {}
        self.ids = itertools.count(1)

    def source(
        self, name: str, parent: str = "", relation: str = ParentRelation.SPEAKS_FOR, **more: Any
    ) -> Source:
        if name not in self.sources:
            self.sources[name] = Source(pk=len(self.sources) + 1, name=name, party=Party.UNKNOWN)
        source = self.sources[name]
        if parent:
            source.parent, source.parent_relation = self.source(parent), relation
        for field, value in more.items():
            setattr(source, field, value)
        return source

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
        **more: Any,
    ) -> Evidence:
        named = not isinstance(origin, OriginKind)
        evidence = Evidence(
            pk=next(self.ids),
            claim=self.claim,
            stance=stance,
            **({"kind": EvidenceKind.STATEMENT, "bears_on": BearsOn.WHOLE} | more),
            seen_in=self.source(seen_in),
            origin_kind=OriginKind.NAMED if named else origin,
            origin=self.source(origin) if named else None,
            heard_via=self.source(via) if via else None,
        )
        self.evidence.append(evidence)
        return evidence

    def add_chain(self, *names: str) -> None:
        self.chain += [Attribution(source=self.source(name)) for name in names]

    def stake(self, name: str, party: Party, side: str = "", question: int = 1) -> None:
        source = self.source(name)
        self.stakes[question, source.pk] = Stake(source=source, party=party, side=side)

    def count(self) -> Independence:
        questions = tuple(sorted({question for question, _ in self.stakes}))
        voices = Voices({s.pk: s for s in self.sources.values()}, questions, self.stakes)
        return count(self.claim, self.evidence, self.chain, self.articles, voices)

    def families(self, stance: Stance = Stance.CORROBORATES) -> list[str]:
        return [family.name for family in self.count().of(stance).families]

    def why(self, evidence: Evidence) -> str:
        lines = self.count().of(Stance(evidence.stance)).lines
        return next(line.code for line in lines if line.evidence == evidence)
