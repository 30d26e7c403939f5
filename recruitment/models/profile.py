"""The researcher's profile: names as in the passport, citizenship, where they live and where they head."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField

from casework.enums import Sector
from casework.models.base import Kept
from recruitment import validators
from recruitment.enums import Movement, Sex
from recruitment.models.base import PersonalQuerySet

MOST_CITIZENSHIPS = 3
PERSONAL = (
    "surname",
    "given_names",
    "single_name",
    "hangul_name",
    "native_name",
    "birth_date",
    "sex",
    "phone",
    "passport_expires_on",
)
"""Columns that history must not repeat."""


@pghistory.track(exclude=list(PERSONAL))
class Profile(Kept):
    """One per person. The passport number itself is in the vault; a holder of one name has `surname`
    alone."""

    person = models.OneToOneField("casework.Person", on_delete=models.PROTECT, related_name="profile")
    surname = models.CharField(_("surname"), max_length=80, blank=True, validators=[validators.latin_name])
    given_names = models.CharField(
        _("given names"), max_length=120, blank=True, validators=[validators.latin_name]
    )
    single_name = models.BooleanField(_("my passport shows one name only"), default=False)
    hangul_name = models.CharField(
        _("name in Hangul"), max_length=60, blank=True, validators=[validators.hangul_name]
    )
    native_name = models.CharField(_("name in your own script"), max_length=120, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex as in your passport"), max_length=1, choices=Sex.choices, blank=True)
    citizenships = ArrayField(
        models.CharField(max_length=2),
        size=MOST_CITIZENSHIPS,
        verbose_name=_("citizenship"),
        default=list,
        blank=True,
    )
    residence = CountryField(_("country you live in"), blank=True)
    movement = models.CharField(_("your move"), max_length=10, choices=Movement.choices, blank=True)
    sector = models.CharField(_("field"), max_length=20, choices=Sector.choices, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    passport_country = CountryField(_("issued by"), blank=True)
    passport_expires_on = models.DateField(_("valid until"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonalQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                name="single_name_alone", condition=Q(single_name=False) | Q(given_names="")
            ),
            models.CheckConstraint(
                name="citizenships_count", condition=Q(citizenships__len__lte=MOST_CITIZENSHIPS)
            ),
        ]

    def __str__(self) -> str:
        return self.passport_name

    @property
    def passport_name(self) -> str:
        """Surname first, as the passport prints it."""
        return f"{self.surname} {self.given_names}".strip()
