"""Who may do what to funding, and why not; (allowed, reason), the reason fit for the page."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import Case, User
from casework.permissions import YES, Answer
from funding.enums import CLAIM_EDITABLE, RUNNING, WRITING, MemberRole
from funding.models import Claim, FundingRequest, Invitation, PaymentBatch, Ruling, Team, TeamMember

TEAM_ONLY = Answer(False, _("Only managers and claims clerks of the team may do this."))
OFFICER = {"finance": Role.FINANCE_OFFICER, "payment": Role.PAYMENT_APPROVER}


def may_take_funding_edge(*, actor: User | None, case: Case, by: str) -> Answer:
    """The doorkeeper of funding cases: team, candidate, finance officer or payment approver."""
    if actor is None or not actor.is_active:
        return Answer(False, _("You must be signed in."))
    if by == "candidate":
        own = case.person_id == actor.person_id and not actor.is_staff
        return YES if own else Answer(False, _("Only the researcher may do this."))
    if by == "team":
        return YES if writes_for_case(actor, case) else TEAM_ONLY
    return may_officiate(actor=actor, agency=case.agency, role=OFFICER[by], case=case)


def may_officiate(*, actor: User, agency: str, role: Role, case: Case | None = None) -> Answer:
    """A finance officer or payment approver of the agency, not on their own case."""
    if case is not None and case.person_id == actor.person_id:
        return Answer(False, _("This is your own case."))
    if agency not in actor.agencies(role):
        return Answer(
            False, _("This needs the role “%(role)s” at the agency of this case.") % {"role": role.label}
        )
    return YES


def role_in(actor: User, team: Team) -> MemberRole | None:
    """The role the account has in the team now; None for everybody else, officers included."""
    if actor.is_staff or not actor.is_active:
        return None
    known = TeamMember.objects.current(timezone.now()).filter(team=team, user=actor)
    role = known.values_list("role", flat=True).first()
    return MemberRole(role) if role else None


def may_write(*, actor: User, team: Team) -> Answer:
    """Managers and clerks."""
    return YES if role_in(actor, team) in WRITING else TEAM_ONLY


def may_manage(*, actor: User, team: Team) -> Answer:
    """Managers: members, invitations, institutions, accounts."""
    if role_in(actor, team) == MemberRole.MANAGER:
        return YES
    return Answer(False, _("Only managers of the team may do this."))


def may_request(*, actor: User, team: Team, today: date) -> Answer:
    """A new request: managers and clerks of a team that has not left the programme."""
    if team.cut_on is not None and team.cut_on <= today:
        return Answer(False, _("The team has left the programme. It can make no new requests."))
    return may_write(actor=actor, team=team)


def may_claim(*, actor: User, request: FundingRequest) -> Answer:
    """A claim: managers and clerks, on an agreement that runs."""
    if request.case.status not in RUNNING:
        return Answer(False, _("Costs can be claimed once two persons have signed the agreement."))
    return may_write(actor=actor, team=request.team)


def may_countersign(*, actor: User, ruling: Ruling) -> Answer:
    """The second of the two persons: a payment approver who did not propose, under any account."""
    if ruling.proposed_person_id == actor.person_id:
        return Answer(False, _("You proposed this. Another person must sign it."))
    return may_officiate(actor=actor, agency=ruling.case.agency, role=Role.PAYMENT_APPROVER, case=ruling.case)


def writes_for_case(actor: User, case: Case) -> bool:
    """Whether the account is a manager or clerk of the team behind a request, claim or report; one query."""
    if actor.is_staff:
        return False
    team_of = (
        Q(team__requests__case=case)
        | Q(team__requests__claims__case=case)
        | Q(team__requests__reports__case=case)
    )
    members = TeamMember.objects.current(timezone.now()).filter(user=actor, role__in=WRITING)
    return members.filter(team_of).exists()


def may_answer(*, actor: User, invitation: Invitation, now: datetime) -> Answer:
    """An invitation the account may see (`visible_to`), not answered, withdrawn or expired; never staff."""
    if actor.is_staff:
        return Answer(False, _("Officers’ accounts answer no invitations. Use an account of your own."))
    if invitation.accepted_at:
        return Answer(False, _("This invitation was accepted."))
    if invitation.declined_at:
        return Answer(False, _("This invitation was declined."))
    if invitation.withdrawn_at:
        return Answer(False, _("The team has withdrawn this invitation."))
    if invitation.expires_at <= now:
        return Answer(False, _("This invitation has expired. Ask the team for a new one."))
    return YES


def may_edit_claim(*, actor: User, claim: Claim) -> Answer:
    """Lines and receipts: managers and clerks, until the claim is submitted, on an agreement that runs."""
    if claim.case.status not in CLAIM_EDITABLE:
        return Answer(False, _("The claim is submitted. It can no longer be changed."))
    return may_claim(actor=actor, request=claim.request)


def may_sign_batch(*, actor: User, batch: PaymentBatch) -> Answer:
    """The second person of a payment batch: a payment approver who did not prepare it, under any account."""
    if batch.prepared_person_id == actor.person_id:
        return Answer(False, _("You prepared this batch. Another person must sign it."))
    return may_officiate(actor=actor, agency=batch.programme.agency, role=Role.PAYMENT_APPROVER)
