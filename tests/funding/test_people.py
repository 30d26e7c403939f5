"""A team's managers change its people and institutions; it keeps a manager, and accounts stay sealed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework import vault
from casework.enums import VaultKind
from casework.models import AuditEntry, Notice, User, VaultItem
from casework.transitions import Refused
from funding import banks
from funding.enums import FirmSize, InstitutionRole, MemberRole
from funding.models import Institution, PaymentBatch, PaymentOrder, Team
from funding.permissions import role_in
from funding.services.accounts import set_account
from funding.services.teams import (
    InstitutionValues,
    add_institution,
    change_role,
    end_institution,
    remove_member,
)
from tests.funding.build import Funds
from tests.funding.gates import manager_of

JOINING: InstitutionValues = {
    "name_en": "Onnuri University (fictional)",
    "name_ko": "온누리대학교(가상)",
    "role": InstitutionRole.JOINT,
    "firm_size": FirmSize.NONPROFIT,
    "business_number": "2208162517",
    "recovers_vat": False,
    "starts_on": date(2026, 1, 1),
}


@pytest.fixture
def team(funds: Funds) -> Team:
    return funds.team()


@pytest.fixture
def manager(funds: Funds, team: Team) -> User:
    return manager_of(funds, team)


def test_a_role_changes_at_once(funds: Funds, team: Team, manager: User) -> None:
    clerk = funds.member(team)
    change_role(actor=manager, member=clerk.teams.get(), role=MemberRole.VIEWER, now=funds.now)
    assert role_in(clerk, team) == MemberRole.VIEWER


def test_a_removed_member_is_a_stranger_and_is_told(funds: Funds, team: Team, manager: User) -> None:
    clerk = funds.member(team)
    remove_member(actor=manager, member=clerk.teams.get(), now=funds.now)
    assert role_in(clerk, team) is None
    assert Notice.objects.get(recipient=clerk).template == "funding/removed"
    with pytest.raises(Refused, match="no longer belongs"):
        remove_member(actor=manager, member=clerk.teams.get(), now=funds.now)


@pytest.mark.parametrize("role", [MemberRole.CLERK, None])
def test_a_team_keeps_a_manager(funds: Funds, team: Team, manager: User, role: MemberRole | None) -> None:
    own = manager.teams.get()

    def leave() -> None:
        if role:
            change_role(actor=manager, member=own, role=role, now=funds.now)
        else:
            remove_member(actor=manager, member=own, now=funds.now)

    with pytest.raises(Refused, match="at least one manager"):
        leave()
    funds.member(team, MemberRole.MANAGER)
    leave()
    assert role_in(manager, team) == role


@pytest.mark.parametrize("role", [MemberRole.CLERK, MemberRole.VIEWER])
def test_only_managers_change_people_and_accounts(funds: Funds, team: Team, role: MemberRole) -> None:
    other, lead = funds.member(team, role), team.institutions.get()
    with pytest.raises(Refused, match="Only managers"):
        remove_member(actor=other, member=other.teams.get(), now=funds.now)
    with pytest.raises(Refused, match="Only managers"):
        add_institution(actor=other, team=team, values=JOINING, now=funds.now)
    with pytest.raises(Refused, match="Only managers"):
        set_account(actor=other, institution=lead, bank="004", number="123456789012", now=funds.now)


def test_a_manager_of_another_team_changes_nothing_here(funds: Funds, team: Team) -> None:
    rival = funds.member(funds.team(), MemberRole.MANAGER)
    with pytest.raises(Refused, match="Only managers"):
        remove_member(actor=rival, member=funds.member(team).teams.get(), now=funds.now)


def test_an_institution_joins_once_and_leaves(funds: Funds, team: Team, manager: User) -> None:
    joined = add_institution(actor=manager, team=team, values=JOINING, now=funds.now)
    with pytest.raises(Refused, match="a member already"):
        add_institution(actor=manager, team=team, values=JOINING, now=funds.now)
    end_institution(actor=manager, institution=joined, ends_on=funds.today, now=funds.now)
    assert Institution.objects.get(pk=joined.pk).ends_on == funds.today
    add_institution(actor=manager, team=team, values=JOINING, now=funds.now)


def test_the_lead_and_a_host_of_running_requests_stay(funds: Funds, team: Team, manager: User) -> None:
    lead = team.institutions.get()
    with pytest.raises(Refused, match="as long as the agreement"):
        end_institution(actor=manager, institution=lead, ends_on=funds.today, now=funds.now)
    second_lead: InstitutionValues = {**JOINING, "role": InstitutionRole.LEAD}
    with pytest.raises(Refused, match="new agreement"):
        add_institution(actor=manager, team=team, values=second_lead, now=funds.now)
    joined = add_institution(actor=manager, team=team, values=JOINING, now=funds.now)
    request = funds.agreed(team, funds.researcher())
    request.institution = joined
    request.save(update_fields=["institution"])
    with pytest.raises(Refused, match="still running"):
        end_institution(actor=manager, institution=joined, ends_on=funds.today, now=funds.now)


def test_an_account_is_sealed_and_every_manager_hears_of_a_new_one(
    funds: Funds, team: Team, manager: User
) -> None:
    second, lead = funds.member(team, MemberRole.MANAGER), team.institutions.get()

    def put(number: str) -> VaultItem:
        return set_account(actor=manager, institution=lead, bank="004", number=number, now=funds.now)

    item = put("123456789012")
    assert put("123456789012") == item
    assert (item.holder, item.kind, item.hint) == (lead.key, VaultKind.BANK_ACCOUNT, "012")
    told = Notice.objects.filter(template="funding/account_set")
    assert {notice.recipient for notice in told} == {manager, second}
    assert told.count() == 2  # the same again is no news
    put("999888777666")
    assert told.all().count() == 4
    plain = vault.reveal_for(actor=funds.finance, item=VaultItem.objects.get(), reason="PB-1")
    assert banks.read(plain) == ("004", "999888777666")
    assert "999888777666" not in str(list(AuditEntry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(
    ("bank", "number"), [("999", "123456789012"), ("004", "12345A"), ("004", "１２３４５６")]
)
def test_what_is_no_account_is_refused(
    funds: Funds, team: Team, manager: User, bank: str, number: str
) -> None:
    lead = team.institutions.get()
    with pytest.raises(Refused, match="no bank account"):
        set_account(actor=manager, institution=lead, bank=bank, number=number, now=funds.now)


def test_an_account_stays_while_a_payment_to_it_is_under_way(funds: Funds, team: Team, manager: User) -> None:
    lead = team.institutions.get()
    item = set_account(actor=manager, institution=lead, bank="004", number="123456789012", now=funds.now)
    claim = funds.claimed(funds.agreed(team, funds.researcher()))
    batch = PaymentBatch.objects.create(
        programme=funds.programme, reference="PB-1", prepared_by=funds.finance, prepared_at=funds.now
    )
    order = PaymentOrder.objects.create(
        batch=batch, claim=claim, institution=lead, account=item, amount=claim.amount
    )
    with pytest.raises(Refused, match="under way"):
        set_account(actor=manager, institution=lead, bank="004", number="999888777666", now=funds.now)
    order.failed_at = funds.now
    order.save(update_fields=["failed_at"])
    set_account(actor=manager, institution=lead, bank="004", number="999888777666", now=funds.now)


def test_an_ended_institution_gets_no_account(funds: Funds, team: Team, manager: User) -> None:
    joined = add_institution(actor=manager, team=team, values=JOINING, now=funds.now)
    yesterday = funds.today - timedelta(days=1)
    end_institution(actor=manager, institution=joined, ends_on=yesterday, now=funds.now)
    with pytest.raises(Refused, match="has ended"):
        set_account(actor=manager, institution=joined, bank="004", number="123456789012", now=funds.now)
