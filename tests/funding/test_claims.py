"""A claim from start to receipt: once whatever is clicked, complete or not at all, and charged to the won."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from casework.models import Notice, Receipt
from casework.transitions import Busy, Refused, Stale, move
from funding.claim_check import check
from funding.claim_terms import charged, left_of
from funding.enums import ClaimStatus, EntryKind, MemberRole
from funding.models import Claim, ClaimLine, LedgerEntry
from funding.services import claims, lines
from talent_portal.databases import Database
from tests.funding import claims as build
from tests.funding.build import Funds, make_funds


def entries(claim: Claim) -> list[tuple[str, int]]:
    rows = LedgerEntry.objects.filter(claim=claim).order_by("pk")
    return [(entry.kind, entry.amount) for entry in rows]


def faults(funds: Funds, claim: Claim) -> list[str]:
    fresh = Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)
    return [str(fault.text) for fault in check(fresh, funds.today).faults]


def test_starting_the_same_month_twice_opens_one_draft(funds: Funds) -> None:
    request = build.agreement(funds)
    first = build.started(funds, request)
    assert build.started(funds, request) == first
    assert (first.case.status, first.case.person) == (ClaimStatus.DRAFT, request.case.person)
    assert build.started(funds, request, month=date(2026, 1, 1)) != first


def test_a_claim_needs_a_running_agreement_and_a_member_who_writes(funds: Funds) -> None:
    request = build.agreement(funds)
    others = (
        funds.member(request.team, MemberRole.VIEWER), funds.member(funds.team()), funds.finance,
        request.case.person.accounts.get(),
    )  # fmt: skip
    for actor in others:
        with pytest.raises(Refused):
            claims.start(actor=actor, request=request, month=date(2026, 1, 1), now=funds.now)
    waiting = funds.submitted(funds.team(), funds.researcher())
    with pytest.raises(Refused, match="two persons have signed"):
        build.started(funds, waiting)


def test_submitting_charges_the_agreement_and_tells_finance(funds: Funds) -> None:
    request = build.agreement(funds)
    claim = build.ready(funds, request, count=2)
    done = build.submit(funds, claim)
    assert (done.case.status, done.amount, done.case.submitted_at) == ("submitted", 2_000_000, funds.now)
    assert entries(claim) == [(EntryKind.CLAIM, 2_000_000)]
    assert left_of(request, None) == 148_000_000
    notice = Notice.objects.get(case=done.case)
    assert (notice.template, notice.recipient) == ("funding/claim_submitted", funds.finance)


def test_the_same_token_again_is_one_claim_one_entry_one_receipt(funds: Funds) -> None:
    claim, token = build.ready(funds, build.agreement(funds)), uuid4()
    first = build.submit(funds, claim, token=token)
    again = build.submit(funds, claim, token=token)
    assert again.case == first.case
    assert entries(claim) == [(EntryKind.CLAIM, 1_000_000)]
    assert Receipt.objects.filter(action=claims.SUBMIT).count() == 1
    with pytest.raises(Refused, match="other answers"):
        build.submit(funds, claim, token=token, row_version=99)
    with pytest.raises(Refused, match="submitted"):
        build.submit(funds, claim)


def test_lines_that_changed_since_the_check_are_not_submitted(funds: Funds) -> None:
    claim = build.ready(funds, build.agreement(funds))
    seen = claim.row_version
    build.added(funds, claim, payee="Another")
    with pytest.raises(Stale):
        build.submit(funds, claim, row_version=seen)
    assert entries(claim) == []


def test_what_keeps_a_claim_from_being_submitted(funds: Funds) -> None:
    request = build.agreement(funds)
    empty = build.started(funds, request)
    assert faults(funds, empty) == ["The claim has no lines yet."]
    line = build.added(funds, empty)
    ClaimLine.objects.filter(pk=line.pk).update(no_receipt="")
    assert faults(funds, empty) == ["Hand in a receipt, or say why there is none."]
    with pytest.raises(claims.NotClaimable):
        build.submit(funds, empty)


def test_a_stay_that_ended_freezes_new_claims_with_the_reason(funds: Funds) -> None:
    request = build.agreement(funds)
    claim = build.ready(funds, request)
    build.stays(funds, request, until=funds.today - timedelta(days=1))
    assert [text for text in faults(funds, claim) if "stay in Korea ended" in text]
    with pytest.raises(claims.NotClaimable):
        build.submit(funds, claim)


def test_two_claims_share_one_category(funds: Funds) -> None:
    request = build.agreement(funds, research=1_500_000)
    first = build.ready(funds, request)
    other = build.started(funds, request, month=date(funds.today.year, 1, 1))
    build.added(funds, other, payee="Elsewhere")
    build.submit(funds, first)
    assert faults(funds, other) == ["Only ₩500,000 agreed for “Research activity” remains for this line."]
    with pytest.raises(claims.NotClaimable):
        build.submit(funds, other)


def test_a_returned_claim_charges_or_frees_the_difference(funds: Funds) -> None:
    request = build.agreement(funds)
    claim = build.ready(funds, request)
    build.submit(funds, claim)
    for extra, expected in ((2, (EntryKind.CLAIM, 2_000_000)), (-1, (EntryKind.CUT, 1_000_000))):
        move(case=claim.case, action="return", actor=funds.finance, now=funds.now)
        for number in range(extra):
            build.added(funds, claim, payee=f"Late {number}")
        if extra < 0:
            version = Claim.objects.get(pk=claim.pk).row_version
            last = claim.lines.order_by("position").last()
            actor = funds.clerk_of(request.team)
            lines.remove_line(actor=actor, claim=claim, line=last.pk, row_version=version)
        build.submit(funds, claim)
        assert entries(claim)[-1] == expected
    assert charged(claim) == Claim.objects.get(pk=claim.pk).amount == 2_000_000


def test_a_corrected_claim_of_the_same_amount_moves_no_money(funds: Funds) -> None:
    claim = build.ready(funds, build.agreement(funds))
    build.submit(funds, claim)
    move(case=claim.case, action="return", actor=funds.finance, now=funds.now)
    build.submit(funds, claim)
    assert len(entries(claim)) == 1


def test_withdrawing_frees_the_whole_amount(funds: Funds) -> None:
    request = build.agreement(funds)
    claim = build.submit(funds, build.ready(funds, request))
    actor = funds.clerk_of(request.team)
    with pytest.raises(Stale):
        claims.withdraw(actor=actor, claim=claim, now=funds.now, expect=claim.case.version - 1)
    gone = claims.withdraw(actor=actor, claim=claim, now=funds.now, expect=claim.case.version)
    assert gone.case.status == ClaimStatus.WITHDRAWN
    assert entries(claim) == [(EntryKind.CLAIM, 1_000_000), (EntryKind.CUT, 1_000_000)]
    assert left_of(request, None) == 150_000_000
    with pytest.raises(Refused):
        claims.withdraw(actor=actor, claim=gone, now=funds.now, expect=gone.case.version)


def test_a_discarded_draft_moves_no_money_and_tells_nobody(funds: Funds) -> None:
    claim = build.ready(funds, build.agreement(funds))
    actor = funds.clerk_of(claim.request.team)
    claims.withdraw(actor=actor, claim=claim, now=funds.now, expect=claim.case.version)
    assert entries(claim) == []
    assert not Notice.objects.filter(case=claim.case).exists()


def test_a_check_asks_the_same_questions_for_one_line_and_for_fifty(funds: Funds) -> None:
    request = build.agreement(funds)
    counts = []
    for count in (1, 50):
        claim = build.started(funds, request, month=date(funds.today.year, count // 50 + 1, 1))
        build.copies(build.added(funds, claim), count - 1)
        fresh = Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)
        with CaptureQueriesContext(connection) as asked:
            check(fresh, funds.today)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_token_at_once_is_one_claim(committed_database: Database) -> None:
    funds = make_funds()
    claim, token = build.ready(funds, build.agreement(funds)), uuid4()

    def run(_number: int) -> object:
        try:
            return build.submit(funds, claim, token=token).case_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(run, range(4)))
    assert answers == [claim.case_id] * 4
    assert entries(claim) == [(EntryKind.CLAIM, 1_000_000)]


def test_two_claims_at_once_keep_to_the_category(committed_database: Database) -> None:
    funds = make_funds()
    request = build.agreement(funds, research=1_500_000)
    both = [build.ready(funds, request)]
    other = build.started(funds, request, month=date(funds.today.year, 1, 1))
    build.added(funds, other, payee="Elsewhere")
    both.append(other)

    def run(claim: Claim) -> str:
        try:
            return build.submit(funds, claim).case.status
        except claims.NotClaimable:
            return "not claimable"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(run, both)) == ["not claimable", "submitted"]


def test_a_wait_that_takes_too_long_is_told_as_such(committed_database: Database) -> None:
    funds = make_funds()
    claim = build.ready(funds, build.agreement(funds))

    def hold() -> str:
        try:
            return build.submit(funds, claim).case.status
        except Busy as busy:
            return str(busy)
        finally:
            connections.close_all()

    with transaction.atomic():
        claims.queue(claim.request)
        with ThreadPoolExecutor(1) as threads:
            assert "Nothing was lost" in threads.submit(hold).result(20)
    assert build.submit(funds, claim).case.status == ClaimStatus.SUBMITTED
