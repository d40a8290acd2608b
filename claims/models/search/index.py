"""The only access to full text: which texts hold the words of a query, on SQLite and PostgreSQL.

The words of each text are folded and split by words.py and kept as rows, written by the actions that change
the text. SQLite indexes them with FTS5, whose ASCII tokenizer splits at spaces and reads nothing but ASCII;
PostgreSQL with GIN over an array of the same words, so that no text parser and no locale decides what is found.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Value, When
from django.db.models.expressions import RawSQL

from claims.enums import WALLS
from claims.models.articles import Article, is_no_article
from claims.models.claims import Appearance, Claim
from claims.models.suggestions import Suggestion

from .words import MOST_WORDS, Phrase, Query, words_of

# id = text id × MOST_PARTS + part number: a query finds the text's id in the index, without reading the row.
MOST_PARTS = 1_024

# PostgreSQL holds 1,048,575 bytes of different words in one tsvector, and a character has up to four.
LONGEST_PART = 250_000

_END_OF_FIELD = "\n"  # not a word, so no phrase reaches from one field into the next


class Words(models.Model):
    """The folded words of one text, in order, or of a part of it: " word word \n word "."""

    texts: ClassVar[Any]  # the model whose rows are searched
    of: Any
    of_id: int
    id = models.BigAutoField(primary_key=True)  # SQLite: the rowid that its index names
    divided = models.BooleanField(default=False, help_text="True if the text has several parts.")
    words = models.TextField()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["of"], condition=models.Q(divided=True), name="%(class)s_divided"),
        ]

    def __str__(self) -> str:
        return f"words of {self.of_id}, part {self.id % MOST_PARTS}"

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> "dict[int, list[str]]":
        """Return the searched fields of each of these rows, as they are now."""
        raise NotImplementedError


class ClaimWords(Words):
    """The words of the statement, the external id, and each appearance's quote, translation and title.

    The title is the article's headline, or the label if the article is not on the desk.
    """

    texts = Claim
    of = models.ForeignKey(Claim, models.CASCADE, related_name="words")

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> dict[int, list[str]]:
        """Return the fields. Two queries."""
        claims = Claim.objects.filter(pk__in=ids).order_by("pk")
        found = {
            pk: [statement, external_id or ""]
            for pk, statement, external_id in claims.values_list("pk", "statement", "external_id")
        }
        seen = Appearance.objects.filter(claim__in=list(found)).order_by("pk")
        columns = ("quote", "translation", "article_title", "article__headline")
        for pk, *texts, headline in seen.values_list("claim", *columns):
            found[pk] += [*texts, headline or ""]
        return found


class ArticleWords(Words):
    """The words of the headline, the authors, and the whole text of the current archived copy.

    Page boilerplate is included, because it may be put back. A wall is not: its words are nobody's article.
    """

    texts = Article
    of = models.ForeignKey(Article, models.CASCADE, related_name="words")

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> dict[int, list[str]]:
        """One query."""
        rows = Article.objects.filter(pk__in=ids).order_by("pk")
        wall = When(is_no_article(WALLS), then=Value(""))
        copy = Case(wall, default="snapshot__text", output_field=models.TextField())
        return {
            pk: [headline, authors, text or ""]
            for pk, headline, authors, text in rows.values_list("pk", "headline", "authors", copy)
        }


class SuggestionWords(Words):
    """The words of a suggested sentence and of the voices it came through."""

    texts = Suggestion
    of = models.ForeignKey(Suggestion, models.CASCADE, related_name="+")

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> dict[int, list[str]]:
        """One query."""
        rows = Suggestion.objects.filter(pk__in=ids).order_by("pk")
        return {
            pk: [words, *(step["name"] for step in chain)]
            for pk, words, chain in rows.values_list("pk", "words", "chain")
        }


SEARCHED: tuple[type[Words], ...] = (ClaimWords, ArticleWords, SuggestionWords)


# Writes


def index_claims(claims: Iterable[Claim]) -> None:
    """Index these claims after a change of what is searched, in the same action."""
    _index(ClaimWords, [claim.pk for claim in claims])


def index_articles(articles: Iterable[Article]) -> None:
    """Index these articles after a change of what is searched, in the same action.

    Their headlines are also searched with the claims found in them.
    """
    ids = [article.pk for article in articles]
    _index(ArticleWords, ids)
    found = Claim.objects.filter(appearances__article__in=ids).distinct()
    _index(ClaimWords, list(found.values_list("pk", flat=True)))


def index_suggestions(suggestions: Iterable[Suggestion]) -> None:
    """Index these suggestions, in the transaction that stores them."""
    _index(SuggestionWords, [suggestion.pk for suggestion in suggestions])


def index_from(model: type[Words], after: int, most: int) -> int | None:
    """Index the next rows after this id. Return the last id, or None if there are no more."""
    found = model.texts.objects.filter(pk__gt=after).order_by("pk")
    ids = list(found.values_list("pk", flat=True)[:most])
    _index(model, ids)
    return ids[-1] if ids else None


def index_missing() -> None:
    """Index what has no words yet, on desks older than the index. One query each if nothing is missing."""
    for model in SEARCHED:
        rows: Any = model._default_manager
        without = model.texts.objects.filter(~models.Exists(rows.filter(of=models.OuterRef("pk"))))
        missing = list(without.values_list("pk", flat=True))
        for start in range(0, len(missing), 100):
            _index(model, missing[start : start + 100])


def _index(model: Any, ids: list[int]) -> None:
    """Write the words of these rows. Three queries if nothing changed, otherwise two and one for each changed row."""
    fields = model.fields_of(ids)
    wanted = {pk: list(_parts(texts)) for pk, texts in fields.items()}
    there: dict[int, list[str]] = {pk: [] for pk in wanted}
    rows = model.objects.filter(of__in=ids).order_by("pk")
    for pk, words in rows.values_list("of", "words"):
        there[pk].append(words)
    changed = [pk for pk in wanted if wanted[pk] != there[pk]]
    if changed:
        model.objects.filter(of__in=changed).delete()
        model.objects.bulk_create(
            model(id=pk * MOST_PARTS + number, of_id=pk, divided=len(wanted[pk]) > 1, words=words)
            for pk in changed
            for number, words in enumerate(wanted[pk])
        )


def _parts(fields: list[str]) -> Iterator[str]:
    """Split words into parts, at least one. Each begins with the last words of the one before, so that no phrase is cut."""
    words = [word for text in fields for word in (*words_of(text), _END_OF_FIELD)]
    begin, length = 0, 0
    for at, word in enumerate(words):
        length += len(word) + 1
        if length > LONGEST_PART:
            yield f" {' '.join(words[begin:at])} "
            begin = at - MOST_WORDS
            length = sum(len(w) + 1 for w in words[begin : at + 1])
    yield f" {' '.join(words[begin:])} "


# Queries


def ids_holding(model: type[Words], query: Query) -> RawSQL:
    """Return the ids of the texts that hold every phrase of a query, for `pk__in`. A query without a phrase finds nothing.

    A divided text may hold one phrase in one part and another in the next, so it is searched phrase by phrase.
    Divided texts are rare, and without one this search is almost free.
    """
    if not query:
        return RawSQL("SELECT 1 WHERE 1 = 0", [])
    whole = _select(model, query.phrases)
    if len(query.phrases) == 1:
        return RawSQL(*whole)
    parts = [_select(model, (phrase,), divided=True) for phrase in query.phrases]
    # INTERSECT first: SQLite reads from left to right, PostgreSQL binds it closer.
    sql = " UNION ".join([" INTERSECT ".join(sql for sql, _ in parts), whole[0]])
    return RawSQL(sql, [asked for _, found in [*parts, whole] for asked in found])


def _select(
    model: type[Words], phrases: tuple[Phrase, ...], *, divided: bool = False
) -> tuple[str, list[str]]:
    """Select by the index first, then check the phrases in the words that were found."""
    table = model._meta.db_table
    terms: dict[tuple[str, bool], None] = {}
    for phrase in phrases:
        terms |= dict.fromkeys((word, False) for word in phrase.words[:-1])
        terms[(phrase.words[-1], phrase.open)] = None
    needles = [phrase.needle for phrase in phrases if len(phrase.words) > 1]
    conditions = ["divided"] if divided else []
    # Words hold only letters, digits and marks, so nothing in them is syntax of either query language.
    if connection.vendor == "postgresql":
        match = " & ".join(f"'{word}'{':*' if is_open else ''}" for word, is_open in terms)
        conditions += ["vector @@ %s::tsquery", *["strpos(words, %s) > 0"] * len(needles)]
    else:
        fts = f"{table}_fts"
        match = " ".join(f'"{word}"{"*" if is_open else ""}' for word, is_open in terms)
        if not divided and not needles:
            return f"SELECT rowid / {MOST_PARTS} FROM {fts} WHERE {fts} MATCH %s", [match]
        # The plus keeps SQLite from loading all matches if no text is divided.
        number = "+id" if divided else "id"
        conditions += [
            f"{number} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)",
            *["instr(words, %s) > 0"] * len(needles),
        ]
    return f"SELECT of_id FROM {table} WHERE {' AND '.join(conditions)}", [match, *needles]


# Installed after every migrate (apps.py)


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the definition of each trigger by name: SQLite's index follows the rows by triggers, PostgreSQL's by itself."""
    if connection.vendor == "postgresql":
        return {}
    return _sqlite_triggers(model._meta.db_table for model in SEARCHED)


def _sqlite_triggers(tables: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in tables:
        fts = f"{table}_fts"
        forget = f"INSERT INTO {fts}({fts}, rowid, words) VALUES ('delete', OLD.id, OLD.words);"
        learn = f"INSERT INTO {fts}(rowid, words) VALUES (NEW.id, NEW.words);"
        for event, work in (
            ("INSERT", learn),
            ("DELETE", forget),
            ("UPDATE", f"{forget} {learn}"),
        ):
            found[f"{table}_after_{event.lower()}"] = f"AFTER {event} ON {table} BEGIN {work} END"
    return found


def install(connection: BaseDatabaseWrapper, tables: set[str]) -> bool:
    """Create what is missing. Safe to run any number of times. Return True if there are words to index."""
    ours = {model._meta.db_table for model in SEARCHED}
    with connection.cursor() as cursor:
        # If somebody migrated back to before the index: SQLite's would outlive its rows.
        for table in ours - tables:
            if f"{table}_fts" in tables:
                cursor.execute(f"DROP TABLE {table}_fts")
        if connection.vendor == "postgresql":
            _install_postgresql(cursor, ours & tables)
        else:
            _install_sqlite(cursor, ours & tables)
    return ours <= tables


def _install_sqlite(cursor: Any, tables: set[str]) -> None:
    for table in tables:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [f"{table}_fts"])
        if cursor.fetchone() is None:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5("
                f"words, content='{table}', content_rowid='id', tokenize='ascii')"
            )
            cursor.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")
    for name, definition in _sqlite_triggers(tables).items():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"CREATE TRIGGER {name} {definition}")


def _install_postgresql(cursor: Any, tables: set[str]) -> None:
    for table in tables:
        cursor.execute(
            f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS "
            "(array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED"
        )
        # Kept in the row. Otherwise the table looks small, and PostgreSQL scans it instead of using the index.
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE MAIN")
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_vector ON {table} USING gin (vector)")
