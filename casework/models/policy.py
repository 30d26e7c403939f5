"""Policy as data: versions, their routes, criteria, parameters, edition rules, reasons and remedies."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.enums import (
    Bands,
    DecisionOutcome,
    EditionDay,
    EditionKind,
    Governing,
    PolicyStage,
    PolicyStatus,
    RouteKind,
)


class Bilingual(models.Model):
    """A title in English and Korean; a blank is refused by the database."""

    title_en = models.CharField(_("title in English"), max_length=400)
    title_ko = models.CharField(_("title in Korean"), max_length=400)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_ko if get_language() == "ko" else self.title_en


def titles_given(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=~Q(title_en="") & ~Q(title_ko=""))


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def enacted(self) -> PolicyVersionQuerySet:
        return self.filter(status=PolicyStatus.ENACTED)

    def in_force(self, *, policy: str, day: date) -> PolicyVersionQuerySet:
        return self.enacted().filter(policy=policy, effective__contains=day)


class PolicyVersion(Bilingual):
    """One version of one policy. Enacted versions never change and never overlap."""

    policy = models.CharField(_("policy"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(
        _("status"), max_length=10, choices=PolicyStatus.choices, default=PolicyStatus.DRAFT
    )
    effective = DateRangeField(_("in force"), null=True, blank=True)
    governing = models.CharField(
        _("governing law"), max_length=12, choices=Governing.choices, default=Governing.DECISION
    )
    legal_source = models.CharField(_("legal source"), max_length=400)
    to_be_confirmed = models.BooleanField(_("to be confirmed by the ministry"), default=True)
    fictional = models.BooleanField(_("fictional"), default=False)
    clock_days = models.PositiveSmallIntegerField(_("processing days"), default=14)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="successors")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun"), db_default=Now())
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    enacted_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["policy", "-number"]
        constraints = [
            titles_given("policy_titles"),
            models.UniqueConstraint(fields=["policy", "number"], name="policy_number"),
            models.CheckConstraint(
                name="enacted_is_complete",
                condition=~Q(status=PolicyStatus.ENACTED)
                | (Q(effective__isnull=False) & Q(enacted_at__isnull=False) & ~Q(digest="")),
            ),
            ExclusionConstraint(
                name="enacted_do_not_overlap",
                expressions=[("policy", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
                condition=Q(status=PolicyStatus.ENACTED),
            ),
        ]

    def stage(self, today: date) -> PolicyStage:
        """Where the version stands on a day (Asia/Seoul)."""
        span = self.effective
        if self.status != PolicyStatus.ENACTED or span is None:
            return PolicyStage(self.status)
        if span.isempty or (span.upper is not None and span.upper <= today):
            return PolicyStage.SUPERSEDED
        return PolicyStage.SCHEDULED if span.lower > today else PolicyStage.IN_FORCE


class PolicyParameter(models.Model):
    """A figure of a version: an integer in its unit (months, rank, hundredths of GNI, points)."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="parameters")
    code = models.CharField(_("parameter"), max_length=40)
    value = models.BigIntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="policy_parameter")]

    def __str__(self) -> str:
        return f"{self.code} = {self.value} {self.unit}"


class PolicyEditionRule(models.Model):
    """Which publisher's editions feed which slot, which of them and how; several in one slot: any or all."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="edition_rules")
    kind = models.CharField(_("kind"), max_length=12, choices=EditionKind.choices)
    publisher = models.CharField(_("publisher"), max_length=80)
    every = models.BooleanField(_("every publisher must agree"), default=False)
    bands = models.CharField(
        _("ties and bands"),
        max_length=10,
        choices=Bands.choices,
        default=Bands.PRINTED,
        db_default=Bands.PRINTED,
    )
    day = models.CharField(
        _("which edition"),
        max_length=12,
        choices=EditionDay.choices,
        default=EditionDay.APPLICATION,
        db_default=EditionDay.APPLICATION,
    )

    class Meta:
        ordering = ["kind", "publisher"]
        constraints = [
            models.CheckConstraint(
                name="rule_reads_rankings",
                condition=Q(kind=EditionKind.RANKING) | Q(bands=Bands.PRINTED, day=EditionDay.APPLICATION),
            ),
            models.UniqueConstraint(fields=["version", "kind", "publisher"], name="policy_edition_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.publisher}"


class PolicyRoute(Bilingual):
    """A way to be eligible: all its criteria, or enough points."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="routes")
    code = models.CharField(_("route"), max_length=40)
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=RouteKind.choices, default=RouteKind.ALL)
    mark = models.PositiveSmallIntegerField(_("pass mark"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            titles_given("route_titles"),
            models.UniqueConstraint(fields=["version", "code"], name="policy_route"),
        ]


class PolicyCriterion(models.Model):
    """A criterion of the catalogue as a route of one version uses it; `rule` is the digest of its rule."""

    route = models.ForeignKey(PolicyRoute, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(_("criterion"), max_length=40)
    position = models.PositiveSmallIntegerField(default=1)
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    rule = models.CharField(max_length=64, blank=True, db_default="", default="")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["route", "code"], name="policy_criterion")]

    def __str__(self) -> str:
        return self.code


class PolicyReason(Bilingual):
    """A coded reason of a version that a decision may give."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="reasons")
    code = models.CharField(_("reason"), max_length=40)
    outcome = models.CharField(_("outcome"), max_length=10, choices=DecisionOutcome.choices)
    criterion = models.CharField(_("criterion"), max_length=40, blank=True)
    legal_source = models.CharField(_("legal source"), max_length=400)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["outcome", "position"]
        constraints = [
            titles_given("reason_titles"),
            models.UniqueConstraint(fields=["version", "code"], name="policy_reason"),
        ]


class PolicyRemedy(Bilingual):
    """What an applicant may do against a refusal; a letter prints confirmed ones only."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="remedies")
    code = models.CharField(_("remedy"), max_length=40)
    days = models.PositiveSmallIntegerField(_("time limit in days"))
    legal_source = models.CharField(_("legal source"), max_length=400)
    confirmed = models.BooleanField(_("confirmed by the ministry"), default=False)

    class Meta:
        constraints = [
            titles_given("remedy_titles"),
            models.UniqueConstraint(fields=["version", "code"], name="policy_remedy"),
        ]
