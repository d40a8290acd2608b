"""The parts of a proof that are not CSV files: the record, the verdicts as they were sealed, and the archived copies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from claims.exports.filters import Filters
from claims.exports.withheld import Withheld
from claims.models import Event, Snapshot, Verdict
from claims.models.canonical import canonical_json, sealed_columns
from claims.reads.record.account_names import holds_erased
from claims.reads.record.faults import pages
from claims.reads.sources.withheld import withheld_at

from .verdicts import BATCH, ExportMoment, exported_verdicts

LONGEST_COPIES = 2 * 1024**3  # bytes


@dataclass(frozen=True)
class Proof:
    """The parts of a proof. What is withheld at its moment or now is left out of all of them."""

    filters: Filters
    moment: ExportMoment

    @cached_property
    def _secrets(self) -> tuple[Withheld, ...]:
        return tuple(
            found for found in (self.moment.withheld, withheld_at(timezone.now())) if found
        )

    @cached_property
    def _secret_words(self) -> tuple[str, ...]:
        """Names and domains as they stand in JSON."""
        words = {word for found in self._secrets for word in (*found.names, *found.domains)}
        return tuple(
            json.dumps(word, ensure_ascii=False)[1:-1].casefold() for word in sorted(words)
        )

    def record(self) -> Iterator[bytes]:
        """Yield the lines of record.jsonl: every Event to the head, as text, or as a hash if it has a withheld name.

        A query for each 500 Events. An Event never holds what a blind round holds back (decision 0012).
        """
        for seq, event in pages(Event.objects.all(), "seq", most=self.moment.seq):
            line = {"seq": seq, "hash": event.hash}
            text = canonical_json(event.payload())
            if not (self._names_a_secret(text) or self._names_erased(event)):
                line["event"] = text
            yield canonical_json(line).encode() + b"\n"

    def _names_erased(self, event: Event) -> bool:
        names = self.moment.names
        return names.has_erased and holds_erased(event, names.accounts)

    def _names_a_secret(self, text: str) -> bool:
        folded = text.casefold() if self._secret_words else ""
        return any(word in folded for word in self._secret_words)

    def sealed(self) -> Iterator[bytes]:
        """Yield the lines of sealed.jsonl: what each verdict's digest covers, unless its row has a withheld name."""
        for verdict in self._verdicts():
            if not self._hides(verdict):
                yield canonical_json(sealed_columns(verdict)).encode() + b"\n"

    def _verdicts(self) -> Iterator[Verdict]:
        keys = exported_verdicts(self.filters, self.moment)
        while batch := [key for key, _ in zip(keys, range(BATCH), strict=False)]:
            where = models.Q()
            for claim, version in batch:
                where |= models.Q(claim=claim, version=version)
            yield from Verdict.objects.filter(where).order_by("claim_id", "version")

    def _hides(self, verdict: Verdict) -> bool:
        if self.moment.names.holds_erased(verdict):
            return True
        return self._names_a_secret(canonical_json(sealed_columns(verdict)))

    def copies(self) -> list[Snapshot]:
        """Return the archived copies that the evidence names, one for each SHA-256, without those of withheld outlets.

        A query for each 500 verdicts, and one for each 500 copies.
        """
        named = sorted(
            {
                str(row["snapshot_sha256"])
                for verdict in self._verdicts()
                if not self._hides(verdict)
                for row in verdict.evidence_rows
                if row.get("snapshot_sha256")
            }
        )
        found: dict[str, Snapshot] = {}
        for start in range(0, len(named), BATCH):
            part = Snapshot.objects.filter(sha256__in=named[start : start + BATCH])
            part = part.select_related("article__publisher").defer("text", "boilerplate")
            for snapshot in part.order_by("-pk"):
                found[snapshot.sha256] = snapshot
        return [found[sha256] for sha256 in sorted(found) if self._may_go(found[sha256])]

    def _may_go(self, snapshot: Snapshot) -> bool:
        publisher = snapshot.article.publisher if snapshot.article else None
        is_withheld = publisher is not None and publisher.withheld
        return not is_withheld and default_storage.exists(str(snapshot.file))


def bytes_of(snapshot: Snapshot) -> Iterator[bytes]:
    with snapshot.file.open("rb") as file:
        yield from file.chunks()
