"""The registry of organisations (ROR, CC0): universities, institutes, companies of the world."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class Organisation(models.Model):
    """One organisation; loaded whole by `manage.py load_organisations`, never edited by hand.

    `key` is the compared form of the name, `keys` of every name and alias (recruitment.names.name_key),
    `search` the same ones in a single text under a trigram index.
    """

    ror_id = models.CharField(primary_key=True, max_length=30)
    name = models.CharField(_("name"), max_length=300)
    name_ko = models.CharField(_("Korean name"), max_length=200, blank=True)
    country = CountryField(_("country"))
    city = models.CharField(_("city"), max_length=120, blank=True)
    types = ArrayField(models.CharField(max_length=20))
    aliases = ArrayField(models.CharField(max_length=300))
    key = models.CharField(max_length=300)
    keys = ArrayField(models.CharField(max_length=300))
    search = models.TextField()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        indexes = [
            GinIndex(fields=["search"], name="organisation_search", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["keys"], name="organisation_keys"),
        ]

    def __str__(self) -> str:
        return self.name
