"""What the form of a new claim says of the statement in it, and how a saying becomes a quote check and a factual claim."""

from functools import cached_property
from typing import Any

from claims.enums import AttributionKind, ClaimKind
from claims.extractors.worth.sayings import Saying
from claims.models import Source
from claims.reads.claims.statement_notes import StatementNotes, notes_on

from .claim_chain import MOST_VOICES, ChainFormSet
from .fields import TextField
from .panel import PanelForm


class StatementFields(PanelForm):
    quote_check = TextField(
        long=True,
        required=False,
        label="Add a quote check of the same words, which says",
        help_text="For example: “X told Y that …”. It is linked to the factual claim. Optional.",
    )

    @property
    def shows_quote_check(self) -> bool:
        """Return whether the folded fields about a quote check hold something."""
        names = [name for name in ("quote_check", "reports") if name in self.fields]
        return any(self[name].value() or self[name].errors for name in names)

    @cached_property
    def notes(self) -> StatementNotes:
        """What to look at again in the statement, as it is typed."""
        names = ("statement", "language", "kind", "quote_check")
        return notes_on(*(str(self[name].value() or "") for name in names))

    def taken_apart(self) -> Any:
        """Return what was typed, with the saying as a quote check and what was said as the factual claim.

        The data of this form if its statement is not a saying.
        """
        posted: Any = self.data
        data, saying = posted.copy(), self.notes.saying
        if saying is None:
            return data
        data["statement"], data["kind"] = saying.content, ClaimKind.FACTUAL.value
        data["quote_check"] = saying.whole
        self.put_speaker(data, saying)
        return data

    def put_speaker(self, data: Any, saying: Saying) -> None:
        """Put the speaker into the data of the form, unless it is there."""
        raise NotImplementedError


def put_into_chain(data: Any, saying: Saying) -> None:
    """Make the speaker a step of the typed chain, unless one has this name, and choose that step for the quote check."""
    rows = [form.voice for form in ChainFormSet(data, prefix="chain")]
    name = name_of(saying)
    place = next((n for n, voice in enumerate(rows) if _is_same_name(voice, name)), None)
    if place is None:
        # Behind the voices that are there: they are nearer to the reader.
        place = max((n + 1 for n, voice in enumerate(rows) if voice), default=0)
        if place == MOST_VOICES:
            return
        data["chain-TOTAL_FORMS"] = str(max(len(rows), place + 1))
        data[f"chain-{place}-label" if saying.is_unnamed else f"chain-{place}-source_name"] = name
    if not data.get(f"chain-{place}-kind"):
        data[f"chain-{place}-kind"] = AttributionKind(saying.kind).value
    data["said_by"] = str(place + 1)


def name_of(saying: Saying) -> str:
    """Return the name that the desk has for the speaker, or the one in the statement."""
    if saying.is_unnamed:
        return saying.speaker
    bare = _without_article(saying.speaker)
    known = Source.objects.named(saying.speaker) or Source.objects.named(bare)
    return known.name if known else bare


def _without_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


def _is_same_name(voice: str, name: str) -> bool:
    """Return whether one name contains all words of the other: “Petrova” and “Maria Petrova”."""
    one, other = (set(_without_article(each).casefold().split()) for each in (voice, name))
    return bool(one and other) and (one <= other or other <= one)
