"""How the words of a quote that was entered differ from those in the archived copy. Empty for older quotes."""

from django.db import migrations, models

HELP = "How the words that were entered differ from those found: a code and a number each."


class Migration(migrations.Migration):
    dependencies = [("claims", "0021_copy_body")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="quote_differs",
            field=models.JSONField(default=list, editable=False, help_text=HELP),
        )
        for name in ("appearance", "evidence")
    ]
