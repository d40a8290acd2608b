"""The verbs of Events are named in one place: a new one needs no migration."""

from django.db import migrations, models

import claims.enums


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_quote_differs")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(choices=claims.enums.verbs, max_length=40),
        ),
    ]
