"""The triggers behind the sealed tables: named when lost, back after every migrate."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, connection, models

from claims.enums import ClaimStatus
from claims.models import Assessment, Event, Reweighing, Snapshot, Verdict, triggers
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

SEALED = [Event, Verdict, Assessment, Reweighing, Snapshot]


def faults() -> list[str]:
    messages = run_checks(databases=["default"])
    return [message.msg for message in messages if message.id == "claims.W001"]


def drop(name: str) -> None:
    table = "claims_verdict" if name == triggers.SIGNER else name.rpartition("_no_")[0]
    where = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{where}")


@pytest.mark.django_db
def test_all_triggers_exist() -> None:
    assert triggers.missing(connection) == []
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", triggers.SEALED)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_system_check_names_missing_trigger(table: str, change: str) -> None:
    drop(f"{table}_no_{change}")

    assert faults() == [f"The trigger {table}_no_{change} is missing."]


@pytest.mark.django_db
def test_system_check_names_missing_trigger_of_signers() -> None:
    drop(triggers.SIGNER)

    assert faults() == [f"The trigger {triggers.SIGNER} is missing."]


@pytest.mark.django_db
def test_weakened_trigger_counts_as_missing() -> None:
    name = "claims_event_no_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE claims_event DISABLE TRIGGER {name}")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON claims_event "
                "WHEN NEW.seq < 0 BEGIN SELECT RAISE(ABORT, 'no'); END"
            )

    assert faults() == [f"The trigger {name} is missing."]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", SEALED, ids=lambda model: model.__name__)
def test_migrate_restores_triggers_of_a_rebuilt_table(cast: Any, model: type[models.Model]) -> None:
    """SQLite alters a table by making it anew, and its triggers go with the old one."""
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(people=cast, article=article, status=ClaimStatus.SIGNED_OFF)
    EvidenceFactory(claim=claim, by=cast.researcher)
    rows = model._default_manager.count()
    extra = models.CharField(max_length=10, default="")
    extra.set_attributes_from_name("extra")
    extra.model = model

    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    with connection.schema_editor() as editor:
        editor.add_field(model, extra)
        editor.remove_field(model, extra)
    lost = triggers.missing(connection)
    # A migration works without the notes of what is written; what seals goes only with a table made anew.
    sealing = [name for name in lost if "_touched_" not in name]
    assert bool(sealing) == (connection.vendor == "sqlite")
    assert faults() == [f"The trigger {name} is missing." for name in lost]

    call_command("migrate", verbosity=0, skip_checks=False)  # as from the command line

    assert faults() == []
    assert model._default_manager.count() == rows > 0
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
