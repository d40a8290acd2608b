"""The one seam to full text: which texts of the desk hold the words of a query, on SQLite and PostgreSQL.

The words of each text are folded and split by words.py and kept as rows, written by the actions that change
the text. SQLite indexes them with FTS5, whose ASCII tokenizer splits at spaces and reads nothing but ASCII;
PostgreSQL with GIN over an array of the same words, so that no text parser and no locale has a say.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from claims.models.articles import Article
from claims.models.claims import Appearance, Claim
from claims.models.suggestions import Suggestion

from .words import MOST_WORDS, Phrase, Query, words_of

# The number of a part of a text's words is the text's, times this, and its own: read from an index alone.
MOST_PARTS = 1_024

# PostgreSQL holds 1,048,575 bytes of different words in one tsvector, and a character has up to four.
LONGEST_PART = 250_000

_END_OF_FIELD = "\n"  # no word, so no phrase reaches from one field into the next


class Words(models.Model):
    """The folded words of one text, in order, or a part of them: " word word \n word "."""

    texts: ClassVar[Any]  # the model whose rows are searched
    of: Any
    of_id: int
    id = models.BigAutoField(primary_key=True)  # SQLite: the rowid that its index names
    divided = models.BooleanField(default=False, help_text="There are several parts.")
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
        """What is searched of each of these rows, field by field, as it stands now."""
        raise NotImplementedError


class ClaimWords(Words):
    """Of the statement, the external id, and each appearance's quote, translation and title.

    The title is the article's headline, or the label where the article is not on the desk.
    """

    texts = Claim
    of = models.ForeignKey(Claim, models.CASCADE, related_name="words")

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> dict[int, list[str]]:
        """Two queries."""
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
    """Of the headline, the authors, and the whole text of the current archived copy.

    With its page boilerplate: what is boilerplate is judged, and may be put back.
    """

    texts = Article
    of = models.ForeignKey(Article, models.CASCADE, related_name="words")

    @classmethod
    def fields_of(cls, ids: Iterable[int]) -> dict[int, list[str]]:
        """One query."""
        rows = Article.objects.filter(pk__in=ids).order_by("pk")
        return {
            pk: [headline, authors, text or ""]
            for pk, headline, authors, text in rows.values_list(
                "pk", "headline", "authors", "snapshot__text"
            )
        }


class SuggestionWords(Words):
    """Of a suggested sentence, and the names of the voices it came through."""

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


# Written


def index_claims(claims: Iterable[Claim]) -> None:
    """After a change of what is searched of these claims, in the same action."""
    _index(ClaimWords, [claim.pk for claim in claims])


def index_articles(articles: Iterable[Article]) -> None:
    """After a change of what is searched of these articles, in the same action.

    Their headlines are searched with the claims found in them, too.
    """
    ids = [article.pk for article in articles]
    _index(ArticleWords, ids)
    found = Claim.objects.filter(appearances__article__in=ids).distinct()
    _index(ClaimWords, list(found.values_list("pk", flat=True)))


def index_suggestions(suggestions: Iterable[Suggestion]) -> None:
    """After a reading, with it."""
    _index(SuggestionWords, [suggestion.pk for suggestion in suggestions])


def index_from(model: type[Words], after: int, most: int) -> int | None:
    """The next rows behind this number, in its order; the last of them, or None where there are none."""
    found = model.texts.objects.filter(pk__gt=after).order_by("pk")
    ids = list(found.values_list("pk", flat=True)[:most])
    _index(model, ids)
    return ids[-1] if ids else None


def index_missing() -> None:
    """What has no words yet, of desks older than the index. One query each where nothing is missing."""
    for model in SEARCHED:
        rows: Any = model._default_manager
        without = model.texts.objects.filter(~models.Exists(rows.filter(of=models.OuterRef("pk"))))
        missing = list(without.values_list("pk", flat=True))
        for start in range(0, len(missing), 100):
            _index(model, missing[start : start + 100])


def _index(model: Any, ids: list[int]) -> None:
    """Three queries, or as many as change something and two more."""
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
    """At least one. Each begins with the last words of the one before, so that no phrase is torn."""
    words = [word for text in fields for word in (*words_of(text), _END_OF_FIELD)]
    begin, length = 0, 0
    for at, word in enumerate(words):
        length += len(word) + 1
        if length > LONGEST_PART:
            yield f" {' '.join(words[begin:at])} "
            begin = at - MOST_WORDS
            length = sum(len(w) + 1 for w in words[begin : at + 1])
    yield f" {' '.join(words[begin:])} "


# Asked


def having(model: type[Words], query: Query) -> RawSQL:
    """The ids of the texts that hold every phrase of a query: for `pk__in`. No phrase finds nothing.

    A divided text may hold one phrase here and another there, so it is asked phrase by phrase; there is
    hardly ever one, and its half costs the look into an empty index.
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
    """Every word by the index; then, of what it found, the phrases by the words as they stand."""
    table = model._meta.db_table
    terms: dict[tuple[str, bool], None] = {}
    for phrase in phrases:
        terms |= dict.fromkeys((word, False) for word in phrase.words[:-1])
        terms[(phrase.words[-1], phrase.open)] = None
    needles = [phrase.needle for phrase in phrases if len(phrase.words) > 1]
    conditions = ["divided"] if divided else []
    # Words hold letters, digits and marks alone, so nothing in them is syntax of either query language.
    if connection.vendor == "postgresql":
        match = " & ".join(f"'{word}'{':*' if is_open else ''}" for word, is_open in terms)
        conditions += ["vector @@ %s::tsquery", *["strpos(words, %s) > 0"] * len(needles)]
    else:
        fts = f"{table}_fts"
        match = " ".join(f'"{word}"{"*" if is_open else ""}' for word, is_open in terms)
        if not divided and not needles:
            return f"SELECT rowid / {MOST_PARTS} FROM {fts} WHERE {fts} MATCH %s", [match]
        # The plus keeps SQLite from asking for all matches where no text is divided.
        number = "+id" if divided else "id"
        conditions += [
            f"{number} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)",
            *["instr(words, %s) > 0"] * len(needles),
        ]
    return f"SELECT of_id FROM {table} WHERE {' AND '.join(conditions)}", [match, *needles]


# Installed after every migrate (apps.py)


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name to definition: SQLite's index follows the rows of words by triggers; PostgreSQL's by itself."""
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
    """Make what is not there; safe to run any number of times. Answers whether there are words to index."""
    ours = {model._meta.db_table for model in SEARCHED}
    with connection.cursor() as cursor:
        # Migrated back to before there was an index: SQLite's would outlive its rows.
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
        # In the row, not beside it: a table that looks small is read from end to end instead of by its index.
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE MAIN")
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_vector ON {table} USING gin (vector)")
