"""Programmes, teams, papers, payments and the ledger."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0006_officers_stay"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Parity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("entries", models.BigIntegerField()),
                ("balances", models.BigIntegerField()),
                ("wrong", models.PositiveIntegerField()),
                ("detail", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "comparison of the ledger",
                "verbose_name_plural": "comparisons of the ledger",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_version", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approve", "Approve"), ("refuse", "Refuse")],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("amount", models.BigIntegerField(default=0, verbose_name="amount in won")),
                ("note", models.TextField(blank=True, verbose_name="reasons")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for the second signature"),
                            ("signed", "Signed by two persons"),
                            ("returned", "Sent back to the first officer"),
                            ("void", "Void: the case changed after it was proposed"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("remark", models.TextField(blank=True, verbose_name="remark of the second officer")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="casework.case",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")), fields=("case",), name="one_open_ruling"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "signed"), _negated=True),
                            models.Q(
                                ("proposed_person__isnull", False),
                                ("signed_person__isnull", False),
                                ("signed_at__isnull", False),
                                models.Q(("proposed_person", models.F("signed_person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ruling_two_persons",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="ruling_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("moj", "Ministry of Justice"),
                            ("msit", "Ministry of Science and ICT"),
                            ("motir", "Ministry of Trade, Industry and Resources"),
                            ("operator", "Portal operator"),
                        ],
                        default="msit",
                        max_length=10,
                        verbose_name="agency",
                    ),
                ),
                (
                    "cap_subject",
                    models.CharField(
                        choices=[("person", "Each researcher, whoever employs them"), ("team", "Each team")],
                        default="person",
                        max_length=10,
                        verbose_name="the cap counts for",
                    ),
                ),
                ("cap", models.BigIntegerField(verbose_name="cap in won")),
                (
                    "year_basis",
                    models.CharField(
                        choices=[
                            ("calendar", "Calendar year (Asia/Seoul)"),
                            ("agreement", "Year of the agreement"),
                        ],
                        default="calendar",
                        max_length=10,
                        verbose_name="the year is",
                    ),
                ),
                ("budget", models.BigIntegerField(blank=True, null=True, verbose_name="budget in won")),
                ("policy", models.SlugField(max_length=40, verbose_name="policy of the candidate gate")),
                (
                    "invitation_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="days to answer an invitation"),
                ),
                (
                    "use_report_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="days for the report on use"),
                ),
                (
                    "final_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days for the final accounts"),
                ),
                (
                    "wind_down_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="days to wind down after leaving"
                    ),
                ),
                ("legal_source", models.CharField(max_length=400, verbose_name="source")),
                (
                    "to_be_confirmed",
                    models.BooleanField(default=True, verbose_name="to be confirmed by the ministry"),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True), models.Q(("name_ko", ""), _negated=True)
                        ),
                        name="programme_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap__gt", 0), models.Q(("budget", None), ("budget__gte", 0), _connector="OR")
                        ),
                        name="programme_money",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("direct", models.BooleanField(default=True, verbose_name="direct cost")),
                (
                    "salary",
                    models.BooleanField(
                        default=False, verbose_name="salary, by month of employment and stay"
                    ),
                ),
                (
                    "ceiling_kind",
                    models.CharField(
                        choices=[
                            ("none", "No ceiling of its own"),
                            ("amount", "At most so many won a year"),
                            ("salary", "At most this share of salary"),
                            ("direct", "At most this share of direct cost"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="ceiling",
                    ),
                ),
                (
                    "ceiling",
                    models.BigIntegerField(default=0, verbose_name="ceiling, in won or basis points"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "cost category",
                "verbose_name_plural": "cost categories",
                "ordering": ["programme", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "code"), name="cost_category"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True), models.Q(("name_ko", ""), _negated=True)
                        ),
                        name="category_names",
                    ),
                    models.CheckConstraint(condition=models.Q(("ceiling__gte", 0)), name="category_ceiling"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="code")),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("moj", "Ministry of Justice"),
                            ("msit", "Ministry of Science and ICT"),
                            ("motir", "Ministry of Trade, Industry and Resources"),
                            ("operator", "Portal operator"),
                        ],
                        default="msit",
                        max_length=10,
                        verbose_name="agency",
                    ),
                ),
                (
                    "cap_subject",
                    models.CharField(
                        choices=[("person", "Each researcher, whoever employs them"), ("team", "Each team")],
                        default="person",
                        max_length=10,
                        verbose_name="the cap counts for",
                    ),
                ),
                ("cap", models.BigIntegerField(verbose_name="cap in won")),
                (
                    "year_basis",
                    models.CharField(
                        choices=[
                            ("calendar", "Calendar year (Asia/Seoul)"),
                            ("agreement", "Year of the agreement"),
                        ],
                        default="calendar",
                        max_length=10,
                        verbose_name="the year is",
                    ),
                ),
                ("budget", models.BigIntegerField(blank=True, null=True, verbose_name="budget in won")),
                (
                    "policy",
                    models.SlugField(
                        db_index=False, max_length=40, verbose_name="policy of the candidate gate"
                    ),
                ),
                (
                    "invitation_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="days to answer an invitation"),
                ),
                (
                    "use_report_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="days for the report on use"),
                ),
                (
                    "final_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days for the final accounts"),
                ),
                (
                    "wind_down_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="days to wind down after leaving"
                    ),
                ),
                ("legal_source", models.CharField(max_length=400, verbose_name="source")),
                (
                    "to_be_confirmed",
                    models.BooleanField(default=True, verbose_name="to be confirmed by the ministry"),
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
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("held_on", models.DateField(verbose_name="held on")),
                (
                    "benchmark_weight",
                    models.PositiveSmallIntegerField(default=40, verbose_name="weight of the benchmark"),
                ),
                (
                    "expert_weight",
                    models.PositiveSmallIntegerField(default=35, verbose_name="weight of the experts"),
                ),
                (
                    "user_weight",
                    models.PositiveSmallIntegerField(default=25, verbose_name="weight of the users"),
                ),
                ("continue_at", models.PositiveIntegerField(default=7000, verbose_name="continues from")),
                ("priority_at", models.PositiveIntegerField(default=9000, verbose_name="priority from")),
                ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="announced")),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="funding.programme",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage evaluation",
                "verbose_name_plural": "stage evaluations",
                "ordering": ["programme", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number"), name="stage_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "user_weight",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(100), "-", models.F("benchmark_weight")
                                    ),
                                    "-",
                                    models.F("expert_weight"),
                                ),
                            )
                        ),
                        name="stage_weights",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("announced_at", None), ("signed_by", None)),
                            models.Q(
                                ("announced_at__isnull", False),
                                ("prepared_person__isnull", False),
                                ("signed_person__isnull", False),
                                models.Q(("prepared_person", models.F("signed_person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stage_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("prepared_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="signed")),
                (
                    "exported_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bank file first made"),
                ),
                ("discarded_at", models.DateTimeField(blank=True, null=True, verbose_name="discarded")),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment batch",
                "verbose_name_plural": "payment batches",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("prepared_person__isnull", False),
                                ("signed_person__isnull", False),
                                models.Q(("prepared_person", models.F("signed_person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="batch_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signed_at", None), ("discarded_at", None), _connector="OR"),
                        name="batch_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "firm_size",
                    models.CharField(
                        choices=[
                            ("small", "Small or medium-sized firm"),
                            ("midsize", "Mid-sized firm"),
                            ("large", "Large firm"),
                            ("nonprofit", "University or public institute"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                (
                    "government_percent",
                    models.PositiveSmallIntegerField(verbose_name="government at most, percent"),
                ),
                (
                    "cash_percent",
                    models.PositiveSmallIntegerField(verbose_name="cash at least, percent of the own share"),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matching",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "matching rule",
                "verbose_name_plural": "matching rules",
                "ordering": ["programme", "firm_size"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "firm_size"), name="matching_rule"),
                    models.CheckConstraint(
                        condition=models.Q(("government_percent__lte", 100), ("cash_percent__lte", 100)),
                        name="matching_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostCategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(db_index=False, max_length=30, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("direct", models.BooleanField(default=True, verbose_name="direct cost")),
                (
                    "salary",
                    models.BooleanField(
                        default=False, verbose_name="salary, by month of employment and stay"
                    ),
                ),
                (
                    "ceiling_kind",
                    models.CharField(
                        choices=[
                            ("none", "No ceiling of its own"),
                            ("amount", "At most so many won a year"),
                            ("salary", "At most this share of salary"),
                            ("direct", "At most this share of direct cost"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="ceiling",
                    ),
                ),
                (
                    "ceiling",
                    models.BigIntegerField(default=0, verbose_name="ceiling, in won or basis points"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                        to="funding.costcategory",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("closes_on", models.DateField(verbose_name="closes on")),
                ("source", models.CharField(max_length=400, verbose_name="source")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["programme", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number"), name="call_number"),
                    models.CheckConstraint(
                        condition=models.Q(("opens_on__lte", models.F("closes_on"))), name="call_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("fictional", models.BooleanField(default=False, verbose_name="fictional")),
                ("budget", models.BigIntegerField(blank=True, null=True, verbose_name="budget in won")),
                ("agreed_on", models.DateField(verbose_name="agreement in force from")),
                (
                    "priority_since",
                    models.DateField(blank=True, null=True, verbose_name="priority funding since"),
                ),
                ("cut_on", models.DateField(blank=True, null=True, verbose_name="left the programme on")),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="funding.call",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "team",
                "verbose_name_plural": "teams",
                "ordering": ["programme", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_en", ""), _negated=True), models.Q(("name_ko", ""), _negated=True)
                        ),
                        name="team_names",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"),
                        name="team_budget",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Institution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead institution"),
                            ("joint", "Joint institution"),
                            ("subcontracted", "Subcontracted institution"),
                        ],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "firm_size",
                    models.CharField(
                        choices=[
                            ("small", "Small or medium-sized firm"),
                            ("midsize", "Mid-sized firm"),
                            ("large", "Large firm"),
                            ("nonprofit", "University or public institute"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                (
                    "business_number",
                    models.CharField(blank=True, max_length=12, verbose_name="business registration number"),
                ),
                ("recovers_vat", models.BooleanField(default=True, verbose_name="gets VAT back")),
                ("starts_on", models.DateField(verbose_name="member from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="member until")),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="institutions",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "institution",
                "verbose_name_plural": "institutions",
                "ordering": ["team", "role", "name_en"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="institution_days",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None), ("role", "lead")),
                        fields=("team",),
                        name="one_lead",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                ("text_en", models.CharField(max_length=400)),
                ("text_ko", models.CharField(max_length=400)),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                            models.Q(("text_ko", ""), _negated=True),
                        ),
                        name="outcome_sourced",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("benchmark", models.PositiveIntegerField(verbose_name="benchmark")),
                ("expert", models.PositiveIntegerField(verbose_name="experts")),
                ("user", models.PositiveIntegerField(verbose_name="users")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continue", "Continues"),
                            ("priority", "Continues with priority funding"),
                            ("cut", "Leaves the programme"),
                            ("join", "Joins the programme"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="funding.stage"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="funding.team"
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["stage", "team"],
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "team"), name="stage_score"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("benchmark__lte", 10000), ("expert__lte", 10000), ("user__lte", 10000)
                        ),
                        name="score_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("frozen_at", models.DateTimeField(null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="funding.subject",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_subject",
                        to="casework.person",
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_subject",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person", None), ("team__isnull", False)),
                            models.Q(("person__isnull", False), ("team", None)),
                            _connector="OR",
                        ),
                        name="subject_is_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="code")),
                ("fictional", models.BooleanField(default=False, verbose_name="fictional")),
                ("budget", models.BigIntegerField(blank=True, null=True, verbose_name="budget in won")),
                ("agreed_on", models.DateField(verbose_name="agreement in force from")),
                (
                    "priority_since",
                    models.DateField(blank=True, null=True, verbose_name="priority funding since"),
                ),
                ("cut_on", models.DateField(blank=True, null=True, verbose_name="left the programme on")),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.call",
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
                        to="funding.team",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("manager", "Team manager"),
                            ("clerk", "Claims clerk"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="funding.team"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "ordering": ["team", "starts_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)), fields=("team", "user"), name="one_membership"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("manager", "Team manager"),
                            ("clerk", "Claims clerk"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
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
                        to="funding.teammember",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FundingRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("employed_from", models.DateField(blank=True, null=True, verbose_name="employed from")),
                ("employed_until", models.DateField(blank=True, null=True, verbose_name="employed until")),
                ("purpose", models.TextField(blank=True, verbose_name="what the money is for")),
                ("amount", models.BigIntegerField(default=0, verbose_name="government share asked for")),
                (
                    "agreed_amount",
                    models.BigIntegerField(blank=True, null=True, verbose_name="government share agreed"),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreement of")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="costs until")),
                ("row_version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_request",
                        to="casework.case",
                    ),
                ),
                (
                    "gate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gated_requests",
                        to="casework.case",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="funding.institution",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="funding.subject",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding request",
                "verbose_name_plural": "funding requests",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["team", "year"], name="request_team")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="request_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_amount", None), ("agreed_amount__gte", 0), _connector="OR"
                        ),
                        name="request_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("employed_from", None),
                            ("employed_until", None),
                            ("employed_from__lte", models.F("employed_until")),
                            _connector="OR",
                        ),
                        name="request_employment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("use", "Report on use"), ("final", "Final accounts")],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due on")),
                ("spent", models.BigIntegerField(default=0, verbose_name="government share spent")),
                ("own_cash", models.BigIntegerField(default=0, verbose_name="own cash spent")),
                ("own_in_kind", models.BigIntegerField(default=0, verbose_name="own share in kind")),
                ("interest", models.BigIntegerField(default=0, verbose_name="interest earned")),
                ("note", models.TextField(blank=True, verbose_name="explanation")),
                ("row_version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_report",
                        to="casework.case",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="funding.fundingrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["due_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "kind"), name="one_report_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spent__gte", 0),
                            ("own_cash__gte", 0),
                            ("own_in_kind__gte", 0),
                            ("interest__gte", 0),
                        ),
                        name="report_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receivable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "Recovery of a balance (회수)"),
                            ("clawback", "Clawback as a sanction (환수)"),
                            ("surcharge", "Surcharge"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("amount", models.BigIntegerField(verbose_name="amount in won")),
                ("reason", models.TextField(verbose_name="reason")),
                ("legal_source", models.CharField(max_length=300, verbose_name="legal source")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("proposed_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True, verbose_name="ordered")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped")),
                ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="received")),
                (
                    "bank_reference",
                    models.CharField(blank=True, max_length=60, verbose_name="bank reference"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receivables",
                        to="funding.fundingrequest",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receivables",
                        to="funding.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "receivable",
                "verbose_name_plural": "receivables",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="receivable_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_at", None), ("signed_by", None)),
                            models.Q(
                                ("signed_at__isnull", False),
                                ("proposed_person__isnull", False),
                                ("signed_person__isnull", False),
                                models.Q(("proposed_person", models.F("signed_person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="receivable_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_at", None),
                            models.Q(("dropped_at", None), ("signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="received_once_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("transfer", "Move money between categories"),
                            ("carry_over", "Carry money over to the next year"),
                        ],
                        max_length=12,
                        verbose_name="change",
                    ),
                ),
                ("needs_approval", models.BooleanField()),
                ("amount", models.BigIntegerField(default=0, verbose_name="amount in won")),
                ("reason", models.TextField(verbose_name="reason")),
                ("asked_at", models.DateTimeField()),
                ("refused_at", models.DateTimeField(null=True)),
                ("in_force_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="funding.fundingrequest",
                    ),
                ),
                (
                    "to_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_from",
                        to="funding.fundingrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["request", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "number"), name="change_number"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="change_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_at", None),
                            ("needs_approval", False),
                            models.Q(
                                ("proposed_person__isnull", False),
                                ("signed_person__isnull", False),
                                models.Q(("proposed_person", models.F("signed_person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="its first day", verbose_name="month")),
                ("amount", models.BigIntegerField(default=0, verbose_name="claimed")),
                ("approved_amount", models.BigIntegerField(blank=True, null=True, verbose_name="approved")),
                ("row_version", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_claim",
                        to="casework.case",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="funding.fundingrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["request", "month"], name="claim_request")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            models.Q(
                                ("approved_amount", None),
                                models.Q(
                                    ("approved_amount__gte", 0), ("approved_amount__lte", models.F("amount"))
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="claim_amounts",
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="claim_month"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedLines",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("source", models.CharField(max_length=200)),
                ("columns", models.JSONField()),
                ("rows", models.JSONField()),
                ("ignored", models.JSONField(default=list)),
                ("replaces", models.BooleanField(default=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="staged", to="funding.claim"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ClaimLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="row")),
                ("spent_on", models.DateField(verbose_name="date")),
                ("payee", models.CharField(max_length=200, verbose_name="payee")),
                (
                    "business_number",
                    models.CharField(blank=True, max_length=12, verbose_name="business registration number"),
                ),
                ("supply", models.BigIntegerField(verbose_name="supply value")),
                ("vat", models.BigIntegerField(default=0, verbose_name="VAT")),
                ("total", models.BigIntegerField(verbose_name="total")),
                ("claimed", models.BigIntegerField(verbose_name="claimed")),
                (
                    "method",
                    models.CharField(
                        choices=[("card", "Card"), ("transfer", "Bank transfer")],
                        max_length=10,
                        verbose_name="paid by",
                    ),
                ),
                ("invoice", models.CharField(blank=True, max_length=40, verbose_name="e-tax-invoice number")),
                ("participant", models.CharField(blank=True, max_length=120, verbose_name="participant")),
                (
                    "rate",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="participation rate"
                    ),
                ),
                ("month", models.DateField(blank=True, null=True, verbose_name="month of salary")),
                ("currency", models.CharField(default="KRW", max_length=3, verbose_name="currency")),
                (
                    "foreign_amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "exchange_rate",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True),
                ),
                ("rate_on", models.DateField(blank=True, null=True, verbose_name="rate of")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "no_receipt",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is no receipt"),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("cut", models.BigIntegerField(default=0, verbose_name="cut")),
                (
                    "cut_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("evidence", "The evidence does not show the cost"),
                            ("category", "Not eligible in this category"),
                            ("period", "Outside the agreed period"),
                            ("stay", "Month without a valid stay or employment"),
                            ("vat", "VAT that the institution gets back"),
                            ("participant", "The person does not take part in the project"),
                            ("consortium", "Paid to a member of the consortium"),
                            ("allowance", "Allowance above the ceiling"),
                            ("duplicate", "Claimed before"),
                            ("other", "Another reason, given in words"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("cut_note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="funding.claim"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.costcategory",
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "position"],
                "indexes": [models.Index(fields=["fingerprint"], name="line_fingerprint")],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("claim", "position"),
                        name="line_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supply__gte", 0),
                            ("vat__gte", 0),
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("supply"), "+", models.F("vat")
                                ),
                            ),
                            ("claimed__gt", 0),
                            ("claimed__lte", models.F("total")),
                        ),
                        name="line_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cut", 0),
                            models.Q(
                                ("cut__gt", 0),
                                ("cut__lte", models.F("claimed")),
                                models.Q(("cut_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="line_cut",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate", None), ("rate__lte", 10000), _connector="OR"),
                        name="line_rate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(verbose_name="row")),
                ("spent_on", models.DateField(verbose_name="date")),
                (
                    "business_number",
                    models.CharField(blank=True, max_length=12, verbose_name="business registration number"),
                ),
                ("supply", models.BigIntegerField(verbose_name="supply value")),
                ("vat", models.BigIntegerField(default=0, verbose_name="VAT")),
                ("total", models.BigIntegerField(verbose_name="total")),
                ("claimed", models.BigIntegerField(verbose_name="claimed")),
                (
                    "method",
                    models.CharField(
                        choices=[("card", "Card"), ("transfer", "Bank transfer")],
                        max_length=10,
                        verbose_name="paid by",
                    ),
                ),
                ("invoice", models.CharField(blank=True, max_length=40, verbose_name="e-tax-invoice number")),
                (
                    "rate",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="participation rate"
                    ),
                ),
                ("month", models.DateField(blank=True, null=True, verbose_name="month of salary")),
                ("currency", models.CharField(default="KRW", max_length=3, verbose_name="currency")),
                (
                    "foreign_amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "exchange_rate",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True),
                ),
                ("rate_on", models.DateField(blank=True, null=True, verbose_name="rate of")),
                (
                    "no_receipt",
                    models.CharField(blank=True, max_length=300, verbose_name="why there is no receipt"),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("cut", models.BigIntegerField(default=0, verbose_name="cut")),
                (
                    "cut_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("evidence", "The evidence does not show the cost"),
                            ("category", "Not eligible in this category"),
                            ("period", "Outside the agreed period"),
                            ("stay", "Month without a valid stay or employment"),
                            ("vat", "VAT that the institution gets back"),
                            ("participant", "The person does not take part in the project"),
                            ("consortium", "Paid to a member of the consortium"),
                            ("allowance", "Allowance above the ceiling"),
                            ("duplicate", "Claimed before"),
                            ("other", "Another reason, given in words"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.claim",
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
                        to="funding.claimline",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.costcategory",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("delta", models.BigIntegerField(verbose_name="change in won")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="funding.change"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.costcategory",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("change", "category"), name="change_line")],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("government", models.BigIntegerField(default=0, verbose_name="government share")),
                ("own_cash", models.BigIntegerField(default=0, verbose_name="own share in cash")),
                ("own_in_kind", models.BigIntegerField(default=0, verbose_name="own share in kind")),
                (
                    "agreed",
                    models.BigIntegerField(blank=True, null=True, verbose_name="government share agreed"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.costcategory",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="funding.fundingrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["category__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "category"), name="budget_line"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("government__gte", 0),
                            ("own_cash__gte", 0),
                            ("own_in_kind__gte", 0),
                            models.Q(("agreed", None), ("agreed__gte", 0), _connector="OR"),
                        ),
                        name="budget_amounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disallowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount in won")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("evidence", "The evidence does not show the cost"),
                            ("category", "Not eligible in this category"),
                            ("period", "Outside the agreed period"),
                            ("stay", "Month without a valid stay or employment"),
                            ("vat", "VAT that the institution gets back"),
                            ("participant", "The person does not take part in the project"),
                            ("consortium", "Paid to a member of the consortium"),
                            ("allowance", "Allowance above the ceiling"),
                            ("duplicate", "Claimed before"),
                            ("other", "Another reason, given in words"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="in words")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.costcategory",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disallowances",
                        to="funding.report",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="disallowance_amount")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="funding.claim",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.document"
                    ),
                ),
                (
                    "lines",
                    models.ManyToManyField(blank=True, related_name="evidence", to="funding.claimline"),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["sha256"], name="evidence_digest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("claim", "document"),
                        name="evidence_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("government", models.BigIntegerField(default=0, verbose_name="government share")),
                ("own_cash", models.BigIntegerField(default=0, verbose_name="own share in cash")),
                ("own_in_kind", models.BigIntegerField(default=0, verbose_name="own share in kind")),
                (
                    "agreed",
                    models.BigIntegerField(blank=True, null=True, verbose_name="government share agreed"),
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
                        to="funding.budgetline",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.costcategory",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.fundingrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InstitutionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("name_ko", models.CharField(max_length=200, verbose_name="name in Korean")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead institution"),
                            ("joint", "Joint institution"),
                            ("subcontracted", "Subcontracted institution"),
                        ],
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "firm_size",
                    models.CharField(
                        choices=[
                            ("small", "Small or medium-sized firm"),
                            ("midsize", "Mid-sized firm"),
                            ("large", "Large firm"),
                            ("nonprofit", "University or public institute"),
                        ],
                        max_length=10,
                        verbose_name="size",
                    ),
                ),
                (
                    "business_number",
                    models.CharField(blank=True, max_length=12, verbose_name="business registration number"),
                ),
                ("recovers_vat", models.BooleanField(default=True, verbose_name="gets VAT back")),
                ("starts_on", models.DateField(verbose_name="member from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="member until")),
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
                        to="funding.institution",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("member", "Member of the team"), ("candidate", "Researcher to be funded")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("manager", "Team manager"),
                            ("clerk", "Claims clerk"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ko", "한국어")], default="en", max_length=2
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.institution",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-invited_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("team"),
                        models.F("kind"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(
                            ("accepted_at", None), ("declined_at", None), ("withdrawn_at", None)
                        ),
                        name="one_open_invitation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("declined_at", None)),
                            models.Q(("accepted_at", None), ("withdrawn_at", None)),
                            models.Q(("declined_at", None), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="invitation_one_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount in won")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed by the bank"),
                ),
                (
                    "bank_reference",
                    models.CharField(blank=True, max_length=60, verbose_name="bank reference"),
                ),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="failed")),
                ("failure", models.CharField(blank=True, max_length=200, verbose_name="why it failed")),
                (
                    "dropped_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dropped with its batch"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.vaultitem"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="funding.paymentbatch",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="funding.claim"
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
                "ordering": ["batch", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None), ("failed_at", None)),
                        fields=("claim",),
                        name="one_live_payment",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("failed_at", None)),
                            models.Q(("confirmed_at", None), ("dropped_at", None)),
                            models.Q(("dropped_at", None), ("failed_at", None)),
                            _connector="OR",
                        ),
                        name="payment_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reserve", "Reserved"),
                            ("release", "Released"),
                            ("claim", "Claimed"),
                            ("cut", "Cut"),
                            ("pay", "Paid"),
                            ("payment_failed", "Payment failed"),
                            ("recover", "Recovered"),
                            ("claw_back", "Clawed back"),
                            ("reverse", "Reversed"),
                        ],
                        max_length=15,
                        verbose_name="movement",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount in won")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="why")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="when"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.claim",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.fundingrequest",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funding.ledgerentry",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.paymentorder",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.programme",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.subject",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="funding.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["request", "id"], name="entry_request"),
                    models.Index(fields=["subject", "year", "id"], name="entry_subject"),
                    models.Index(fields=["team", "id"], name="entry_team"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="entry_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reverse"), ("reverses__isnull", False)),
                            models.Q(models.Q(("kind", "reverse"), _negated=True), ("reverses", None)),
                            _connector="OR",
                        ),
                        name="entry_reverses",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["pay", "payment_failed"])),
                        fields=("payment", "kind"),
                        name="payment_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("request", "Request"),
                            ("subject", "Researcher and year"),
                            ("team", "Team"),
                            ("programme", "Programme"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scope_id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(default=0)),
                ("cap", models.BigIntegerField(null=True)),
                ("reserved", models.BigIntegerField(default=0)),
                ("claimed", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("recovered", models.BigIntegerField(default=0)),
                ("clawed_back", models.BigIntegerField(default=0)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="funding.programme",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "scope_id", "programme", "year"), name="balance_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid__gte", 0),
                            ("recovered__gte", 0),
                            ("clawed_back__gte", 0),
                            (
                                "claimed__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("paid"), "+", models.F("recovered")
                                    ),
                                    "+",
                                    models.F("clawed_back"),
                                ),
                            ),
                        ),
                        name="balance_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope", "claim"), ("claimed__lte", models.F("reserved")), _connector="OR"
                        ),
                        name="balance_claimed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved__gte", 0),
                            models.Q(("cap", None), ("reserved__lte", models.F("cap")), _connector="OR"),
                        ),
                        name="balance_cap",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_programmeevent" ("agency", "budget", "cap", "cap_subject", "code", "final_days", "id", "invitation_days", "legal_source", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "to_be_confirmed", "use_report_days", "wind_down_days", "year_basis") VALUES (NEW."agency", NEW."budget", NEW."cap", NEW."cap_subject", NEW."code", NEW."final_days", NEW."id", NEW."invitation_days", NEW."legal_source", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy", NEW."to_be_confirmed", NEW."use_report_days", NEW."wind_down_days", NEW."year_basis"); RETURN NULL;',
                    hash="3e4d90b523a93c55e9b627c190c8c6b0bc3efed3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3c927",
                    table="funding_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_programmeevent" ("agency", "budget", "cap", "cap_subject", "code", "final_days", "id", "invitation_days", "legal_source", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "to_be_confirmed", "use_report_days", "wind_down_days", "year_basis") VALUES (NEW."agency", NEW."budget", NEW."cap", NEW."cap_subject", NEW."code", NEW."final_days", NEW."id", NEW."invitation_days", NEW."legal_source", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy", NEW."to_be_confirmed", NEW."use_report_days", NEW."wind_down_days", NEW."year_basis"); RETURN NULL;',
                    hash="05aa2a72a918ad1f00d48231bbf6751c3c3a6f55",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_63414",
                    table="funding_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."business_number" IS DISTINCT FROM (NEW."business_number") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."claimed" IS DISTINCT FROM (NEW."claimed") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."cut" IS DISTINCT FROM (NEW."cut") OR OLD."cut_reason" IS DISTINCT FROM (NEW."cut_reason") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."foreign_amount" IS DISTINCT FROM (NEW."foreign_amount") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice" IS DISTINCT FROM (NEW."invoice") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."no_receipt" IS DISTINCT FROM (NEW."no_receipt") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."rate_on" IS DISTINCT FROM (NEW."rate_on") OR OLD."spent_on" IS DISTINCT FROM (NEW."spent_on") OR OLD."supply" IS DISTINCT FROM (NEW."supply") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."vat" IS DISTINCT FROM (NEW."vat"))',
                    func='INSERT INTO "funding_claimlineevent" ("business_number", "category_id", "checked_at", "checked_by_id", "claim_id", "claimed", "currency", "cut", "cut_reason", "exchange_rate", "fingerprint", "foreign_amount", "id", "invoice", "method", "month", "no_receipt", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "rate_on", "spent_on", "supply", "total", "vat") VALUES (NEW."business_number", NEW."category_id", NEW."checked_at", NEW."checked_by_id", NEW."claim_id", NEW."claimed", NEW."currency", NEW."cut", NEW."cut_reason", NEW."exchange_rate", NEW."fingerprint", NEW."foreign_amount", NEW."id", NEW."invoice", NEW."method", NEW."month", NEW."no_receipt", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."rate", NEW."rate_on", NEW."spent_on", NEW."supply", NEW."total", NEW."vat"); RETURN NULL;',
                    hash="e555020a0238d432b1cd09c7a3f6b5e4058f26ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c266c",
                    table="funding_claimline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claimline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_claimlineevent" ("business_number", "category_id", "checked_at", "checked_by_id", "claim_id", "claimed", "currency", "cut", "cut_reason", "exchange_rate", "fingerprint", "foreign_amount", "id", "invoice", "method", "month", "no_receipt", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "rate_on", "spent_on", "supply", "total", "vat") VALUES (OLD."business_number", OLD."category_id", OLD."checked_at", OLD."checked_by_id", OLD."claim_id", OLD."claimed", OLD."currency", OLD."cut", OLD."cut_reason", OLD."exchange_rate", OLD."fingerprint", OLD."foreign_amount", OLD."id", OLD."invoice", OLD."method", OLD."month", OLD."no_receipt", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."rate", OLD."rate_on", OLD."spent_on", OLD."supply", OLD."total", OLD."vat"); RETURN NULL;',
                    hash="c9c312f16c212730c754b70186ba5e8555d08e73",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5159e",
                    table="funding_claimline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_budgetlineevent" ("agreed", "category_id", "government", "id", "own_cash", "own_in_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id") VALUES (NEW."agreed", NEW."category_id", NEW."government", NEW."id", NEW."own_cash", NEW."own_in_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."request_id"); RETURN NULL;',
                    hash="656bc86478793549b29aaed47ce1018b8251573e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c094a",
                    table="funding_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_budgetlineevent" ("agreed", "category_id", "government", "id", "own_cash", "own_in_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "request_id") VALUES (NEW."agreed", NEW."category_id", NEW."government", NEW."id", NEW."own_cash", NEW."own_in_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."request_id"); RETURN NULL;',
                    hash="dab3ddb6747d8a89023f5adb212e06a3ec1030d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_179cb",
                    table="funding_budgetline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="costcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_costcategoryevent" ("ceiling", "ceiling_kind", "code", "direct", "id", "name_en", "name_ko", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "salary") VALUES (NEW."ceiling", NEW."ceiling_kind", NEW."code", NEW."direct", NEW."id", NEW."name_en", NEW."name_ko", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."salary"); RETURN NULL;',
                    hash="b5890ac5d4f0a2b33c5c608d0f5a7168cc6fb27b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7d6c0",
                    table="funding_costcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="costcategory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_costcategoryevent" ("ceiling", "ceiling_kind", "code", "direct", "id", "name_en", "name_ko", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "salary") VALUES (NEW."ceiling", NEW."ceiling_kind", NEW."code", NEW."direct", NEW."id", NEW."name_en", NEW."name_ko", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."salary"); RETURN NULL;',
                    hash="502fb2b9baf8ec93015010576f1ae98d248dce34",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d44c",
                    table="funding_costcategory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_teamevent" ("agreed_on", "budget", "call_id", "code", "cut_on", "fictional", "id", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_since", "programme_id") VALUES (NEW."agreed_on", NEW."budget", NEW."call_id", NEW."code", NEW."cut_on", NEW."fictional", NEW."id", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."priority_since", NEW."programme_id"); RETURN NULL;',
                    hash="9e81d6e16795338af8b1f3d584b89a540eca59fe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_98a02",
                    table="funding_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="team",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_teamevent" ("agreed_on", "budget", "call_id", "code", "cut_on", "fictional", "id", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_since", "programme_id") VALUES (NEW."agreed_on", NEW."budget", NEW."call_id", NEW."code", NEW."cut_on", NEW."fictional", NEW."id", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."priority_since", NEW."programme_id"); RETURN NULL;',
                    hash="1afe09c5aaa12008adacb9e3ce4212e77181bb01",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_07560",
                    table="funding_team",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="institution",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_institutionevent" ("business_number", "ends_on", "firm_size", "id", "key", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recovers_vat", "role", "starts_on", "team_id") VALUES (NEW."business_number", NEW."ends_on", NEW."firm_size", NEW."id", NEW."key", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recovers_vat", NEW."role", NEW."starts_on", NEW."team_id"); RETURN NULL;',
                    hash="94448f978e2e4c710f21a23721d69cf72d0efb22",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c1838",
                    table="funding_institution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="institution",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_institutionevent" ("business_number", "ends_on", "firm_size", "id", "key", "name_en", "name_ko", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recovers_vat", "role", "starts_on", "team_id") VALUES (NEW."business_number", NEW."ends_on", NEW."firm_size", NEW."id", NEW."key", NEW."name_en", NEW."name_ko", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recovers_vat", NEW."role", NEW."starts_on", NEW."team_id"); RETURN NULL;',
                    hash="9cdf176451786072b5a3aefa136b1c2f0adc5802",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fff1a",
                    table="funding_institution",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "funding_teammemberevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_at", "team_id", "user_id") VALUES (NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."starts_at", NEW."team_id", NEW."user_id"); RETURN NULL;',
                    hash="dbda55e75b528265f75c84bd84462dee3f1f63e7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e92f",
                    table="funding_teammember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "funding_teammemberevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_at", "team_id", "user_id") VALUES (NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."starts_at", NEW."team_id", NEW."user_id"); RETURN NULL;',
                    hash="5c650d136faec3df59448521e0412cb897849899",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6db40",
                    table="funding_teammember",
                    when="AFTER",
                ),
            ),
        ),
    ]
