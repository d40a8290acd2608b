"""Sources that are probably one: records of the same source under two spellings of its name."""

from dataclasses import dataclass

from claims.models import Source

MOST_SHOWN = 50


@dataclass(frozen=True)
class Double:
    """Two records, the older one first: the younger is proposed to be merged into it."""

    older: Source
    younger: Source


def possible_doubles() -> list[Double]:
    """Return pairs of sources whose names are the same or nearly so. Two queries.

    Without pairs that a note tells apart. It goes through all names, which takes a fraction of a second for thousands.
    """
    pairs = Source.objects.names().doubles(MOST_SHOWN)
    found = Source.objects.in_bulk({pk for pair in pairs for pk in pair})
    return [Double(found[older], found[younger]) for older, younger in pairs]
