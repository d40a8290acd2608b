"""How a new claim relates to similar claims on the desk: chosen while it is written, saved with it."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import LinkKind
from claims.given import LinkGiven
from claims.models import Claim
from claims.models.base import read_number
from claims.reads.claims.looks_like import OFFERED, Alike, alike_to

from .panel import PanelForm

MOST_LINKS = 20


class LinksField(forms.Field):
    """Any number of values such as `contradicts:12`, one from each list of choices. Empty ones are ignored."""

    widget = forms.SelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label="How it relates to other claims", **kwargs)

    def clean(self, value: Any) -> tuple[LinkGiven, ...]:
        chosen = read_links(value or [])
        claims = Claim.objects.in_bulk([pk for _, pk in chosen])
        if any(pk not in claims for _, pk in chosen):
            raise ValidationError("There is no claim with this number.", code="unknown")
        return tuple(LinkGiven(kind, claims[pk]) for kind, pk in chosen)


def read_links(values: Any) -> list[tuple[LinkKind, int]]:
    """Return what was chosen, each once. Unknown values are ignored."""
    found: dict[tuple[LinkKind, int], None] = {}
    for value in list(values)[:MOST_LINKS]:
        kind, _, number = str(value).partition(":")
        if kind in OFFERED and (pk := read_number(number)):
            found[(LinkKind(kind), pk)] = None
    return list(found)


class SimilarFields(PanelForm):
    links = LinksField()

    @cached_property
    def similar(self) -> list[Alike] | None:
        """Return the claims like the statement, if the form was sent. A fresh form asks when something is typed."""
        if not self.is_bound:
            return None
        return alike_to(self["statement"].value() or "", read_links(self["links"].value() or []))

    @property
    def kind_id(self) -> str:
        """The HTML id around the choice of the claim's kind."""
        return f"field-{self['kind'].auto_id}"

    @property
    def is_prefilled(self) -> bool:
        """Return whether a fresh form holds a statement already, from a suggestion."""
        return not self.is_bound and bool(self["statement"].value())
