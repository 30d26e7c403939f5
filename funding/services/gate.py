"""Verbs of a researcher on the candidate gate: accept with released posts, release anew, revoke."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import ConsentPurpose
from casework.guards import guarded
from casework.models import Case, Consent, Facts, FactsEmployment, Person, User
from casework.references import next_reference
from casework.services import screening
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused, lock, move, open_case
from funding import notices
from funding.consents import TEXT_VERSION
from funding.enums import GateStatus, InvitationKind
from funding.facts import GatePlan, digest, plan
from funding.models import Invitation
from funding.services.invitations import allow, lock_for
from recruitment.models import Employment
from recruitment.queries import profile_of

ACCEPT = "funding.gate"
RELEASE = "funding.release"


def accept_candidacy(
    *,
    actor: User,
    invitation: Invitation,
    research: Collection[int],
    leading: Collection[int],
    token: UUID,
    now: datetime,
) -> Case:
    """Accept to be funded by a team, having read and given the consent of `funding.consents`.

    Opens a gate of its own for this team, freezes the posts released as research and as leading projects
    (keys of the researcher's Employment rows), and owes the automatic check. The same token again returns the
    same case. Raises Refused for an invitation that is not theirs or not open, a profile without a name, and
    where no post is released.
    """
    body = {"invitation": invitation.pk, "research": sorted(research), "leading": sorted(leading)}
    with guarded():
        locked = lock_for(actor, invitation)
        if locked.case and replayed(actor=actor, token=token, action=ACCEPT, case=locked.case, body=body):
            return locked.case
        allow(actor, locked, now)
        if locked.kind != InvitationKind.CANDIDATE:
            raise Refused(_("This invitation is for a member of the team."))
        planned = _planned(actor.person, research, leading, now)
        case = _open(actor, locked, now)
        _freeze(actor, case, planned)
        _consent(actor.person, given=True)
        locked.answered_by, locked.accepted_at, locked.case = actor, now, case
        locked.save(update_fields=["answered_by", "accepted_at", "case"])
        give(actor=actor, token=token, action=ACCEPT, case=case, body=body)
        notices.to_inviters(invitation=locked, template="accepted")
    return case


def release_again(
    *,
    actor: User,
    case: Case,
    research: Collection[int],
    leading: Collection[int],
    token: UUID,
    now: datetime,
) -> Facts:
    """Freeze the profile's posts anew under an accepted gate and owe another check; earlier facts stay.

    The same token again returns the newest facts. Raises Refused for anybody else and once revoked.
    """
    body = {"case": case.pk, "research": sorted(research), "leading": sorted(leading)}
    with guarded():
        locked = lock(case)
        if replayed(actor=actor, token=token, action=RELEASE, case=locked, body=body):
            return locked.facts.latest("number")
        if actor.is_staff or locked.person_id != actor.person_id:
            raise Refused(_("Only the researcher may do this."))
        if locked.status != GateStatus.ACCEPTED:
            raise Refused(_("You have revoked your acceptance. The team must invite you again."))
        facts = _freeze(actor, locked, _planned(locked.person, research, leading, now))
        give(actor=actor, token=token, action=RELEASE, case=locked, body=body)
        audit(actor=actor, verb="gate.release", case=locked, facts=facts.number)
    return facts


def revoke(*, actor: User, case: Case, now: datetime, expect: int) -> Case:
    """Take back the acceptance: no new request can be made on it. Agreements already made run on."""
    with guarded():
        moved = move(case=case, action="revoke", actor=actor, now=now, expect=expect)
        invitation = Invitation.objects.select_related("team").get(case=moved)
        others = Case.objects.filter(
            person=moved.person_id, invitation__isnull=False, status=GateStatus.ACCEPTED
        )
        if not others.exists():
            _consent(moved.person, given=False)
        page = reverse("team_researchers", args=[invitation.team.code])
        notices.to_team(
            team=invitation.team, case=moved, event="revoke", template="funding/revoked", path=page
        )
    return moved


def _planned(person: Person, research: Collection[int], leading: Collection[int], now: datetime) -> GatePlan:
    if not profile_of(person).passport_name:
        raise Refused(_("Enter your name as in your passport in your profile first."))
    wanted = {*research, *leading}
    own = {job.pk: job for job in Employment.objects.filter(person=person, pk__in=wanted)}
    if wanted != own.keys():
        raise Refused(_("One of these posts is no longer in your profile. Look at the list again."))
    planned = plan(
        research=[own[key] for key in sorted(set(research))],
        leading=[own[key] for key in sorted(set(leading))],
        as_of=seoul_date(now),
    )
    if not planned.posts:
        raise Refused(_("Choose at least one post that has begun."))
    return planned


def _open(actor: User, invitation: Invitation, now: datetime) -> Case:
    programme = invitation.team.programme
    case = Case(
        kind=programme.policy,
        reference=next_reference("FG", now),
        person=actor.person,
        agency=programme.agency,
        language=actor.language,
        submitted_at=now,
    )
    return open_case(case=case, actor=actor, now=now)


def _freeze(actor: User, case: Case, planned: GatePlan) -> Facts:
    """The next facts row of a locked case with its posts, and the check owed for it."""
    newest = case.facts.order_by("-number").values_list("number", flat=True).first()
    facts = Facts.objects.create(
        case=case,
        number=(newest or 0) + 1,
        as_of=planned.as_of,
        experience_low=planned.experience[0],
        experience_high=planned.experience[1],
        made_by=actor,
        digest=digest(planned),
    )
    FactsEmployment.objects.bulk_create(
        FactsEmployment(
            facts=facts,
            ror_id=released.post.ror_id,
            employer=released.post.employer,
            started_low=released.post.started_low,
            started_high=released.post.started_high,
            ended_low=released.post.ended_low,
            ended_high=released.post.ended_high,
            counts_for=released.counts_for,
        )
        for released in planned.posts
    )
    screening.owe(facts, today=planned.as_of)
    return facts


def _consent(person: Person, *, given: bool) -> None:
    Consent.objects.create(
        person=person, purpose=ConsentPurpose.CONSORTIUM, text_version=TEXT_VERSION, given=given
    )
