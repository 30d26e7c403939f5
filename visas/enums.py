"""Choices of visa applications and their named groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TOP_TIER = "top_tier"
"""Kind of a top-tier visa case, and the name of its policy."""

JOB_SEEKING = "d-10-t"
"""The policy of job seeking for top graduates; no kind of case."""

POINTS_EXAMPLE = "points-example"
"""A fictional policy; no kind of case, and no law."""


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


class StayStatus(models.TextChoices):
    """Statuses of stay (체류자격) a researcher of the top-tier lane may hold."""

    RESIDENT = "F-2", _("F-2 resident")
    JOB_SEEKING = "D-10-T", _("D-10-T job seeking")
    PERMANENT = "F-5", _("F-5 permanent residence")
    OTHER = "other", _("Another status of stay")


class StayEnd(models.TextChoices):
    """Why a stay ended before its last day."""

    LEFT = "left", _("Left Korea")
    CHANGED = "changed", _("Changed to another status of stay")
    CANCELLED = "cancelled", _("Stay cancelled")
    MISTAKE = "mistake", _("Recorded by mistake: this stay never counts")
