"""What a reading of a text consists of. Every span is (start, end) in code points of the text read."""

import datetime
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date as printed; `earliest` and `latest` where the text and the day it appeared settle them."""

    start: int
    end: int
    words: str
    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, after pronouns and short names are followed to the name that they stand for.

    `name` is a name ("Maria Petrova") or, where the text names nobody, what it says ("a defence
    official"), and then `named` is False. `title` is the office beside the name, if any.
    """

    name: str
    named: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is reported to have said something.

    `source`, `cue`, `content` as in PolNeAR; a role may have several spans, or none. `kind` is one
    of KINDS. `voice` is None where the text says nobody. `parent` is the number of the attribution
    in whose content this one stands, the nearest; None at the outside. `date` is when it was said.
    `heard_by` is whom it was said to, where that is not this text's own outlet ("told AFP").
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    kind: str = "said"
    voice: Voice | None = None
    parent: int | None = None
    date: DateFound | None = None
    heard_by: Voice | None = None

    @property
    def speaker(self) -> str:
        return self.voice.name if self.voice else ""


KINDS = (
    "said",
    "reported",
    "claimed",
    "confirmed",
    "denied",
    "amended",
    "asked",
    "evaded",
    "declined",
    "silent",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be worth checking.

    `score`, 0..1, orders; it judges nothing. `reasons` are codes of worth.REASONS. `attributions`
    are numbers in Reading.attributions, the nearest voice first: the chain the sentence came
    through. `statement` says it so that it stands alone, as far as the text allows. `date` is the
    day the thing claimed happens, if the sentence says one.
    """

    start: int
    end: int
    score: float
    attributions: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    statement: str = ""
    date: DateFound | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All lists are in the order of the text; sentences and boilerplate do not overlap among themselves."""

    boilerplate: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
