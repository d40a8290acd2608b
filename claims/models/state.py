"""What each row of the desk held after the last Event that wrote it, as a digest.

A trigger on every described table notes the rows that are written (Touched); the action that wrote them
adds a digest for each to its Event (StateDigest). So a row that somebody changes past the actions, in
whatever table, no longer matches its digest.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from .canonical import canonical_json, sha256_hex

GONE = ""  # the digest of a row that an action removed

# Worked out from other tables, or made again whenever a text is read.
_DERIVED = frozenset(
    {
        "claims_articlewords",
        "claims_claimwords",
        "claims_copybody",
        "claims_suggestionwords",
        "claims_originhint",
        "claims_reading",
        "claims_shingle",
        "claims_suggestion",
    }
)
# The record itself: its chain is verified, and the digests are summed up in their Events.
_RECORD = frozenset({"claims_event", "claims_recordhead", "claims_statedigest", "claims_touched"})
# Kept for a minute (how far the background work is), for an hour (who works on which claim), or for some days (who
# opened what), and then deleted.
_PASSING = frozenset({"claims_claimlease", "claims_lease", "claims_visit"})
# The account log: a chain of its own, appended without an action. Its details can be erased; sessions come and go.
_ACCOUNT_LOG = frozenset(
    {
        "claims_accountdetails",
        "claims_accountentry",
        "claims_accountloghead",
        "claims_accountsession",
    }
)
# What somebody keeps for themselves, and what nobody else reads.
_PERSONAL = frozenset({"claims_draft", "claims_preferences"})
_LEFT_OUT = {
    # Signing in changes them, without an action.
    "auth_user": frozenset({"last_login", "password"}),
    # Keys, worked out from the other columns: a migration makes them again when the fold changes.
    "claims_claim": frozenset({"statement_key"}),
    "claims_question": frozenset({"folded_text"}),
    "claims_source": frozenset({"folded_name", "folded_aliases", "folded_distinction"}),
}


class Touched(models.Model):
    """A row that was written since the last Event. Each action empties the table."""

    of_table = models.CharField(max_length=40)
    row_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_table", "row_id"], name="touched_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.of_table} {self.row_id}"


class StateDigest(models.Model):
    """What a row held after an Event. Append-only; the Event holds the digest of all that it added."""

    seq = models.PositiveBigIntegerField(help_text="The Event that wrote the row.")
    of_table = models.CharField(max_length=40)
    row_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, blank=True, help_text="Empty if the row was removed.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seq", "of_table", "row_id"], name="state_digest_once")
        ]
        indexes = [models.Index(fields=["of_table", "row_id", "seq"], name="state_of_row")]

    def __str__(self) -> str:
        return f"{self.of_table} {self.row_id} after Event {self.seq}"


@cache
def described() -> Mapping[str, type[models.Model]]:
    """Return the tables that Events describe, with their models: everything but what is derived."""
    ours = apps.get_app_config("claims").get_models(include_auto_created=True)
    user = apps.get_model(settings.AUTH_USER_MODEL)
    found = {model._meta.db_table: model for model in (*ours, user, user.groups.through)}
    left_out = _DERIVED | _RECORD | _ACCOUNT_LOG | _PASSING | _PERSONAL
    return {table: found[table] for table in sorted(found.keys() - left_out)}


@cache
def columns_of(table: str) -> Mapping[str, Any]:
    """Return the columns that a digest covers, with what each holds if nobody has given it a value."""
    fields = described()[table]._meta.concrete_fields
    left_out = _LEFT_OUT.get(table, frozenset())
    return {f.attname: _default_of(f) for f in fields if f.attname not in left_out}


def _default_of(field: models.Field[Any, Any]) -> Any:
    if not field.has_default():
        return None if field.null else ""
    return field.default() if field.default in (dict, list) else field.default


@cache  # its columns take longer to work out than the query takes
def _rows_of(table: str) -> models.QuerySet[Any, Any]:
    return described()[table]._base_manager.values_list("pk", *columns_of(table))


def digests(table: str, keys: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the key and the digest of each of these rows that exists. One query.

    Columns that hold their default are left out: a column that is added later does not change older digests.
    """
    defaults = columns_of(table)
    for key, *values in _rows_of(table).filter(pk__in=keys):
        row = dict(zip(defaults, values, strict=True))
        plain = {name: value for name, value in row.items() if value != defaults[name]}
        yield key, sha256_hex(canonical_json(plain))


def touch(table: str, keys: Collection[int]) -> None:
    """Note rows as written, so that the next Event tells what they hold."""
    Touched.objects.bulk_create(
        (Touched(of_table=table, row_id=key) for key in keys), ignore_conflicts=True
    )


def untold_rows(most: int) -> Iterator[tuple[str, list[int]]]:
    """Yield the tables with rows that no Event tells of, with `most` of their keys at a time. Two queries each time."""
    for table, model in described().items():
        last = 0
        while keys := list(
            model._base_manager.filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:most]
        ):
            last = keys[-1]
            told = StateDigest.objects.filter(of_table=table, row_id__in=keys)
            if untold := sorted({*keys} - {*told.values_list("row_id", flat=True)}):
                yield table, untold


def touched() -> dict[str, list[int]]:
    """Return the rows that were written since the last Event, by table, and forget them. Two queries."""
    found: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_table, row_id FROM claims_touched ORDER BY of_table, row_id")
        for table, row in cursor.fetchall():
            found.setdefault(table, []).append(row)
        if found:
            cursor.execute("DELETE FROM claims_touched")
    return found


def tell(seq: int, rows: Collection[tuple[str, int, str]]) -> None:
    """Store the digests of the rows that the Event tells of. By hand: every action does it, and the ORM takes three times as long."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO claims_statedigest (seq, of_table, row_id, digest) VALUES (%s, %s, %s, %s)",
            [(seq, *row) for row in rows],
        )


def sum_of(digests: Collection[tuple[str, int, str]]) -> str:
    """Return what the Event holds: one digest over the tables, keys and digests of the rows that it wrote."""
    return sha256_hex(canonical_json(sorted(digests)))
