"""Verbs on invitations: a team sends and withdraws them, whoever owns the address answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused
from funding import notices
from funding.enums import GateStatus, InvitationKind, MemberRole
from funding.models import Institution, Invitation, Team, TeamMember
from funding.permissions import may_answer, may_manage, may_request, may_write
from funding.services.teams import lock_managed

MOST_OPEN = 20
"""Open invitations a team may have at a time."""
INVITE = "funding.invite"


def invite_member(
    *, actor: User, team: Team, email: str, role: MemberRole, language: str, token: UUID, now: datetime
) -> Invitation:
    """Ask an address to join the team in a role. Managers only. The same token again sends nothing more.

    Raises Refused for a member, for an address already asked, and beyond MOST_OPEN open invitations.
    """
    made = Invitation(kind=InvitationKind.MEMBER, email=email.strip().lower(), role=role, language=language)
    with guarded():
        made.team = lock_managed(actor, team)
        return _send(actor, made, token, now)


def invite_candidate(
    *,
    actor: User,
    team: Team,
    email: str,
    institution: Institution,
    language: str,
    token: UUID,
    now: datetime,
) -> Invitation:
    """Ask a researcher to be funded at an institution of the team. Managers and clerks; otherwise as above.

    Raises Refused once the team has left the programme or the institution the team, too.
    """
    made = Invitation(kind=InvitationKind.CANDIDATE, email=email.strip().lower(), language=language)
    made.institution = institution
    with guarded():
        made.team = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        answer = may_request(actor=actor, team=made.team, today=seoul_date(now))
        if not answer:
            raise Refused(answer.reason)
        ended = institution.ends_on is not None and institution.ends_on < seoul_date(now)
        if institution.team_id != made.team.pk or ended:
            raise Refused(_("This institution is not a member of the team."))
        return _send(actor, made, token, now)


def withdraw(*, actor: User, invitation: Invitation, now: datetime) -> Invitation:
    """Take back an invitation nobody has answered: managers, and claims clerks one to a researcher."""
    with guarded():
        team = Team.objects.select_for_update(no_key=True).get(pk=invitation.team_id)
        may = may_manage if invitation.kind == InvitationKind.MEMBER else may_write
        answer = may(actor=actor, team=team)
        if not answer:
            raise Refused(answer.reason)
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.withdrawn_at:
            return locked
        if locked.accepted_at or locked.declined_at:
            raise Refused(_("This invitation has been answered."))
        locked.withdrawn_at = now
        locked.save(update_fields=["withdrawn_at"])
        audit(actor=actor, verb="invitation.withdraw", subject=str(locked.pk), team=team.code)
    return locked


def accept_membership(*, actor: User, invitation: Invitation, now: datetime) -> TeamMember:
    """Join the team in the role offered. The one who accepted may do so again: nothing more happens.

    Raises Refused for somebody else, an officer's account, and an invitation that is not open.
    """
    with guarded():
        locked = lock_for(actor, invitation)
        if locked.kind != InvitationKind.MEMBER:
            raise Refused(_("This invitation is for a researcher."))
        members = TeamMember.objects.filter(team=locked.team, user=actor)
        known = members.order_by("-starts_at").first()
        if locked.accepted_at and known:
            return known
        allow(actor, locked, now)
        if members.current(now).exists():
            raise Refused(_("You already belong to this team."))
        member = TeamMember.objects.create(team=locked.team, user=actor, role=locked.role, starts_at=now)
        locked.answered_by, locked.accepted_at = actor, now
        locked.save(update_fields=["answered_by", "accepted_at"])
        audit(actor=actor, verb="invitation.accept", subject=str(locked.pk), team=locked.team.code)
        notices.to_inviters(invitation=locked, template="accepted")
    return member


def decline(*, actor: User, invitation: Invitation, now: datetime) -> Invitation:
    """Say no to either kind of invitation; again is harmless."""
    with guarded():
        locked = lock_for(actor, invitation)
        if locked.declined_at:
            return locked
        allow(actor, locked, now)
        locked.answered_by, locked.declined_at = actor, now
        locked.save(update_fields=["answered_by", "declined_at"])
        audit(actor=actor, verb="invitation.decline", subject=str(locked.pk), team=locked.team.code)
        notices.to_inviters(invitation=locked, template="declined")
    return locked


def lock_for(actor: User, invitation: Invitation) -> Invitation:
    """The invitation, locked. Raises Refused for an account that has not proved to own its address."""
    rows = Invitation.objects.visible_to(actor).select_for_update(of=("self",))
    locked = rows.select_related("team__programme", "institution").filter(pk=invitation.pk).first()
    if locked is None:
        raise Refused(_("This invitation was sent to another address."))
    return locked


def allow(actor: User, invitation: Invitation, now: datetime) -> None:
    """Raises Refused with the reason why the invitation cannot be answered."""
    answer = may_answer(actor=actor, invitation=invitation, now=now)
    if not answer:
        raise Refused(answer.reason)


def _send(actor: User, made: Invitation, token: UUID, now: datetime) -> Invitation:
    """Check, write and owe the message; the team is locked."""
    role, host = str(made.role), made.institution_id
    body = {"team": made.team.pk, "kind": str(made.kind), "to": made.email, "role": role, "host": host}
    same = Invitation.objects.filter(team=made.team, kind=made.kind, email__iexact=made.email)
    if replayed(actor=actor, token=token, action=INVITE, case=None, body=body):
        return same.latest("invited_at")
    same.unanswered().filter(expires_at__lte=now).update(withdrawn_at=now)
    _check(made, now)
    made.invited_by, made.invited_at = actor, now
    made.expires_at = now + timedelta(days=made.team.programme.invitation_days)
    made.save(force_insert=True)
    give(actor=actor, token=token, action=INVITE, case=None, body=body)
    audit(actor=actor, verb="invitation.send", subject=str(made.pk), team=made.team.code, kind=str(made.kind))
    notices.to_invited(invitation=made)
    return made


def _check(made: Invitation, now: datetime) -> None:
    sent = Invitation.objects.filter(team=made.team)
    same = sent.filter(kind=made.kind, email__iexact=made.email)
    if same.open(now).exists():
        raise Refused(_("This address already has an invitation that is open. Withdraw it to send another."))
    if sent.open(now).count() >= MOST_OPEN:
        words = _("A team may have %(most)s open invitations. Withdraw one that is no longer needed.")
        raise Refused(words % {"most": MOST_OPEN})
    if made.kind == InvitationKind.CANDIDATE:
        if same.filter(case__status=GateStatus.ACCEPTED).exists():
            raise Refused(_("This researcher has already accepted."))
        return
    owners = EmailAddress.objects.filter(email__iexact=made.email, verified=True).values("user")
    if TeamMember.objects.current(now).filter(team=made.team, user__in=owners).exists():
        raise Refused(_("This person already belongs to the team."))
