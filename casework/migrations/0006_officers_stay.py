"""An account that ever held a role cannot be led to another person by way of leaving the staff."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_parts_stay")]

    operations = [migrations.RunSQL((SQL / "officers_stay.sql").read_text(), migrations.RunSQL.noop)]
