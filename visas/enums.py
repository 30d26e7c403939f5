"""Choices of visa applications and their named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TOP_TIER = "top_tier"
"""Kind of a top-tier visa case, and the name of its policy."""


class EntryRoute(models.TextChoices):
    ABROAD = "abroad", _("From abroad: a visa is issued")
    IN_KOREA = "in_korea", _("Already in Korea: my status of stay changes")


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    SUPPLEMENT = "supplement", _("Waiting for you")
    PROPOSED = "proposed", _("Waiting for countersignature")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETURNED = "returned", _("Returned without a decision")


OPEN = (Status.SUBMITTED, Status.IN_REVIEW, Status.SUPPLEMENT, Status.PROPOSED)
WITH_OFFICER = (Status.SUBMITTED, Status.IN_REVIEW, Status.PROPOSED)
DECIDED = (Status.GRANTED, Status.REFUSED)
TERMINAL = (Status.GRANTED, Status.REFUSED, Status.WITHDRAWN, Status.RETURNED)
EDITABLE = (Status.DRAFT,)


class Requirement(models.TextChoices):
    """Documents an application needs; `visas.requirements` says which, when and why."""

    PASSPORT = "passport", _("Passport, photo page")
    DEGREE = "degree", _("Degree certificate")
    CAREER = "career", _("Certificates of career")
    CONTRACT = "contract", _("Employment contract")
    COMPANY = "company", _("Employer's business registration")
    CRIMINAL = "criminal", _("Criminal record certificate")
