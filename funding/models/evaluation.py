"""Stage evaluations (단계평가): weighted scores, thresholds, and what becomes of each team."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import Kept
from funding.enums import StageOutcome
from funding.models.programme import Named, Programme
from funding.models.team import Team


class Stage(Kept, Named):
    """One evaluation of a programme. Weights are percent, thresholds hundredths of a point (of 100).

    Announced by a second person; from then on neither it nor its scores change.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField(_("number"))
    held_on = models.DateField(_("held on"))
    benchmark_weight = models.PositiveSmallIntegerField(_("weight of the benchmark"), default=40)
    expert_weight = models.PositiveSmallIntegerField(_("weight of the experts"), default=35)
    user_weight = models.PositiveSmallIntegerField(_("weight of the users"), default=25)
    continue_at = models.PositiveIntegerField(_("continues from"), default=7000)
    priority_at = models.PositiveIntegerField(_("priority from"), default=9000)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    prepared_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage evaluation")
        verbose_name_plural = _("stage evaluations")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="stage_number"),
            models.CheckConstraint(
                name="stage_weights",
                condition=Q(user_weight=100 - F("benchmark_weight") - F("expert_weight")),
            ),
            models.CheckConstraint(
                name="stage_two_persons",
                condition=Q(announced_at=None, signed_by=None)
                | (
                    Q(announced_at__isnull=False)
                    & Q(prepared_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & ~Q(prepared_person=F("signed_person"))
                ),
            ),
        ]


class StageScore(Kept):
    """A team's marks in a stage, in hundredths of a point (of 100), and the outcome with its reason."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="scores")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="scores")
    benchmark = models.PositiveIntegerField(_("benchmark"))
    expert = models.PositiveIntegerField(_("experts"))
    user = models.PositiveIntegerField(_("users"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=StageOutcome.choices)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["stage", "team"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "team"], name="stage_score"),
            models.CheckConstraint(
                name="score_range",
                condition=Q(benchmark__lte=10000) & Q(expert__lte=10000) & Q(user__lte=10000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}/{self.team_id}: {self.outcome}"

    @property
    def total(self) -> int:
        """Weighted score in hundredths of a point, rounded half up."""
        stage = self.stage
        weighted = (
            self.benchmark * stage.benchmark_weight
            + self.expert * stage.expert_weight
            + self.user * stage.user_weight
        )
        return (weighted + 50) // 100
