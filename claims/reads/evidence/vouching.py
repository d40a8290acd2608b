"""Who vouches for words of an article, as the machine read them: the initial answer of the evidence form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.enums import PUBLISHERS, HowKnown, SourceKind
from claims.given import SourceGiven
from claims.models import Article


@dataclass(frozen=True)
class Voice:
    """One voice of a chain: a source, or the label of an unnamed person, or both (a label within a source)."""

    source: SourceGiven | None = None
    label: str = ""


def vouching_initial(article: Article, chain: Sequence[Voice]) -> dict[str, Any]:
    """Return the initial values of the form's question and its fields. `chain` has the nearest voice first.

    An outlet's words in nobody's mouth get no answer: whether it saw that itself, a person decides.
    """
    publisher = article.publisher
    own = [voice for voice in chain if voice.label or voice.source != publisher]
    if not own:
        speaks = publisher is not None and publisher.kind not in PUBLISHERS | {SourceKind.DESK}
        return {"how": HowKnown.DIRECT, "origin": publisher} if speaks else {}
    last = own[-1]
    relays = [voice.source for voice in own[:-1] if voice.source]
    if relays:
        said = {"origin": last.source, "origin_label": last.label}
        return {"how": HowKnown.RELAYED, "heard_via": relays[-1]} | said
    if not last.label and last.source and last.source.kind in PUBLISHERS:
        return {"how": HowKnown.RELAYED, "heard_via": last.source}
    return {"how": HowKnown.DIRECT, "origin": last.source, "origin_label": last.label}
