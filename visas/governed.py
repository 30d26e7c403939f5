"""The policies of this app: what each is tried on, and by what its effects are told apart."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casework.eligibility.policies import Dimension, Policy
from casework.enums import Sector
from visas.enums import JOB_SEEKING, POINTS_EXAMPLE, TOP_TIER, Status


def _countries() -> Mapping[str, str]:
    return {code: str(name) for code, name in countries}


def _sectors() -> Mapping[str, str]:
    return {str(code): str(label) for code, label in Sector.choices}


def _statuses() -> Mapping[str, str]:
    """As officers say them: a status speaks to the applicant otherwise."""
    return {str(code): str(label) for code, label in Status.choices} | {
        Status.SUPPLEMENT: str(_("With the applicant"))
    }


def _facts() -> Mapping[str, str]:
    """Names of `visas.facts.corrected`, whichever degree or job."""
    return {
        "pay": str(_("Annual pay")),
        "experience": str(_("Work experience")),
        "postdoc": str(_("Experience after the doctorate")),
        "degree.awarded": str(_("Degree: date of award")),
        "degree.organisation": str(_("Degree: organisation")),
        "employment.started": str(_("Employment: first day")),
        "employment.ended": str(_("Employment: last day")),
        "employment.organisation": str(_("Employment: organisation")),
    }


POLICIES = (
    Policy(
        code=TOP_TIER,
        title=_("Top-tier visa (F-2)"),
        kind=TOP_TIER,
        nationality=Dimension("top_tier__citizenship", _countries),
        sector=Dimension("top_tier__sector", _sectors),
        statuses=_statuses,
        facts=_facts,
    ),
    Policy(code=JOB_SEEKING, title=_("Job seeking for top graduates (D-10-T)"), governs=False),
    Policy(
        code=POINTS_EXAMPLE,
        title=_("Points example (fictional)"),
        kind=TOP_TIER,
        governs=False,
        nationality=Dimension("top_tier__citizenship", _countries),
        sector=Dimension("top_tier__sector", _sectors),
        statuses=_statuses,
        facts=_facts,
    ),
)
