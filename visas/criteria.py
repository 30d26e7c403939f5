"""The catalogue of criteria for the top-tier visa (F-2).

A criterion used by an enacted version is never edited; it gets a successor with a new code.
Legal source: the Enforcement Decree of the Immigration Act, annex on the status of residence F-2, as the
Ministry of Justice announced its use for top-tier talent in April 2025. Known from the press only, so the
ministry has yet to confirm it.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.eligibility.criterion import (
    All,
    Any,
    Comparison,
    Criterion,
    Direction,
    Fact,
    Placed,
    Unit,
    Wording,
)
from casework.enums import EditionKind
from visas.enums import Requirement

LEGAL_SOURCE = gettext_noop(
    "Enforcement Decree of the Immigration Act, Annex 1-2 (F-2); "
    "Ministry of Justice announcement of the top-tier visa, April 2025"
)

RANK = Placed(
    "rank",
    EditionKind.RANKING,
    Unit.RANK,
    Wording(
        _("Best-ranked university of a master's degree or doctorate"),
        _("a degree from a university ranked %(threshold)s or better"),
        _("proof that the university is ranked %(threshold)s or better"),
    ),
)
EXPERIENCE = Fact(
    "experience",
    "experience_low",
    "experience_high",
    Unit.MONTHS,
    Wording(
        _("Work experience"),
        _("%(shortfall)s more of work experience"),
        _("proof of %(threshold)s of work experience"),
    ),
)
POSTDOC = Fact(
    "postdoc",
    "postdoc_low",
    "postdoc_high",
    Unit.MONTHS,
    Wording(
        _("Experience after the doctorate"),
        _("%(shortfall)s more of experience after the doctorate"),
        _("proof of %(threshold)s of experience after the doctorate"),
    ),
)
FIRM_MONTHS = Placed(
    "firm_months",
    EditionKind.FIRMS,
    Unit.MONTHS,
    Wording(
        _("Of it at listed leading firms"),
        _("%(shortfall)s more at a listed leading firm"),
        _("proof of %(threshold)s at listed leading firms"),
    ),
)
INSTITUTE_MONTHS = Placed(
    "institute_months",
    EditionKind.INSTITUTES,
    Unit.MONTHS,
    Wording(
        _("Of it at listed world-class institutes"),
        _("%(shortfall)s more at a listed world-class institute"),
        _("proof of %(threshold)s at listed world-class institutes"),
    ),
)
PAY = Fact(
    "pay",
    "top_tier__pay_low",
    "top_tier__pay_high",
    Unit.KRW,
    Wording(
        _("Annual pay before tax"),
        _("pay of at least %(threshold)s (+%(shortfall)s)"),
        _("proof of pay of at least %(threshold)s"),
    ),
)


def _months(subject: Fact | Placed, parameter: str) -> Comparison:
    return Comparison(subject, Direction.AT_LEAST, parameter, Unit.MONTHS)


def _pay(parameter: str) -> Comparison:
    return Comparison(PAY, Direction.AT_LEAST, parameter, Unit.GNI_HUNDREDTHS, times=EditionKind.GNI)


DEGREE_01 = Criterion(
    "TT-DEGREE-01",
    _("Degree from a top-ranked university"),
    LEGAL_SOURCE,
    Comparison(RANK, Direction.AT_MOST, "degree_rank", Unit.RANK),
    (Requirement.DEGREE,),
)
EXPERIENCE_01 = Criterion(
    "TT-EXPERIENCE-01",
    _("Experience at leading firms or institutes"),
    LEGAL_SOURCE,
    Any(
        (
            All((_months(EXPERIENCE, "experience_months"), _months(FIRM_MONTHS, "firm_months"))),
            All((_months(POSTDOC, "postdoc_months"), _months(INSTITUTE_MONTHS, "institute_months"))),
        )
    ),
    (Requirement.CAREER,),
)
PAY3_01 = Criterion(
    "TT-PAY3-01",
    _("Annual pay for the route with degree and experience"),
    LEGAL_SOURCE,
    _pay("pay_with_degree"),
    (Requirement.CONTRACT,),
)
PAY4_01 = Criterion(
    "TT-PAY4-01",
    _("Annual pay that needs no degree or experience"),
    LEGAL_SOURCE,
    _pay("pay_alone"),
    (Requirement.CONTRACT,),
)

JOB_SEEKING_SOURCE = gettext_noop(
    "Enforcement Decree of the Immigration Act, Annex 1-2 (D-10); "
    "press reports of 2025 on D-10-T, to be confirmed by the ministry"
)
JOB_DEGREE_01 = Criterion(
    "JS-DEGREE-01",
    _("Degree from a top-ranked university"),
    JOB_SEEKING_SOURCE,
    Comparison(RANK, Direction.AT_MOST, "degree_rank", Unit.RANK),
    (Requirement.DEGREE,),
)

CATALOGUE = (DEGREE_01, EXPERIENCE_01, PAY3_01, PAY4_01)
JOB_CATALOGUE = (JOB_DEGREE_01,)
