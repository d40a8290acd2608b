"""Sentences about what a voice did, whole so that they can be translated, in parts so that a page can mark the voice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.enums import AttributionKind, EvidenceKind

Text = str | Promise


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence, and the name of the placeholder if it is a voice."""

    text: str
    name: str = ""

    @property
    def is_voice(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Sentence:
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, template: Text, **voices: str) -> "Sentence":
        """Fill in the voices that the template names in braces, wherever its language puts them."""
        pieces = re.split(r"\{(\w+)\}", str(template))  # text and placeholder by turns
        parts = (
            Part(voices[piece], piece) if index % 2 else Part(piece)
            for index, piece in enumerate(pieces)
            if piece
        )
        return cls(tuple(parts))

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)


SAID: Mapping[AttributionKind, Text] = {
    AttributionKind.SAID: _("{voice} said"),
    AttributionKind.REPORTED: _("{voice} reported"),
    AttributionKind.CLAIMED: _("{voice} claimed"),
    AttributionKind.CONFIRMED: _("{voice} confirmed"),
    AttributionKind.DENIED: _("{voice} denied"),
    AttributionKind.AMENDED: _("{voice} amended"),
    AttributionKind.ASKED: _("{voice} asked"),
    AttributionKind.EVADED: _("{voice} evaded"),
    AttributionKind.DECLINED: _("{voice} declined to comment"),
    AttributionKind.SILENT: _("{voice} was silent"),
}
NO_SPEAKER = _("No speaker is named")
PRINTED_AS_SAID_BY = _("{voice} printed words attributed to {speaker}")
PRINTED_SOMEWHERE = _("Words attributed to {speaker} were printed")  # nobody knows by whom

AS_EVIDENCE: Mapping[EvidenceKind, Text] = {
    EvidenceKind.STATEMENT: _("{voice} said"),
    EvidenceKind.RECORD: _("{voice} put on record"),
    EvidenceKind.DENIAL: _("{voice} denied"),
    EvidenceKind.NO_COMMENT: _("{voice} declined to comment"),
    EvidenceKind.NO_REPLY: _("{voice} asked and got no reply"),
    EvidenceKind.NOTHING_FOUND: _("{voice} searched and found nothing"),
}
NOT_STATED = _("The original source is not stated")

# For a quotation that was refuted. What is not in the table was a saying.
_DID_NOT: Mapping[AttributionKind, Text] = {
    AttributionKind.ASKED: _("refuted: {voice} did not ask this"),
    AttributionKind.EVADED: _("refuted: {voice} did not evade this"),
    AttributionKind.DECLINED: _("refuted: {voice} did not decline to comment"),
    AttributionKind.SILENT: _("refuted: {voice} was not silent"),
}
_DID_NOT_SAY_SO = _("refuted: {voice} did not say so")


def did_not(kind: AttributionKind, voice: str) -> Sentence:
    return Sentence.of(_DID_NOT.get(kind, _DID_NOT_SAY_SO), voice=voice)
