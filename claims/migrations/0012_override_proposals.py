"""Overrides of the policy that wait for a second editor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_source_identity"),
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
                    ("articles_imported", "imported articles"),
                    ("outlet_state_changed", "changed what the outlet did with the article"),
                    ("boilerplate_restored", "put text back into the article"),
                    ("capture_asked", "requested an archived copy"),
                    ("captures_asked", "requested archived copies again"),
                    ("captured", "archived a copy of the page"),
                    ("capture_failed", "could not archive the page yet"),
                    ("capture_given_up", "could not archive the page"),
                    ("claim_lifted", "added the claim"),
                    ("claims_imported", "imported claims"),
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
            name="OverrideProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim_revision",
                    models.PositiveIntegerField(
                        help_text="The claim's revision once it was proposed. At any other it is void."
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("rationale", models.TextField()),
                (
                    "confidence",
                    models.CharField(
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")],
                        max_length=10,
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first", "first verdict"),
                            ("correction", "correction: we were wrong"),
                            ("update", "update: the world changed"),
                            ("confirmation", "confirmation: checked again, nothing changed"),
                            ("retraction", "retraction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("recheck_on", models.DateField(blank=True, null=True)),
                ("overrides", models.JSONField(help_text="The reason for each rule.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for a second editor"),
                            ("confirmed", "confirmed"),
                            ("declined", "declined"),
                            ("void", "void: the claim changed"),
                        ],
                        db_index=True,
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("declined_because", models.TextField(blank=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="override_proposals",
                        to="claims.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("claim",),
                        name="override_proposal_one_waits",
                    )
                ],
            },
        ),
    ]
