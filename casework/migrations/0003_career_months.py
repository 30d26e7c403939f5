"""Postgres can measure merged employment in career months."""

from django.db import migrations

from casework.eligibility.months import CAREER_MONTHS_SQL, DROP_CAREER_MONTHS_SQL


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_guards")]

    operations = [migrations.RunSQL(CAREER_MONTHS_SQL, DROP_CAREER_MONTHS_SQL)]
