"""Where evidence was read and from whom that has it, as one sentence whose parts lead to the fields that correct them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.enums import HowKnown, Stance, Verb
from claims.given import SourceGiven
from claims.models import UNDONE, Claim, Event, Evidence
from claims.models.base import read_number
from claims.reads.claims.voiced import Sentence, Text

from .claim_evidence import given_of

_SPEAKS_ITSELF = _("{outlet} says it itself")
_HEARD = _("{outlet} heard it from {voice}")
_HAS_IT_FROM = _("{outlet} has it from {relay}")
_RELAYED = _("{outlet} has it from {relay}, and {relay} heard it from {voice}")
_SAW = _("{outlet} saw it itself")
_NOT_STATED = _("{outlet} does not say how it knows")
_NOBODY = _("{outlet} names nobody who says it")
_UNKNOWN = _("A publisher that nobody knows")

# The field of the evidence form for each part of the sentence.
_FIELDS = {
    "outlet": "evidence-seen_in_0",
    "relay": "evidence-heard_via_0",
    "voice": "evidence-origin_0",
}


@dataclass(frozen=True)
class HeardPart:
    text: str
    url: str = ""  # of the field that corrects it


@dataclass(frozen=True)
class Heard:
    """The sentence in parts."""

    parts: tuple[HeardPart, ...]

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Added:
    """Evidence that this person has just added: to be corrected or undone."""

    item: Evidence
    heard: Heard
    undo_reason: str = UNDONE

    @property
    def stance(self) -> str:
        return str(Stance(self.item.stance).label)


def added(evidence: Evidence) -> Added:
    given = given_of(evidence)
    answer = vars(given) | {"how": given.how_known}
    return Added(evidence, heard_of(answer, reverse("evidence_change", args=[evidence.pk])))


def just_added(claim: Claim, number: str, user: User) -> Added | None:
    """Return evidence that this person added, if nothing happened to the claim since. Two queries, and its own."""
    own = Evidence.objects.standing().filter(claim=claim, created_by=user)
    evidence = own.filter(pk=read_number(number) or 0).first()
    latest = Event.objects.of_claim(claim).order_by("-seq").first()
    if evidence is None or latest is None:
        return None
    is_latest = (latest.verb, latest.object_id) == (Verb.EVIDENCE_ATTACHED, evidence.pk)
    return added(evidence) if is_latest else None


def heard_of(answer: Mapping[str, Any], form_url: str) -> Heard:
    """Return the sentence for an answer of the evidence form: `how` and its fields, and `seen_in`.

    Its names are no links if there is no form.
    """
    sentence = _sentence(answer)
    fields = _FIELDS | ({"voice": "evidence-origin_label"} if answer.get("origin_label") else {})
    return Heard(
        tuple(
            HeardPart(
                part.text, f"{form_url}#{fields[part.name]}" if part.name and form_url else ""
            )
            for part in sentence.parts
        )
    )


def _sentence(answer: Mapping[str, Any]) -> Sentence:
    outlet, how = answer.get("seen_in"), answer.get("how")
    relay, origin = answer.get("heard_via"), answer.get("origin")
    names = {
        "outlet": _name(outlet) or str(_UNKNOWN),
        "relay": _name(relay),
        "voice": _voice(origin, answer.get("origin_label") or ""),
    }
    return Sentence.of(
        _template(how, names, is_own=origin is not None and origin == outlet), **names
    )


def _template(how: object, names: Mapping[str, str], *, is_own: bool) -> Text:
    if how == HowKnown.OWN_REPORTING:
        return _SAW
    if how == HowKnown.NOT_STATED:
        return _NOT_STATED
    if names["relay"]:
        return _HAS_IT_FROM if names["voice"] in ("", names["relay"]) else _RELAYED
    if names["voice"]:
        return _SPEAKS_ITSELF if is_own else _HEARD
    return _NOBODY


def _name(source: SourceGiven | None) -> str:
    return source.name if source else ""


def _voice(origin: SourceGiven | None, label: str) -> str:
    """Return who said it: by name, or as printed, within the body that is known."""
    if not label:
        return _name(origin)
    return f"{label} ({origin.name})" if origin else label
