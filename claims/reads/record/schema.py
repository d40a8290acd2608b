"""Verify the schema: what the database refuses by itself is still there, and nothing was planted in it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from claims.models import triggers

from .faults import Fault


def verify_schema() -> Iterator[Fault]:
    """Name missing and unknown triggers, and missing constraints. Two queries, and a few for each table."""
    for name in triggers.missing(connection):
        yield Fault(None, "trigger", f"The trigger {name} is missing. Run migrate.")
    for name in triggers.unknown(connection):
        yield Fault(None, "unknown_trigger", f"The trigger {name} is none of ours.")
    with connection.cursor() as cursor:
        for model in apps.get_app_config("claims").get_models(include_auto_created=True):
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
            unique = {tuple(each["columns"]) for each in found.values() if each["unique"]}
            for name in _missing(model, set(found), unique):
                yield Fault(None, "constraint", f"The constraint {name} is missing.")


def _missing(
    model: type[models.Model], names: set[str], unique: set[tuple[str, ...]]
) -> Iterator[str]:
    for constraint in model._meta.constraints:
        if constraint.name not in names:
            yield constraint.name
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and (field.column,) not in unique:
            yield f"{model._meta.db_table}.{field.column} (unique)"
