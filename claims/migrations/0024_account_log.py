"""The account log, a second hash chain next to the record, and what is known of each session."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0023_verbs_named_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=40)),
                (
                    "facts",
                    models.JSONField(
                        default=dict, help_text="Codes, numbers and roles: nothing personal."
                    ),
                ),
                (
                    "details_digest",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Salted digest of what is personal (AccountDetails). Empty if nothing was.",
                        max_length=64,
                    ),
                ),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                (
                    "account",
                    models.ForeignKey(
                        help_text="Whose account. Empty for names that no account has.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who did it. Empty for the command line and for strangers.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the account log",
                "verbose_name_plural": "entries of the account log",
                "ordering": ["-seq"],
            },
        ),
        migrations.CreateModel(
            name="AccountDetails",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="details",
                        serialize=False,
                        to="claims.accountentry",
                    ),
                ),
                ("salt", models.CharField(max_length=64)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("browser", models.CharField(blank=True, help_text="In short.", max_length=80)),
                (
                    "others",
                    models.JSONField(
                        default=dict, help_text="Mail addresses and the like, by name."
                    ),
                ),
            ],
            options={
                "verbose_name": "details of an entry",
                "verbose_name_plural": "details of entries",
            },
        ),
        migrations.CreateModel(
            name="AccountLogHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="account_log_head_is_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_digest", models.CharField(max_length=64, unique=True)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("browser", models.CharField(blank=True, help_text="In short.", max_length=80)),
                ("started_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.AddIndex(
            model_name="accountentry",
            index=models.Index(fields=["account", "-seq"], name="account_entry_of"),
        ),
    ]
