"""What a researcher has studied, done and made. Dates are partial: "2016", "2016-02" or "2016-02-29"."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.enums import DegreeLevel
from recruitment import validators
from recruitment.enums import OutputKind
from recruitment.models.base import PersonalQuerySet

PARTIAL = r"^[0-9]{4}(-[0-9]{2}){0,2}$"


class HistoryRow(models.Model):
    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="%(class)ss")
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        abstract = True


@pghistory.track()
class Degree(HistoryRow):
    """A degree. `institution` is what the person typed, `organisation` what they chose of the registry, if
    any."""

    level = models.SmallIntegerField(_("degree"), choices=DegreeLevel.choices)
    institution = models.CharField(_("university"), max_length=300)
    organisation = models.ForeignKey(
        "recruitment.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    field = models.CharField(_("field of study"), max_length=120)
    awarded = models.CharField(_("awarded"), max_length=10, validators=[validators.partial_date])

    class Meta:
        verbose_name = _("degree")
        verbose_name_plural = _("degrees")
        ordering = ["-level", "-awarded", "id"]
        constraints = [models.CheckConstraint(name="degree_awarded", condition=Q(awarded__regex=PARTIAL))]

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.institution}"


@pghistory.track()
class Employment(HistoryRow):
    """A job. `ended` is empty exactly while it goes on."""

    employer = models.CharField(_("employer"), max_length=300)
    organisation = models.ForeignKey(
        "recruitment.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("job title"), max_length=120)
    country = CountryField(_("country"))
    started = models.CharField(_("started"), max_length=10, validators=[validators.partial_date])
    ended = models.CharField(_("ended"), max_length=10, blank=True, validators=[validators.partial_date])
    ongoing = models.BooleanField(_("I still work there"), default=False)
    is_research = models.BooleanField(_("research or development was my main task"), default=False)

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employment")
        ordering = ["-started", "id"]
        constraints = [
            models.CheckConstraint(
                name="employment_period",
                condition=Q(started__regex=PARTIAL)
                & (Q(ongoing=True, ended="") | Q(ongoing=False, ended__regex=PARTIAL)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.employer}"


@pghistory.track()
class Output(HistoryRow):
    """A publication, patent, program or other result."""

    kind = models.CharField(_("kind"), max_length=12, choices=OutputKind.choices)
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    venue = models.CharField(_("journal, conference, office or publisher"), max_length=200, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True, validators=[validators.doi])

    class Meta:
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        ordering = ["-year", "id"]

    def __str__(self) -> str:
        return self.title
