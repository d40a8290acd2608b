"""How many independent origins a stance has, and why each piece of evidence counts or does not.

A thousand documents that repeat one voice are one origin. `count` has no side effects; `weigh` loads what
it needs in seven queries, however much evidence there is. Reasons are whole sentences, for the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .enums import NO_PARTY, VOUCHING, BearsOn, EvidenceKind, OriginKind, Party, Stance
from .models import Article, Attribution, Claim, Evidence, Source, Stake

# Kinds that neither support nor contradict. “No comment” counts only on a quote check: there it is the statement.
SAYS_NOTHING = frozenset({EvidenceKind.NO_REPLY, EvidenceKind.NOTHING_FOUND})

# Most involved first: if a claim has several questions, a source counts with the most involved role it has in any of them.
# "Unknown" comes before those known not to be a party, because it might be one.
INVOLVEMENT = (Party.PARTY, Party.ALLIED, Party.UNKNOWN, Party.THIRD_PARTY, Party.INDEPENDENT)


@dataclass(frozen=True)
class Voices:
    """Sources with all their ancestors, and their stakes in the claim's questions."""

    sources: Mapping[int, Source]
    questions: tuple[int, ...] = ()
    stakes: Mapping[tuple[int, int], Stake] = field(default_factory=dict)  # (question, source)

    def lineage(self, source_id: int) -> list[Source]:
        """Return the source, the one it speaks for or is owned by, and so on up. Funding ends the walk."""
        line = [self.sources[source_id]]
        while line[-1].shares_its_parents_voice:
            parent = self.sources.get(line[-1].parent_id or 0)
            if parent is None or parent in line:
                break
            line.append(parent)
        return line

    def family(self, source_id: int) -> Source:
        """Return the root reached by "speaks for" and "owned by"; in a cycle, the source with the lowest id."""
        line = self.lineage(source_id)
        root = line[-1]
        if root.shares_its_parents_voice and root.parent_id in {source.pk for source in line}:
            start = next(i for i, source in enumerate(line) if source.pk == root.parent_id)
            return min(line[start:], key=lambda source: source.pk)
        return root

    def party(self, source_id: int) -> Party:
        line = self.lineage(source_id)
        default = next((Party(s.party) for s in line if s.party != Party.UNKNOWN), Party.UNKNOWN)
        found = [self.stake(question, source_id) for question in self.questions]
        parties = [Party(stake.party) if stake else default for stake in found] or [default]
        return min(parties, key=INVOLVEMENT.index)

    def sides(self, source_id: int) -> dict[int, str]:
        """Return the side the source is on, by question, as the stakes name it."""
        found = {question: self.stake(question, source_id) for question in self.questions}
        return {
            question: stake.side.strip().casefold()
            for question, stake in found.items()
            if stake and stake.side.strip()
        }

    def stake(self, question: int, source_id: int) -> Stake | None:
        """Return its own stake in that question, or that of its nearest ancestor in the family."""
        nearest = (self.stakes.get((question, s.pk)) for s in self.lineage(source_id))
        return next((stake for stake in nearest if stake), None)


@dataclass(frozen=True)
class Counted:
    """One piece of evidence: who vouches, whether it counts, and why."""

    evidence: Evidence
    voice: Source | None
    family: Source | None
    party: Party
    counts: bool
    code: str
    why: str


@dataclass(frozen=True)
class StanceCount:
    """The standing evidence of one stance: "n documents, m independent origins"."""

    stance: Stance
    documents: int
    lines: tuple[Counted, ...]

    @cached_property
    def families(self) -> tuple[Source, ...]:
        found = {line.family.pk: line.family for line in self.lines if line.counts and line.family}
        return tuple(found[pk] for pk in sorted(found))

    @property
    def vouches(self) -> bool:
        return self.stance in VOUCHING

    @property
    def origins(self) -> int:
        return len(self.families)

    def party_of(self, family: Source) -> Party:
        """Return the party of the most involved voice of the family here."""
        parties = [line.party for line in self.lines if line.counts and line.family == family]
        return min(parties, key=INVOLVEMENT.index)

    def opposing_sides_agree(self, voices: Voices) -> bool:
        """Return True if two families that vouch here are on different sides of one question."""
        sides = [
            (line.family.pk, voices.sides(line.voice.pk))
            for line in self.lines
            if line.counts and line.family and line.voice
        ]
        return any(
            one != other and any(a[question] != b[question] for question in a.keys() & b.keys())
            for one, a in sides
            for other, b in sides
        )


@dataclass(frozen=True)
class Independence:
    corroborates: StanceCount
    contradicts: StanceCount
    context: StanceCount
    voices: Voices

    def of(self, stance: Stance) -> StanceCount:
        return {
            Stance.CORROBORATES: self.corroborates,
            Stance.CONTRADICTS: self.contradicts,
            Stance.CONTEXT: self.context,
        }[stance]

    @property
    def non_party_families(self) -> tuple[Source, ...]:
        """Families on either side that are known not to be a party to the claim's questions."""
        found = {
            family.pk: family
            for count in (self.corroborates, self.contradicts)
            for family in count.families
            if count.party_of(family) in NO_PARTY
        }
        return tuple(found[pk] for pk in sorted(found))


@dataclass(frozen=True)
class _Root:
    source_id: int | None
    code: str
    why: str


class _Tracer:
    """Follows each piece of evidence of one claim to the voice that vouches."""

    def __init__(
        self, evidence: Iterable[Evidence], articles: Mapping[int, Article], voices: Voices
    ) -> None:
        self.evidence = {e.pk: e for e in evidence}
        self.articles = articles
        self.voices = voices
        # An origin whose own words are on the desk is no longer heard only through another. Only words of the
        # same stance on the same point count: its denial of another point does not confirm what others relay.
        self.heard_directly = {
            (voices.family(e.origin_id).pk, e.stance, e.bears_on)
            for e in self.evidence.values()
            if e.origin_id
            and self._in_its_own_voice(e)
            and e.kind not in SAYS_NOTHING
            and e.kind != EvidenceKind.NO_COMMENT
            and not e.is_withdrawn
            and e.derived_from_id is None
        }

    def _in_its_own_voice(self, evidence: Evidence) -> bool:
        """Return True if it is not relayed, or relayed by its own family: a body heard through its spokesman."""
        if evidence.heard_via_id is None:
            return True
        family = self.voices.family
        return evidence.origin_id is not None and family(evidence.heard_via_id) == family(
            evidence.origin_id
        )

    def root(self, evidence: Evidence) -> _Root:
        first, path = evidence, {evidence.pk}
        # Withdrawn links are followed too: a copy does not become an original when the evidence it was copied from is withdrawn.
        while first.derived_from_id in self.evidence and first.derived_from_id not in path:
            path.add(first.derived_from_id)
            first = self.evidence[first.derived_from_id]
        root = self._origin(first)
        if first is evidence:
            return root
        return _Root(root.source_id, root.code, f"It is derived from E{first.pk}. {root.why}")

    def _origin(self, evidence: Evidence) -> _Root:
        if evidence.origin_kind == OriginKind.NOT_STATED:
            return _Root(None, "not_stated", "Its original source is not stated.")
        if evidence.origin_kind == OriginKind.NAMED:
            return self._named(evidence)
        if evidence.heard_via_id and evidence.origin_kind == OriginKind.UNNAMED:
            name = self.voices.sources[evidence.heard_via_id].name
            return _Root(
                evidence.heard_via_id,
                "unnamed_heard_via",
                f"An unnamed source, heard through {name}, counts as {name}.",
            )
        return self._seen_in(evidence)

    def _named(self, evidence: Evidence) -> _Root:
        origin_id = evidence.origin_id
        assert origin_id is not None  # held by evidence_named_origin_is_named
        origin = self.voices.sources[origin_id]
        via_id = evidence.heard_via_id
        if via_id is None or self._in_its_own_voice(evidence):
            return _Root(origin_id, "named", f"The original source is {origin.name}.")
        via = self.voices.sources[via_id]
        said = (self.voices.family(origin_id).pk, evidence.stance, evidence.bears_on)
        if said in self.heard_directly:
            return _Root(
                origin_id,
                "named",
                f"The original source is {origin.name}, whose own words are on the desk.",
            )
        return _Root(
            via_id,
            "heard_via",
            f"{origin.name} is heard only through {via.name}. Until the desk has {origin.name}’s own words, this counts as {via.name}.",
        )

    def _seen_in(self, evidence: Evidence) -> _Root:
        """Return the root of an unnamed source or own reporting: where it was seen or, if republished, the original publisher."""
        is_unnamed = evidence.origin_kind == OriginKind.UNNAMED
        article = self.articles.get(evidence.article_id or 0)
        if article is None or not article.is_republication:
            name = self.voices.sources[evidence.seen_in_id].name
            why = (
                f"An unnamed source in {name} counts as {name}."
                if is_unnamed
                else f"{name} reports this itself."
            )
            return _Root(evidence.seen_in_id, evidence.origin_kind, why)
        source_id = self._republished_source(article)
        if source_id is None:
            return _Root(
                None, "republishes_unknown", "It republishes an article whose publisher is unknown."
            )
        name = self.voices.sources[source_id].name
        why = (
            f"An unnamed source in an article that was republished from {name} counts as {name}."
            if is_unnamed
            else f"{name} reported this itself, and it is republished here."
        )
        return _Root(source_id, "republished", why)

    def _republished_source(self, article: Article) -> int | None:
        """Return the publisher of the original article. In a cycle of republications it is the article with the lowest id."""
        path: list[Article] = [article]
        while True:
            if path[-1].republishes_source_id:
                return path[-1].republishes_source_id
            following = self.articles.get(path[-1].republishes_article_id or 0)
            if following is None:
                return path[-1].publisher_id
            if following in path:
                circle = path[path.index(following) :]
                return min(circle, key=lambda a: a.pk).publisher_id
            path.append(following)


def document_of(evidence: Evidence) -> tuple[str, object]:
    """Return what makes a document distinct: its article, file or URL; without any, where it was seen."""
    if evidence.article_id:
        return "article", evidence.article_id
    if evidence.snapshot:
        return "file", evidence.snapshot.sha256  # the same bytes uploaded twice are one document
    if evidence.url:
        return "url", evidence.url.rstrip("/")
    return "seen in", evidence.seen_in_id


_NOT_THE_WHOLE = {
    BearsOn.PART: "It bears on only a part of the claim.",
    BearsOn.ANOTHER_POINT: "It bears on another point.",
}
_NOT_A_STATEMENT = {
    EvidenceKind.NO_COMMENT: "“No comment” neither supports nor contradicts the claim.",
    EvidenceKind.NO_REPLY: "A question without a reply neither supports nor contradicts the claim.",
    EvidenceKind.NOTHING_FOUND: "A search that found nothing neither supports nor contradicts the claim.",
}


def count(
    claim: Claim,
    evidence: Sequence[Evidence],
    chain: Iterable[Attribution],
    articles: Mapping[int, Article],
    voices: Voices,
) -> Independence:
    """Count the standing evidence of a claim by stance. `evidence` includes withdrawn evidence."""
    tracer = _Tracer(evidence, articles, voices)
    own = (
        {voices.family(step.source_id).pk for step in chain if step.source_id}
        if claim.is_factual
        else set()
    )

    def weigh_one(e: Evidence) -> Counted:
        root = tracer.root(e)
        voice = voices.sources[root.source_id] if root.source_id else None
        family = voices.family(voice.pk) if voice else None
        party = voices.party(voice.pk) if voice else Party.UNKNOWN
        code, why = root.code, root.why
        if e.stance == Stance.CONTEXT:
            code, why = "context", f"Context never counts as an origin. {why}"
        elif e.bears_on != BearsOn.WHOLE:
            code, why = (
                "other_point",
                f"{_NOT_THE_WHOLE[BearsOn(e.bears_on)]} {why}",
            )
        elif e.kind in SAYS_NOTHING or (e.kind == EvidenceKind.NO_COMMENT and claim.is_factual):
            code, why = "says_nothing", f"{_NOT_A_STATEMENT[EvidenceKind(e.kind)]} {why}"
        elif family is None:
            pass
        elif e.stance == Stance.CORROBORATES and family.pk in own:
            code, why = (
                "own_chain",
                f"{family.name} is a voice of the claim itself and cannot corroborate it. {why}",
            )
        else:
            return Counted(e, voice, family, party, counts=True, code=code, why=why)
        return Counted(e, voice, family, party, counts=False, code=code, why=why)

    def stance_count(stance: Stance) -> StanceCount:
        standing = [e for e in evidence if e.stance == stance and not e.is_withdrawn]
        return StanceCount(
            stance, len({document_of(e) for e in standing}), tuple(weigh_one(e) for e in standing)
        )

    return Independence(
        stance_count(Stance.CORROBORATES),
        stance_count(Stance.CONTRADICTS),
        stance_count(Stance.CONTEXT),
        voices,
    )


def weigh(claim: Claim, evidence: Sequence[Evidence] | None = None) -> Independence:
    """Count a claim's evidence. Seven queries, or five if `evidence` is given.

    It must then be complete, withdrawn evidence included, and loaded with `in_full()`.
    """
    if evidence is None:
        evidence = list(Evidence.objects.filter(claim=claim).in_full())
    chain = list(Attribution.objects.filter(appearance__claim=claim))
    articles = {
        a.pk: a
        for a in Article.objects.with_republished(e.article_id for e in evidence if e.article_id)
    }
    voices = load_voices(
        claim,
        {e.seen_in_id for e in evidence}
        | {e.origin_id for e in evidence}
        | {e.heard_via_id for e in evidence}
        | {step.source_id for step in chain}
        | {a.publisher_id for a in articles.values()}
        | {a.republishes_source_id for a in articles.values()},
    )
    return count(claim, evidence, chain, articles, voices)


def load_voices(claim: Claim, source_ids: Iterable[int | None]) -> Voices:
    """Load these sources with their ancestors and their stakes in the claim's questions. Three queries."""
    sources = {s.pk: s for s in Source.objects.with_ancestors(i for i in source_ids if i)}
    questions = tuple(claim.questions.order_by("pk").values_list("pk", flat=True))
    stakes = {
        (s.question_id, s.source_id): s
        for s in Stake.objects.filter(question__in=questions, source__in=sources)
    }
    return Voices(sources, questions, stakes)
