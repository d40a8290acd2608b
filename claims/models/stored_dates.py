"""Dates as SQLite stores them: as text, whatever the text is.

A text that is no date reads as an empty one, and one in another form reads as the same date but compares
otherwise in a query. So a row can be forged that Django reads as it was. PostgreSQL refuses such values.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_DIGIT = "[0-9]"
_DAY = f"{_DIGIT * 4}-{_DIGIT * 2}-{_DIGIT * 2}"
_MOMENT = f"{_DAY} {_DIGIT * 2}:{_DIGIT * 2}:{_DIGIT * 2}"


def malformed(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, int]]:
    """Yield the table and key of each row with a date that is not stored as Django stores it. A query for each table."""
    if connection.vendor != "sqlite":
        return
    ours = apps.get_app_config("claims").get_models(include_auto_created=True)
    for model in (*ours, apps.get_model(settings.AUTH_USER_MODEL)):
        dates = [f for f in model._meta.concrete_fields if isinstance(f, models.DateField)]
        if dates:
            table = model._meta.db_table
            faulty = " OR ".join(_is_malformed(connection, field) for field in dates)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT id FROM {connection.ops.quote_name(table)} WHERE {faulty} ORDER BY id"
                )
                yield from ((table, key) for (key,) in cursor.fetchall())


def _is_malformed(
    connection: BaseDatabaseWrapper, field: "models.DateField[object, object]"
) -> str:
    column = connection.ops.quote_name(field.column or "")
    form, exists = f"{column} GLOB '{_DAY}'", f"date({column}) IS {column}"
    if isinstance(field, models.DateTimeField):
        form = f"{column} GLOB '{_MOMENT}' OR {column} GLOB '{_MOMENT}.{_DIGIT * 6}'"
        exists = f"datetime(substr({column}, 1, 19)) IS substr({column}, 1, 19)"
    well_formed = f"typeof({column}) = 'text' AND ({form}) AND {exists}"
    return f"({column} IS NOT NULL AND NOT ({well_formed}))"
