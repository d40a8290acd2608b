"""What a source said, and the words attributed to it that a verdict refuted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from claims.enums import AttributionKind
from claims.models import Appearance, Attribution, Claim, Source
from claims.reads.claims.claim_lines import ClaimLine, Part, claim_lines
from claims.reads.claims.claim_list import for_rows
from claims.reads.claims.refuted import NotSaid, printed_by, printer_of, refuted_steps

SHOWN = 20  # the links to the lists lead to the rest
PRINTED = "printed"


@dataclass
class SourceWords:
    """The claims in whose chains a source has a part, newest first.

    Words that a verdict refuted are a statement of whoever printed them. Of all others in the chain, the speaker and
    those who are said to have passed it on, they are kept apart.
    """

    source: Source

    @cached_property
    def _not_said(self) -> "QuerySet[Appearance]":
        """Where words were found that their speaker did not say."""
        return Appearance.objects.filter(pk__in=refuted_steps().values("appearance"))

    @cached_property
    def _put_in_its_mouth(self) -> "QuerySet[Appearance]":
        """Those that others printed as its words, or as words that it had passed on."""
        named = self._not_said.filter(chain__source=self.source)
        printed = Appearance.objects.filter(printed_by(self.source))
        spoken = refuted_steps().filter(source=self.source).values("appearance")
        return named.exclude(Q(pk__in=printed.values("pk")) & ~Q(pk__in=spoken))

    @cached_property
    def _said(self) -> "QuerySet[Claim]":
        """Claims that it said or passed on, and refuted words of others that it printed."""
        own = Appearance.objects.filter(
            Q(chain__source=self.source) | (Q(pk__in=self._not_said) & printed_by(self.source))
        ).exclude(pk__in=self._put_in_its_mouth.values("pk"))
        return Claim.objects.filter(pk__in=own.values("claim"))

    @cached_property
    def said_in_all(self) -> int:
        return self._said.count()

    @cached_property
    def said(self) -> list[ClaimLine]:
        """Eight queries."""
        return self._lines(self._said, _part_of)

    @property
    def has_said_more(self) -> bool:
        return self.said_in_all > len(self.said)

    @cached_property
    def _refuted(self) -> "QuerySet[Claim]":
        return Claim.objects.filter(pk__in=self._put_in_its_mouth.values("claim"))

    @cached_property
    def refuted_in_all(self) -> int:
        return self._refuted.count()

    @cached_property
    def refuted(self) -> list[ClaimLine]:
        """Refuted words, with who printed them. At most eight queries."""
        return self._lines(self._refuted, _part_refuted) if self.refuted_in_all else []

    @property
    def has_refuted_more(self) -> bool:
        return self.refuted_in_all > len(self.refuted)

    def _lines(self, found: "QuerySet[Claim]", part: Any) -> list[ClaimLine]:
        chosen = for_rows().filter(pk__in=found.values("pk")).order_by("-pk")
        claims = list(chosen[:SHOWN])
        refuted = dict(
            refuted_steps().filter(appearance__claim__in=claims).values_list("pk", "refuted_by")
        )
        chain = Prefetch("chain", Attribution.objects.select_related("source"))
        appearances: dict[int, list[_Words]] = defaultdict(list)
        rows = Appearance.objects.filter(claim__in=claims).select_related("article__publisher")
        for row in rows.prefetch_related(chain).order_by("pk"):
            words = _Words.of(row, refuted)
            if words.concerns(self.source):
                appearances[row.claim_id].append(words)
        return claim_lines(
            claims, {pk: part(self.source, words) for pk, words in appearances.items()}
        )


@dataclass(frozen=True)
class _Words:
    """One appearance of a claim: its chain, and whether its speaker said so."""

    chain: list[Attribution]
    printer: Source | None
    not_said: NotSaid | None

    @classmethod
    def of(cls, row: Appearance, refuted: dict[int, int]) -> "_Words":
        chain = list(row.chain.all())
        quote_check = refuted.get(chain[-1].pk) if chain else None
        not_said = NotSaid.of(chain[-1], quote_check) if quote_check else None
        return cls(chain, printer_of(row, chain), not_said)

    def concerns(self, source: Source) -> bool:
        named = any(step.source == source for step in self.chain)
        return named or (self.not_said is not None and self.printer == source)

    def is_put_in_the_mouth_of(self, source: Source) -> bool:
        if self.not_said is None:
            return False
        return self.printer != source or self.chain[-1].source == source


def _part_of(source: Source, words: Iterable[_Words]) -> Part:
    """Return what it did, without words that were put in its mouth."""
    own = [one for one in words if not one.is_put_in_the_mouth_of(source)]
    did: dict[str, None] = {}
    for one in own:
        steps = (step for step in one.chain if step.source == source)
        kinds = [AttributionKind(step.kind).label for step in steps]
        did |= dict.fromkeys([PRINTED] if one.not_said else kinds)
    # If it also says or passes on what nobody refuted, the claim is not struck.
    not_said = own[0].not_said if own and all(one.not_said for one in own) else None
    return Part(tuple(did), not_said)


def _part_refuted(source: Source, words: Iterable[_Words]) -> Part:
    refuted = [one for one in words if one.is_put_in_the_mouth_of(source)]
    printers = {one.printer.pk: one.printer for one in refuted if one.printer}
    return Part((), refuted[0].not_said, tuple(printers.values()))
