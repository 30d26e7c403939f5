"""A funding programme: its cap, its year, its eligible costs, its matching rules and its calls."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.enums import Agency
from casework.models.base import Kept
from funding.enums import CapSubject, Ceiling, FirmSize, YearBasis


class Named(models.Model):
    """A name in English and Korean; a blank is refused by the database of each model that says so."""

    name_en = models.CharField(_("name in English"), max_length=200)
    name_ko = models.CharField(_("name in Korean"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_ko if get_language() == "ko" else self.name_en


@pghistory.track()
class Programme(Kept, Named):
    """Who may get how much. `cap`: KRW per subject and year; `budget`: KRW in all (NULL: open)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    agency = models.CharField(_("agency"), max_length=10, choices=Agency.choices, default=Agency.SCIENCE)
    cap_subject = models.CharField(
        _("the cap counts for"), max_length=10, choices=CapSubject.choices, default=CapSubject.PERSON
    )
    cap = models.BigIntegerField(_("cap in won"))
    year_basis = models.CharField(
        _("the year is"), max_length=10, choices=YearBasis.choices, default=YearBasis.CALENDAR
    )
    budget = models.BigIntegerField(_("budget in won"), null=True, blank=True)
    policy = models.SlugField(_("policy of the candidate gate"), max_length=40)
    invitation_days = models.PositiveSmallIntegerField(_("days to answer an invitation"), default=30)
    use_report_days = models.PositiveSmallIntegerField(_("days for the report on use"), default=30)
    final_days = models.PositiveSmallIntegerField(_("days for the final accounts"), default=90)
    wind_down_days = models.PositiveSmallIntegerField(_("days to wind down after leaving"), default=90)
    legal_source = models.CharField(_("source"), max_length=400)
    to_be_confirmed = models.BooleanField(_("to be confirmed by the ministry"), default=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(name="programme_names", condition=~Q(name_en="") & ~Q(name_ko="")),
            models.CheckConstraint(
                name="programme_money", condition=Q(cap__gt=0) & (Q(budget=None) | Q(budget__gte=0))
            ),
        ]


class Call(Kept, Named):
    """A call (공고) of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="calls")
    number = models.PositiveSmallIntegerField(_("number"))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    source = models.CharField(_("source"), max_length=400)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="call_number"),
            models.CheckConstraint(name="call_days", condition=Q(opens_on__lte=models.F("closes_on"))),
        ]


@pghistory.track()
class CostCategory(Kept, Named):
    """A line of the eligible-cost table (비목). `ceiling`: KRW a year or basis points of the base."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="categories")
    code = models.SlugField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(default=1)
    direct = models.BooleanField(_("direct cost"), default=True)
    salary = models.BooleanField(_("salary, by month of employment and stay"), default=False)
    ceiling_kind = models.CharField(
        _("ceiling"), max_length=10, choices=Ceiling.choices, default=Ceiling.NONE
    )
    ceiling = models.BigIntegerField(_("ceiling, in won or basis points"), default=0)
    note = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cost category")
        verbose_name_plural = _("cost categories")
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="cost_category"),
            models.CheckConstraint(name="category_names", condition=~Q(name_en="") & ~Q(name_ko="")),
            models.CheckConstraint(name="category_ceiling", condition=Q(ceiling__gte=0)),
        ]


class MatchingRule(Kept):
    """The most a government may bear, and the least cash in the own share, by size of the institution.

    Percent. National R&D Innovation Act, Art. 13; Decree, Art. 19(1).
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="matching")
    firm_size = models.CharField(_("size"), max_length=10, choices=FirmSize.choices)
    government_percent = models.PositiveSmallIntegerField(_("government at most, percent"))
    cash_percent = models.PositiveSmallIntegerField(_("cash at least, percent of the own share"))

    class Meta:
        verbose_name = _("matching rule")
        verbose_name_plural = _("matching rules")
        ordering = ["programme", "firm_size"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "firm_size"], name="matching_rule"),
            models.CheckConstraint(
                name="matching_percent",
                condition=Q(government_percent__lte=100) & Q(cash_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_firm_size_display()}: {self.government_percent} %"
