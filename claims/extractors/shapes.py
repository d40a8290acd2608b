"""The parts of a reading of a text. Every span is (start, end) in code points of that text."""

import datetime
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date as printed; `earliest` and `latest` are None if text and day of publication leave it open."""

    start: int
    end: int
    words: str
    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, after pronouns and short names are resolved to the full name.

    `name` is a name ("Maria Petrova") or, if the text names nobody, its words ("a defence
    official"); then `named` is False. `title` is the office next to the name, if any.
    """

    name: str
    named: bool
    title: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A passage which reports that somebody said something.

    `source`, `cue` and `content` are as in PolNeAR; each may have several spans, or none. `kind` is
    one of KINDS. `voice` is None if the text does not say who spoke. `parent` is the number of the
    nearest attribution whose content includes this one; None for an outermost one. `date` is when
    it was said. `heard_by` is the outlet that was told, unless it is this text's own ("told AFP").
    `is_act` if the passage tells what somebody did ("signed a treaty"): nobody speaks in it.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    kind: str = "said"
    voice: Voice | None = None
    parent: int | None = None
    date: DateFound | None = None
    heard_by: Voice | None = None
    is_act: bool = False

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

    `score`, 0..1, is for sorting only. `reasons` are codes of worth.REASONS. `attributions` are
    indexes in Reading.attributions, the nearest voice first: the chain of attribution. `statement`
    is the claim in words that are clear alone, as far as the text allows. `date` is the day on
    which the thing claimed happens, if the sentence states one. `is_told` if the sentence reports
    what somebody said, and nothing tells who; `told_on` is the one day that it then names.
    """

    start: int
    end: int
    score: float
    attributions: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    statement: str = ""
    date: DateFound | None = None
    is_told: bool = False
    told_on: DateFound | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text, in its order. Sentences do not overlap each other or boilerplate."""

    boilerplate: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
