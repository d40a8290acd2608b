"""What happened to the evidence of signed verdicts since they were signed, from the Events that tell it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

WHAT = {
    "evidence_attached": "new_evidence",
    "evidence_changed": "evidence_changed",
    "evidence_withdrawn": "evidence_changed",
}

COUNTS = ("corroborating_origins", "contradicting_origins", "non_party_origins")


def take_over_events(apps: Any, schema_editor: Any) -> None:
    """Add a row for each change of evidence after a signature.

    Nobody weighed the verdict then, so the row has no counts; an Event that tells of a weighing has them.
    """
    verdicts: dict[int, list[tuple[Any, int, str, int]]] = {}
    signed = apps.get_model("claims", "Verdict").objects.order_by("claim_id", "version")
    rows = signed.values_list("claim_id", "signed_at", "pk", "kind", "version")
    for claim, at, pk, kind, version in rows.iterator():
        verdicts.setdefault(claim, []).append((at, pk, kind, version))
    if not verdicts:
        return
    event, reweighing = apps.get_model("claims", "Event"), apps.get_model("claims", "Reweighing")
    told = event.objects.filter(after__has_key="reweighed").order_by("seq")
    found = []
    for seq, at, after in told.values_list("seq", "at", "after").iterator():
        for fact in after["reweighed"]:
            claim = fact["claim"]["id"]
            pk = next(pk for _, pk, _, n in verdicts[claim] if n == fact["version"])
            columns = {name: fact[name] for name in COUNTS} | {
                "failing": ", ".join(fact["failing"]),
                "what": fact["what"],
            }
            found.append(reweighing(claim_id=claim, verdict_id=pk, seq=seq, at=at, **columns))
    untold = event.objects.filter(
        verb__in=WHAT, claim__in=signed.values("claim").order_by()
    ).exclude(after__has_key="reweighed")
    events = untold.order_by("seq").values_list("seq", "claim_id", "at", "verb")
    for seq, claim, at, verb in events.iterator():
        before = [(pk, kind) for when, pk, kind, _ in verdicts[claim] if when < at]
        if before and before[-1][1] == "signed":
            what = WHAT[verb]
            row = reweighing(claim_id=claim, verdict_id=before[-1][0], seq=seq, at=at, what=what)
            found.append(row)
    reweighing.objects.bulk_create(found, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_voices"),
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
            name="Reweighing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(help_text="The Event of the change.")),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("new_evidence", "new evidence"),
                            ("evidence_changed", "evidence changed or withdrawn"),
                            ("basis_changed", "what its evidence counts as changed"),
                            ("outlet_changed", "an outlet corrected or withdrew its article"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "failing",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the rules that would now stop its sign-off. Empty: it would still pass.",
                        max_length=500,
                    ),
                ),
                ("corroborating_origins", models.PositiveIntegerField(null=True)),
                ("contradicting_origins", models.PositiveIntegerField(null=True)),
                ("non_party_origins", models.PositiveIntegerField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reweighings",
                        to="claims.claim",
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reweighings",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["seq", "claim"],
                "indexes": [models.Index(fields=["verdict", "seq"], name="reweighing_of_verdict")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seq", "claim"), name="reweighing_once_per_event"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "new_evidence",
                                    "evidence_changed",
                                    "basis_changed",
                                    "outlet_changed",
                                ],
                            )
                        ),
                        name="reweighing_what_is_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(take_over_events, migrations.RunPython.noop, elidable=False),
    ]
