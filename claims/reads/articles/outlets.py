"""What a name most likely is, where it is that of an outlet which the desk does not know."""

from claims.enums import SourceKind
from claims.extractors.attribution.credits import AGENCIES


def kind_of_outlet(name: str) -> SourceKind:
    return SourceKind.AGENCY if name.casefold() in AGENCIES else SourceKind.OUTLET
