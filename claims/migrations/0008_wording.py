"""Labels and help texts in the words of the glossary. Nothing changes in the database."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import claims.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_capture_problem_values"),
    ]

    operations = [
        migrations.AlterField(
            model_name="anchor",
            name="missing_from",
            field=models.ForeignKey(
                help_text="The later archived copy in which these words were not found.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.snapshot",
            ),
        ),
        migrations.AlterField(
            model_name="anchor",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Order of the stretches of one quote."
            ),
        ),
        migrations.AlterField(
            model_name="appearance",
            name="article_title",
            field=models.CharField(
                blank=True, help_text="A label, if the article is not on the desk.", max_length=500
            ),
        ),
        migrations.AlterField(
            model_name="articlewords",
            name="divided",
            field=models.BooleanField(
                default=False, help_text="True if the text has several parts."
            ),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="nonce",
            field=models.CharField(
                default=claims.models.base.new_nonce, help_text="Salt of its digest.", max_length=32
            ),
        ),
        migrations.AlterField(
            model_name="capturerequest",
            name="due_at",
            field=models.DateTimeField(help_text="Earliest time of the next attempt."),
        ),
        migrations.AlterField(
            model_name="claim",
            name="basis",
            field=models.PositiveIntegerField(
                default=1,
                editable=False,
                help_text="Raised by every change of the statement, the quote or evidence that can count.",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="completed_round",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="The latest round with all its assessments. Everybody can read them.",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="external_id",
            field=models.CharField(
                blank=True,
                help_text="The claim's id in another system.",
                max_length=200,
                null=True,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="statement",
            field=models.TextField(
                help_text="In plain words that can be understood without the article."
            ),
        ),
        migrations.AlterField(
            model_name="claimwords",
            name="divided",
            field=models.BooleanField(
                default=False, help_text="True if the text has several parts."
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="assessments_required",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="For new claims. The number can be changed for each claim while it is open.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(5),
                ],
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="both_stances",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="block",
                max_length=10,
                verbose_name="conflicting evidence has independent origins on both sides, not only parties",
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="non_party_origin",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="block",
                max_length=10,
                verbose_name="one origin is known not to be a party, or opposing sides say the same",
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="one_person",
            field=models.BooleanField(
                default=False,
                help_text="Let somebody who assessed a claim sign it. The page and the exports then say so.",
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="quote_witnessed",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="block",
                max_length=10,
                verbose_name="a quote check has the speaker's own publication, a first-hand report or two independent reports",
            ),
        ),
        migrations.AlterField(
            model_name="desk",
            name="quotes_checked",
            field=models.CharField(
                choices=[("off", "off"), ("warn", "warn"), ("block", "block")],
                default="warn",
                max_length=10,
                verbose_name="every quote is found in its archived copy, checked by eye or explained",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="token",
            field=models.CharField(
                blank=True,
                help_text="Identifies a submitted form, so that it is not saved twice.",
                max_length=64,
                null=True,
                unique=True,
            ),
        ),
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
        migrations.AlterField(
            model_name="evidence",
            name="bears_on",
            field=models.CharField(
                choices=[
                    ("whole", "the whole claim"),
                    ("part", "a part of the claim"),
                    ("another_point", "another point"),
                ],
                default="whole",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="heard_via",
            field=models.ForeignKey(
                blank=True,
                help_text="Who passed on the words of the original source.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relayed_evidence",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="seen_in",
            field=models.ForeignKey(
                help_text="Where it was read. This desk, for its own enquiries.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seen_in_evidence",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="filters",
            field=models.JSONField(
                default=dict, help_text="The parameters of its URL, without as_of."
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="record_seq",
            field=models.PositiveBigIntegerField(help_text="The record's head at that moment."),
        ),
        migrations.AlterField(
            model_name="export",
            name="version",
            field=models.CharField(help_text="Version of the application.", max_length=50),
        ),
        migrations.AlterField(
            model_name="originhint",
            name="kind",
            field=models.CharField(
                choices=[
                    ("shared", "shares passages"),
                    ("wire", "carries an agency's mark"),
                    ("credits", "credits another outlet"),
                    ("told", "was told to another outlet"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="originhint",
            name="name",
            field=models.CharField(
                blank=True, help_text="Name of the agency or outlet, as printed.", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="originhint",
            name="passages",
            field=models.JSONField(
                default=list,
                help_text="For shared passages start, end, other start, other end, and whether they are quoted; otherwise start and end.",
            ),
        ),
        migrations.AlterField(
            model_name="originhint",
            name="share",
            field=models.FloatField(
                default=0,
                help_text="Share of the text that seems to come from the other. Quoted words weigh less.",
            ),
        ),
        migrations.AlterField(
            model_name="originhint",
            name="words",
            field=models.CharField(
                blank=True, help_text="The words in the text that say so.", max_length=500
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="text",
            field=models.CharField(
                help_text="The question that the claims answer.", max_length=300, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="rating",
            name="code",
            field=models.SlugField(
                help_text="Never changes: spreadsheets rely on it.", unique=True
            ),
        ),
        migrations.AlterField(
            model_name="reading",
            name="characters",
            field=models.PositiveIntegerField(help_text="How many were read, from the beginning."),
        ),
        migrations.AlterField(
            model_name="reading",
            name="failed",
            field=models.BooleanField(
                default=False, help_text="The extractors failed on this text."
            ),
        ),
        migrations.AlterField(
            model_name="setaside",
            name="hint",
            field=models.CharField(
                help_text="Key of the hint, as the reads make it.", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="interest",
            field=models.TextField(blank=True, help_text="What its interest is."),
        ),
        migrations.AlterField(
            model_name="source",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                help_text="The source that this one was merged into.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="name",
            field=models.CharField(help_text="No two sources have the same name.", max_length=200),
        ),
        migrations.AlterField(
            model_name="source",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="The source it speaks for, is owned by or is funded by.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="claims.source",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="party",
            field=models.CharField(
                choices=[
                    ("party", "party"),
                    ("allied", "allied to a party"),
                    ("third_party", "third party"),
                    ("independent", "independent"),
                    ("unknown", "unknown"),
                ],
                default="unknown",
                help_text="The default. A stake in a question replaces it for that question.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="stake",
            name="side",
            field=models.CharField(
                blank=True,
                help_text="Which side it is on, in one word. Agreement within one side says little.",
                max_length=100,
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="chain",
            field=models.JSONField(
                default=list, help_text="SuggestedVoice as JSON, nearest voice first."
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="key",
            field=models.CharField(
                help_text="Digest of the folded words and of their occurrence number.",
                max_length=64,
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="score",
            field=models.FloatField(help_text="Only for the order of the list."),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("accepted", "accepted"),
                    ("dismissed", "dismissed"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="statement",
            field=models.TextField(
                help_text="The words, edited so that they can be understood alone."
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="words",
            field=models.TextField(help_text="Exactly as in that copy."),
        ),
        migrations.AlterField(
            model_name="suggestionwords",
            name="divided",
            field=models.BooleanField(
                default=False, help_text="True if the text has several parts."
            ),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="change",
            field=models.CharField(
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
    ]
