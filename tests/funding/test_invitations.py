"""Invitations by e-mail: only who proves to own the address answers, once, in time, and never an officer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress

from casework.models import AuditEntry, Notice, User
from casework.services import notices
from casework.services.notices import compose
from casework.transitions import Refused
from funding.enums import InvitationKind, MemberRole
from funding.models import Invitation, Team, TeamMember
from funding.permissions import role_in
from funding.services.invitations import (
    MOST_OPEN,
    accept_membership,
    decline,
    invite_candidate,
    invite_member,
    withdraw,
)
from tests.cast import researcher
from tests.funding.build import Funds
from tests.funding.gates import invited, manager_of

ADDRESS = "new.clerk@example.org"


@pytest.fixture
def team(funds: Funds) -> Team:
    return funds.team()


@pytest.fixture
def manager(funds: Funds, team: Team) -> User:
    return manager_of(funds, team)


def invite(
    funds: Funds, team: Team, email: str = ADDRESS, *, token: UUID | None = None, actor: User | None = None
) -> Invitation:
    return invite_member(
        actor=actor or manager_of(funds, team),
        team=team,
        email=email,
        role=MemberRole.CLERK,
        language="ko",
        token=token or uuid4(),
        now=funds.now,
    )


def test_the_message_names_nobody_and_carries_the_link(funds: Funds, team: Team) -> None:
    sent = invite(funds, team, "New.Clerk@Example.org")
    notice = Notice.objects.get(address=ADDRESS)
    message = compose(notice)
    assert (message.to, notice.language) == ([ADDRESS], "ko")
    assert f"/consortium/invitations/{sent.pk}/" in message.body
    assert team.name_en not in f"{message.body}{message.subject}"
    assert notices.drain() == 1


def test_the_owner_of_the_address_joins_and_managers_hear_of_it(
    funds: Funds, team: Team, manager: User
) -> None:
    sent, clerk = invite(funds, team), researcher(ADDRESS)
    member = accept_membership(actor=clerk, invitation=sent, now=funds.now)
    assert role_in(clerk, team) == member.role == MemberRole.CLERK
    assert accept_membership(actor=clerk, invitation=sent, now=funds.now) == member
    assert TeamMember.objects.filter(user=clerk).count() == 1
    assert Notice.objects.get(template="funding/accepted").recipient == manager


def test_nobody_else_sees_or_answers_it(funds: Funds, team: Team) -> None:
    sent, other = invite(funds, team), researcher("somebody@example.org")
    unproven = researcher("unproven@example.org")
    EmailAddress.objects.create(user=unproven, email=ADDRESS.upper(), verified=False)
    for user in (other, unproven, manager_of(funds, team)):
        assert not Invitation.objects.visible_to(user).exists()
        with pytest.raises(Refused, match="another address"):
            accept_membership(actor=user, invitation=sent, now=funds.now)
        with pytest.raises(Refused, match="another address"):
            decline(actor=user, invitation=sent, now=funds.now)


def test_an_address_is_compared_without_regard_to_case(funds: Funds, team: Team) -> None:
    sent, owner = invite(funds, team), researcher("first@example.org")
    EmailAddress.objects.create(user=owner, email=ADDRESS.upper(), verified=True)
    accept_membership(actor=owner, invitation=sent, now=funds.now)
    assert role_in(owner, team) == MemberRole.CLERK


def test_officers_answer_no_invitations(funds: Funds, team: Team) -> None:
    sent = invite(funds, team, funds.finance.email)
    for answer in (accept_membership, decline):
        with pytest.raises(Refused, match="Officers"):
            answer(actor=funds.finance, invitation=sent, now=funds.now)


def test_declined_withdrawn_and_expired_ones_say_so(funds: Funds, team: Team, manager: User) -> None:
    clerk = researcher(ADDRESS)

    def accept(sent: Invitation, after: timedelta = timedelta()) -> None:
        accept_membership(actor=clerk, invitation=sent, now=funds.now + after)

    declined = invite(funds, team)
    decline(actor=clerk, invitation=declined, now=funds.now)
    assert decline(actor=clerk, invitation=declined, now=funds.now).declined_at == funds.now
    with pytest.raises(Refused, match="was declined"):
        accept(declined)
    withdrawn = invite(funds, team)
    withdraw(actor=manager, invitation=withdrawn, now=funds.now)
    with pytest.raises(Refused, match="withdrawn"):
        accept(withdrawn)
    late = invite(funds, team)
    with pytest.raises(Refused, match="expired"):
        accept(late, timedelta(days=funds.programme.invitation_days))
    accept(late, timedelta(days=funds.programme.invitation_days - 1))
    with pytest.raises(Refused, match="has been answered"):
        withdraw(actor=manager, invitation=late, now=funds.now)


def test_one_open_invitation_for_each_address(funds: Funds, team: Team) -> None:
    token = uuid4()
    sent = invite(funds, team, token=token)
    assert invite(funds, team, token=token) == sent
    with pytest.raises(Refused, match="already has an invitation"):
        invite(funds, team, ADDRESS.title())
    Invitation.objects.update(expires_at=funds.now)
    assert invite(funds, team) != sent
    assert Invitation.objects.get(pk=sent.pk).withdrawn_at == funds.now
    assert Notice.objects.filter(address=ADDRESS).count() == 2


def test_members_are_not_invited_again(funds: Funds, team: Team) -> None:
    clerk = funds.member(team)
    with pytest.raises(Refused, match="already belongs"):
        invite(funds, team, clerk.email.upper())


def test_a_team_has_at_most_so_many_open_invitations(funds: Funds, team: Team) -> None:
    for number in range(MOST_OPEN):
        invite(funds, team, f"clerk-{number}@example.org")
    with pytest.raises(Refused, match=f"{MOST_OPEN} open invitations"):
        invite(funds, team)
    invite(funds, funds.team())


def test_managers_invite_members_and_clerks_invite_researchers(funds: Funds, team: Team) -> None:
    clerk, viewer = funds.member(team), funds.member(team, MemberRole.VIEWER)
    with pytest.raises(Refused, match="Only managers"):
        invite(funds, team, actor=clerk)
    to_member, to_researcher = invite(funds, team), invited(funds, team, funds.researcher())
    with pytest.raises(Refused, match="Only managers"):
        withdraw(actor=clerk, invitation=to_member, now=funds.now)
    with pytest.raises(Refused, match="clerks"):
        withdraw(actor=viewer, invitation=to_researcher, now=funds.now)
    assert withdraw(actor=clerk, invitation=to_researcher, now=funds.now).withdrawn_at


def test_a_team_that_left_invites_no_researchers(funds: Funds) -> None:
    gone = funds.team(cut_on=funds.today)
    with pytest.raises(Refused, match="left the programme"):
        invited(funds, gone, funds.researcher())


def test_the_host_is_a_member_of_the_very_team(funds: Funds, team: Team) -> None:
    foreign = funds.team().institutions.get()
    with pytest.raises(Refused, match="not a member of the team"):
        invite_candidate(
            actor=funds.clerk_of(team), team=team, email=ADDRESS, institution=foreign, language="en",
            token=uuid4(), now=funds.now,
        )  # fmt: skip


def test_an_invitation_of_one_kind_is_not_accepted_as_the_other(funds: Funds, team: Team) -> None:
    user = funds.researcher()
    sent = invited(funds, team, user)
    assert sent.kind == InvitationKind.CANDIDATE
    with pytest.raises(Refused, match="for a researcher"):
        accept_membership(actor=user, invitation=sent, now=funds.now)


def test_the_audit_holds_no_address(funds: Funds, team: Team, manager: User) -> None:
    sent = invite(funds, team)
    accept_membership(actor=researcher(ADDRESS), invitation=sent, now=funds.now)
    withdraw(actor=manager, invitation=invited(funds, team, funds.researcher()), now=funds.now)
    rows = AuditEntry.objects.filter(verb__startswith="invitation.")
    assert rows.count() == 4
    assert "@" not in str(list(rows.values_list("subject", "data")))
