"""The database itself refuses to change what is sealed: UPDATE, DELETE, TRUNCATE, REPLACE."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from claims.actions.snapshot_takedown import take_down
from claims.enums import ClaimStatus
from claims.given import TakedownGiven
from claims.models import (
    Event,
    triggers,
)
from tests.conftest import Cast
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    make_numbered_export,
)

pytestmark = pytest.mark.django_db
S = ClaimStatus


# Sealed


SEALED = [
    "claims_accountentry",
    "claims_event",
    "claims_verdict",
    "claims_assessment",
    "claims_reweighing",
    "claims_snapshot",
    "claims_export",
    "claims_takedown",
]


@pytest.fixture(scope="module", autouse=True)
def filled(module_cast: Cast) -> None:
    article = ArticleFactory(by=module_cast.researcher)
    claim = ClaimFactory(people=module_cast, article=article, status=S.SIGNED_OFF)
    EvidenceFactory(claim=claim, by=module_cast.researcher)
    make_numbered_export(module_cast.reader)
    other = ArticleFactory(by=module_cast.researcher)
    take_down(other.snapshot, TakedownGiven("Ordered."), by=module_cast.editor)


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [c.name for c in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize("table", SEALED)
def test_column_of_sealed_table_cannot_be_updated(table: str) -> None:
    for column in columns_of(table):
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", SEALED)
def test_row_of_sealed_table_cannot_be_deleted(table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", SEALED)
def test_sealed_table_cannot_be_truncated(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; its DELETE without a WHERE is tested above")
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses for its own reasons
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", SEALED)
def test_sealed_row_cannot_be_replaced(table: str, recursive: str) -> None:
    """REPLACE deletes without firing the DELETE trigger unless recursive_triggers is on."""
    columns = columns_of(table)
    if connection.vendor == "postgresql":
        ours = ", ".join(columns)
        with pytest.raises(DatabaseError, match="append-only"):
            run(
                f"INSERT INTO {table} ({ours}) SELECT {ours} FROM {table} "
                f"ON CONFLICT (id) DO UPDATE SET id = excluded.id"
            )
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={recursive}")
    try:
        with pytest.raises(DatabaseError, match="append-only"):
            run(f"REPLACE INTO {table} SELECT * FROM {table}")
        # The same with another id, caught by another unique column.
        moved = ", ".join("id + 1000" if c == "id" else c for c in columns)
        if triggers.SEALED[table]:
            with pytest.raises(DatabaseError, match="append-only"):
                run(f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {moved} FROM {table}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_orm_cannot_change_sealed_rows() -> None:
    event = Event.objects.earliest("seq")
    event.reason = "another"
    for change in (
        lambda: event.save(),
        lambda: event.delete(),
        lambda: Event.objects.update(reason="another"),
        lambda: Event.objects.bulk_update([event], ["reason"]),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_replace_trigger_knows_every_unique_column_of_its_table() -> None:
    for model in apps.get_app_config("claims").get_models():
        table = model._meta.db_table
        if table not in triggers.SEALED:
            continue
        unique = {
            (f.column,) for f in model._meta.concrete_fields if f.unique and not f.primary_key
        }
        unique |= {
            tuple(model._meta.get_field(name).column for name in constraint.fields)
            for constraint in model._meta.total_unique_constraints
        }
        assert {tuple(columns) for columns in triggers.SEALED[table]} == unique
