"""Criteria of the fictional points example: bands over what the top-tier visa compares, all invented."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.eligibility.criterion import Comparison, Criterion, Direction, Unit
from casework.enums import EditionKind
from visas.criteria import EXPERIENCE, PAY, RANK

FICTION = gettext_noop("Fictional, for trying points: no law says this")


def _ranked(parameter: str) -> Comparison:
    return Comparison(RANK, Direction.AT_MOST, parameter, Unit.RANK)


def _worked(parameter: str) -> Comparison:
    return Comparison(EXPERIENCE, Direction.AT_LEAST, parameter, Unit.MONTHS)


def _paid(parameter: str) -> Comparison:
    return Comparison(PAY, Direction.AT_LEAST, parameter, Unit.GNI_HUNDREDTHS, times=EditionKind.GNI)


CATALOGUE = (
    Criterion(
        "PX-DEGREE-01", _("Degree from a ranked university (fictional)"), FICTION, _ranked("wide_rank")
    ),
    Criterion(
        "PX-DEGREE-02", _("Degree from a high-ranked university (fictional)"), FICTION, _ranked("narrow_rank")
    ),
    Criterion("PX-EXPERIENCE-01", _("Some experience (fictional)"), FICTION, _worked("some_months")),
    Criterion("PX-EXPERIENCE-02", _("Long experience (fictional)"), FICTION, _worked("many_months")),
    Criterion("PX-PAY-01", _("Good pay (fictional)"), FICTION, _paid("some_pay")),
    Criterion("PX-PAY-02", _("High pay (fictional)"), FICTION, _paid("much_pay")),
)
