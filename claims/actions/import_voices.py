"""The voices that the rows of a file name, as steps of a chain of attribution."""

import re

from claims import rules
from claims.enums import AttributionKind, SourceKind
from claims.exports.withheld import WITHHELD
from claims.given import ClaimRow, NewSource, SourceGiven, Step
from claims.models import Source
from claims.models.search.names import fold_name, name_key

# As exports write an unnamed voice within a source.
_WITHIN = re.compile(r"(?P<label>[^()]*\S)\s*\((?P<source>[^()]+)\)")


class Voices:
    """Looks each name up once. One query for each name that is new to it, two for "a clerk (Ministry)"."""

    def __init__(self) -> None:
        self._called: dict[str, list[Source]] = {}
        self._new: dict[str, NewSource] = {}  # in their first spelling

    def chain(self, row: ClaimRow) -> tuple[Step, ...]:
        """Return the steps of a row, nearest voice first. Without their kinds, each reported what the last one said."""
        names = row.voices
        kinds = row.chain_kinds or (
            *(AttributionKind.REPORTED for _ in names[:-1]),
            AttributionKind.SAID,
        )
        return tuple(self._step(name, kind) for name, kind in zip(names, kinds, strict=False))

    def remarks(self, row: ClaimRow) -> list[str]:
        """Return what people should know of names that are kept without a source."""
        found = []
        for name in dict.fromkeys(row.voices):
            if denial := rules.why_ask_which(name, self._sources_called(name)):
                found.append(f"{denial.message} Until then it is kept as a description.")
            elif _is_withheld(name):
                found.append("The export withholds a name of the chain.")
        return found

    def publisher(self, row: ClaimRow) -> SourceGiven | None:
        """Return the publisher of an article that a row adds: None if it names none, or several are called so."""
        if not row.publisher or not row.article_url:
            return None
        called = self._sources_called(row.publisher)
        if len(called) > 1:
            return None
        return called[0] if called else self._new_source(row.publisher, SourceKind.OUTLET)

    def remarks_on_publisher(self, row: ClaimRow) -> list[str]:
        denial = rules.why_ask_which(row.publisher, self._sources_called(row.publisher))
        return [f"{denial.message} Until then the article has no publisher."] if denial else []

    def are_same(self, row: ClaimRow, held: tuple[Step, ...]) -> bool:
        """Return whether a row names these voices. A row with a speaker only is compared with the last."""
        if not row.chain:
            return bool(held) and self._is_same(row.speaker, held[-1])
        return len(row.chain) == len(held) and all(map(self._is_same, row.chain, held))

    def _step(self, name: str, kind: AttributionKind) -> Step:
        if _is_withheld(name):
            return Step(kind, label=name)
        called = self._sources_called(name)
        if len(called) == 1:
            return Step(kind, called[0])
        if called:
            return Step(kind, label=name)
        if found := _WITHIN.fullmatch(name):
            bodies = self._sources_called(found["source"])
            if len(bodies) == 1:
                return Step(kind, bodies[0], label=found["label"])
        return Step(kind, self._new_source(name, SourceKind.PERSON))

    def _new_source(self, name: str, kind: SourceKind) -> NewSource:
        """Return a source that is added. A file has no column for the kind of a speaker."""
        return self._new.setdefault(name_key(name), NewSource(name, kind, as_new=True))

    def _is_same(self, name: str, held: Step) -> bool:
        if isinstance(held.source, Source) and held.source in self._sources_called(name):
            return True
        key = name_key(name)
        if key in (name_key(_name_of(held.source)), name_key(held.label)):
            return True
        return bool(held.label) and key == name_key(f"{held.label} ({_name_of(held.source)})")

    def _sources_called(self, name: str) -> list[Source]:
        key = name_key(name)
        if key not in self._called:
            self._called[key] = Source.objects.called(name)
        return self._called[key]


def _is_withheld(name: str) -> bool:
    return bool(re.search(rf"(\A|\(){WITHHELD}( \(\d+\))?\)?\Z", fold_name(name)))


def _name_of(source: SourceGiven | None) -> str:
    return source.name if source else ""
