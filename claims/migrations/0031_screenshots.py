"""Screenshots of archived pages: what was requested, and what became of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0030_undone_articles"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScreenshotRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting to be archived"),
                            ("archived", "archived"),
                            ("given_up", "could not be archived"),
                        ],
                        db_index=True,
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(help_text="Earliest time of the next attempt.")),
                ("problem_code", models.CharField(blank=True, max_length=50)),
                (
                    "problem_values",
                    models.JSONField(default=dict, help_text="What its sentence needs, by name."),
                ),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "capture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenshot_request",
                        to="claims.capturerequest",
                    ),
                ),
                (
                    "screenshot",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenshot_of",
                        to="claims.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "archived"), _negated=True),
                            ("screenshot__isnull", False),
                            _connector="OR",
                        ),
                        name="screenshot_archived_has_snapshot",
                    )
                ],
            },
        ),
    ]
