"""The ledger: what may be reserved, claimed, paid and taken back, and what Postgres refuses whoever asks."""

from __future__ import annotations

import pytest

from casework.transitions import Refused
from funding import ledger
from funding.enums import Scope
from funding.models import Balance, FundingRequest, LedgerEntry
from tests.funding.build import Funds

BILLION = 1_000_000_000


def balance(request: FundingRequest, scope: Scope = Scope.SUBJECT) -> Balance:
    key = {Scope.SUBJECT: request.subject_id, Scope.REQUEST: request.pk, Scope.TEAM: request.team_id}[scope]
    return Balance.objects.get(scope=scope, scope_id=key)


def test_two_teams_share_the_cap_of_one_researcher(funds: Funds) -> None:
    person = funds.researcher()
    funds.submitted(funds.team(), person, amount=1_850_000_000)
    rival = funds.draft(funds.team(), person, amount=180_000_000)
    rival.case.status = "submitted"
    rival.case.version += 1
    rival.case.save(update_fields=["status", "version"])
    with pytest.raises(ledger.OverCap) as refused:
        ledger.reserve(request=rival, amount=180_000_000, key="rival", actor=None)
    assert refused.value.remaining == 150_000_000
    assert ledger.reserve(request=rival, amount=150_000_000, key="rival", actor=None).remaining == 0


def test_the_same_key_again_answers_as_the_first_time(funds: Funds) -> None:
    request = funds.submitted(funds.team(), funds.researcher())
    first = ledger.reserve(request=request, amount=1_000, key="again", actor=None)
    second = ledger.reserve(request=request, amount=1_000, key="again", actor=None)
    assert (first.fresh, second.fresh, first.entry) == (True, False, second.entry)
    assert LedgerEntry.objects.filter(key="again").count() == 1
    with pytest.raises(Refused):
        ledger.reserve(request=request, amount=2_000, key="again", actor=None)


def test_nothing_is_claimed_before_the_agreement_nor_beyond_it(funds: Funds) -> None:
    team, person = funds.team(), funds.researcher()
    unsigned = funds.submitted(team, person, amount=1_000_000)
    with pytest.raises(Refused, match="two persons"):
        ledger.claim(claim=funds.claim(unsigned), amount=1, key="early", actor=None)
    agreed = funds.agreed(team, person, amount=1_000_000)
    claim = funds.claim(agreed)
    ledger.claim(claim=claim, amount=1_000_000, key="all", actor=None)
    with pytest.raises(Refused, match="still leaves"):
        ledger.claim(claim=claim, amount=1, key="more", actor=None)
    assert balance(agreed, Scope.REQUEST).claimed == 1_000_000


def test_a_reversal_undoes_an_entry_once(funds: Funds) -> None:
    request = funds.submitted(funds.team(), funds.researcher(), amount=5_000)
    entry = LedgerEntry.objects.get(request=request)
    ledger.reverse(entry=entry, actor=None, note="typing error")
    assert balance(request).reserved == 0
    assert not ledger.reverse(entry=entry, actor=None, note="typing error").fresh
    assert balance(request).reserved == 0


def test_merging_two_records_over_the_cap_freezes_both(funds: Funds) -> None:
    one = funds.submitted(funds.team(), funds.researcher(), amount=1_500_000_000)
    other = funds.submitted(funds.team(), funds.researcher(), amount=600_000_000)
    assert not ledger.merge(winner=one.subject, loser=other.subject)
    with pytest.raises(Refused, match="Two records"):
        ledger.reserve(request=one, amount=1, key="frozen", actor=None)
    ledger.release(request=other, amount=100_000_000, key="less", actor=None)
    assert ledger.merge(winner=one.subject, loser=other.subject)
    assert balance(one).reserved == 2 * BILLION
    with pytest.raises(ledger.OverCap):
        ledger.reserve(request=other, amount=1, key="joined", actor=None)
