"""Postgres keeps the caps, the two persons and the submitted lines, whoever writes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial"), ("casework", "0006_officers_stay")]

    operations = [
        migrations.RunSQL((SQL / "guards.sql").read_text(), (SQL / "guards_reverse.sql").read_text()),
        migrations.RunSQL((SQL / "ledger.sql").read_text(), (SQL / "ledger_reverse.sql").read_text()),
    ]
