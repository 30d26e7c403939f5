"""Editions of reference data: dated, sourced, hashed, and unchangeable once sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.enums import EditionKind, MatchMethod
from casework.models.base import AppendOnly, Kept

READING_LENGTH = 400


class Edition(models.Model):
    """One published state of a ranking, a firm or institute list, or the GNI table."""

    kind = models.CharField(_("kind"), max_length=12, choices=EditionKind.choices)
    publisher = models.CharField(_("publisher"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    published_on = models.DateField(_("published on"))
    source = models.CharField(_("source"), max_length=300)
    invented = models.BooleanField(_("invented for the demo"), default=False)
    complete_to = models.PositiveIntegerField(
        _("complete to"),
        null=True,
        blank=True,
        help_text=_(
            "ranks up to this number are all listed; for a firm or institute list any number means complete"
        ),
    )
    content_hash = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["kind", "publisher", "-published_on"]

    def __str__(self) -> str:
        return f"{gettext(self.publisher)} {self.year}"


class EditionEntry(models.Model):
    """One row of a ranking or list as printed, and the organisation it was matched to."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    row = models.PositiveIntegerField(_("row in the file"))
    name = models.CharField(_("name as printed"), max_length=300)
    country = models.CharField(_("country as printed"), max_length=80, blank=True)
    rank_low = models.PositiveIntegerField(_("rank from"), null=True, blank=True)
    rank_high = models.PositiveIntegerField(_("rank to"), null=True, blank=True)
    ror_id = models.CharField(max_length=30, null=True, blank=True)
    method = models.CharField(_("matched by"), max_length=10, choices=MatchMethod.choices)

    class Meta:
        verbose_name = _("edition entry")
        verbose_name_plural = _("edition entries")
        ordering = ["row"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "row"], name="edition_row"),
            models.CheckConstraint(
                name="entry_rank_interval",
                condition=Q(rank_high__isnull=True) | Q(rank_low__lte=F("rank_high")),
            ),
        ]
        indexes = [models.Index(fields=["edition", "ror_id"], name="entry_organisation")]

    def __str__(self) -> str:
        return self.name


class EditionFigure(models.Model):
    """A number by year, such as GNI per capita in KRW."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.BigIntegerField(_("value"))
    preliminary = models.BooleanField(_("preliminary"), default=False)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["edition", "year"], name="edition_figure_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.value:,}"


class Standing(AppendOnly):
    """What one edition says about one facts row; filled by one set-based statement.

    Ranks: best rank of a master's or doctoral university, from and to. Months: at listed organisations.
    A column is NULL where the bound is open or the edition is of another kind. `reading` says how the edition
    was read (`casework.eligibility.reading`); empty: as printed, on the day of application.
    """

    facts = models.ForeignKey("casework.Facts", on_delete=models.PROTECT, related_name="standings")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="standings")
    reading = models.CharField(max_length=READING_LENGTH, blank=True, default="", db_default="")
    rank_low = models.IntegerField(null=True)
    rank_high = models.IntegerField(null=True)
    months_low = models.IntegerField(null=True)
    months_high = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facts", "edition", "reading"], name="standing_once")]

    def __str__(self) -> str:
        return f"{self.facts_id} in {self.edition_id}"


class Coverage(Kept):
    """Up to which facts the standings of one kind of case are complete in an edition, read in one way."""

    kind = models.CharField(max_length=30)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    reading = models.CharField(max_length=READING_LENGTH, blank=True, default="", db_default="")
    upto = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "edition", "reading"], name="coverage_once")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.edition_id}: {self.upto}"
