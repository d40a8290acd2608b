"""Free texts that exports print and that still contain a withheld name, so that editors see where.

An export replaces a withheld name only where a column names a source. Statements, quotes, reasons and notes are
people's words, which a machine must not rewrite. Assessments and comments are not exported, and not read here.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import ngettext

from claims.enums import Verb
from claims.exports.withheld import Withheld
from claims.models import Appearance, Attribution, Claim, Event, Evidence, Question, Source, Verdict
from claims.reads.lists.excerpts import Fragment, shown_around

from .name_forms import NameForms
from .withheld import withheld_at

MOST_LISTED = 50
OPEN = 5  # a list this long is shown at once
MOST_READ = 1_000  # likely rows of each table, newest first
MOST_NEEDLES = 200  # SQLite allows an expression of depth 1,000

# Columns of the exports with codes, names of accounts, or names that are replaced; and what the others hold.
_NO_TEXT = frozenset(
    {"assessed_by", "signed_off_by", "sha256", "snapshot_sha256", "verdict_sha256"}
)
_COLUMNS = {
    "claim": "statement",
    "article_title": "headline",
    "attribution": "chain of attribution",
    "reason": "reason for the change",
    "policy_overrides": "reason for an override",
    "origin": "original source",
    "origin_label": "description of the source",
    "searched": "what was searched",
}


@dataclass(frozen=True)
class TextFound:
    """One text that contains a withheld name."""

    where: str
    text: str
    pieces: tuple[Fragment, ...]
    claim: int = 0
    question: int = 0
    fragment: str = ""
    versions: tuple[int, ...] = ()  # signed ones that hold this text, sealed
    is_current: bool = True


@dataclass(frozen=True)
class WithheldTexts:
    found: tuple[TextFound, ...] = ()
    total: int = 0
    is_cut: bool = False  # not everything was read

    @property
    def title(self) -> str:
        if self.is_cut:
            text = ngettext(
                "At least %(n)d text still contains a withheld name",
                "At least %(n)d texts still contain a withheld name",
                self.total,
            )
        else:
            text = ngettext(
                "%(n)d text still contains a withheld name",
                "%(n)d texts still contain a withheld name",
                self.total,
            )
        return text % {"n": self.total}

    @property
    def is_shown(self) -> bool:
        return bool(self.total or self.is_cut)

    @property
    def is_short(self) -> bool:
        return len(self.found) <= OPEN

    @property
    def left_out(self) -> int:
        return self.total - len(self.found)


def withheld_texts(
    sources: Sequence[Source], withheld: Withheld, moment: datetime.datetime
) -> WithheldTexts:
    """Return the texts with a name of these sources. No query without a name, else eight.

    Current texts are read as they are now, signed rows as exports of the moment print them.
    """
    names = NameForms(_names_of(sources))
    if not names:
        return WithheldTexts()
    search = _Search(names, withheld, frozenset(source.pk for source in sources))
    found: dict[tuple[int, str], TextFound] = {}
    for one in (*search.current(), *search.signed(moment)):
        key = (0 if one.where == "question" else one.claim, one.text)
        known = found.get(key, one)
        found[key] = TextFound(
            known.where, one.text, known.pieces, one.claim, one.question, known.fragment,
            tuple(sorted({*known.versions, *one.versions})), known.is_current,
        )  # fmt: skip
    listed = sorted(found.values(), key=lambda one: (-one.claim, one.question, one.where))
    return WithheldTexts(tuple(listed[:MOST_LISTED]), len(found), search.is_cut)


def texts_with_withheld_names(withheld: Withheld, moment: datetime.datetime) -> WithheldTexts:
    """Return the texts with a name that is withheld now. One query if no name is withheld, otherwise nine."""
    return withheld_texts(list(Source.objects.filter(withheld=True)), withheld, moment)


def texts_naming(source: Source) -> WithheldTexts:
    """Return the texts with the name of this source, if it is withheld. No query if it is not, else twelve."""
    if not source.withheld:
        return WithheldTexts()
    now = timezone.now()
    return withheld_texts([source], withheld_at(now), now)


def _names_of(sources: Sequence[Source]) -> set[str]:
    """Return the names and aliases, current and former, also of records merged into these. Two queries."""
    pks = [source.pk for source in sources]
    if not pks:
        return set()
    records = [*sources, *Source.objects.filter(merged_into__in=pks)]
    found = {name for record in records for name in (record.name, *record.alias_list)}
    renamed = Event.objects.filter(
        object_type=Source._meta.model_name,
        object_id__in=[record.pk for record in records],
        verb=Verb.SOURCE_CHANGED,
    )
    former = (before.get("name") for before in renamed.values_list("before", flat=True))
    return found | {name for name in former if name}


class _Search:
    def __init__(self, names: NameForms, withheld: Withheld, sources: frozenset[int]) -> None:
        self.names = names
        self.withheld = withheld
        self.sources = sources
        self.needles = names.needles(MOST_NEEDLES)
        self.is_cut = names.is_cut(MOST_NEEDLES)

    def current(self) -> Iterator[TextFound]:
        """Yield texts of claims, of what they were found in, and of their evidence. Five queries."""
        for claim in self._likely(Claim.objects.all(), "statement"):
            yield from self._in(claim.statement, "statement", claim=claim.pk)
        firsts = ~models.Exists(
            Appearance.objects.filter(claim=models.OuterRef("claim"), pk__lt=models.OuterRef("pk"))
        )
        columns = ("quote", "translation", "article_title", "article__headline")
        shown = Appearance.objects.filter(firsts).select_related("article")
        for row in self._likely(shown, *columns):
            here = partial(self._in, claim=row.claim_id)
            yield from here(row.quote, "quote")
            yield from here(row.translation, "translation")
            yield from here(row.article_title or self._headline(row), "headline")
        steps = Attribution.objects.select_related("appearance")
        for step in self._likely(steps, "label"):
            yield from self._in(step.label, "chain of attribution", claim=step.appearance.claim_id)
        yield from self._evidence()
        for question in self._likely(Question.objects.all(), "text"):
            yield from self._in(question.text, "question", question=question.pk)

    def _evidence(self) -> Iterator[TextFound]:
        columns = ("quote", "translation", "note", "origin_label", "title", "searched")
        standing = Evidence.objects.standing().select_related("article")
        for one in self._likely(standing, *columns, "article__headline"):
            here = partial(self._in, claim=one.claim_id, fragment=f"#e{one.pk}")
            for column in columns:
                label = "headline" if column == "title" else _COLUMNS.get(column, column)
                yield from here(getattr(one, column), f"{label} of E{one.pk}")
            yield from here(self._headline(one), f"headline of E{one.pk}")

    def _headline(self, row: Any) -> str:
        """Return the headline, unless exports withhold it because of who published it."""
        article = row.article
        return article.headline if article and article.publisher_id not in self.sources else ""

    def signed(self, moment: datetime.datetime) -> Iterator[TextFound]:
        """Yield texts of signed rows, as an export prints them. One query."""
        verdicts = Verdict.objects.signed_by_moment(moment)
        for verdict in self._likely(verdicts, "row", "evidence_rows"):
            rows = [(self.withheld.printed(verdict.row), "", "")]
            for row in self.withheld.of_verdict(verdict.evidence_rows):
                number = row["evidence_id"]
                rows.append((row, f" of E{number}", f"#e{number}"))
            for row, of, fragment in rows:
                for column, text in _texts(row):
                    if column not in _NO_TEXT:
                        yield from self._in(
                            text,
                            f"{_COLUMNS.get(column, column.replace('_', ' '))}{of}",
                            claim=verdict.claim_id,
                            fragment=fragment,
                            versions=(verdict.version,),
                            is_current=False,
                        )

    def _likely(self, rows: Any, *columns: str) -> Iterator[Any]:
        """Yield the rows that hold one of the needles, at most MOST_READ."""
        as_text = models.TextField()
        empty = models.Value("", output_field=as_text)
        text = [Coalesce(Cast(c, as_text), empty, output_field=as_text) for c in columns]
        whole = text[0] if len(text) == 1 else Concat(*text)
        wanted = models.Q()
        for needle in self.needles:
            wanted |= models.Q(searched_text__contains=needle)
        found = list(
            rows.alias(searched_text=whole).filter(wanted).order_by("-pk")[: MOST_READ + 1]
        )
        self.is_cut = self.is_cut or len(found) > MOST_READ
        yield from found[:MOST_READ]

    def _in(self, text: str, where: str, **place: Any) -> Iterator[TextFound]:
        spans = self.names.spans(text)
        if spans:
            yield TextFound(where, text, shown_around(text, spans), **place)


def _texts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a stored row, each question by itself."""
    for column, cell in row.items():
        texts = cell.split(" | ") if column == "question" else [cell]
        yield from ((column, text) for text in texts if isinstance(text, str))
