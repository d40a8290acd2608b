"""Verify the schema: what the database refuses by itself is still there, and nothing was planted in it."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from claims.models import schema, triggers

from .faults import Fault


def verify_schema() -> Iterator[Fault]:
    """Name missing, altered and planted triggers, missing constraints, and whatever else was planted. Five queries."""
    for name in triggers.missing(connection):
        yield Fault(
            None, "trigger", f"The trigger {name} is missing, or not as it should be. Run migrate."
        )
    for name in triggers.unknown(connection):
        yield Fault(None, "unknown_trigger", f"The trigger {name} is not one of ours.")
    for kind, name in schema.planted(connection):
        yield Fault(None, "planted", f"The {kind} {name} is not one of ours.")
    for name in _missing_constraints():
        yield Fault(None, "constraint", f"The constraint {name} is missing.")


def _missing_constraints() -> Iterator[str]:
    found = schema.constraints(connection)
    for model in apps.get_app_config("claims").get_models(include_auto_created=True):
        for constraint in model._meta.constraints:
            if not found.has(constraint.name):
                yield constraint.name
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key and (table, field.column) not in found.unique:
                yield f"{table}.{field.column} (unique)"
