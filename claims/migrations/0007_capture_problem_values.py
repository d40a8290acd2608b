"""Why a page was not archived is a code with its values. Older rows keep their sentence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_capture_request")]

    operations = [
        migrations.AddField(
            model_name="capturerequest",
            name="problem_values",
            field=models.JSONField(default=dict, help_text="What its sentence needs, by name."),
        ),
        migrations.AlterField(
            model_name="capturerequest",
            name="problem",
            field=models.TextField(
                blank=True, help_text="The sentence itself, in rows of older versions."
            ),
        ),
    ]
