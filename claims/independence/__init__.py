"""How many independent origins a stance has, and why each piece of evidence counts or does not.

A thousand documents that repeat one voice are one origin, and so are a thousand voices that one publication carries.
`count` has no side effects; `weigh` loads what it needs in nine queries, however much evidence there is. Reasons are
whole sentences, for the screen and the export.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.addresses import twin_key
from claims.enums import (
    NO_PARTY,
    VOUCHING,
    AttributionKind,
    BearsOn,
    EvidenceKind,
    Party,
    Stance,
)
from claims.models import Appearance, Article, Attribution, Claim, Evidence, Source

from .matching import largest_choice
from .tracing import SAYS_NOTHING, Heard, Reason, Tracer
from .voices import INVOLVEMENT, Voices, load_voices, most_involved

__all__ = [
    "INVOLVEMENT",
    "SAYS_NOTHING",
    "Chain",
    "Counted",
    "Independence",
    "Reason",
    "StanceCount",
    "Voices",
    "count",
    "documents_of",
    "load_voices",
    "most_involved",
    "weigh",
]

# An earlier voice of a chain that says it too, and does not only pass it on.
ASSERTS = frozenset({AttributionKind.SAID, AttributionKind.CLAIMED, AttributionKind.CONFIRMED})


MOST_NAMED = 3  # carriers in a summary


@dataclass(frozen=True)
class Chain:
    """The chain of attribution of one appearance, nearest voice first, and who published the words."""

    steps: tuple[Attribution, ...] = ()
    publisher_id: int | None = None

    def asserting(self) -> set[int]:
        """Return the sources whose claim it is: the last voice, and any earlier one that says it too.

        Words without a chain are their publisher's. So are those of an unnamed person, as long as no body is known.
        """
        last = next((s.source_id for s in reversed(self.steps) if s.source_id), self.publisher_id)
        earlier = {s.source_id for s in self.steps[:-1] if s.kind in ASSERTS and s.source_id}
        return earlier | ({last} if last else set())

    def passing_on(self) -> set[int]:
        """Return the sources that only report what another said."""
        named = {step.source_id for step in self.steps} | {self.publisher_id}
        return {pk for pk in named if pk} - self.asserting()


@dataclass(frozen=True)
class Counted:
    """One piece of evidence: who vouches, through whom, whether it counts, and why."""

    evidence: Evidence
    voice: Source | None  # the nearest source that vouches: a spokesman, a joint statement
    families: tuple[Source, ...]  # all that speak: several for a joint statement
    carrier: Source | None  # the family that heard the voice first-hand
    party: Party
    counts: bool
    code: str
    reason: Reason
    is_primary_record: bool = False

    @property
    def why(self) -> str:
        return self.reason.say()

    @property
    def family(self) -> Source | None:
        """The family that vouches, or the joint statement if there are several."""
        return self.families[0] if len(self.families) == 1 else self.voice


@dataclass(frozen=True)
class StanceCount:
    """The standing evidence of one stance: "n documents, m independent origins"."""

    stance: Stance
    documents: int
    lines: tuple[Counted, ...]
    parties: Voices

    @property
    def vouches(self) -> bool:
        return self.stance in VOUCHING

    @cached_property
    def counted(self) -> tuple[Counted, ...]:
        return tuple(line for line in self.lines if line.counts)

    @cached_property
    def voices(self) -> tuple[Source, ...]:
        """Return the families that vouch, by id."""
        return _distinct(family for line in self.counted for family in line.families)

    @cached_property
    def carriers(self) -> tuple[Source, ...]:
        return _distinct(line.carrier for line in self.counted)

    @cached_property
    def origins(self) -> int:
        """Return the largest number of pieces that share neither a voice nor a carrier."""
        return largest_choice(
            (frozenset(family.pk for family in line.families), line.carrier.pk)
            for line in self.counted
            if line.carrier
        )

    @property
    def summary(self) -> str:
        """Return how the voices and carriers make the count: "3 voices, 1 carrier (Gazette): 1 independent origin"."""
        voices, carriers, origins = len(self.voices), len(self.carriers), self.origins
        return _("%(voices)s, %(carriers)s: %(origins)s") % {
            "voices": ngettext("1 voice", "%(n)s voices", voices) % {"n": voices},
            "carriers": _named(ngettext("1 carrier", "%(n)s carriers", carriers), self.carriers),
            "origins": ngettext("1 independent origin", "%(n)s independent origins", origins)
            % {"n": origins},
        }

    @property
    def would_add(self) -> str:
        """Return what would raise the count by one."""
        if not self.voices:
            return _("A voice that has no part in the claim would be the first.")
        if self.origins < len(self.voices):
            return _(
                "One of these voices, heard through another publication or in its own words, would add one."
            )
        return _(
            "The same voice again adds nothing. A voice in other hands, heard through another publication, would add one."
        )

    @cached_property
    def non_party(self) -> tuple[Source, ...]:
        """Return the families that vouch and are known not to be a party to the claim's questions."""
        return tuple(family for family in self.voices if self.party_of(family) in NO_PARTY)

    def party_of(self, family: Source) -> Party:
        """Return the party of the most involved voice of the family here."""
        found = [
            line.party if len(line.families) == 1 else self._as_member(line, family)
            for line in self.counted
            if family in line.families
        ]
        return most_involved(found)

    def _as_member(self, line: Counted, family: Source) -> Party:
        assert line.voice is not None  # only a joint statement speaks for several
        return self.parties.party_of_family(line.voice.pk, family)

    def opposing_sides_agree(self) -> bool:
        """Return True if voices on different sides of one question vouch here, apart or in a joint statement."""
        sides = [
            side
            for line in self.counted
            if line.voice
            for side in self.parties.sides(line.voice.pk)
        ]
        return any(
            a[question] != b[question]
            for a in sides
            for b in sides
            for question in a.keys() & b.keys()
        )


@dataclass(frozen=True)
class Independence:
    corroborates: StanceCount
    contradicts: StanceCount
    context: StanceCount
    voices: Voices
    asserting: frozenset[int] = frozenset()  # families whose claim it is, if it is factual
    passing_on: frozenset[int] = frozenset()  # families that only passed it on

    def of(self, stance: Stance) -> StanceCount:
        return {
            Stance.CORROBORATES: self.corroborates,
            Stance.CONTRADICTS: self.contradicts,
            Stance.CONTEXT: self.context,
        }[stance]

    @property
    def non_party_families(self) -> tuple[Source, ...]:
        """Families on either side that are known not to be a party to the claim's questions."""
        return _distinct((*self.corroborates.non_party, *self.contradicts.non_party))


def _named(told: str, sources: Sequence[Source]) -> str:
    """Return the number of these sources with their names, if they are few."""
    told %= {"n": len(sources)}
    if not 0 < len(sources) <= MOST_NAMED:
        return told
    return _("%(count)s (%(names)s)") % {"count": told, "names": ", ".join(map(str, sources))}


def _distinct(sources: Iterable[Source | None]) -> tuple[Source, ...]:
    found = {source.pk: source for source in sources if source}
    return tuple(found[pk] for pk in sorted(found))


def documents_of(evidence: Iterable[Evidence]) -> int:
    """Return how many documents they are: pages and files, each once. No query if articles and copies were selected.

    One page is one document, whichever of its URLs names it and whether its article or its URL is given. The same bytes
    uploaded twice are one, too.
    """
    groups: list[set[tuple[str, object]]] = []
    for piece in evidence:
        names = _names_of_document(piece)
        same = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        groups.append(names.union(*same))
    return len(groups)


def _names_of_document(evidence: Evidence) -> set[tuple[str, object]]:
    """Return what makes a document distinct: its article, page or file; without any, where it was seen."""
    names: set[tuple[str, object]] = set()
    article, copy = evidence.article, evidence.snapshot
    if article:
        names.add(("article", article.pk))
    elif copy:
        names.add(("file", copy.sha256))
    if page := article.twin_key if article else twin_key(evidence.url):
        names.add(("page", page))
    elif not names and evidence.url:
        names.add(("url", evidence.url))
    return names or {("seen in", evidence.seen_in_id)}


_NOT_THE_WHOLE = {
    BearsOn.PART: "It bears on only a part of the claim.",
    BearsOn.ANOTHER_POINT: "It bears on another point.",
}
_NOT_A_STATEMENT = {
    EvidenceKind.NO_COMMENT: "“No comment” neither supports nor contradicts the claim.",
    EvidenceKind.NO_REPLY: "A question without a reply neither supports nor contradicts the claim.",
    EvidenceKind.NOTHING_FOUND: "A search that found nothing neither supports nor contradicts the claim.",
}


class _Counter:
    """Says of each piece of evidence whether it counts."""

    def __init__(
        self, claim: Claim, chains: Iterable[Chain], tracer: Tracer, voices: Voices
    ) -> None:
        chains = list(chains) if claim.is_factual else []
        self.claim, self.tracer, self.voices = claim, tracer, voices
        self.asserting = self._families(pk for chain in chains for pk in chain.asserting())
        passing_on = self._families(pk for chain in chains for pk in chain.passing_on())
        self.passing_on = passing_on - self.asserting

    def _families(self, source_ids: Iterable[int]) -> frozenset[int]:
        return frozenset(family.pk for pk in source_ids for family in self.voices.families(pk))

    def weigh(self, e: Evidence) -> Counted:
        heard = self.tracer.hear(e)
        voice = heard.voice
        families = self.voices.families(voice.pk) if voice else ()
        carrier = self.voices.family(heard.carrier.pk) if heard.carrier else None
        refused = self._silent(e, heard) or self._dependent(e, heard, families, carrier)
        code, reason = refused or (heard.code, heard.reason)
        return Counted(
            evidence=e,
            voice=voice,
            families=families,
            carrier=carrier,
            party=heard.party or (self.voices.party(voice.pk) if voice else Party.UNKNOWN),
            counts=refused is None and bool(families) and carrier is not None,
            code=code,
            reason=reason,
            is_primary_record=self.tracer.is_primary_record(e),
        )

    def _silent(self, e: Evidence, heard: Heard) -> tuple[str, Reason] | None:
        """Return why evidence speaks neither for nor against the whole claim, if it does not."""
        if e.stance == Stance.CONTEXT:
            return "context", heard.reason.after("Context never counts as an origin.")
        if e.bears_on != BearsOn.WHOLE:
            return "other_point", heard.reason.after(_NOT_THE_WHOLE[BearsOn(e.bears_on)])
        if e.kind in SAYS_NOTHING or (e.kind == EvidenceKind.NO_COMMENT and self.claim.is_factual):
            return "says_nothing", heard.reason.after(_NOT_A_STATEMENT[EvidenceKind(e.kind)])
        return None

    def _dependent(
        self, e: Evidence, heard: Heard, families: Iterable[Source], carrier: Source | None
    ) -> tuple[str, Reason] | None:
        """Return why a voice or its carrier cannot corroborate the claim, if it has a part in it."""
        if e.stance != Stance.CORROBORATES or heard.voice is None:
            return None
        own = next((family for family in families if family.pk in self.asserting), None)
        if own:
            text = "{own} is a voice of the claim itself and cannot corroborate it."
            return "own_chain", heard.reason.after(text, own=own)
        if carrier and carrier.pk in self.asserting:
            text = (
                "{voice} is heard only through {own}, a voice of the claim itself. "
                "It would count if another publication heard it."
            )
            return "own_carrier", heard.reason.after(text, voice=heard.voice, own=carrier)
        passes_on = next((family for family in families if family.pk in self.passing_on), None)
        if passes_on and heard.code not in _OWN_REPORTING:
            text = (
                "{outlet} passed the claim on. "
                "Its own reporting would count, if it rests on more than the claim’s own passage."
            )
            return "passed_on", heard.reason.after(text, outlet=passes_on)
        return None


_OWN_REPORTING = frozenset({"own_reporting", "republished"})


def count(
    claim: Claim,
    evidence: Sequence[Evidence],
    chains: Iterable[Chain],
    articles: Mapping[int, Article],
    voices: Voices,
) -> Independence:
    """Count the standing evidence of a claim by stance. `evidence` includes withdrawn evidence."""
    counter = _Counter(claim, chains, Tracer(evidence, articles, voices), voices)

    def stance_count(stance: Stance) -> StanceCount:
        standing = [e for e in evidence if e.stance == stance and not e.is_withdrawn]
        return StanceCount(
            stance, documents_of(standing), tuple(map(counter.weigh, standing)), voices
        )

    return Independence(
        stance_count(Stance.CORROBORATES),
        stance_count(Stance.CONTRADICTS),
        stance_count(Stance.CONTEXT),
        voices,
        counter.asserting,
        counter.passing_on,
    )


def weigh(claim: Claim, evidence: Sequence[Evidence] | None = None) -> Independence:
    """Count a claim's evidence. Nine queries, or seven if `evidence` is given.

    It must then be complete, withdrawn evidence included, and loaded with `in_full()`.
    """
    if evidence is None:
        evidence = list(Evidence.objects.filter(claim=claim).in_full())
    appearances = Appearance.objects.filter(claim=claim).select_related("article")
    chains = [
        Chain(tuple(a.chain.all()), a.article.publisher_id if a.article else None)
        for a in appearances.prefetch_related("chain")
    ]
    articles = {
        a.pk: a
        for a in Article.objects.with_republished(e.article_id for e in evidence if e.article_id)
    }
    voices = load_voices(
        claim,
        {e.seen_in_id for e in evidence}
        | {e.origin_id for e in evidence}
        | {e.heard_via_id for e in evidence}
        | {step.source_id for chain in chains for step in chain.steps}
        | {chain.publisher_id for chain in chains}
        | {a.publisher_id for a in articles.values()}
        | {a.republishes_source_id for a in articles.values()},
    )
    return count(claim, evidence, chains, articles, voices)
