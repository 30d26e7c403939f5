"""The visa desk's own view of cases; no table."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_career_months"), ("visas", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TopTierCase",
            fields=[],
            options={
                "verbose_name": "top-tier visa application",
                "verbose_name_plural": "top-tier visa applications",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("casework.case",),
        ),
    ]
