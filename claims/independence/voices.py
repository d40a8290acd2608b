"""Sources as the count sees them: their families, their members, and what they have at stake in a claim's questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claims.enums import PUBLISHERS, Party, SourceKind
from claims.models import Claim, Source, Stake

# Most involved first: if a claim has several questions, a source counts with the most involved role it has in any of them.
# "Unknown" comes before those known not to be a party, because it might be one.
INVOLVEMENT = (Party.PARTY, Party.ALLIED, Party.UNKNOWN, Party.THIRD_PARTY, Party.INDEPENDENT)


def most_involved(parties: Iterable[Party]) -> Party:
    return min(parties, key=INVOLVEMENT.index, default=Party.UNKNOWN)


@dataclass(frozen=True)
class Voices:
    """Sources with all their ancestors and members, and their stakes in the claim's questions."""

    sources: Mapping[int, Source]
    questions: tuple[int, ...] = ()
    stakes: Mapping[tuple[int, int], Stake] = field(default_factory=dict)  # (question, source)
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # of joint statements

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

    def families(self, source_id: int) -> tuple[Source, ...]:
        """Return the families that speak: one, or those of all members of a joint statement, by id."""
        found = {self.family(pk).pk: self.family(pk) for pk in self._speaking(source_id)}
        return tuple(found[pk] for pk in sorted(found))

    def share_a_family(self, one: Source, other: Source) -> bool:
        return bool(set(self.families(one.pk)) & set(self.families(other.pk)))

    def party(self, source_id: int) -> Party:
        """Return its role in the claim's questions. A joint statement has that of its most involved member."""
        return most_involved(self._party(pk) for pk in self._speaking(source_id))

    def party_of_family(self, source_id: int, family: Source) -> Party:
        """Return the role with which a family speaks here, alone or as a member."""
        speaking = (pk for pk in self._speaking(source_id) if self.family(pk) == family)
        return most_involved(self._party(pk) for pk in speaking)

    def _party(self, source_id: int) -> Party:
        line = self.lineage(source_id)
        default = next((Party(s.party) for s in line if s.party != Party.UNKNOWN), Party.UNKNOWN)
        found = [self.stake(question, source_id) for question in self.questions]
        parties = [Party(stake.party) if stake else default for stake in found] or [default]
        return most_involved(parties)

    def sides(self, source_id: int) -> list[dict[int, str]]:
        """Return the side of each who speaks, by question, as the stakes name it."""
        return [self._sides(pk) for pk in self._speaking(source_id)]

    def _sides(self, source_id: int) -> dict[int, str]:
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

    def _speaking(self, source_id: int) -> tuple[int, ...]:
        return self.members.get(source_id) or (source_id,)


def publishes_others(source: Source) -> bool:
    """Return True for what prints the words of others. Anything else speaks for itself, whatever it prints."""
    return source.kind in PUBLISHERS or source.kind == SourceKind.DESK


def load_voices(claim: Claim, source_ids: Iterable[int | None]) -> Voices:
    """Load these sources with their ancestors, members and stakes in the claim's questions. Four queries."""
    wanted = {pk for pk in source_ids if pk}
    members: dict[int, tuple[int, ...]] = {}
    joint = Source.members.through.objects.filter(from_source__in=wanted).order_by("to_source")
    for statement, member in joint.values_list("from_source", "to_source"):
        members[statement] = (*members.get(statement, ()), member)
    wanted |= {member for found in members.values() for member in found}
    sources = {s.pk: s for s in Source.objects.with_ancestors(wanted)}
    questions = tuple(claim.questions.order_by("pk").values_list("pk", flat=True))
    stakes = {
        (s.question_id, s.source_id): s
        for s in Stake.objects.filter(question__in=questions, source__in=sources)
    }
    return Voices(sources, questions, stakes, members)
