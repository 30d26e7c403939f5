"""Files kept for the case of a team stand apart from their uploader's own library."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_officers_stay")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="personal",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
