"""Money to come back: recovery (회수) and clawback (환수) lower what is paid, the rest does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from casework.models import Notice
from casework.transitions import Refused
from funding.enums import ReceivableKind, Scope
from funding.models import Balance, FundingRequest, LedgerEntry, Receivable
from funding.services import receivables
from funding.services.receivables import Demand
from tests.funding.after_money import over
from tests.funding.build import Funds

M = 1_000_000
R, C, S, INTEREST = (
    ReceivableKind.RECOVERY,
    ReceivableKind.CLAWBACK,
    ReceivableKind.SURCHARGE,
    ReceivableKind.INTEREST,
)


def propose(
    funds: Funds, request: FundingRequest, kind: ReceivableKind, amount: int, days: int = 30
) -> Receivable:
    demand = Demand(kind, amount, "As found.", funds.today + timedelta(days=days))
    return receivables.propose(actor=funds.finance, request=request, demand=demand, now=funds.now)


def received(funds: Funds, row: Receivable) -> Receivable:
    receivables.order(actor=funds.payer, receivable=row, now=funds.now)
    return receivables.receive(actor=funds.finance, receivable=row, bank_reference="B-7", now=funds.now)


@pytest.mark.parametrize(
    ("kind", "paid", "recovered", "clawed_back"),
    [(R, 8 * M, 2 * M, 0), (C, 8 * M, 0, 2 * M), (S, 9 * M, 0, 1 * M), (INTEREST, 10 * M, 0, 0)],
)
def test_what_each_kind_does_to_the_ledger(
    funds: Funds, kind: ReceivableKind, paid: int, recovered: int, clawed_back: int
) -> None:
    request = over(funds, funds.team(), 10 * M)
    if kind == S:
        received(funds, propose(funds, request, C, 1 * M))
    received(funds, propose(funds, request, kind, 2 * M))
    row = Balance.objects.get(scope=Scope.REQUEST, scope_id=request.pk)
    assert (row.paid, row.recovered, row.clawed_back) == (paid, recovered, clawed_back)
    assert row.reserved == 100 * M


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ((R, 10 * M), (C, 1), False),
        ((R, 6 * M), (C, 4 * M), True),
        ((C, 2 * M), (S, 10 * M), True),
        ((C, 2 * M), (S, 10 * M + 1), False),
        ((R, 2 * M), (S, 1), False),
    ],
)
def test_never_more_than_was_paid_nor_five_times_the_clawback(
    funds: Funds, first: tuple[ReceivableKind, int], second: tuple[ReceivableKind, int], fits: bool
) -> None:
    request = over(funds, funds.team(), 10 * M)
    propose(funds, request, *first)
    if fits:
        propose(funds, request, *second)
    else:
        with pytest.raises(Refused):
            propose(funds, request, *second)
    assert Receivable.objects.filter(request=request).count() == 1 + fits


def test_what_came_back_cannot_come_back_again(funds: Funds) -> None:
    request = over(funds, funds.team(), 10 * M)
    received(funds, propose(funds, request, R, 7 * M))
    with pytest.raises(Refused, match="was paid"):
        propose(funds, request, C, 3 * M + 1)
    received(funds, propose(funds, request, C, 3 * M))
    assert Balance.objects.get(scope=Scope.REQUEST, scope_id=request.pk).paid == 0


def test_two_persons_order_it_and_the_team_is_told(funds: Funds) -> None:
    team = funds.team()
    request, clerk = over(funds, team, 10 * M), funds.clerk_of(team)
    row = propose(funds, request, R, M)
    told = Notice.objects.filter(recipient=clerk, event=f"receivable:{row.pk}:ordered")
    for stranger in (funds.finance, clerk):
        with pytest.raises(Refused):
            receivables.order(actor=stranger, receivable=row, now=funds.now)
    assert not told.exists()
    receivables.order(actor=funds.payer, receivable=row, now=funds.now)
    assert told.count() == 1
    with pytest.raises(Refused):
        receivables.order(actor=funds.payer, receivable=row, now=funds.now)
    with pytest.raises(Refused):
        receivables.drop(actor=funds.finance, receivable=row, now=funds.now)


def test_the_same_person_is_refused_by_the_database_too(funds: Funds) -> None:
    row = propose(funds, over(funds, funds.team(), 10 * M), R, M)
    with pytest.raises(DatabaseError, match="receivable_two_persons"), transaction.atomic():
        Receivable.objects.filter(pk=row.pk).update(signed_by=funds.finance, signed_at=funds.now)


def test_received_twice_is_booked_once(funds: Funds) -> None:
    request = over(funds, funds.team(), 10 * M)
    row = received(funds, propose(funds, request, R, M))
    again = receivables.receive(actor=funds.finance, receivable=row, bank_reference="B-7", now=funds.now)
    assert again.received_at == row.received_at
    assert LedgerEntry.objects.filter(key=f"receivable:{row.pk}").count() == 1
    with pytest.raises(Refused):
        receivables.receive(actor=funds.finance, receivable=row, bank_reference="B-8", now=funds.now)


def test_nothing_is_received_before_it_is_ordered(funds: Funds) -> None:
    row = propose(funds, over(funds, funds.team(), 10 * M), R, M)
    with pytest.raises(Refused):
        receivables.receive(actor=funds.finance, receivable=row, bank_reference="B-7", now=funds.now)
    receivables.drop(actor=funds.finance, receivable=row, now=funds.now)
    with pytest.raises(Refused):
        receivables.order(actor=funds.payer, receivable=row, now=funds.now)


@pytest.mark.parametrize("change", [{"amount": 1}, {"reason": "x"}, {"kind": C}, {"signed_at": None}])
def test_an_ordered_receivable_does_not_change(funds: Funds, change: dict[str, object]) -> None:
    row = propose(funds, over(funds, funds.team(), 10 * M), R, M)
    receivables.order(actor=funds.payer, receivable=row, now=funds.now)
    with pytest.raises(DatabaseError, match="receivable_guard"), transaction.atomic():
        Receivable.objects.filter(pk=row.pk).update(**change)


def test_the_team_has_time_to_pay(funds: Funds) -> None:
    with pytest.raises(Refused, match="tomorrow"):
        propose(funds, over(funds, funds.team(), 10 * M), R, M, days=0)
