"""The history of an application does not repeat its applicant's name."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("visas", "0002_top_tier_case"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="toptierapplication",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="toptierapplication",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="toptierapplicationevent",
            name="declared_name",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toptierapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visas_toptierapplicationevent" ("annual_pay", "case_id", "declared_true", "employer", "employer_number", "entry", "id", "job_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "sector", "starts_on", "updated_at") VALUES (NEW."annual_pay", NEW."case_id", NEW."declared_true", NEW."employer", NEW."employer_number", NEW."entry", NEW."id", NEW."job_title", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version", NEW."sector", NEW."starts_on", NEW."updated_at"); RETURN NULL;',
                    hash="ec462439b3865fff4845e0ca527741166d320f49",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d5b57",
                    table="visas_toptierapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toptierapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."annual_pay" IS DISTINCT FROM (NEW."annual_pay") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."declared_true" IS DISTINCT FROM (NEW."declared_true") OR OLD."employer" IS DISTINCT FROM (NEW."employer") OR OLD."employer_number" IS DISTINCT FROM (NEW."employer_number") OR OLD."entry" IS DISTINCT FROM (NEW."entry") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."sector" IS DISTINCT FROM (NEW."sector") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                    func='INSERT INTO "visas_toptierapplicationevent" ("annual_pay", "case_id", "declared_true", "employer", "employer_number", "entry", "id", "job_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "sector", "starts_on", "updated_at") VALUES (NEW."annual_pay", NEW."case_id", NEW."declared_true", NEW."employer", NEW."employer_number", NEW."entry", NEW."id", NEW."job_title", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version", NEW."sector", NEW."starts_on", NEW."updated_at"); RETURN NULL;',
                    hash="e06d960ce1876992fe7e5ef82704a40a9469165c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5a50d",
                    table="visas_toptierapplication",
                    when="AFTER",
                ),
            ),
        ),
    ]
