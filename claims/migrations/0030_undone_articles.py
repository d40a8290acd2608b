"""An article whose import was undone is off the desk, and keeps its row, its number and its copies."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0029_second_factor")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="undone_with",
            field=models.ForeignKey(
                editable=False,
                help_text="The import that added it, if that was undone: it is off the desk, and keeps its copies.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_off",
                to="claims.import",
            ),
        ),
    ]
