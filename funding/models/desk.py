"""A researcher and the requests as the funding desk sees them: the same rows with pages of their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.models import Person
from funding.models.request import FundingRequest


class Timeline(Person):
    """A person as one timeline across profile, visa and money."""

    class Meta:
        proxy = True
        verbose_name = _("timeline of a researcher")
        verbose_name_plural = _("timelines of researchers")


class Statistics(FundingRequest):
    """The requests in figures."""

    class Meta:
        proxy = True
        verbose_name = _("funding statistics")
        verbose_name_plural = _("funding statistics")
