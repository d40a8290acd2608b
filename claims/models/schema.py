"""What the schema has beyond tables: to verify that no constraint was taken out, and nothing was planted."""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

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

# What could answer a query, or change a row, in place of a table. The desk has none of these.
_PLANTED = {
    "sqlite": "SELECT 'view', name FROM sqlite_master WHERE type = 'view'",
    "postgresql": "SELECT 'view', viewname FROM pg_views WHERE schemaname = current_schema() "
    "UNION ALL SELECT 'rule', rulename FROM pg_rules WHERE schemaname = current_schema() "
    "UNION ALL SELECT 'policy', policyname FROM pg_policies WHERE schemaname = current_schema() "
    "UNION ALL SELECT 'event trigger', evtname FROM pg_event_trigger",
}


@dataclass(frozen=True)
class Constraints:
    """What was found. `tables` is the SQL of all tables (SQLite), `unique` tables with columns that are unique alone."""

    names: frozenset[str]
    tables: str
    unique: frozenset[tuple[str, str]]

    def has(self, name: str) -> bool:
        return name in self.names or f'CONSTRAINT "{name}"' in self.tables


def constraints(connection: BaseDatabaseWrapper) -> Constraints:
    """Return all constraints and unique indexes of the database. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        found = cursor.fetchall()
        cursor.execute(_UNIQUE[connection.vendor])
        unique = frozenset(cursor.fetchall())
    sql = "\n".join(sql or "" for _, sql in found)
    return Constraints(frozenset(name for name, _ in found), sql, unique)


def planted(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return the kind and name of each view, rule, policy and event trigger. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PLANTED[connection.vendor])
        return sorted(cursor.fetchall())
