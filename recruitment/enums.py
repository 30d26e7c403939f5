"""Choices of the researcher's profile."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Movement(models.TextChoices):
    ARRIVING = "arriving", _("Arriving: I would come to Korea")
    RETURNING = "returning", _("Returning: I am coming back to Korea")
    STAYING = "staying", _("Staying: I already live in Korea")


class Sex(models.TextChoices):
    FEMALE = "F", _("Female")
    MALE = "M", _("Male")
    OTHER = "X", _("Unspecified (X)")


class OutputKind(models.TextChoices):
    PUBLICATION = "publication", _("Publication")
    PATENT = "patent", _("Patent")
    SOFTWARE = "software", _("Software")
    OTHER = "other", _("Other")


class SectionState(models.TextChoices):
    """How far one part of the profile is."""

    TODO = "todo", _("To do")
    PROGRESS = "progress", _("In progress")
    DONE = "done", _("Done")


EDUCATION = "education"
COMPANY = "company"
