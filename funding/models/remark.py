"""What an officer tells a team about its paper, in words: why it goes back to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import AppendOnly


class Remark(AppendOnly):
    """A note on a request, claim or report; `case_version` is the state of the case it was written in."""

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="remarks")
    case_version = models.PositiveIntegerField()
    text = models.TextField(_("remark"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="remark_said", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.case_version}"
