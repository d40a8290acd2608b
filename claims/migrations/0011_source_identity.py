"""One fold for the names of sources, on both databases, and a note that tells two of one name apart.

Sources whose names were different only to the database get a note such as "same name, source 12", so that
the constraint holds. The list of sources shows them as possible doubles, to be merged.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations, models

from claims.models.search.names import name_key


def fold(apps: Any, schema_editor: Any) -> None:
    source_model = apps.get_model("claims", "Source")
    taken: dict[str, list[Any]] = defaultdict(list)
    rows = list(source_model.objects.order_by("pk"))
    for source in rows:
        source.folded_name = name_key(source.name)
        keys = [key for alias in source.aliases.splitlines() if (key := name_key(alias))]
        source.folded_aliases = "".join(f"\n{key}\n" for key in keys)
        if source.merged_into_id is None:
            taken[source.folded_name].append(source)
    for same in taken.values():
        for source in same[1:]:
            source.distinction = f"same name, source {source.pk}"
            source.folded_distinction = name_key(source.distinction)
    columns = ["folded_name", "folded_aliases", "distinction", "folded_distinction"]
    source_model.objects.bulk_update(rows, columns, batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_since_signing")]

    operations = [
        migrations.RemoveConstraint(model_name="source", name="source_name_unique"),
        migrations.AlterField(
            model_name="source",
            name="name",
            field=models.CharField(
                help_text="No two sources have the same name, unless a note tells them apart.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="distinction",
            field=models.CharField(
                blank=True,
                default="",
                help_text="In a few words, if another source has the same name: “MP for Harbour North”.",
                max_length=100,
                verbose_name="note that tells it apart",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="source",
            name="folded_name",
            field=models.CharField(default="", editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="source",
            name="folded_distinction",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="source",
            name="folded_aliases",
            field=models.TextField(
                blank=True,
                default="",
                editable=False,
                help_text="Each between two line ends.",
            ),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                condition=models.Q(("merged_into", None)),
                fields=("folded_name", "folded_distinction"),
                name="source_name_unique",
            ),
        ),
    ]
