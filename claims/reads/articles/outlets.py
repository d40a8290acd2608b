"""Guess the kind of an outlet that is not on the desk, from its name."""

from claims.enums import SourceKind
from claims.extractors.attribution.credits import AGENCIES


def kind_of_outlet(name: str) -> SourceKind:
    return SourceKind.AGENCY if name.casefold() in AGENCIES else SourceKind.OUTLET
