"""A request for an archived copy is called what it is; background tasks are found under their new modules."""

import django.db.models.deletion
from django.db import migrations, models

# Tasks that were queued by an earlier version name the module that their function was in then.
MOVED_TASKS = {
    "claims.actions.capturing.archive": "claims.actions.captures.archive",
    "claims.actions.suggesting.read_copy": "claims.actions.suggestions.read_copy",
}


def _rename_tasks(apps, paths):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for old, new in paths:
        tasks.filter(task_path=old).update(task_path=new)


def forwards(apps, schema_editor):
    _rename_tasks(apps, MOVED_TASKS.items())


def backwards(apps, schema_editor):
    _rename_tasks(apps, [(new, old) for old, new in MOVED_TASKS.items()])


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_origins"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [
        migrations.RenameModel("Capture", "CaptureRequest"),
        migrations.AlterField(
            "capturerequest",
            "article",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="capture_requests",
                to="claims.article",
            ),
        ),
        migrations.AlterField(
            "capturerequest",
            "evidence",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="capture_requests",
                to="claims.evidence",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
