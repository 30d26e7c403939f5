"""Accounts carry their name in Korean; findings are dated by their verb."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_career_months"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="name_ko",
            field=models.CharField(blank=True, max_length=60, verbose_name="name in Korean"),
        ),
        migrations.AlterField(
            model_name="finding",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
