"""An upgrade keeps what the desk holds, and seals what it adds."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from claims.enums import ClaimStatus
from claims.models import Article, Assessment, Claim, Event, Evidence, Snapshot, Verdict, triggers
from claims.reads.record.verification import verify_desk
from tests.factories import ArticleFactory, ClaimFactory

HELD: list[type[models.Model]] = [Article, Assessment, Claim, Event, Evidence, Snapshot, Verdict]
STEPS = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "claims")


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_from_the_first_release_keeps_every_row_and_the_record(cast: Any) -> None:
    ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    held = {model: list(model._default_manager.order_by("pk").values()) for model in HELD}
    assert all(held.values())

    call_command("migrate", "claims", STEPS[0], verbosity=0)
    call_command("migrate", verbosity=0, skip_checks=False)  # as from the command line

    for model, rows in held.items():
        assert list(model._default_manager.order_by("pk").values()) == rows
    assert triggers.missing(connection) == []
    assert list(verify_desk(None)) == []
