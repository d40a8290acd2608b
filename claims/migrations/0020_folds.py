"""One fold for all: the keys of sources' names and of statements are made again, and questions get one.

No text changes. Sources that have one name by the new fold get a note such as "same name, source 12", as in 0011, and
are listed as possible doubles. Questions that have one text stay, and are named in the log.
"""

import logging
from collections import defaultdict
from typing import Any

from django.db import migrations, models

from claims.models.claims import statement_key
from claims.models.questions import question_key
from claims.models.search.names import name_key

CHUNK = 500
log = logging.getLogger(__name__)


def fold_sources(apps: Any, schema_editor: Any) -> None:
    """All at once, to see which have one name: a desk has some thousands."""
    sources = apps.get_model("claims", "Source").objects
    taken = defaultdict(list)
    rows = list(sources.order_by("pk"))
    for source in rows:
        source.folded_name = name_key(source.name)
        source.folded_distinction = name_key(source.distinction)
        keys = [key for alias in source.aliases.splitlines() if (key := name_key(alias))]
        source.folded_aliases = "".join(f"\n{key}\n" for key in keys)
        if source.merged_into_id is None:
            taken[source.folded_name, source.folded_distinction].append(source)
    for same in taken.values():
        for source in same[1:]:
            source.distinction = f"same name, source {source.pk}"
            source.folded_distinction = name_key(source.distinction)
    columns = ["folded_name", "folded_aliases", "distinction", "folded_distinction"]
    sources.bulk_update(rows, columns, batch_size=200)


def fold_statements(apps: Any, schema_editor: Any) -> None:
    claims = apps.get_model("claims", "Claim").objects
    last = 0
    while rows := list(claims.filter(pk__gt=last).only("pk", "statement").order_by("pk")[:CHUNK]):
        for claim in rows:
            claim.statement_key = statement_key(claim.statement)
        claims.bulk_update(rows, ["statement_key"])
        last = rows[-1].pk


def fold_questions(apps: Any, schema_editor: Any) -> None:
    questions = apps.get_model("claims", "Question").objects
    rows = list(questions.only("pk", "text").order_by("pk"))
    taken = defaultdict(list)
    for question in rows:
        question.folded_text = question_key(question.text)
        taken[question.folded_text].append(question)
    questions.bulk_update(rows, ["folded_text"], batch_size=200)
    for same in taken.values():
        if len(same) > 1:
            numbers = ", ".join(str(question.pk) for question in same)
            log.warning("These questions are one question in several spellings: %s.", numbers)


class Migration(migrations.Migration):
    dependencies = [("claims", "0019_state_digests")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="folded_text",
            field=models.CharField(db_index=True, default="", editable=False, max_length=300),
            preserve_default=False,
        ),
        migrations.RunPython(fold_sources, migrations.RunPython.noop),
        migrations.RunPython(fold_statements, migrations.RunPython.noop),
        migrations.RunPython(fold_questions, migrations.RunPython.noop),
    ]
