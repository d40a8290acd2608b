"""What was planted in the schema, or taken out of it, is found."""

import pytest
from django.db import connection

from claims.models import CaptureRequest
from claims.reads.record.schema import verify_schema

pytestmark = pytest.mark.django_db(transaction=True)


def test_planted_trigger_is_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE TRIGGER helpful BEFORE UPDATE ON claims_claim "
                "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER helpful AFTER UPDATE ON claims_claim BEGIN SELECT 1; END"
            )
    try:
        found = [(fault.code, "helpful" in str(fault)) for fault in verify_schema()]
    finally:
        with connection.cursor() as cursor:
            on_table = " ON claims_claim" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER helpful{on_table}")
    assert found == [("unknown_trigger", True)]


def test_missing_constraint_is_found() -> None:
    assert list(verify_schema()) == []
    constraint = next(
        each
        for each in CaptureRequest._meta.constraints
        if each.name == "capture_one_waiting_per_article"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {constraint.name}")
    try:
        found = [(fault.code, constraint.name in str(fault)) for fault in verify_schema()]
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(CaptureRequest, constraint)
    assert found == [("constraint", True)]
