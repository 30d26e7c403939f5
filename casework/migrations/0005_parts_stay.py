"""Rows cannot be moved into or out of a sealed edition or an enacted policy version."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_names_in_korean")]

    operations = [migrations.RunSQL((SQL / "parts_stay.sql").read_text(), migrations.RunSQL.noop)]
