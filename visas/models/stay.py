"""The stay in Korea (체류): under which status, from which day to which."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.models.base import Kept
from recruitment.models.base import PersonalQuerySet
from visas.enums import StayEnd, StayStatus

DAYS = Func(
    F("starts_on"),
    Coalesce(F("ended_on"), F("ends_on")),
    RangeBoundary(inclusive_lower=True, inclusive_upper=True),
    function="daterange",
    output_field=DateRangeField(),
)


class StayQuerySet(PersonalQuerySet["Stay"]):
    def counted(self) -> StayQuerySet:
        """Without those recorded by mistake; the earliest first."""
        return self.exclude(end_reason=StayEnd.MISTAKE).order_by("starts_on")


@pghistory.track()
class Stay(Kept):
    """A period of stay (체류기간), both days included, beside the granted case, which stays as it is.

    An extension (체류기간 연장) is a stay of its own that begins the day after. The database refuses
    overlapping stays of a person, a case that is not their granted one, and any change but an end.
    """

    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="stays")
    case = models.ForeignKey(
        "casework.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="stays"
    )
    status_of_stay = models.CharField(_("status of stay"), max_length=10, choices=StayStatus.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=StayEnd.choices, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    objects = StayQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay in Korea")
        verbose_name_plural = _("stays in Korea")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(name="stay_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.CheckConstraint(
                name="open_stay_is_permanent",
                condition=Q(ends_on__isnull=False) | Q(status_of_stay=StayStatus.PERMANENT),
            ),
            models.CheckConstraint(
                name="stay_ended_within",
                condition=Q(ended_on__isnull=True)
                | (
                    Q(ended_on__gte=F("starts_on"))
                    & (Q(ends_on__isnull=True) | Q(ended_on__lte=F("ends_on")))
                ),
            ),
            models.CheckConstraint(
                name="stay_end_has_reason",
                condition=Q(ended_on__isnull=True, end_reason__in=["", StayEnd.MISTAKE])
                | Q(
                    ended_on__isnull=False,
                    end_reason__in=[StayEnd.LEFT, StayEnd.CHANGED, StayEnd.CANCELLED],
                ),
            ),
            ExclusionConstraint(
                name="stays_do_not_overlap",
                expressions=[("person", RangeOperators.EQUAL), (DAYS, RangeOperators.OVERLAPS)],
                condition=~Q(end_reason=StayEnd.MISTAKE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_of_stay} {self.starts_on} – {self.last_day or ''}".strip()

    @property
    def last_day(self) -> date | None:
        """The last day it counts, early end included; None while permanent."""
        return self.ended_on or self.ends_on

    @property
    def mistaken(self) -> bool:
        return self.end_reason == StayEnd.MISTAKE
