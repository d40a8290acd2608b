"""Runs of an import and what they added, so that one can be undone as a whole."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0017_text_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(
                choices=[
                    ("user_created", "created the account"),
                    ("user_changed", "changed the account"),
                    ("source_added", "added the source"),
                    ("source_changed", "changed the source"),
                    ("sources_merged", "merged the source"),
                    ("article_added", "added the article"),
                    ("article_changed", "changed the article"),
                    ("articles_joined", "joined the article"),
                    ("articles_told_apart", "told the article apart"),
                    ("articles_imported", "imported articles"),
                    ("outlet_state_changed", "changed what the outlet did with the article"),
                    ("boilerplate_restored", "put text back into the article"),
                    ("capture_asked", "requested an archived copy"),
                    ("captures_asked", "requested archived copies again"),
                    ("captured", "archived a copy of the page"),
                    ("capture_failed", "could not archive the page yet"),
                    ("capture_given_up", "could not archive the page"),
                    ("copy_added", "added a copy of the article"),
                    ("copy_judged", "said what an archived copy is"),
                    ("claim_lifted", "added the claim"),
                    ("claims_imported", "imported claims"),
                    ("import_undone", "undid the import"),
                    ("claim_changed", "changed the claim"),
                    ("claim_assigned", "assigned the claim"),
                    ("claim_linked", "linked the claim"),
                    ("claim_unlinked", "removed a link from the claim"),
                    ("appearance_added", "added an appearance of the claim"),
                    ("appearance_changed", "changed an appearance of the claim"),
                    ("origin_hint_dismissed", "dismissed a hint about the origin of the article"),
                    ("claim_hint_dismissed", "dismissed a hint about the claim"),
                    ("suggestion_dismissed", "dismissed a suggestion"),
                    ("suggestion_restored", "restored a suggestion"),
                    ("question_added", "added the question"),
                    ("question_changed", "changed the question"),
                    ("evidence_attached", "added evidence"),
                    ("evidence_changed", "changed evidence"),
                    ("evidence_withdrawn", "withdrew evidence"),
                    ("assessed", "assessed the claim"),
                    ("settled", "settled the disagreement"),
                    ("signed_off", "signed off the claim"),
                    ("overrides_proposed", "proposed to override the policy"),
                    ("overrides_declined", "declined to override the policy"),
                    ("returned", "returned the claim to open"),
                    ("reopened", "reopened the claim"),
                    ("claim_withdrawn", "withdrew the claim"),
                    ("claim_restored", "restored the claim"),
                    ("commented", "commented on the claim"),
                    ("rating_added", "added the rating"),
                    ("rating_changed", "changed the rating"),
                    ("desk_changed", "changed the desk's policy"),
                    ("export_numbered", "numbered the export"),
                ],
                max_length=40,
            ),
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=32, unique=True)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_type", models.CharField(max_length=40)),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="claims.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("object_type", "object_id"), name="imported_row_added_once"
                    )
                ],
            },
        ),
    ]
