"""How a version reads editions: ties and bands, and the edition of the application's or of the degree's day."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"
BANDS = [
    ("printed", "As printed: open inside a band"),
    ("best", "A tie or band counts as its first rank"),
    ("worst", "A tie or band counts as its last rank"),
]
DAYS = [
    ("application", "The edition of the day of application"),
    ("degree", "The edition of the day of each degree"),
]


def reading() -> models.CharField:
    return models.CharField(blank=True, db_default="", default="", max_length=400)


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_signed_law")]

    operations = [
        migrations.RemoveConstraint("coverage", "coverage_once"),
        migrations.RemoveConstraint("standing", "standing_once"),
        migrations.AddField("coverage", "reading", reading()),
        migrations.AddField("standing", "reading", reading()),
        migrations.AddField(
            "policyeditionrule",
            "bands",
            models.CharField(
                choices=BANDS,
                db_default="printed",
                default="printed",
                max_length=10,
                verbose_name="ties and bands",
            ),
        ),
        migrations.AddField(
            "policyeditionrule",
            "day",
            models.CharField(
                choices=DAYS,
                db_default="application",
                default="application",
                max_length=12,
                verbose_name="which edition",
            ),
        ),
        migrations.AddConstraint(
            "coverage",
            models.UniqueConstraint(fields=["kind", "edition", "reading"], name="coverage_once"),
        ),
        migrations.AddConstraint(
            "standing",
            models.UniqueConstraint(fields=["facts", "edition", "reading"], name="standing_once"),
        ),
        migrations.AddConstraint(
            "policyeditionrule",
            models.CheckConstraint(
                condition=Q(kind="ranking") | Q(bands="printed", day="application"),
                name="rule_reads_rankings",
            ),
        ),
        migrations.RunSQL((SQL / "readings.sql").read_text(), (SQL / "readings_reverse.sql").read_text()),
    ]
