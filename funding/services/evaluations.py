"""Stage evaluations (단계평가): prepared by a finance officer, announced by another person, then final.

National R&D Innovation Act, Art. 12(3): an evaluation may end a project or cut it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.permissions import Answer
from casework.services.audit import audit
from casework.transitions import Refused, Stale
from funding import report_notices as notices
from funding.enums import RequestStatus, StageOutcome
from funding.models import FundingRequest, Programme, Stage, StageScore, Team
from funding.permissions import may_officiate
from funding.services.requests import wind_down

ANNOUNCED = _("This stage evaluation has been announced and no longer changes.")


@dataclass(frozen=True, slots=True)
class Terms:
    """Weights in percent, thresholds in hundredths of a point (of 100)."""

    name_en: str
    name_ko: str
    held_on: date
    benchmark_weight: int = 40
    expert_weight: int = 35
    user_weight: int = 25
    continue_at: int = 7000
    priority_at: int = 9000


@dataclass(frozen=True, slots=True)
class Marks:
    """A team's marks in hundredths of a point (of 100)."""

    benchmark: int
    expert: int
    user: int


def open_stage(*, actor: User, programme: Programme, terms: Terms) -> Stage:
    """Begin the next stage evaluation of a programme. Raises Refused."""
    with guarded():
        locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        _may(actor, locked.agency, Role.FINANCE_OFFICER)
        number = Stage.objects.filter(programme=locked).count() + 1
        stage = Stage.objects.create(programme=locked, number=number, prepared_by=actor, **asdict(terms))
        audit(actor=actor, verb="stage.open", subject=f"{locked.code}:{number}")
    return stage


def change_terms(*, actor: User, stage: Stage, terms: Terms, expect: str) -> Stage:
    """Set weights, thresholds, day and name, and every outcome that followed the thresholds anew."""
    with guarded():
        own = _open(actor, stage, expect)
        followed = [one for one in own.scores.select_related("stage") if one.outcome == outcome_of(one)]
        for name, value in asdict(terms).items():
            setattr(own, name, value)
        own.prepared_by = actor
        own.save(update_fields=[*asdict(terms), "prepared_by"])
        for score in followed:
            score.stage = own
            score.outcome = outcome_of(score)
            score.save(update_fields=["outcome"])
        audit(actor=actor, verb="stage.terms", subject=_subject(own))
    return own


def mark(
    *,
    actor: User,
    stage: Stage,
    team: Team,
    marks: Marks,
    outcome: StageOutcome | None,
    reason: str,
    expect: str,
) -> StageScore:
    """Enter a team's marks. `outcome` None follows the thresholds; another one, as for lack of originality,
    needs a reason. Raises Refused, or Stale where the stage changed meanwhile."""
    with guarded():
        own = _open(actor, stage, expect)
        if team.programme_id != own.programme_id:
            raise Refused(_("The team belongs to another programme."))
        score = StageScore.objects.filter(stage=own, team=team).first() or StageScore(stage=own, team=team)
        score.stage = own
        score.benchmark, score.expert, score.user = marks.benchmark, marks.expert, marks.user
        score.outcome = outcome or outcome_of(score)
        score.reason = reason.strip()
        if score.outcome != outcome_of(score) and not score.reason:
            raise Refused(_("Say why the outcome is not the one of the thresholds."))
        score.save()
        own.prepared_by = actor
        own.save(update_fields=["prepared_by"])
        audit(actor=actor, verb="stage.mark", subject=_subject(own), team=team.code, outcome=score.outcome)
    return score


def announce(*, actor: User, stage: Stage, now: datetime, expect: str) -> Stage:
    """Announce as the second person: teams that are cut make no new requests from today and their agreements
    wind down; priority begins today; every team is told. Raises Refused, or Stale."""
    today = seoul_date(now)
    with guarded():
        own = _locked(stage, expect)
        answer = may_announce(actor=actor, stage=own)
        if not answer:
            raise Refused(answer.reason)
        scores = list(own.scores.select_related("team__programme", "stage"))
        if not scores:
            raise Refused(_("No team has been marked yet."))
        own.signed_by, own.announced_at = actor, now
        own.save(update_fields=["signed_by", "announced_at"])
        audit(actor=actor, verb="stage.announce", subject=_subject(own), teams=len(scores))
        for score in scores:
            _apply(score, today, now)
            notices.announced(score)
    return own


def may_announce(*, actor: User, stage: Stage) -> Answer:
    """A payment approver of the programme's agency who did not prepare the stage, under any account."""
    if stage.announced_at is not None:
        return Answer(False, ANNOUNCED)
    if stage.prepared_person_id == actor.person_id:
        return Answer(False, _("You prepared this. Another person must announce it."))
    return may_officiate(actor=actor, agency=stage.programme.agency, role=Role.PAYMENT_APPROVER)


def outcome_of(score: StageScore) -> StageOutcome:
    """What the thresholds say of a score."""
    if score.total >= score.stage.priority_at:
        return StageOutcome.PRIORITY
    return StageOutcome.CONTINUE if score.total >= score.stage.continue_at else StageOutcome.CUT


def seen(stage: Stage) -> str:
    """SHA-256 of everything an announcement would say: what a person who signs has seen."""
    rows = stage.scores.order_by("pk").values_list("team", "benchmark", "expert", "user", "outcome", "reason")
    terms = {name: getattr(stage, name) for name in Terms.__dataclass_fields__}
    return sha256(json.dumps([terms, *rows], default=str).encode()).hexdigest()


def _apply(score: StageScore, today: date, now: datetime) -> None:
    team = Team.objects.select_for_update(no_key=True).get(pk=score.team_id)
    if score.outcome == StageOutcome.PRIORITY and team.priority_since is None:
        team.priority_since = today
        team.save(update_fields=["priority_since"])
    if score.outcome == StageOutcome.CUT and team.cut_on is None:
        team.cut_on = today
        team.save(update_fields=["cut_on"])
        agreed = FundingRequest.objects.filter(team=team, case__status=RequestStatus.AGREED)
        for request in agreed.order_by("pk"):
            wind_down(request, now)


def _open(actor: User, stage: Stage, expect: str) -> Stage:
    own = _locked(stage, expect)
    _may(actor, own.programme.agency, Role.FINANCE_OFFICER)
    return own


def _locked(stage: Stage, expect: str) -> Stage:
    rows = Stage.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    own = rows.get(pk=stage.pk)
    if own.announced_at is not None:
        raise Refused(ANNOUNCED)
    if seen(own) != expect:
        raise Stale
    return own


def _may(actor: User, agency: str, role: Role) -> None:
    answer = may_officiate(actor=actor, agency=agency, role=role)
    if not answer:
        raise Refused(answer.reason)


def _subject(stage: Stage) -> str:
    return f"{stage.programme.code}:{stage.number}"
