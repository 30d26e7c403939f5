"""Funding requests: reserved when submitted, released when not agreed, and never above the cap."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from casework.enums import Role
from casework.models import Notice
from casework.transitions import Refused, Stale
from funding import ledger
from funding.enums import CapSubject, MemberRole, RulingOutcome, Scope
from funding.models import Balance, FundingRequest, LedgerEntry, Programme, Remark, Team
from funding.request_reads import cap_of, reserved_of
from funding.services import request_review, requests, rulings
from tests.funding.build import Funds
from tests.funding.requesting import Asking, accepted, asking, make_asking

__all__ = ["asking"]
MILLION = 1_000_000


def reload(request: FundingRequest) -> FundingRequest:
    return requests.load(request.pk)


def rival_holds(asking: Asking, amount: int) -> None:
    """Another team has reserved so much of this researcher's cap."""
    asking.funds.submitted(asking.funds.team(), asking.person, amount=amount)


def test_a_submitted_request_reserves_the_government_share_once(asking: Asking) -> None:
    request, token = asking.saved(120 * MILLION), uuid.uuid4()
    assert reserved_of(request) == 0
    for _again in range(2):
        own = asking.submit(request, token)
    assert own.case.status == "submitted"
    assert reserved_of(own) == own.amount == 120 * MILLION
    assert LedgerEntry.objects.filter(request=own).count() == 1
    assert Notice.objects.filter(template="funding/request_to_review").count() == 1


def test_the_cap_is_shared_by_all_teams_and_what_remains_is_said(asking: Asking) -> None:
    rival_holds(asking, 1_850 * MILLION)
    request = asking.saved(180 * MILLION)
    with pytest.raises(ledger.OverCap, match=r"Only ₩150,000,000 remains under the cap") as over:
        asking.submit(request)
    assert over.value.remaining == 150 * MILLION
    assert reload(request).case.status == "draft"
    assert reload(request).amount == 0
    asking.submit(asking.save(request, 150 * MILLION))
    assert cap_of(reload(request)).remaining == 0


def test_the_application_s_own_role_cannot_write_past_the_cap_in_sql(asking: Asking) -> None:
    rival_holds(asking, 1_850 * MILLION)
    request = asking.submitted(100 * MILLION)
    insert = (
        "INSERT INTO funding_ledgerentry (key, kind, amount, request_id, note, subject_id, team_id,"
        " programme_id, year) VALUES ('raw', 'reserve', 50000001, %s, '', 0, 0, 0, 0)"
    )
    with pytest.raises(DatabaseError, match="balance_cap"), transaction.atomic():
        connection.cursor().execute(insert, [request.pk])
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE funding_balance SET reserved = 0")
    assert cap_of(reload(request)).remaining == 50 * MILLION


@pytest.mark.parametrize(("amount", "held"), [(80, 80), (130, 130)])
def test_a_corrected_request_reserves_or_releases_the_difference(
    asking: Asking, amount: int, held: int
) -> None:
    request = asking.submitted(100 * MILLION)
    request_review.return_to_team(
        actor=asking.funds.finance, request=request, note="Too vague.", now=asking.funds.now,
        expect=request.case.version,
    )  # fmt: skip
    assert reserved_of(request) == 100 * MILLION
    assert Remark.objects.get(case=request.case).text == "Too vague."
    asking.submit(asking.save(request, amount * MILLION))
    assert reserved_of(request) == held * MILLION


def test_two_persons_agree_to_less_and_the_rest_is_released(asking: Asking) -> None:
    request = asking.submitted(100 * MILLION)
    asking.propose(request, salary=60 * MILLION)
    own = asking.sign(request)
    assert (own.case.status, own.agreed_amount) == ("agreed", 60 * MILLION)
    assert reserved_of(own) == 60 * MILLION
    assert own.lines.get(category__code="salary").agreed == 60 * MILLION
    assert own.agreed_on == asking.funds.today
    assert own.ends_on is not None
    assert (own.ends_on.month, own.ends_on.day) == (12, 31)
    told = {notice.template for notice in Notice.objects.filter(case=own.case)}
    assert {"funding/request_agreed", "funding/request_agreed_researcher"} <= told


def test_two_persons_refuse_and_everything_is_released(asking: Asking) -> None:
    request = asking.submitted(100 * MILLION)
    asking.propose(request, outcome=RulingOutcome.REFUSE)
    own = asking.sign(request)
    assert own.case.status == "refused"
    assert reserved_of(own) == 0
    assert own.agreed_amount is None


def test_the_proposer_cannot_sign_under_any_role(asking: Asking) -> None:
    request = asking.submitted()
    ruling = asking.propose(request)
    own = reload(request)
    with pytest.raises(Refused):
        request_review.sign(
            actor=asking.funds.finance, request=own, ruling=ruling, now=asking.funds.now,
            expect=own.case.version,
        )  # fmt: skip
    assert reload(request).case.status == "proposed"


def test_a_proposal_on_an_older_state_is_not_signed(asking: Asking) -> None:
    request = asking.submitted()
    ruling = asking.propose(request)
    with pytest.raises(Stale):
        request_review.sign(
            actor=asking.funds.payer, request=request, ruling=ruling, now=asking.funds.now, expect=1
        )


def test_amounts_changed_behind_a_proposal_are_not_signed(asking: Asking) -> None:
    request = asking.submitted(100 * MILLION)
    asking.propose(request, salary=50 * MILLION)
    request.lines.filter(category__code="salary").update(agreed=90 * MILLION)
    with pytest.raises(Stale):
        asking.sign(request)
    assert reserved_of(request) == 100 * MILLION


@pytest.mark.parametrize(
    ("agreed", "override", "words"),
    [
        (100_000_001, "Checked.", "above what was asked"),
        (0, "Checked.", "refuse the request"),
        (50, "", "gate is not met"),
    ],
)
def test_what_an_officer_may_not_propose(asking: Asking, agreed: int, override: str, words: str) -> None:
    request = asking.submitted(100 * MILLION)
    with pytest.raises(Refused, match=words):
        asking.propose(request, salary=agreed, override=override)
    assert rulings.open_ruling(request.case) is None


def test_a_proposal_sent_back_is_in_review_again(asking: Asking) -> None:
    request = asking.submitted()
    ruling = asking.propose(request)
    own = reload(request)
    request_review.send_back(
        actor=asking.funds.payer, request=own, ruling=ruling, remark="Look at housing.",
        now=asking.funds.now, expect=own.case.version,
    )  # fmt: skip
    assert reload(request).case.status == "submitted"
    asking.propose(request)
    assert asking.sign(request).case.status == "agreed"


def test_a_withdrawn_request_gives_its_reservation_back(asking: Asking) -> None:
    request = asking.submitted()
    requests.withdraw(actor=asking.clerk, request=request, now=asking.funds.now, expect=request.case.version)
    assert reserved_of(request) == 0
    assert reload(request).case.status == "withdrawn"


def test_a_discarded_draft_never_reserved_anything(asking: Asking) -> None:
    request = asking.saved(5 * MILLION)
    requests.withdraw(
        actor=asking.clerk, request=request, now=asking.funds.now, expect=reload(request).case.version
    )
    assert not LedgerEntry.objects.filter(request=request).exists()


def test_a_budget_that_breaks_a_rule_is_not_submitted(asking: Asking) -> None:
    request = asking.save(asking.start(), 100 * MILLION, salary=requests.Amounts(80, 20))
    with pytest.raises(Refused, match="at most 75%"):
        asking.submit(request)


def test_two_colleagues_do_not_overwrite_each_other(asking: Asking) -> None:
    request = asking.saved(5 * MILLION)
    with pytest.raises(Stale):
        requests.save(
            actor=asking.manager, request=request, purpose="Other", employed_from=None, employed_until=None,
            amounts={}, row_version=1,
        )  # fmt: skip
    with pytest.raises(Stale):
        requests.submit(
            actor=asking.clerk, request=request, token=uuid.uuid4(), row_version=1, now=asking.funds.now
        )


def test_starting_again_leads_to_the_draft_and_not_beside_a_review(asking: Asking) -> None:
    request = asking.saved(5 * MILLION)
    assert asking.start() == request
    asking.submit(request)
    with pytest.raises(Refused, match="in review already"):
        asking.start()
    assert asking.start(year=asking.funds.today.year + 1) != request


def test_who_may_start_and_for_whom(asking: Asking) -> None:
    elsewhere = make_asking(asking.funds)
    with pytest.raises(Refused, match="not accepted"):
        asking.start(gate=elsewhere.gate)
    with pytest.raises(Refused, match="this year or the next"):
        asking.start(year=asking.funds.today.year + 2)
    for stranger in (asking.viewer, elsewhere.clerk, asking.person, asking.funds.finance):
        with pytest.raises(Refused):
            requests.start(
                actor=stranger, team=asking.team, gate=asking.gate,
                institution=asking.team.institutions.get(), year=asking.funds.today.year,
                now=asking.funds.now,
            )  # fmt: skip


def test_a_revoked_gate_and_a_cut_team_ask_for_nothing(asking: Asking) -> None:
    request = asking.saved(5 * MILLION)
    Team.objects.filter(pk=asking.team.pk).update(cut_on=asking.funds.today)
    with pytest.raises(Refused, match="left the programme"):
        asking.submit(request)
    assert reload(request).case.status == "draft"


def test_an_agreement_of_a_cut_team_winds_down(asking: Asking) -> None:
    request = asking.agreed()
    cut = asking.funds.today - timedelta(days=3)
    Team.objects.filter(pk=asking.team.pk).update(cut_on=cut)
    own = requests.wind_down(reload(request), asking.funds.now)
    assert own.case.status == "winding_down"
    assert own.ends_on is not None
    assert own.ends_on <= cut + timedelta(days=90)
    assert reserved_of(own) == 100 * MILLION


def test_the_cap_counts_for_the_team_where_the_programme_says_so(funds: Funds) -> None:
    Programme.objects.filter(pk=funds.programme.pk).update(cap_subject=CapSubject.TEAM)
    funds.programme.refresh_from_db()
    team = make_asking(funds)
    team.team.refresh_from_db()
    first = team.submitted(1_500 * MILLION)
    assert first.subject.team_id == team.team.pk
    person = funds.researcher()
    other = team.start(gate=accepted(funds, team.team, person))
    with pytest.raises(ledger.OverCap):
        team.submit(team.save(other, 600 * MILLION))
    assert Balance.objects.get(scope=Scope.SUBJECT).reserved == 1_500 * MILLION


def test_an_officer_of_no_desk_may_do_nothing(asking: Asking) -> None:
    request = asking.submitted()
    with pytest.raises(Refused):
        request_review.return_to_team(
            actor=asking.funds.payer, request=request, note="x", now=asking.funds.now,
            expect=request.case.version,
        )  # fmt: skip
    assert not asking.funds.payer.holds(Role.FINANCE_OFFICER)


def test_a_removed_member_may_do_nothing_more(asking: Asking) -> None:
    request = asking.saved(5 * MILLION)
    member = asking.team.members.get(user=asking.clerk, role=MemberRole.CLERK)
    member.ends_at = asking.funds.now - timedelta(minutes=1)
    member.save(update_fields=["ends_at"])
    with pytest.raises(Refused):
        asking.submit(request)
