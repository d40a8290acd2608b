"""Follows each piece of evidence to its voice, who vouches, and its carrier, the publication that heard the voice first-hand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from claims.enums import EvidenceKind, OriginKind, Party, SourceKind
from claims.models import Article, Evidence, Source

from .voices import Voices, publishes_others

# Kinds that neither support nor contradict. “No comment” counts only on a quote check: there it is the statement.
SAYS_NOTHING = frozenset({EvidenceKind.NO_REPLY, EvidenceKind.NOTHING_FOUND})


@dataclass(frozen=True)
class Sentence:
    """A whole sentence with the sources it names, so that an export can print "withheld" for one of them."""

    text: str
    sources: Mapping[str, Source] = field(default_factory=dict)

    def say(self, name: Callable[[Source], str] = str) -> str:
        return self.text.format(**{slot: name(source) for slot, source in self.sources.items()})


@dataclass(frozen=True)
class Reason:
    sentences: tuple[Sentence, ...]

    def say(self, name: Callable[[Source], str] = str) -> str:
        return " ".join(sentence.say(name) for sentence in self.sentences)

    def after(self, text: str, **sources: Source) -> "Reason":
        """Return this reason with another sentence before it."""
        return Reason((Sentence(text, sources), *self.sentences))

    def followed_by(self, text: str, **sources: Source) -> "Reason":
        """Return this reason with another sentence after it."""
        return Reason((*self.sentences, Sentence(text, sources)))


def because(text: str, **sources: Source) -> Reason:
    return Reason((Sentence(text, sources),))


@dataclass(frozen=True)
class Heard:
    """Who vouches, through whom it was heard, and why. Nobody vouches if there is no voice."""

    voice: Source | None
    carrier: Source | None  # None: it is not known who heard the voice
    code: str
    reason: Reason
    party: Party | None = None  # of the voice, if it is not that of the source


class Tracer:
    """Follows each piece of evidence of one claim. `evidence` includes withdrawn evidence."""

    def __init__(
        self, evidence: Iterable[Evidence], articles: Mapping[int, Article], voices: Voices
    ) -> None:
        self.evidence = {e.pk: e for e in evidence}
        self.articles = articles
        self.voices = voices
        # An origin whose own words are on the desk is no longer heard only through another. Only words of the
        # same stance on the same point count: its denial of another point does not confirm what others relay.
        self.heard_directly = {
            (family.pk, e.stance, e.bears_on)
            for e in self.evidence.values()
            if self._is_own_word(e)
            for family in voices.families(e.origin_id or 0)
        }

    def _is_own_word(self, e: Evidence) -> bool:
        return (
            e.origin_kind == OriginKind.NAMED
            and e.kind not in SAYS_NOTHING
            and e.kind != EvidenceKind.NO_COMMENT
            and not e.is_withdrawn
            and e.derived_from_id is None
            and self._relayer(e, self.voices.sources[e.origin_id or 0]) is None
        )

    def hear(self, evidence: Evidence) -> Heard:
        first, path = evidence, {evidence.pk}
        # Withdrawn links are followed too: a copy does not become an original when the evidence it was copied from is withdrawn.
        while first.derived_from_id in self.evidence and first.derived_from_id not in path:
            path.add(first.derived_from_id)
            first = self.evidence[first.derived_from_id]
        heard = self._hear_first(first)
        if first is evidence:
            return heard
        derived = heard.reason.after(f"It is derived from E{first.pk}.")
        return replace(heard, reason=derived)

    def _hear_first(self, e: Evidence) -> Heard:
        if e.origin_kind == OriginKind.NOT_STATED:
            return Heard(None, None, "not_stated", because("Its original source is not stated."))
        if e.origin_id is not None:
            return self._hear_origin(e, self.voices.sources[e.origin_id])
        if e.heard_via_id and e.origin_kind == OriginKind.UNNAMED:
            via = self.voices.sources[e.heard_via_id]
            if not publishes_others(via):
                reason = because(
                    "An unnamed source, heard through {via}, counts as {via}.", via=via
                )
                return Heard(via, self._carrier(e, via), "unnamed_heard_via", reason)
            return self._hear_outlet(e, via)
        return self._hear_outlet(e, self._printed_by(e))

    def _hear_origin(self, e: Evidence, origin: Source) -> Heard:
        """Return the voice of a named source, or of an unnamed person within a body."""
        if self.is_primary_record(e):
            reason = because("This is a primary record of {origin}.", origin=origin)
            return Heard(origin, origin, "own_words", reason)
        relayer = self._relayer(e, origin)
        if relayer is not None and not self._is_heard_directly(e, origin):
            reason = because(
                "{origin} is heard only through {relayer}, so this counts as {relayer}. "
                "It would count as {origin} with {origin}’s own words on this point.",
                origin=origin,
                relayer=relayer,
            )
            if relayer.kind == SourceKind.OFFICIAL_BODY and origin.kind == SourceKind.OFFICIAL:
                reason = reason.followed_by(
                    "If {origin} speaks for {relayer}, enter that on the page of the source.",
                    origin=origin,
                    relayer=relayer,
                )
            return Heard(relayer, self._carrier(e, relayer), "heard_via", reason)
        carrier = self._carrier(e, origin)
        if carrier is None:
            reason = because(
                "{origin} is quoted in a republication. The publisher of its original is unknown.",
                origin=origin,
            )
            return Heard(origin, None, "republishes_unknown", reason)
        return Heard(origin, carrier, *self._how_heard(e, origin, carrier, relayer))

    def _how_heard(
        self, e: Evidence, origin: Source, carrier: Source, relayer: Source | None
    ) -> tuple[str, Reason]:
        named = {"origin": origin, "carrier": carrier}
        if relayer is not None:
            return "named", because(
                "The original source is {origin}, whose own words are on the desk. {carrier} carries it.",
                **named,
            )
        if e.origin_kind == OriginKind.UNNAMED:
            return "unnamed_within", because(
                "An unnamed person within {origin} counts as {origin}. {carrier} heard this.",
                **named,
            )
        if self.voices.share_a_family(carrier, origin):
            return "own_words", because("{origin} says this in its own publication.", **named)
        if origin.kind == SourceKind.JOINT:
            return "joint", because(
                "{origin} is a joint statement, and counts as all who issued it. {carrier} carries it.",
                **named,
            )
        return "named", because("The original source is {origin}. {carrier} heard it.", **named)

    def _hear_outlet(self, e: Evidence, outlet: Source | None) -> Heard:
        """Return the outlet as the voice: of its own reporting, or of a person it does not name."""
        if outlet is None:
            reason = because("It republishes an article whose publisher is unknown.")
            return Heard(None, None, "republishes_unknown", reason)
        if e.origin_kind == OriginKind.UNNAMED:
            party = Party.UNKNOWN if publishes_others(outlet) else None
            reason = because("An unnamed source in {outlet} counts as {outlet}.", outlet=outlet)
            return Heard(outlet, outlet, "unnamed", reason, party)
        if outlet.pk == e.seen_in_id:
            reason = because("{outlet} reports this itself.", outlet=outlet)
            return Heard(outlet, outlet, "own_reporting", reason)
        reason = because(
            "{outlet} reported this itself, and it is republished here.", outlet=outlet
        )
        return Heard(outlet, outlet, "republished", reason)

    def _relayer(self, e: Evidence, origin: Source) -> Source | None:
        """Return the speaker through whom the origin is heard, if that is somebody else."""
        via = self.voices.sources[e.heard_via_id] if e.heard_via_id else None
        printed_by = self._printed_by(e)
        if via is not None and not publishes_others(via):
            relayer = via
        elif via is None and printed_by is not None and not publishes_others(printed_by):
            relayer = printed_by
        else:
            return None
        return None if self.voices.share_a_family(relayer, origin) else relayer

    def _is_heard_directly(self, e: Evidence, origin: Source) -> bool:
        families = self.voices.families(origin.pk)
        return all((family.pk, e.stance, e.bears_on) in self.heard_directly for family in families)

    def _carrier(self, e: Evidence, voice: Source) -> Source | None:
        """Return the last publication on the way to the voice. What the desk heard itself is in the voice's own words."""
        via = self.voices.sources[e.heard_via_id] if e.heard_via_id else None
        if via is not None and publishes_others(via):
            return via
        printed_by = self._printed_by(e)
        return (
            voice if printed_by is not None and printed_by.kind == SourceKind.DESK else printed_by
        )

    def _printed_by(self, e: Evidence) -> Source | None:
        """Return where it was seen or, if that republishes another, who published the original."""
        article = self.articles.get(e.article_id or 0)
        if article is None or not article.is_republication:
            return self.voices.sources[e.seen_in_id]
        return self.voices.sources.get(self._republished_source(article) or 0)

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

    def is_primary_record(self, e: Evidence) -> bool:
        """Return True for an archived record that its origin published, that is a document or data set, or whose custody is known.

        What an outlet printed is never one, unless the file or document only lies with it.
        """
        printed_by = self._printed_by(e)
        if e.kind != EvidenceKind.RECORD or e.snapshot is None or printed_by is None:
            return False
        in_a_file = e.article_id is None
        if in_a_file and e.custody.strip() and not e.snapshot.requested_url:
            return True
        origin = self.voices.sources[e.origin_id] if e.origin_id else printed_by
        if origin.kind in (SourceKind.DOCUMENT, SourceKind.DATA_SET):
            return in_a_file or not publishes_others(printed_by)
        if publishes_others(printed_by) or e.origin_kind == OriginKind.NOT_STATED:
            return False
        return self.voices.share_a_family(printed_by, origin)
