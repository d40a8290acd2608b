"""Import files of claims and articles, and preview what each row would do.

The preview and the import use the same plan, which writes nothing. A batch is one action and one Event.
Refused rows leave nothing behind, and the others are kept.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from claims import rules
from claims.enums import ClaimKind, Fate, Priority, Role, Verb
from claims.errors import ActionError, Invalid, refuse
from claims.extractors import IN_A_REQUEST
from claims.extractors.text.folding import identity
from claims.extractors.worth.standalone import find_unclear
from claims.given import (
    AppearanceGiven,
    ArticleGiven,
    ArticleRow,
    ClaimGiven,
    ClaimRow,
    ImportGiven,
    NewSource,
)
from claims.models import Article, Claim, Import, Question, Source
from claims.models.search.index import index_claims

from .anchors import Quote
from .articles import plan_article, take
from .capture_again import again_of, ask_again, asked_for, told
from .claims import ReadAppearance, insert_appearance, insert_claim
from .import_manifest import ArticlePlan, ArticlePlanner, ReadRow
from .import_names import NewNames
from .import_preview import ClaimPlan, ClaimPlanner, Outcome, ReadClaimRow, with_request
from .import_runs import keep_run
from .record import Entry, Facts, action, reference
from .snapshots import archived, read_article
from .sources import named_added


def read_claim_rows(batches: Iterable[Sequence[ClaimRow]]) -> Iterator[list[ReadClaimRow]]:
    """Search for the quotes of each batch when it is asked for, before `import_claims` takes the lock.

    It makes the same plan, with as many queries, and compares the new names.
    """
    names = NewNames()
    for rows in batches:
        read = [_read_claim_row(row) for row in rows]
        list(ClaimPlanner().plans(read))
        yield [replace(one, remarks=_remarks_on_names(one.row, names)) for one in read]


def _remarks_on_names(row: ClaimRow, names: NewNames) -> tuple[str, ...]:
    if row.fault:
        return ()
    named = [*row.voices, row.publisher] if row.article_url else row.voices
    return tuple(remark for name in dict.fromkeys(named) for remark in names.remarks(name))


def _read_claim_row(row: ClaimRow) -> ReadClaimRow:
    quote = Quote(row.quote)
    try:
        quote.check_stretches()
    except Invalid as error:
        row = replace(row, fault=row.fault or str(error))
    unclear = tuple(one.advice for one in find_unclear(row.statement))
    return ReadClaimRow(row, quote, unclear=unclear)


def preview_claims(batches: Iterable[Sequence[ReadClaimRow]]) -> Iterator[list[Outcome]]:
    """Return what importing them would do now. Writes nothing."""
    planner = ClaimPlanner()
    for rows in batches:
        yield _preview(planner.plans(rows))


def _preview(plans: Iterable[ClaimPlan | ArticlePlan]) -> list[Outcome]:
    rows = [(plan.outcome, plan.page) for plan in plans]
    found = again_of(_pages(rows), timezone.now())
    return [with_request(outcome, page, found) for outcome, page in rows]


def _pages(rows: Iterable[tuple[Outcome, Article | None]]) -> list[Article]:
    """Return the articles whose pages were named again, each once."""
    return list({page.pk: page for _, page in rows if page}.values())


@action
def import_claims(
    entry: Entry, rows: Sequence[ReadClaimRow], *, by: User | None, run: ImportGiven | None = None
) -> list[Outcome]:
    """Import one batch of a run: the good rows are saved, the bad ones reported. One Event for the batch."""
    _check_role(by)
    planner, batch = ClaimPlanner(), _Batch(entry, by)
    done: list[tuple[Outcome, Article | None]] = []
    for plan in planner.plans(rows):
        outcome, page = plan.outcome, plan.page
        if outcome.fate == Fate.NEW:
            trial = batch.copy()
            try:
                with transaction.atomic():  # a refused row leaves nothing behind
                    outcome = replace(outcome, row=trial.take(plan))
                batch = trial
            except ActionError as error:
                planner.forget(plan.row)
                outcome, page = _refused(outcome, error), None
        done.append((outcome, page))
    found = ask_again(entry, _pages(done), by=by)
    outcomes = [with_request(outcome, page, found) for outcome, page in done]
    if not batch.claims:
        entry.no_change()
        return outcomes
    index_claims(batch.claims)
    # About the file, not about a claim: a claim that an Event is about could not be removed again.
    kept = keep_run(entry, run or ImportGiven(), batch.added, by=by)
    after = batch.facts() | told(asked_for(_pages(done), found))
    entry.write(Verb.CLAIMS_IMPORTED, kept, by=by, after=after)
    return outcomes


def _refused(outcome: Outcome, error: ActionError) -> Outcome:
    return replace(outcome, fate=Fate.REFUSED, refusal=str(error), adds=())


def read_rows(
    batches: Iterable[Sequence[ArticleRow]], *, seconds: int = IN_A_REQUEST, in_all: float = 60
) -> Iterator[list[ReadRow]]:
    """Read the files of each batch when it is asked for, before `import_articles` takes the lock.

    Each is read in at most this many CPU seconds. After a limit for all of them, the rest is refused.
    """
    end = time.monotonic() + in_all
    names = NewNames()
    for rows in batches:
        read = [_read_row(row, seconds, end) for row in rows]
        yield [replace(one, remarks=names.remarks(_new_publisher(one))) for one in read]


def _new_publisher(read: ReadRow) -> str:
    publisher = None if read.row.fault else read.row.given.publisher
    return publisher.name if isinstance(publisher, NewSource) else ""


def _read_row(row: ArticleRow, seconds: int, end: float) -> ReadRow:
    if row.fault:
        return ReadRow(row)
    if time.monotonic() > end:
        return ReadRow(replace(row, fault="Reading these files takes too long: use the command."))
    try:
        return ReadRow(row, read_article(row.upload, row.given, seconds=seconds))
    except Invalid as error:
        return ReadRow(replace(row, fault=str(error)))


def preview_articles(batches: Iterable[Sequence[ReadRow]]) -> Iterator[list[Outcome]]:
    """Return what importing them would do now. Writes nothing."""
    planner = ArticlePlanner()
    for rows in batches:
        yield _preview(planner.plans(rows))


@action
def import_articles(
    entry: Entry, rows: Sequence[ReadRow], *, by: User | None, run: ImportGiven | None = None
) -> list[Outcome]:
    """Import one batch of a run: the good rows are saved, the bad ones reported. One Event for the batch.

    Of pages that are on the desk another copy is requested (`ask_again`). Without a run, as for a list of URLs, the
    batch cannot be undone.
    """
    _check_role(by)
    planner = ArticlePlanner()
    done: list[tuple[Outcome, Article | None]] = []
    new: list[Article] = []
    added: list[Source] = []
    for plan in planner.plans(rows):
        outcome, page, named = plan.outcome, plan.page, list[Source]()
        if plan.planned and outcome.fate == Fate.NEW:
            try:
                with transaction.atomic():
                    article = take(entry, plan.planned, by=by, added=named).article
            except ActionError as error:
                planner.forget(plan.planned)
                outcome = _refused(outcome, error)
            else:
                outcome = replace(outcome, row=article)
                new.append(article)
                added += named
        done.append((outcome, page))
    found = ask_again(entry, _pages(done), by=by)
    about = keep_run(entry, run, [*new, *added], by=by) if run and new else None
    _tell_articles(entry, about, new, added, asked_for(_pages(done), found), by=by)
    return [with_request(outcome, page, found) for outcome, page in done]


def _tell_articles(
    entry: Entry,
    run: Import | None,
    new: list[Article],
    added: list[Source],
    asked: list[Article],
    *,
    by: User | None,
) -> None:
    """Write the one Event of a batch: about its file. If it added nothing, it is about the copies that were requested."""
    if new:
        articles = [reference(a) | {"url": a.url} | archived(a.snapshot) for a in new]
        after = {"articles": articles} | named_added(added) | told(asked)
        entry.write(Verb.ARTICLES_IMPORTED, run or new[0], by=by, after=after)
    elif asked:
        entry.write(Verb.CAPTURES_ASKED, asked[0], by=by, after=told(asked))
    else:
        entry.no_change()


def _check_role(by: User | None) -> None:
    """Check the role. The command line has none: whoever can run it can do more than this."""
    if by is not None:
        refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))


@dataclass
class _Batch:
    """What a batch of claims has added so far."""

    entry: Entry
    by: User | None
    claims: list[Claim] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)

    def copy(self) -> "_Batch":
        return replace(
            self,
            claims=[*self.claims],
            sources=[*self.sources],
            questions={**self.questions},
            articles=[*self.articles],
        )

    def take(self, plan: ClaimPlan) -> Claim:
        row = plan.row
        asked = zip(row.questions, plan.questions, strict=True)
        given = ClaimGiven(
            row.statement,
            row.kind or ClaimKind.FACTUAL,
            language=row.language,
            said_on=row.said_on,
            about_on=row.about_on,
            questions=tuple(question or self._question(text) for text, question in asked),
            priority=row.priority or Priority.NORMAL,
            external_id=row.external_id,
        )
        claim = insert_claim(self.entry, given, by=self.by)
        article = plan.article or self._article(plan)
        if article or row.quote or row.article_title or plan.chain:
            found_in = AppearanceGiven(
                article,
                row.quote,
                plan.chain,
                article_title=row.article_title,
                kept_if_not_found=True,
                said_by=len(plan.chain) - 1 if plan.chain else None,
            )
            read = ReadAppearance(found_in, plan.quote)
            insert_appearance(self.entry, claim, read, by=self.by, added=self.sources)
        self.claims.append(claim)
        return claim

    def _question(self, text: str) -> Question:
        """Return the question, added if it is missing; several rows that name it add it once."""
        key = identity(text)
        if key not in self.questions:
            self.questions[key] = Question.objects.create(
                text=text, created_at=self.entry.at, created_by=self.by
            )
        return self.questions[key]

    def _article(self, plan: ClaimPlan) -> Article | None:
        """Add an article, archived later by the queue; several rows that name it add it once."""
        row = plan.row
        if not row.article_url:
            return None
        given = ArticleGiven(
            plan.publisher,
            url=row.article_url,
            headline=row.article_title,
            published=row.published,
        )
        taken = take(self.entry, plan_article(None, given), by=self.by, added=self.sources)
        if not taken.existed:
            self.articles.append(taken.article)
        return taken.article

    @property
    def added(self) -> list[Claim | Source | Question | Article]:
        return [*self.claims, *self.sources, *self.questions.values(), *self.articles]

    def facts(self) -> Facts:
        """Return what the batch added, for its Event."""
        after: Facts = {
            "claims": [
                reference(claim) | {"external_id": claim.external_id} for claim in self.claims
            ]
        }
        if self.questions:
            after["questions_added"] = [reference(q) for q in self.questions.values()]
        if self.articles:
            after["articles_added"] = [{"id": a.pk, "name": a.url} for a in self.articles]
        return after | named_added(self.sources)
