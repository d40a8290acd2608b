"""Verify the schema: what the database refuses by itself is still there, and nothing was planted in it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from claims.models import triggers

from .faults import Fault

# Constraints and indexes by name. SQLite has a constraint only in the SQL of its table. Django's own
# introspection parses that SQL, which takes a quarter of a second.
_NAMES = {
    "sqlite": "SELECT name, '' FROM sqlite_master WHERE type = 'index' "
    "UNION ALL SELECT '', sql FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT conname, '' FROM pg_constraint "
    "WHERE connamespace = current_schema()::regnamespace "
    "UNION ALL SELECT indexname, '' FROM pg_indexes WHERE schemaname = current_schema()",
}
# The columns that are unique alone.
_UNIQUE = {
    "sqlite": "SELECT t.name, min(c.name) FROM sqlite_master t, pragma_index_list(t.name) i, "
    "pragma_index_info(i.name) c WHERE t.type = 'table' AND i.[unique] "
    "GROUP BY t.name, i.name HAVING count(*) = 1",
    "postgresql": "SELECT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid "
    "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0] "
    "WHERE i.indisunique AND i.indnatts = 1 AND t.relnamespace = current_schema()::regnamespace",
}


def verify_schema() -> Iterator[Fault]:
    """Name missing and unknown triggers, and missing constraints. Four queries."""
    for name in triggers.missing(connection):
        yield Fault(None, "trigger", f"The trigger {name} is missing. Run migrate.")
    for name in triggers.unknown(connection):
        yield Fault(None, "unknown_trigger", f"The trigger {name} is none of ours.")
    for name in _missing_constraints():
        yield Fault(None, "constraint", f"The constraint {name} is missing.")


def _missing_constraints() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        found = cursor.fetchall()
        cursor.execute(_UNIQUE[connection.vendor])
        unique = set(cursor.fetchall())
    names, tables = {name for name, _ in found}, "\n".join(sql or "" for _, sql in found)
    for model in apps.get_app_config("claims").get_models(include_auto_created=True):
        for constraint in model._meta.constraints:
            if constraint.name not in names and f'CONSTRAINT "{constraint.name}"' not in tables:
                yield constraint.name
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key and (table, field.column) not in unique:
                yield f"{table}.{field.column} (unique)"
