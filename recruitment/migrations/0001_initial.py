import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django_countries.fields
import pgtrigger.compiler
import pgtrigger.migrations
import phonenumber_field.modelfields
from django.db import migrations, models

import recruitment.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0002_guards"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Degree",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[(1, "Bachelor's degree"), (2, "Master's degree"), (3, "Doctorate")],
                        verbose_name="degree",
                    ),
                ),
                ("institution", models.CharField(max_length=300, verbose_name="university")),
                ("field", models.CharField(max_length=120, verbose_name="field of study")),
                (
                    "awarded",
                    models.CharField(
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="awarded",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "degree",
                "verbose_name_plural": "degrees",
                "ordering": ["-level", "-awarded", "id"],
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("employer", models.CharField(max_length=300, verbose_name="employer")),
                ("title", models.CharField(max_length=120, verbose_name="job title")),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "started",
                    models.CharField(
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="started",
                    ),
                ),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="ended",
                    ),
                ),
                ("ongoing", models.BooleanField(default=False, verbose_name="I still work there")),
                (
                    "is_research",
                    models.BooleanField(
                        default=False, verbose_name="research or development was my main task"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "employment",
                "verbose_name_plural": "employment",
                "ordering": ["-started", "id"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("ror_id", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("name_ko", models.CharField(blank=True, max_length=200, verbose_name="Korean name")),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                (
                    "types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), size=None
                    ),
                ),
                ("key", models.CharField(max_length=300)),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), size=None
                    ),
                ),
                ("search", models.TextField()),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="organisation_search", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["keys"], name="organisation_keys"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmploymentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("employer", models.CharField(max_length=300, verbose_name="employer")),
                ("title", models.CharField(max_length=120, verbose_name="job title")),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "started",
                    models.CharField(
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="started",
                    ),
                ),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="ended",
                    ),
                ),
                ("ongoing", models.BooleanField(default=False, verbose_name="I still work there")),
                (
                    "is_research",
                    models.BooleanField(
                        default=False, verbose_name="research or development was my main task"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="recruitment.employment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recruitment.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="employment",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="recruitment.organisation",
            ),
        ),
        migrations.CreateModel(
            name="DegreeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[(1, "Bachelor's degree"), (2, "Master's degree"), (3, "Doctorate")],
                        verbose_name="degree",
                    ),
                ),
                ("institution", models.CharField(max_length=300, verbose_name="university")),
                ("field", models.CharField(max_length=120, verbose_name="field of study")),
                (
                    "awarded",
                    models.CharField(
                        max_length=10,
                        validators=[recruitment.validators.partial_date],
                        verbose_name="awarded",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="recruitment.degree",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="recruitment.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="degree",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="recruitment.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Output",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publication", "Publication"),
                            ("patent", "Patent"),
                            ("software", "Software"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "venue",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="journal, conference, office or publisher"
                    ),
                ),
                (
                    "doi",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^10\\.\\d{4,9}/\\S+\\Z", "A DOI looks like 10.1000/xyz123.", code="doi"
                            )
                        ],
                        verbose_name="DOI",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "output",
                "verbose_name_plural": "outputs",
                "ordering": ["-year", "id"],
            },
        ),
        migrations.CreateModel(
            name="OutputEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publication", "Publication"),
                            ("patent", "Patent"),
                            ("software", "Software"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "venue",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="journal, conference, office or publisher"
                    ),
                ),
                (
                    "doi",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^10\\.\\d{4,9}/\\S+\\Z", "A DOI looks like 10.1000/xyz123.", code="doi"
                            )
                        ],
                        verbose_name="DOI",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="recruitment.output",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "surname",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]+(?:[ '-][A-Z]+)*\\Z",
                                "Write it as in your passport, in letters A to Z.",
                                code="latin",
                            )
                        ],
                        verbose_name="surname",
                    ),
                ),
                (
                    "given_names",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]+(?:[ '-][A-Z]+)*\\Z",
                                "Write it as in your passport, in letters A to Z.",
                                code="latin",
                            )
                        ],
                        verbose_name="given names",
                    ),
                ),
                (
                    "single_name",
                    models.BooleanField(default=False, verbose_name="my passport shows one name only"),
                ),
                (
                    "hangul_name",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[가-힣]+(?: [가-힣]+)*\\Z",
                                "Write it in Hangul, such as 김하늘.",
                                code="hangul",
                            )
                        ],
                        verbose_name="name in Hangul",
                    ),
                ),
                (
                    "native_name",
                    models.CharField(blank=True, max_length=120, verbose_name="name in your own script"),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("F", "Female"), ("M", "Male"), ("X", "Unspecified (X)")],
                        max_length=1,
                        verbose_name="sex as in your passport",
                    ),
                ),
                (
                    "citizenships",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=3,
                        verbose_name="citizenship",
                    ),
                ),
                (
                    "residence",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country you live in"
                    ),
                ),
                (
                    "movement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("arriving", "Arriving: I would come to Korea"),
                            ("returning", "Returning: I am coming back to Korea"),
                            ("staying", "Staying: I already live in Korea"),
                        ],
                        max_length=10,
                        verbose_name="your move",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ai", "Artificial intelligence"),
                            ("semiconductor", "Semiconductors"),
                            ("robotics", "Robotics"),
                            ("defence", "Defence technology"),
                            ("battery", "Batteries"),
                            ("display", "Displays"),
                            ("bio", "Biotechnology"),
                            ("mobility", "Future mobility"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="field",
                    ),
                ),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None, verbose_name="telephone"
                    ),
                ),
                (
                    "passport_country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="issued by"),
                ),
                ("passport_expires_on", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "profile",
                "verbose_name_plural": "profiles",
            },
        ),
        migrations.CreateModel(
            name="ProfileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "citizenships",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=3,
                        verbose_name="citizenship",
                    ),
                ),
                (
                    "residence",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country you live in"
                    ),
                ),
                (
                    "movement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("arriving", "Arriving: I would come to Korea"),
                            ("returning", "Returning: I am coming back to Korea"),
                            ("staying", "Staying: I already live in Korea"),
                        ],
                        max_length=10,
                        verbose_name="your move",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ai", "Artificial intelligence"),
                            ("semiconductor", "Semiconductors"),
                            ("robotics", "Robotics"),
                            ("defence", "Defence technology"),
                            ("battery", "Batteries"),
                            ("display", "Displays"),
                            ("bio", "Biotechnology"),
                            ("mobility", "Future mobility"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="field",
                    ),
                ),
                (
                    "passport_country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="issued by"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="recruitment.profile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started__regex", "^[0-9]{4}(-[0-9]{2}){0,2}$"),
                    models.Q(
                        models.Q(("ended", ""), ("ongoing", True)),
                        models.Q(("ended__regex", "^[0-9]{4}(-[0-9]{2}){0,2}$"), ("ongoing", False)),
                        _connector="OR",
                    ),
                ),
                name="employment_period",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recruitment_employmentevent" ("country", "employer", "ended", "id", "is_research", "ongoing", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started", "title", "updated_at") VALUES (NEW."country", NEW."employer", NEW."ended", NEW."id", NEW."is_research", NEW."ongoing", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started", NEW."title", NEW."updated_at"); RETURN NULL;',
                    hash="89eec5210d209574826d3e9c03f0af40c76dc285",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_72522",
                    table="recruitment_employment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "recruitment_employmentevent" ("country", "employer", "ended", "id", "is_research", "ongoing", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started", "title", "updated_at") VALUES (NEW."country", NEW."employer", NEW."ended", NEW."id", NEW."is_research", NEW."ongoing", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started", NEW."title", NEW."updated_at"); RETURN NULL;',
                    hash="cc7dbd7f4f8e2bcc4cfdff73c5587a9f617a8acc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54e1b",
                    table="recruitment_employment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="degree",
            constraint=models.CheckConstraint(
                condition=models.Q(("awarded__regex", "^[0-9]{4}(-[0-9]{2}){0,2}$")), name="degree_awarded"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="degree",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recruitment_degreeevent" ("awarded", "field", "id", "institution", "level", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."awarded", NEW."field", NEW."id", NEW."institution", NEW."level", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;',
                    hash="cf30e4fa39327f95b8bdbee7fa2225a8b9a5d104",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_62ad2",
                    table="recruitment_degree",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="degree",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "recruitment_degreeevent" ("awarded", "field", "id", "institution", "level", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."awarded", NEW."field", NEW."id", NEW."institution", NEW."level", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;',
                    hash="7909dfb1e18c7fd2f1c00ca13715c97786f44664",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca020",
                    table="recruitment_degree",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="output",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recruitment_outputevent" ("doi", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at", "venue", "year") VALUES (NEW."doi", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."updated_at", NEW."venue", NEW."year"); RETURN NULL;',
                    hash="82629a929d174ec85234288077587fe7ecaca774",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2339",
                    table="recruitment_output",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="output",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "recruitment_outputevent" ("doi", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at", "venue", "year") VALUES (NEW."doi", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."updated_at", NEW."venue", NEW."year"); RETURN NULL;',
                    hash="33bfc6edaf986401fc6db409065c2db4a65f24c3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27c1f",
                    table="recruitment_output",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(("single_name", False), ("given_names", ""), _connector="OR"),
                name="single_name_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(
                condition=models.Q(("citizenships__len__lte", 3)), name="citizenships_count"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="profile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "recruitment_profileevent" ("citizenships", "id", "movement", "passport_country", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "residence", "sector", "updated_at") VALUES (NEW."citizenships", NEW."id", NEW."movement", NEW."passport_country", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."residence", NEW."sector", NEW."updated_at"); RETURN NULL;',
                    hash="928682a59d76c559c8dfc7bf45f32877e8405ea1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1aacd",
                    table="recruitment_profile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="profile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."citizenships" IS DISTINCT FROM (NEW."citizenships") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."movement" IS DISTINCT FROM (NEW."movement") OR OLD."passport_country" IS DISTINCT FROM (NEW."passport_country") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."residence" IS DISTINCT FROM (NEW."residence") OR OLD."sector" IS DISTINCT FROM (NEW."sector") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                    func='INSERT INTO "recruitment_profileevent" ("citizenships", "id", "movement", "passport_country", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "residence", "sector", "updated_at") VALUES (NEW."citizenships", NEW."id", NEW."movement", NEW."passport_country", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."residence", NEW."sector", NEW."updated_at"); RETURN NULL;',
                    hash="90c5a570e803ac01cf76c7e48e3e8c399e2650e7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7b017",
                    table="recruitment_profile",
                    when="AFTER",
                ),
            ),
        ),
    ]
