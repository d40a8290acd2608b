"""What importing each row of a file of claims would do, in the file's order: new, unchanged or refused. Writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Prefetch, Q

from claims.addresses import page_key
from claims.enums import Again, AttributionKind, ClaimKind, Fate, SourceKind
from claims.extractors.text.folding import identity
from claims.given import ArticleRow, ClaimRow, NewSource, SourceGiven, Step
from claims.models import Appearance, Article, Attribution, Claim, ImpreciseDate, Question, Source
from claims.models.claims import statement_key

from .anchors import Quote, copies_of, quoted
from .import_voices import Voices

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
    again: Again | None = None  # its page was on the desk: whether this requests a copy of it

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
    chain: tuple[Step, ...] = ()
    questions: tuple[Question | None, ...] = ()  # of the row's questions, None for a new one
    article: Article | None = None
    publisher: SourceGiven | None = None  # of an article that is added

    @property
    def page(self) -> Article | None:
        """The article whose page a new claim names again."""
        return self.article if self.outcome.fate == Fate.NEW else None


@dataclass(frozen=True)
class _Held:
    """What a claim already has: on the desk, or in an earlier row of the file."""

    where: str
    statement: str
    said_on: ImpreciseDate
    questions: tuple[str, ...] = ()
    found: bool = True  # whether it says where it was found; for a duplicate the other claim does
    quote: str = ""
    chain: tuple[Step, ...] = ()
    article: Article | None = None
    article_url: str = ""
    article_title: str = ""
    kind: str | None = None
    language: str = ""
    about_on: ImpreciseDate = ImpreciseDate()

    @property
    def voices(self) -> list[str]:
        return [step.label or (step.source.name if step.source else "") for step in self.chain]


@dataclass(frozen=True)
class _OnDesk:
    """What the desk has of everything that a batch of rows names. Six queries."""

    claims: dict[str, Claim]  # by external id
    saying: dict[str, list[Claim]]  # by statement, for the rows without an id
    articles: dict[str, Article]  # by the URLs of the rows
    stating: dict[str, int]

    @classmethod
    def load(cls, rows: Sequence[ClaimRow]) -> "_OnDesk":
        chain = Prefetch("chain", Attribution.objects.select_related("source"))
        found_in = Appearance.objects.select_related("article__publisher").prefetch_related(chain)
        good = [row for row in rows if not row.fault]
        named = Q(external_id__in={row.external_id for row in good if row.external_id})
        nameless = {statement_key(row.statement) for row in good if not row.external_id}
        claims = (
            Claim.objects.filter(named | Q(statement_key__in=nameless))
            .order_by("pk")
            .prefetch_related("questions", Prefetch("appearances", found_in))
        )
        saying: dict[str, list[Claim]] = {}
        for claim in claims:
            saying.setdefault(claim.statement_key, []).append(claim)
        articles = Article.objects.all_at(row.article_url for row in rows if row.article_url)
        same = Claim.objects.stating(*(row.statement for row in rows if not row.fault))
        return cls(
            {claim.external_id: claim for claim in claims if claim.external_id},
            saying,
            articles,
            dict(same.order_by("-pk").values_list("statement_key", "pk")),
        )


class ClaimPlanner:
    """Plans rows, remembering what earlier rows add, so that the preview matches the import.

    Six queries for a batch of any length; in addition one for each new voice, one for each new question, and
    one for each quote whose article has an archived copy.
    """

    def __init__(self) -> None:
        self._earlier: dict[str, ClaimRow] = {}  # by external id
        self._nameless: dict[str, list[ClaimRow]] = {}  # those without one, by statement
        self._lines: dict[str, int] = {}  # of statements
        self._voices = Voices()
        self._questions: dict[str, Question | None] = {}
        self._pages: set[str] = set()  # that earlier rows name, by their keys

    def plans(self, rows: Sequence[ReadClaimRow]) -> Iterator[ClaimPlan]:
        desk = _OnDesk.load([read.row for read in rows])
        for read in rows:
            row = read.row
            if row.fault:
                yield _refused(read, row.fault)
            elif not row.external_id:
                yield self._by_what_it_says(read, desk)
            elif claim := desk.claims.get(row.external_id):
                yield self._known(read, self._held_by(claim), claim)
            elif earlier := self._earlier.get(row.external_id):
                yield self._known(read, self._held_above(earlier), None)
            else:
                yield self._new(read, desk)

    def forget(self, row: ClaimRow) -> None:
        """Forget a row that was not imported after all."""
        self._earlier.pop(row.external_id, None)
        nameless = self._nameless.get(statement_key(row.statement), [])
        nameless[:] = [one for one in nameless if one is not row]

    def _by_what_it_says(self, read: ReadClaimRow, desk: _OnDesk) -> ClaimPlan:
        """Plan a row without an id: it is known if a claim with its statement has everything else that it says, too."""
        key = statement_key(read.row.statement)
        for claim in desk.saying.get(key, ()):
            if not self._differences(read, self._held_by(claim)):
                return ClaimPlan(
                    read.row,
                    read.quote,
                    Outcome(read.row, read.row.statement, Fate.UNCHANGED, claim),
                )
        for earlier in self._nameless.get(key, ()):
            if not self._differences(read, self._held_above(earlier)):
                return ClaimPlan(
                    read.row, read.quote, Outcome(read.row, read.row.statement, Fate.UNCHANGED)
                )
        return self._new(read, desk)

    def _new(self, read: ReadClaimRow, desk: _OnDesk) -> ClaimPlan:
        row = read.row
        chain = self._voices.chain(row)
        questions = tuple(map(self._question, row.questions))
        article = desk.articles.get(row.article_url) if row.article_url else None
        adds = [added_source(step.source) for step in chain if isinstance(step.source, NewSource)]
        adds += [
            Added("question", text)
            for text, question in zip(row.questions, questions, strict=True)
            if question is None
        ]
        if row.article_url and article is None and self._is_first(row.article_url):
            adds.append(Added("article", row.article_url))
        publisher = None if article else self._voices.publisher(row)
        if isinstance(publisher, NewSource):
            adds.append(added_source(publisher))
        remarks = (*self._remarks(read, chain, article), *self._same_statement(row, desk))
        outcome = Outcome(row, row.statement, Fate.NEW, remarks=remarks, adds=tuple(adds))
        if row.external_id:
            self._earlier[row.external_id] = row
        else:
            self._nameless.setdefault(statement_key(row.statement), []).append(row)
        return ClaimPlan(row, read.quote, outcome, chain, questions, article, publisher)

    def _remarks(
        self, read: ReadClaimRow, chain: Sequence[Step], article: Article | None
    ) -> Iterator[str]:
        row = read.row
        yield from row.remarks
        if any(isinstance(step.source, NewSource) for step in chain) or not article:
            yield from read.remarks
        yield from self._voices.remarks(row)
        yield from read.unclear
        if article and row.quote and _is_lacking(article, read.quote):
            yield (
                f"The quote is not found in the archived copy of article {article.pk}. It is kept as it is."
            )
        if article is None and row.article_url:
            yield from self._voices.remarks_on_publisher(row)
        if article and row.publisher and not _is_published_by(article, row.publisher):
            yield (
                f"Article {article.pk} is kept as it is: its publisher is {article.publisher or 'unknown'}, "
                f"not {row.publisher}."
            )

    def _same_statement(self, row: ClaimRow, desk: _OnDesk) -> Iterator[str]:
        key = statement_key(row.statement)
        if key in desk.stating:
            yield f"Claim {desk.stating[key]} says the same."
        elif key in self._lines:
            yield f"Line {self._lines[key]} says the same."
        self._lines.setdefault(key, row.line)

    def _known(self, read: ReadClaimRow, held: _Held, claim: Claim | None) -> ClaimPlan:
        """Plan a known claim. The same values change nothing. An empty cell says nothing, so it never differs."""
        row = read.row
        if differs := self._differences(read, held):
            return _refused(read, "; ".join(differs), claim)
        return ClaimPlan(row, read.quote, Outcome(row, row.statement, Fate.UNCHANGED, claim))

    def _differences(self, read: ReadClaimRow, held: _Held) -> list[str]:
        return [
            f"{name} differs from {held.where}, which has {_told(there)}"
            for name, same, there in self._compared(read, held)
            if not same
        ]

    def _compared(self, read: ReadClaimRow, held: _Held) -> Iterator[tuple[str, bool, str]]:
        """Yield each filled column: its name, whether it is the same, and what the desk has.

        The priority is not compared: the desk decides it.
        """
        row = read.row
        same = row.statement == held.statement or not row.external_id
        yield "statement", same, held.statement
        if row.kind:
            yield "kind", row.kind == held.kind, str(held.kind)
        if row.language:
            yield "language", row.language.lower() == held.language.lower(), held.language
        if row.said_on.is_known:
            yield "said_on", row.said_on.edtf == held.said_on.edtf, str(held.said_on)
        if row.about_on.is_known:
            yield "about_on", row.about_on.edtf == held.about_on.edtf, str(held.about_on)
        if row.questions:
            asked = {identity(text) for text in held.questions}
            same = asked.issuperset(map(identity, row.questions))
            yield "question", same, " | ".join(held.questions)
        if held.found:
            yield from self._compared_words(read, held)

    def _compared_words(self, read: ReadClaimRow, held: _Held) -> Iterator[tuple[str, bool, str]]:
        row = read.row
        if row.quote:
            yield "quote", _same_words(read.quote, held), held.quote
        if row.voices:
            name = "chain" if row.chain else "speaker"
            yield name, self._voices.are_same(row, held.chain), " < ".join(held.voices)
        if row.article_url:
            same = page_key(row.article_url) == page_key(held.article_url)
            yield "article_url", same or row.article_url == held.article_url, held.article_url
        elif row.article_title and held.article is None:
            same = row.article_title == held.article_title
            yield "article_title", same, held.article_title

    def _held_by(self, claim: Claim) -> _Held:
        """Return what the desk holds. A file is compared with the first appearance."""
        first = next(iter(claim.appearances.all()), None)
        article = first.article if first else None
        return _Held(
            where=f"claim {claim.pk}",
            statement=claim.statement,
            said_on=claim.said_on,
            questions=tuple(question.text for question in claim.questions.all()),
            found=claim.duplicate_of_id is None,
            quote=first.quote if first else "",
            chain=_steps_of(first) if first else (),
            article=article,
            article_url=article.url if article else "",
            article_title=first.article_title if first else "",
            kind=claim.kind,
            language=claim.language,
            about_on=claim.about_on,
        )

    def _held_above(self, row: ClaimRow) -> _Held:
        return _Held(
            where=f"line {row.line}",
            statement=row.statement,
            said_on=row.said_on,
            questions=row.questions,
            quote=row.quote,
            chain=self._voices.chain(row),
            article_url=row.article_url,
            article_title="" if row.article_url else row.article_title,
            kind=row.kind or ClaimKind.FACTUAL,
            language=row.language,
            about_on=row.about_on,
        )

    def _is_first(self, url: str) -> bool:
        """Return True for the first row that names this page, in whichever spelling."""
        key = page_key(url) or url
        is_first = key not in self._pages
        self._pages.add(key)
        return is_first

    def _question(self, text: str) -> Question | None:
        if text not in self._questions:
            self._questions[text] = Question.objects.asking(text).order_by("pk").first()
        return self._questions[text]


def _steps_of(appearance: Appearance) -> tuple[Step, ...]:
    return tuple(
        Step(AttributionKind(step.kind), step.source, step.label) for step in appearance.chain.all()
    )


def _is_published_by(article: Article, name: str) -> bool:
    return article.publisher is not None and article.publisher in Source.objects.called(name)


def added_source(source: NewSource) -> Added:
    return Added("source", f"{source.name} ({SourceKind(source.kind).label})")


def with_request(outcome: Outcome, page: Article | None, found: Mapping[int, Again]) -> Outcome:
    """Return the outcome, with what becomes of a page that the row names again."""
    again = found.get(page.pk) if page else None
    if page is None or again != Again.ASKED:
        return replace(outcome, again=again)
    request = Added("request for a new copy", f"A{page.pk} {page.url}")
    return replace(outcome, again=again, adds=(*outcome.adds, request))


def _told(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > _LONGEST_TOLD:
        text = f"{text[:_LONGEST_TOLD].rstrip()}…"
    return f"“{text}”" if text else "none"


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
