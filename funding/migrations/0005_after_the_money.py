"""Interest is a receivable of its own; announced stages, submitted reports and ordered receivables stay so."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("funding", "0004_invitation_case")]

    operations = [
        migrations.AlterField(
            model_name="receivable",
            name="kind",
            field=models.CharField(
                choices=[
                    ("recovery", "Recovery of a balance (회수)"),
                    ("clawback", "Clawback as a sanction (환수)"),
                    ("surcharge", "Surcharge"),
                    ("interest", "Interest to the treasury"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        # The stricter guard of announced stages may stay when this is undone.
        migrations.RunSQL(
            (SQL / "after_money.sql").read_text(), (SQL / "after_money_reverse.sql").read_text()
        ),
    ]
