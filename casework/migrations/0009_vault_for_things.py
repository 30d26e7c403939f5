"""The vault holds identifiers of things too, such as the bank account of an institution."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_notices_to_addresses")]

    operations = [
        migrations.AddField(
            model_name="vaultitem",
            name="holder",
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name="vaultitem",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vault_items",
                to="casework.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="vaultitem",
            constraint=models.UniqueConstraint(fields=("holder", "kind"), name="vault_item_of_holder"),
        ),
        migrations.AddConstraint(
            model_name="vaultitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", None), ("person__isnull", False)),
                    models.Q(("holder__isnull", False), ("person", None)),
                    _connector="OR",
                ),
                name="vault_person_or_holder",
            ),
        ),
    ]
