"""A notice may go to an address that has no account yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_documents_of_teams")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="address",
            field=models.EmailField(blank=True, max_length=254, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="language",
            field=models.CharField(choices=[("en", "English"), ("ko", "한국어")], default="en", max_length=2),
        ),
        migrations.AlterField(
            model_name="notice",
            name="recipient",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("address", ""), _negated=True),
                fields=("event", "address"),
                name="notice_address_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address__gt", ""), ("recipient", None)),
                    models.Q(("address", ""), ("recipient__isnull", False)),
                    _connector="OR",
                ),
                name="notice_account_or_address",
            ),
        ),
    ]
