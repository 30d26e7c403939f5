"""Law by signature: digests in SQL, and what no role may enact, sign or end."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_policy_desk")]

    operations = [
        migrations.RunSQL((SQL / "enactment.sql").read_text(), (SQL / "enactment_reverse.sql").read_text()),
    ]
