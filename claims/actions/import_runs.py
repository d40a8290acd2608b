"""Note what the batches of an import add, so that the whole of it can be undone."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models

from claims.given import ImportGiven
from claims.models import Import, ImportedRow

from .record import Entry


def keep_run(
    entry: Entry, given: ImportGiven, added: Iterable[models.Model], *, by: User | None
) -> Import:
    """Note what a batch added among the rows of its run. For use inside an action, whose Event is about the run."""
    run, _ = Import.objects.get_or_create(
        key=given.key,
        defaults={
            "file_name": given.file_name[:200],
            "created_at": entry.at,
            "created_by": by,
        },
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(run=run, object_type=str(row._meta.model_name), object_id=row.pk)
        for row in added
    )
    return run
