"""Two records of one human: one cap from then on, or both frozen with what to do; audited without names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casework.models import AuditEntry, User
from casework.transitions import Refused
from funding import ledger
from funding.enums import Scope
from funding.models import Balance, FundingRequest
from funding.services import merging
from funding.services.merging import Ground
from tests.funding.build import Funds

M = 1_000_000
SignIn = Callable[[User | None], Client]
MERGE, FROZEN = "admin:funding_ledgerentry_merge", "admin:funding_ledgerentry_frozen"


def two(funds: Funds, first: int, second: int) -> tuple[FundingRequest, FundingRequest]:
    return (
        funds.submitted(funds.team(), funds.researcher(), amount=first),
        funds.submitted(funds.team(), funds.researcher(), amount=second),
    )


def merge(funds: Funds, winner: FundingRequest, loser: FundingRequest) -> bool:
    fresh = FundingRequest.objects.select_related("subject", "case")
    return merging.merge(
        actor=funds.finance, winner=fresh.get(pk=winner.pk), loser=fresh.get(pk=loser.pk),
        ground=Ground.PASSPORT,
    )  # fmt: skip


def test_both_count_under_one_cap(funds: Funds) -> None:
    one, other = two(funds, 900 * M, 600 * M)
    assert merge(funds, one, other)
    row = Balance.objects.get(scope=Scope.SUBJECT, scope_id=one.subject_id)
    assert row.reserved == 1_500 * M
    with pytest.raises(ledger.OverCap):
        ledger.reserve(request=other, amount=501 * M, key="beyond", actor=None)
    entry = AuditEntry.objects.get(verb=merging.VERB)
    assert (entry.data["merged"], entry.data["ground"]) == (True, "passport")
    with pytest.raises(Refused, match="same researcher"):
        merge(funds, one, other)


def test_beyond_the_cap_both_freeze_until_enough_is_released(funds: Funds) -> None:
    one, other = two(funds, 1_500 * M, 600 * M)
    assert not merge(funds, one, other)
    (pair,) = merging.frozen_pairs()
    assert [(year.winner, year.loser, year.over) for year in pair.years] == [(1_500 * M, 600 * M, 100 * M)]
    assert {request.pk for request in pair.requests} == {one.pk, other.pk}
    with pytest.raises(Refused, match="Two records"):
        ledger.reserve(request=one, amount=1, key="frozen", actor=None)
    ledger.release(request=other, amount=100 * M, key="less", actor=None)
    assert not merging.frozen_pairs()[0].over
    assert merge(funds, one, other)
    assert merging.frozen_pairs() == []


@pytest.mark.parametrize("who", ["payer", "clerk", "researcher"])
def test_only_finance_officers_merge(funds: Funds, who: str) -> None:
    one, other = two(funds, M, M)
    actor = {"payer": funds.payer, "clerk": funds.clerk_of(one.team), "researcher": funds.researcher()}[who]
    with pytest.raises(Refused):
        merging.merge(actor=actor, winner=one, loser=other, ground=Ground.PASSPORT)
    assert Balance.objects.filter(scope=Scope.SUBJECT).count() == 2


def test_the_page_shows_both_records_before_it_merges(funds: Funds, sign_in: SignIn) -> None:
    one, other = two(funds, 1_500 * M, 600 * M)
    client = sign_in(funds.finance)
    body = {"winner": one.case.reference, "loser": other.case.reference, "ground": "passport"}
    asked = client.post(reverse(MERGE), body)
    assert asked.status_code == 422
    assert "₩1,500,000,000" in asked.content.decode()
    assert "₩100,000,000" in asked.content.decode()
    assert not AuditEntry.objects.filter(verb=merging.VERB).exists()
    assert client.post(reverse(MERGE), body | {"sure": "on"}).status_code == 302
    shown = client.get(reverse(FROZEN)).content.decode()
    assert one.case.reference in shown
    assert "Merge again" in shown


def test_unknown_references_and_strangers(funds: Funds, sign_in: SignIn) -> None:
    one, _other = two(funds, M, M)
    body = {"winner": one.case.reference, "loser": "FR-2026-999999", "ground": "passport", "sure": "on"}
    answer = sign_in(funds.finance).post(reverse(MERGE), body)
    assert answer.status_code == 422
    assert "no request with this reference" in answer.content.decode()
    assert sign_in(funds.payer).get(reverse(MERGE)).status_code == 404
    assert sign_in(funds.clerk_of(one.team)).get(reverse(MERGE)).status_code == 302
