"""A comparing key beside each article's URL, other addresses of its page, and articles that are joined or told apart.

No URL changes, and articles with one key stay what they are: their pages offer to join them.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from claims.addresses import is_home_page, page_key, twin_key

CHUNK = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """Fill in the keys of all articles, then where their copies were redirected to, some hundred rows at a time."""
    article_model = apps.get_model("claims", "Article")
    last = 0
    while rows := list(
        article_model.objects.filter(pk__gt=last).only("pk", "url").order_by("pk")[:CHUNK]
    ):
        for article in rows:
            article.page_key, article.twin_key = page_key(article.url), twin_key(article.url)
        article_model.objects.bulk_update(rows, ["page_key", "twin_key"])
        last = rows[-1].pk
    snapshots = apps.get_model("claims", "Snapshot").objects
    columns = ("pk", "article", "article__page_key", "final_url")
    told = (
        snapshots.exclude(article=None).exclude(final_url="").order_by("pk").values_list(*columns)
    )
    addresses = apps.get_model("claims", "PageAddress").objects
    last = 0
    while rows := list(told.filter(pk__gt=last)[:CHUNK]):
        addresses.bulk_create(
            (
                addresses.model(
                    article_id=article,
                    kind="final",
                    url=url,
                    page_key=page_key(url),
                    twin_key=twin_key(url),
                )
                for _, article, known, url in rows
                if page_key(url) not in ("", known) and not is_home_page(url)
            ),
            ignore_conflicts=True,
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_override_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("final", "where it was redirected to"),
                            ("canonical", "its canonical URL"),
                        ],
                        max_length=20,
                    ),
                ),
                ("url", models.URLField(max_length=2000)),
                ("page_key", models.CharField(db_index=True, max_length=400)),
                ("twin_key", models.CharField(db_index=True, max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="ToldApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="joined_into",
            field=models.ForeignKey(
                editable=False,
                help_text="The article of the same page that this one was joined to.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="page_key",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="What all URLs of this page share. Empty without a URL.",
                max_length=400,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="twin_key",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="What the URLs of this page and of its AMP, mobile, print and archived versions share.",
                max_length=400,
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["page_key"], name="article_by_page_key"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["twin_key"], name="article_by_twin_key"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_into", None),
                    models.Q(("joined_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="article_not_joined_to_itself",
            ),
        ),
        migrations.AddField(
            model_name="pageaddress",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addresses",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="toldapart",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_apart",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="toldapart",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="toldapart",
            name="other",
            field=models.ForeignKey(
                help_text="The later one.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.article",
            ),
        ),
        migrations.AddConstraint(
            model_name="pageaddress",
            constraint=models.UniqueConstraint(
                fields=("article", "kind", "page_key"), name="page_address_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="toldapart",
            constraint=models.UniqueConstraint(fields=("article", "other"), name="told_apart_once"),
        ),
        migrations.AddConstraint(
            model_name="toldapart",
            constraint=models.CheckConstraint(
                condition=models.Q(("article__lt", models.F("other"))), name="told_apart_in_order"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
