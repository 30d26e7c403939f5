"""Top 100 becomes top 200: an owner drafts and tries it, another person signs, a check changes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from casework.models import Case, Notice, Screening, User
from talent_portal.demo import journey
from talent_portal.demo.applicants import AMARA
from talent_portal.demo.world import read_world
from tests.journeys.lawmaker import OWNER, SIGNER, Lawmaker
from tests.journeys.runs import Run
from tests.journeys.visitor import Visitor, until
from tests.visas.build import submit

RANK, TITLE = 200, "Top 200 universities"


def walk(enter: Any, run: Run) -> None:
    """The whole story. Law begins by the day, so that it happens once in each portal."""
    case, researcher = _applicant()
    applicant = enter(Visitor, run)
    applicant.signs_in_quietly(researcher)
    _reads_how_many_criteria_are_met(applicant, case, 2)
    owner = enter(Lawmaker, run)
    owner.signs_in_as(OWNER)
    owner.clones_the_law(TITLE)
    owner.changes_the_rank(RANK)
    owner.runs_the_what_if()
    owner.finds_who_gains(case.reference)
    owner.may_not_sign()

    signer = enter(Lawmaker, run)
    signer.signs_in_as(SIGNER)
    signer.signs(owner.result)
    outcomes = Screening.objects.filter(facts__case=case).order_by("version__number")
    assert list(outcomes.values_list("outcome", flat=True))[-2:] == [0, 1]
    assert Notice.objects.filter(case=case, template="visas/check_changed").count() == 1

    _reads_how_many_criteria_are_met(applicant, case, 3)


def _reads_how_many_criteria_are_met(applicant: Visitor, case: Case, met: int) -> None:
    applicant.open(f"/applications/{case.pk}/")
    route = "1유형" if applicant.run.language == "ko" else "Route 1"
    words = "Your answers meet %(met)s of %(total)s criteria of %(route)s. An officer decides."
    applicant.reads(words, met=met, total=3, route=route)


def _applicant() -> tuple[Case, User]:
    """Dr Diallo, with a degree ranked 102nd, submitted and checked."""
    now = timezone.now()
    user = journey.account(AMARA)
    journey.fill_profile(user=user, applicant=AMARA, world=read_world(), day=timezone.localdate(now))
    draft = journey.draft(user=user, applicant=AMARA, now=now)
    case = submit(user, draft, name=user.person.profile.passport_name, now=now)
    until(lambda: Screening.objects.filter(facts__case=case).exists(), what="the first check")
    return case, user
