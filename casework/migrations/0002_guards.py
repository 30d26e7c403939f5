"""Postgres refuses illegal edges, stale changes, lone signatures, and edits of sealed or enacted data."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        migrations.RunSQL((SQL / "guards.sql").read_text(), (SQL / "guards_reverse.sql").read_text()),
    ]
