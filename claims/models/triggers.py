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
    "claims_takedown": [],
    "claims_erasure": [["account_id"]],
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


_COPIES = "claims_snapshot"


def _takes_down(same: str, empty_list: str) -> str:
    """Return the one change of an archived copy that is no tampering: a takedown empties it, and nothing else changes.

    `same` compares two columns where both may be NULL.
    """
    from .snapshots import Snapshot

    erased = {name: empty_list if value == [] else "''" for name, value in Snapshot.ERASED.items()}
    columns = {field.get_attname() for field in Snapshot._meta.concrete_fields}
    kept = columns - {"takedown_id", *erased}
    conditions = [
        "OLD.takedown_id IS NULL AND NEW.takedown_id IS NOT NULL",
        *(f"NEW.{column} = {value}" for column, value in erased.items()),
        *(f"NEW.{column} {same} OLD.{column}" for column in sorted(kept)),
    ]
    return " AND ".join(conditions)


def _sqlite() -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table, unique in SEALED.items():
        for event in ("UPDATE", "DELETE"):
            takedown = table == _COPIES and event == "UPDATE"
            unless = f"WHEN NOT ({_takes_down('IS', _EMPTY_LIST)}) " if takedown else ""
            triggers[f"{table}_no_{event.lower()}"] = (
                f"BEFORE {event} ON {table} {unless}"
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


_EMPTY_LIST = "'[]'"


def _postgresql_functions() -> dict[str, str]:
    """Return the bodies of the functions that the triggers call, by name."""
    takes_down = _takes_down("IS NOT DISTINCT FROM", f"{_EMPTY_LIST}::jsonb")
    return {
        "claims_refuse_change": """
BEGIN
    RAISE EXCEPTION '% is append-only: no %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
""",
        "claims_refuse_all_but_takedown": f"""
BEGIN
    IF {takes_down} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: no %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
""",
        "claims_refuse_signer": f"""
BEGIN
    IF {_SIGNER_ASSESSED} THEN
        RAISE EXCEPTION 'the signer assessed in this round' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
""",
        "claims_note_touched": """
BEGIN
    INSERT INTO claims_touched (of_table, row_id)
    VALUES (TG_TABLE_NAME, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
""",
    }


def _postgresql() -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table in SEALED:
        refuse = "claims_refuse_all_but_takedown" if table == _COPIES else "claims_refuse_change"
        triggers[f"{table}_no_update"] = (
            f"BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse}()"
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
            for name, body in _postgresql_functions().items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
                )
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
    """Return the names of triggers, and functions of triggers, that are missing, disabled or not as defined. One query."""
    wanted, there = _expected_definitions(connection), _there(connection)
    return sorted(name for name in wanted if wanted[name] != there.get(name))


def unknown(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers and functions in the database that are not ours. One query."""
    return sorted(_there(connection).keys() - _expected_definitions(connection).keys())


def _expected_definitions(connection: BaseDatabaseWrapper) -> dict[str, str]:
    wanted = {
        name: f"CREATE TRIGGER {name} {definition}"
        for name, definition in expected(connection).items()
    }
    if connection.vendor == "postgresql":
        wanted |= {f"{name}()": body for name, body in _postgresql_functions().items()}
    return wanted


# PostgreSQL writes a trigger out as it was defined. Functions of extensions are not ours to judge.
_THERE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, pg_get_triggerdef(t.oid, true) "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal "
    "AND c.relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT p.proname || '()', p.prosrc FROM pg_proc p "
    "WHERE p.pronamespace = current_schema()::regnamespace "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
}


def _there(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that are in the database and enabled, and the functions, with their definitions."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        return dict(cursor.fetchall())
