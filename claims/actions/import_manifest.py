"""What importing each row of a manifest would do: new, unchanged or refused. Writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims import rules
from claims.addresses import page_key
from claims.enums import Fate
from claims.errors import ActionError
from claims.given import ArticleRow, NewSource
from claims.models import Article, Snapshot, Source
from claims.models.search.names import name_key

from .articles import PlannedArticle, plan_article
from .import_preview import Outcome, added_source
from .snapshots import ReadUpload
from .sources import ask_which


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

    @property
    def page(self) -> Article | None:
        """The article whose page the row names again. The same file, imported again, is nothing new. One query for a file."""
        planned = self.planned
        if planned is None or planned.existing is None or not planned.is_its_page:
            return None
        copies = Snapshot.objects.of(planned.existing)
        if planned.read and copies.filter(sha256=planned.read.sha256).exists():
            return None
        return planned.existing


class ArticlePlanner:
    """Plans rows, remembering what earlier rows add. At most five queries a row."""

    def __init__(self) -> None:
        self._brought: set[tuple[str, str]] = set()

    def plans(self, rows: Sequence[ReadRow]) -> Iterator[ArticlePlan]:
        """Yield the plans one after the other: what is added between two of them exists for the second."""
        for read_row in rows:
            row, planned = read_row.row, None
            if not row.fault:
                try:
                    planned = self._plan(read_row)
                except ActionError as error:
                    row = replace(row, fault=str(error))
            if planned is None:
                outcome = Outcome(row, row.name, Fate.REFUSED, refusal=row.fault)
                yield ArticlePlan(row, outcome)
            else:
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
        adds, remarks, read = [], list(row.remarks), planned.read
        if isinstance(planned.given.publisher, NewSource):
            adds.append(added_source(planned.given.publisher))
            remarks += read_row.remarks
        if read and read.replaced:
            remarks.append(f"{read.replaced} bytes could not be decoded as {read.encoding}.")
        if read and read.is_too_hard:
            remarks.append("Its file is too hard to read. It is kept without text.")
        return Outcome(row, name, Fate.NEW, remarks=tuple(remarks), adds=tuple(adds))


def _identity(planned: PlannedArticle) -> tuple[str, str]:
    """Return what makes two rows the same article: body and publisher, or URL."""
    publisher = planned.given.publisher
    if planned.read is None:
        return page_key(planned.given.url) or planned.given.url, ""
    return planned.read.body_sha256, name_key(publisher.name) if publisher else ""
