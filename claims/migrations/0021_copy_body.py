"""The fingerprint by which copies of one body are found, in a table of its own: a Snapshot is sealed.

Its own column keeps what was computed when the copy was archived.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from claims.extractors.page.fingerprint import body_fingerprint

CHUNK = 20  # texts may be long


def fill(apps: Any, schema_editor: Any) -> None:
    bodies = apps.get_model("claims", "CopyBody").objects
    copies = apps.get_model("claims", "Snapshot").objects.exclude(body_sha256="").order_by("pk")
    last = 0
    while rows := list(copies.filter(pk__gt=last).values_list("pk", "text", "boilerplate")[:CHUNK]):
        bodies.bulk_create(
            bodies.model(snapshot_id=pk, key=body_fingerprint(text, boilerplate))
            for pk, text, boilerplate in rows
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("claims", "0020_folds")]

    operations = [
        migrations.CreateModel(
            name="CopyBody",
            fields=[
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="body",
                        serialize=False,
                        to="claims.snapshot",
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
