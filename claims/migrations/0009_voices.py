"""Voices and carriers: joint statements, unnamed people within a body, and what an outlet did with its own article."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_wording"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_named_origin_is_named",
        ),
        migrations.AddField(
            model_name="article",
            name="outlet_state",
            field=models.CharField(
                choices=[
                    ("standing", "standing"),
                    ("corrected", "corrected by the outlet"),
                    ("withdrawn", "withdrawn by the outlet"),
                ],
                default="standing",
                help_text="Whether the outlet itself has corrected or withdrawn it.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="outlet_state_note",
            field=models.TextField(blank=True, help_text="What the outlet said of it."),
        ),
        migrations.AddField(
            model_name="article",
            name="outlet_state_on",
            field=models.DateField(
                blank=True, help_text="When the outlet corrected or withdrew it.", null=True
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="rests_on_own_passage",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="warn",
                max_length=10,
                verbose_name="a quote check rests on more than the passage it was found in",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="second_editor",
            field=models.BooleanField(
                default=False,
                help_text="An override of the policy applies once another editor has confirmed it.",
                verbose_name="overrides need a second editor",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="settle_blind",
            field=models.BooleanField(
                default=True,
                help_text="Whoever settles a disagreement sees the assessments as A, B, …, and the names afterwards.",
                verbose_name="settle without names",
            ),
        ),
        migrations.AddField(
            model_name="desk",
            name="speaker_named",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="block",
                max_length=10,
                verbose_name="a quote check names its speaker",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="custody",
            field=models.TextField(
                blank=True, help_text="Where an uploaded file came from, and through whose hands."
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="searched",
            field=models.TextField(
                blank=True,
                help_text="What was searched, where and for which days, if nothing was found.",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="members",
            field=models.ManyToManyField(
                blank=True,
                help_text="Who issued a joint statement. It counts as the voice of them all.",
                related_name="joint_statements",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                help_text="Who vouches, or the body that an unnamed person belongs to.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="originated_evidence",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="kind",
            field=models.CharField(
                choices=[
                    ("outlet", "outlet"),
                    ("agency", "news agency"),
                    ("official_body", "official body"),
                    ("official", "official"),
                    ("person", "person"),
                    ("document", "document"),
                    ("data_set", "data set"),
                    ("joint", "joint statement"),
                    ("desk", "this desk"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin__isnull", False), ("origin_kind", "named")),
                    ("origin_kind", "unnamed"),
                    models.Q(
                        ("origin_kind__in", ["own_reporting", "not_stated"]), ("origin", None)
                    ),
                    _connector="OR",
                ),
                name="evidence_named_origin_is_named",
            ),
        ),
    ]
