"""What importing each row of a file would do, in the file's order: new, unchanged or refused. Writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Prefetch

from claims import rules
from claims.enums import Fate, SourceKind
from claims.errors import ActionError
from claims.extractors.text.folding import identity
from claims.given import ArticleRow, ClaimRow, NewSource, SourceGiven
from claims.models import Appearance, Article, Attribution, Claim, ImpreciseDate, Question, Source
from claims.models.claims import statement_key
from claims.models.search.names import name_key

from .anchors import Quote, copies_of, quoted
from .articles import PlannedArticle, plan_article
from .snapshots import ReadUpload
from .sources import ask_which

_LONGEST_TOLD = 120


class Added(NamedTuple):
    """What a row adds in addition to its claim or article."""

    what: str
    name: str


@dataclass(frozen=True)
class Outcome:
    """What importing one row does, or did."""

    given: ClaimRow | ArticleRow
    name: str
    fate: Fate
    row: Claim | Article | None = None  # on the desk
    refusal: str = ""
    remarks: tuple[str, ...] = ()  # it is imported, and people should know this
    adds: tuple[Added, ...] = ()

    @property
    def line(self) -> int:
        return self.given.line


@dataclass(frozen=True)
class ReadClaimRow:
    """A row whose quote was searched for in the copies that it is compared with, and its name compared with others."""

    row: ClaimRow
    quote: Quote
    remarks: tuple[str, ...] = ()  # on its speaker, if the name is new
    unclear: tuple[str, ...] = ()  # what keeps its statement from standing alone


@dataclass(frozen=True)
class ClaimPlan:
    """How a row would be imported. What it names and the desk does not have yet is in `outcome.adds`."""

    row: ClaimRow
    quote: Quote
    outcome: Outcome
    voice: SourceGiven | None = None
    question: Question | None = None
    article: Article | None = None


@dataclass(frozen=True)
class _Held:
    """What an external id already has: on the desk, or in an earlier row of the file."""

    where: str
    statement: str
    said_on: ImpreciseDate
    questions: tuple[str, ...] = ()
    found: bool = True  # whether it says where it was found; for a duplicate the other claim does
    quote: str = ""
    voice: SourceGiven | None = None
    unnamed: str = ""  # the description of the voice, if it has no name
    article: Article | None = None
    article_url: str = ""
    article_title: str = ""

    @property
    def speaker(self) -> str:
        return self.voice.name if self.voice else self.unnamed


@dataclass(frozen=True)
class _OnDesk:
    """What the desk has of everything that a batch of rows names. Six queries."""

    claims: dict[str, Claim]
    articles: dict[str, Article]
    stating: dict[str, int]

    @classmethod
    def load(cls, rows: Sequence[ClaimRow]) -> "_OnDesk":
        chain = Prefetch("chain", Attribution.objects.select_related("source"))
        found_in = Appearance.objects.select_related("article").prefetch_related(chain)
        claims = Claim.objects.filter(
            external_id__in={row.external_id for row in rows if not row.fault}
        ).prefetch_related("questions", Prefetch("appearances", found_in))
        urls = {row.article_url for row in rows if row.article_url}
        # If several articles have the same URL, the first one is meant.
        articles = Article.objects.filter(url__in=urls).order_by("-pk")
        same = Claim.objects.stating(*(row.statement for row in rows if not row.fault))
        return cls(
            {claim.external_id: claim for claim in claims if claim.external_id},
            {article.url: article for article in articles},
            dict(same.order_by("-pk").values_list("statement_key", "pk")),
        )


class ClaimPlanner:
    """Plans rows, remembering what earlier rows add, so that the preview matches the import.

    Six queries for a batch of any length; in addition one for each new voice, one for each new question, and
    one for each quote whose article has an archived copy.
    """

    def __init__(self) -> None:
        self._earlier: dict[str, ClaimRow] = {}  # by external id
        self._lines: dict[str, int] = {}  # of statements
        self._voices: dict[str, SourceGiven | None] = {"": None}  # by their folded names
        self._unclear: dict[str, str] = {}  # why a name does not say who is meant
        self._questions: dict[str, Question | None] = {"": None}

    def plans(self, rows: Sequence[ReadClaimRow]) -> Iterator[ClaimPlan]:
        desk = _OnDesk.load([read.row for read in rows])
        for read in rows:
            row = read.row
            if row.fault:
                yield _refused(read, row.fault)
            elif claim := desk.claims.get(row.external_id):
                yield self._known(read, self._held_by(claim), claim)
            elif earlier := self._earlier.get(row.external_id):
                yield self._known(read, self._held_above(earlier), None)
            else:
                yield self._new(read, desk)

    def forget(self, row: ClaimRow) -> None:
        """Forget a row that was not imported after all."""
        self._earlier.pop(row.external_id, None)

    def _new(self, read: ReadClaimRow, desk: _OnDesk) -> ClaimPlan:
        row = read.row
        voice, question = self._voice(row.speaker), self._question(row.question)
        if unclear := self._unclear.get(name_key(row.speaker)):
            return _refused(read, f"speaker: {unclear}")
        article = desk.articles.get(row.article_url) if row.article_url else None
        adds = []
        if isinstance(voice, NewSource):
            adds.append(_new_source(voice))
        if row.question and question is None:
            adds.append(Added("question", row.question))
        if row.article_url and article is None:
            adds.append(Added("article", row.article_url))
        remarks = [*read.remarks] if isinstance(voice, NewSource) else []
        key = statement_key(row.statement)
        if key in desk.stating:
            remarks.append(f"Claim {desk.stating[key]} says the same.")
        elif key in self._lines:
            remarks.append(f"Line {self._lines[key]} says the same.")
        remarks += read.unclear
        if article and row.quote and _is_lacking(article, read.quote):
            remarks.append(
                f"The quote is not found in the archived copy of article {article.pk}. It is kept as it is."
            )
        self._earlier[row.external_id] = row
        self._lines.setdefault(key, row.line)
        outcome = Outcome(row, row.statement, Fate.NEW, remarks=tuple(remarks), adds=tuple(adds))
        return ClaimPlan(row, read.quote, outcome, voice, question, article)

    def _known(self, read: ReadClaimRow, held: _Held, claim: Claim | None) -> ClaimPlan:
        """Plan a known claim. The same values change nothing. An empty cell says nothing, so it never differs."""
        row = read.row
        differs = [
            f"{name} differs from {held.where}, which has {_told(there)}"
            for name, same, there in self._compared(read, held)
            if not same
        ]
        if differs:
            return _refused(read, "; ".join(differs), claim)
        return ClaimPlan(row, read.quote, Outcome(row, row.statement, Fate.UNCHANGED, claim))

    def _compared(self, read: ReadClaimRow, held: _Held) -> Iterator[tuple[str, bool, str]]:
        """Yield each filled column: its name, whether it is the same, and what the desk has."""
        row = read.row
        yield "statement", row.statement == held.statement, held.statement
        if row.said_on.is_known:
            yield "said_on", row.said_on.edtf == held.said_on.edtf, str(held.said_on)
        if row.question:
            same = row.question.casefold() in map(str.casefold, held.questions)
            yield "question", same, " | ".join(held.questions)
        if not held.found:
            return
        if row.quote:
            yield "quote", _same_words(read.quote, held), held.quote
        if row.speaker:
            yield "speaker", self._same_voice(row.speaker, held), held.speaker
        if row.article_url:
            yield "article_url", row.article_url == held.article_url, held.article_url
        elif row.article_title and held.article is None:
            same = row.article_title == held.article_title
            yield "article_title", same, held.article_title

    def _held_by(self, claim: Claim) -> _Held:
        """Return what the desk holds. A file is compared with the first appearance."""
        first = next(iter(claim.appearances.all()), None)
        last = list(first.chain.all())[-1:] if first else []
        article = first.article if first else None
        return _Held(
            where=f"claim {claim.pk}",
            statement=claim.statement,
            said_on=claim.said_on,
            questions=tuple(question.text for question in claim.questions.all()),
            found=claim.duplicate_of_id is None,
            quote=first.quote if first else "",
            voice=last[0].source if last else None,
            unnamed=last[0].label if last else "",
            article=article,
            article_url=article.url if article else "",
            article_title=first.article_title if first else "",
        )

    def _held_above(self, row: ClaimRow) -> _Held:
        return _Held(
            where=f"line {row.line}",
            statement=row.statement,
            said_on=row.said_on,
            questions=(row.question,),
            quote=row.quote,
            voice=self._voice(row.speaker),
            article_url=row.article_url,
            article_title="" if row.article_url else row.article_title,
        )

    def _same_voice(self, name: str, held: _Held) -> bool:
        voice = self._voice(name)
        if isinstance(voice, Source) and voice == held.voice:
            return True
        if isinstance(held.voice, Source) and name_key(name) in self._unclear:
            return held.voice in Source.objects.called(name)
        new = held.voice.name if isinstance(held.voice, NewSource) else ""
        return name_key(name) in (name_key(new), name_key(held.unnamed))

    def _voice(self, name: str) -> SourceGiven | None:
        """Return the voice. An unknown name is treated as a person's, because a file has no column to say more."""
        key = name_key(name)
        if key not in self._voices:
            called = Source.objects.called(name)
            if denial := rules.why_ask_which(name, called):
                self._unclear[key] = denial.message
            new = NewSource(name, SourceKind.PERSON, as_new=True)
            self._voices[key] = called[0] if len(called) == 1 else new
        return self._voices[key]

    def _question(self, text: str) -> Question | None:
        if text not in self._questions:
            self._questions[text] = Question.objects.filter(text__iexact=text).first()
        return self._questions[text]


def _new_source(source: NewSource) -> Added:
    return Added("source", f"{source.name} ({SourceKind(source.kind).label})")


def _told(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > _LONGEST_TOLD:
        text = f"{text[:_LONGEST_TOLD].rstrip()}…"
    return f"“{text}”" if text else "none"


@dataclass(frozen=True)
class ReadRow:
    """A row whose file was read, if it names one and has no fault."""

    row: ArticleRow
    read: ReadUpload | None = None
    remarks: tuple[str, ...] = ()  # on its publisher, if the name is new


@dataclass(frozen=True)
class ArticlePlan:
    row: ArticleRow
    outcome: Outcome
    planned: PlannedArticle | None = None  # None if there is a fault


class ArticlePlanner:
    """Plans rows, remembering what earlier rows add. At most five queries a row."""

    def __init__(self) -> None:
        self._brought: set[tuple[str, str]] = set()

    def plans(self, rows: Sequence[ReadRow]) -> Iterator[ArticlePlan]:
        """Yield the plans one after the other: what is added between two of them exists for the second."""
        for read_row in rows:
            row = read_row.row
            try:
                planned = None if row.fault else self._plan(read_row)
            except ActionError as error:
                row = replace(row, fault=str(error))
            if row.fault:
                outcome = Outcome(row, row.name, Fate.REFUSED, refusal=row.fault)
                yield ArticlePlan(row, outcome)
            elif planned:
                yield ArticlePlan(row, self._outcome(read_row, planned), planned)

    def _plan(self, read_row: ReadRow) -> PlannedArticle:
        planned = plan_article(read_row.read, read_row.row.given)
        publisher = planned.given.publisher
        if not isinstance(publisher, NewSource):
            return planned
        called = Source.objects.called(publisher.name)
        ask_which("publisher", rules.why_ask_which(publisher.name, called), called)
        given = replace(planned.given, publisher=replace(publisher, as_new=True))
        return replace(planned, given=given)

    def forget(self, planned: PlannedArticle) -> None:
        """Forget a row that was not added after all."""
        self._brought.discard(_identity(planned))

    def _outcome(self, read_row: ReadRow, planned: PlannedArticle) -> Outcome:
        row = read_row.row
        name = planned.given.headline or row.name
        if planned.existing or _identity(planned) in self._brought:
            return Outcome(row, name, Fate.UNCHANGED, planned.existing)
        self._brought.add(_identity(planned))
        adds, remarks, read = [], list[str](), planned.read
        if isinstance(planned.given.publisher, NewSource):
            adds.append(_new_source(planned.given.publisher))
            remarks += read_row.remarks
        if read and read.replaced:
            remarks.append(f"{read.replaced} bytes could not be decoded as {read.encoding}.")
        return Outcome(row, name, Fate.NEW, remarks=tuple(remarks), adds=tuple(adds))


def _identity(planned: PlannedArticle) -> tuple[str, str]:
    """Return what makes two rows the same article: body and publisher, or URL."""
    publisher = planned.given.publisher
    if planned.read is None:
        return planned.given.url, ""
    return planned.read.body_sha256, name_key(publisher.name) if publisher else ""


def _is_lacking(article: Article, quote: Quote) -> bool:
    """Return True if there is text to search and the words are not in it."""
    copy, anchors = quote.find_in(copies_of(article))
    return copy is not None and copy.text.strip() != "" and not anchors


def _same_words(quote: Quote, held: _Held) -> bool:
    """Return True if two quotes are the same apart from typography: found quotes are kept as they are in the copy."""
    if identity(quote.words) == identity(held.quote):
        return True
    _, anchors = quote.find_in(copies_of(held.article)) if held.article else (None, [])
    return bool(anchors) and quoted(anchors) == held.quote


def _refused(read: ReadClaimRow, why: str, claim: Claim | None = None) -> ClaimPlan:
    row = read.row
    outcome = Outcome(row, row.statement, Fate.REFUSED, claim, refusal=why)
    return ClaimPlan(row, read.quote, outcome)
