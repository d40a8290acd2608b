"""Triggers that make the sealed tables append-only in the database itself, on SQLite and PostgreSQL.

Others note which rows are written, so that the Event of the action holds what they hold (state.py).
The triggers that keep SQLite's full text in step (search/index.py) are listed here too, so that a missing one is noticed.

SQLite drops a table's triggers when a migration rebuilds it, so they are installed after every
migrate, and a system check and /healthz name a missing one. REPLACE (SQLite) and TRUNCATE
(PostgreSQL) go past a DELETE trigger, so they have triggers of their own.
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from . import state
from .search import index

# Each sealed table with the sets of columns that are unique in it, except its id: REPLACE INTO would
# remove the row that one of them matches without firing the DELETE trigger.
SEALED: dict[str, list[list[str]]] = {
    "claims_event": [["seq"], ["hash"], ["token"]],
    "claims_verdict": [["claim_id", "version"]],
    "claims_assessment": [["claim_id", "round", "reviewer_id", "attempt"]],
    "claims_reweighing": [["seq", "claim_id"]],
    "claims_snapshot": [],
    "claims_export": [],
    "claims_statedigest": [["seq", "of_table", "row_id"]],
    "claims_accountentry": [["seq"], ["hash"]],
}

SIGNER = "claims_verdict_signer_is_no_assessor"

# The last defence behind the rule and the button: four eyes, unless the verdict says "one person".
_SIGNER_ASSESSED = """
    NEW.kind = 'signed' AND NEW.agreement NOT LIKE '%one person%' AND EXISTS (
        SELECT 1 FROM claims_assessment a
        WHERE a.claim_id = NEW.claim_id AND a.round = NEW.round AND a.reviewer_id = NEW.signed_by_id
    )
"""


def _sqlite() -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table, unique in SEALED.items():
        for event in ("UPDATE", "DELETE"):
            triggers[f"{table}_no_{event.lower()}"] = (
                f"BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: no {event}'); END"
            )
        same = " OR ".join(
            "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
            for columns in [["id"], *unique]
        )
        triggers[f"{table}_no_replace"] = (
            f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: no REPLACE'); END"
        )
    triggers[SIGNER] = (
        f"BEFORE INSERT ON claims_verdict WHEN {_SIGNER_ASSESSED} "
        "BEGIN SELECT RAISE(ABORT, 'the signer assessed in this round'); END"
    )
    for name, when, row, table in _touching():
        triggers[name] = (
            f"{when} BEGIN INSERT OR IGNORE INTO claims_touched (of_table, row_id) "
            f"VALUES ('{table}', {row}.id); END"
        )
    return triggers


def _touching() -> Iterator[tuple[str, str, str, str]]:
    """Yield a name, when it fires, the row that it notes, and the table, for what notes the rows that are written."""
    for table in state.described():
        columns = [name for name in state.columns_of(table) if name != "id"]
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            # Signing in writes columns that no Event describes.
            of = f" OF {', '.join(columns)}" if table == "auth_user" and event == "UPDATE" else ""
            yield f"{table}_touched_{event.lower()}", f"AFTER {event}{of} ON {table}", row, table


_POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION claims_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is append-only: no %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$body$;
CREATE OR REPLACE FUNCTION claims_refuse_signer() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF {_SIGNER_ASSESSED} THEN
        RAISE EXCEPTION 'the signer assessed in this round' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$body$;
CREATE OR REPLACE FUNCTION claims_note_touched() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO claims_touched (of_table, row_id)
    VALUES (TG_TABLE_NAME, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$body$;
"""


def _postgresql() -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table in SEALED:
        triggers[f"{table}_no_update"] = (
            f"BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION claims_refuse_change()"
        )
        triggers[f"{table}_no_delete"] = (
            f"BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION claims_refuse_change()"
        )
        triggers[f"{table}_no_truncate"] = (
            f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse_change()"
        )
    triggers[SIGNER] = (
        "BEFORE INSERT ON claims_verdict FOR EACH ROW EXECUTE FUNCTION claims_refuse_signer()"
    )
    for name, when, _, _ in _touching():
        triggers[name] = f"{when} FOR EACH ROW EXECUTE FUNCTION claims_note_touched()"
    return triggers


def _sealing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def expected(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the definition of each trigger by name, for this connection's database."""
    return _sealing(connection) | index.triggers(connection)


def _table_of(definition: str) -> str:
    return definition.split(" ON ", 1)[1].split()[0]


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every sealing trigger again. Safe to run any number of times."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTIONS)
        for name, definition in _sealing(connection).items():
            _drop(cursor, connection, name, definition)
            cursor.execute(f"CREATE TRIGGER {name} {definition}")


def loosen(connection: BaseDatabaseWrapper) -> None:
    """Drop what would stop a migration, or note its work as somebody's change.

    SQLite cannot rebuild a table that another table's trigger names.
    """
    with connection.cursor() as cursor:
        definitions = _sealing(connection)
        for name in [name for name, *_ in _touching()]:
            _drop(cursor, connection, name, definitions[name])
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER IF EXISTS {SIGNER}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop all triggers. Only for the flush of a test database."""
    with connection.cursor() as cursor:
        for name, definition in _sealing(connection).items():
            _drop(cursor, connection, name, definition)


def _drop(cursor: Any, connection: BaseDatabaseWrapper, name: str, definition: str) -> None:
    where = f" ON {_table_of(definition)}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that are missing, disabled, or (SQLite) not as defined. One query."""
    wanted, there = expected(connection), _there(connection)
    if connection.vendor == "postgresql":
        return sorted(wanted.keys() - there.keys())
    return sorted(name for name in wanted if wanted[name] not in there.get(name, ""))


def unknown(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers in the database that are not ours. One query."""
    return sorted(_there(connection).keys() - expected(connection).keys())


def _there(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that are in the database and enabled, with their SQL where the database keeps it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, '' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE t.tgenabled <> 'D' AND NOT t.tgisinternal "
                "AND c.relnamespace = current_schema()::regnamespace"
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())
