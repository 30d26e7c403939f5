"""The check of a claim: line by line with coded cuts, decided by two persons, booked once."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from casework.enums import Role
from casework.models import Notice, User
from casework.transitions import Refused, Stale, move
from funding.enums import ClaimStatus, CutReason, Scope
from funding.models import Balance, Claim, ClaimLine, LedgerEntry, Remark
from funding.services import checks
from funding.services.checks import Verdict
from funding.services.rulings import open_ruling
from tests.funding.build import Funds
from tests.funding.officers import another, approved, check_all, proposed, receipt, submitted


def told(template: str) -> int:
    return Notice.objects.filter(template=f"funding/{template}").count()


def claimed_of(claim: Claim) -> int:
    return Balance.objects.get(scope=Scope.CLAIM, scope_id=claim.pk).claimed


def say(
    funds: Funds, claim: Claim, verdict: Verdict, *, by: User | None = None, seen: datetime | None = None
) -> int:
    line = claim.lines.get(position=1)
    claim.case.refresh_from_db()
    return checks.check_lines(
        actor=by or funds.finance, claim=claim, verdicts={line.pk: verdict}, page=[line.pk], seen=seen,
        now=funds.now, expect=claim.case.version,
    )  # fmt: skip


def test_cuts_reach_the_ledger_with_the_second_signature(funds: Funds) -> None:
    claim = proposed(funds, submitted(funds, 600_000, 400_000), {2: 150_000})
    assert claimed_of(claim) == 1_000_000
    ruling = open_ruling(claim.case)
    assert ruling is not None
    assert ruling.amount == 850_000
    done = checks.sign(
        actor=funds.payer, claim=claim, ruling=ruling, now=funds.now, expect=claim.case.version
    )
    assert (done.case.status, done.approved_amount, claimed_of(claim)) == (
        ClaimStatus.APPROVED,
        850_000,
        850_000,
    )
    assert LedgerEntry.objects.get(claim=claim, kind="cut").amount == 150_000
    assert (told("claim_proposed"), told("claim_approved")) == (1, 1)


def test_nothing_left_is_a_rejection_by_two_persons(funds: Funds) -> None:
    claim = proposed(funds, submitted(funds, 300_000), {1: 300_000})
    ruling = open_ruling(claim.case)
    assert ruling is not None
    assert ruling.outcome == "refuse"
    done = checks.sign(
        actor=funds.payer, claim=claim, ruling=ruling, now=funds.now, expect=claim.case.version
    )
    assert (done.case.status, done.approved_amount, claimed_of(claim)) == (ClaimStatus.REJECTED, 0, 0)
    assert told("claim_rejected") == 1


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(1_000_001, CutReason.VAT), "no more can be cut"),
        (Verdict(-5, CutReason.VAT), "amount and a reason"),
        (Verdict(5, ""), "amount and a reason"),
        (Verdict(5, "invented"), "amount and a reason"),
        (Verdict(5, CutReason.OTHER), "in words"),
    ],
)
def test_a_cut_needs_a_reason_and_no_more_than_was_claimed(
    funds: Funds, verdict: Verdict, words: str
) -> None:
    claim = submitted(funds, 1_000_000)
    with pytest.raises(Refused, match=words):
        say(funds, claim, verdict)
    assert claim.lines.get().checked_at is None


def test_the_database_refuses_a_cut_above_the_claimed_amount_too(funds: Funds) -> None:
    claim = submitted(funds, 1_000_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.filter(claim=claim).update(cut=1_000_001, cut_reason=CutReason.VAT)


def test_two_persons_not_two_accounts(funds: Funds) -> None:
    claim = proposed(funds, submitted(funds))
    again = another("finance-again", Role.PAYMENT_APPROVER, person=funds.finance.person)
    ruling = open_ruling(claim.case)
    assert ruling is not None
    with pytest.raises(Refused, match="Another person"):
        checks.sign(actor=again, claim=claim, ruling=ruling, now=funds.now, expect=claim.case.version)


def test_no_proposal_while_a_line_is_unchecked(funds: Funds) -> None:
    claim = submitted(funds, 1_000_000, 2_000_000)
    say(funds, claim, Verdict())
    with pytest.raises(Refused, match="1 line is not checked"):
        checks.propose(actor=funds.finance, claim=claim, note="", now=funds.now, expect=claim.case.version)


def test_a_colleague_s_check_is_not_overwritten_unseen(funds: Funds) -> None:
    claim = submitted(funds, 1_000_000)
    say(funds, claim, Verdict(100, CutReason.VAT))
    with pytest.raises(Refused, match="colleague"):
        say(funds, claim, Verdict())
    assert say(funds, claim, Verdict(), seen=claim.lines.get().checked_at) == 1
    line = claim.lines.get()
    assert (line.cut, line.cut_reason, line.checked_by) == (0, "", funds.finance)


def test_an_old_page_is_stale_after_the_claim_moved(funds: Funds) -> None:
    claim = submitted(funds)
    old = claim.case.version
    proposed(funds, claim)
    with pytest.raises(Stale):
        checks.check_lines(
            actor=funds.finance, claim=claim, verdicts={}, page=[], seen=None, now=funds.now, expect=old
        )
    with pytest.raises(Refused):
        say(funds, claim, Verdict())


def test_only_finance_officers_check(funds: Funds) -> None:
    claim = submitted(funds)
    for stranger in (funds.payer, funds.clerk_of(claim.request.team)):
        with pytest.raises(Refused):
            say(funds, claim, Verdict(), by=stranger)


def test_accepting_the_rest_leaves_large_lines_and_those_without_receipt(funds: Funds) -> None:
    claim = submitted(funds, 999_999, 1_000_000, 500)
    receipt(funds, claim, 1, 2)
    number = checks.accept_rest(actor=funds.finance, claim=claim, now=funds.now, expect=claim.case.version)
    assert number == 1
    assert [line.position for line in claim.lines.exclude(checked_at=None)] == [1]


def test_accepting_the_rest_leaves_what_was_claimed_before(funds: Funds) -> None:
    first, second = submitted(funds, 500), submitted(funds, 500)
    receipt(funds, second, 1)
    twin = funds.claim(second.request, amounts=(500,))
    twin.lines.update(fingerprint=first.lines.get().fingerprint)
    receipt(funds, twin, 1)
    twin.case = move(
        case=twin.case, action="submit", actor=funds.clerk_of(twin.request.team), now=funds.now,
        submitted_at=funds.now,
    )  # fmt: skip
    for claim, number in ((second, 1), (twin, 0)):
        version = claim.case.version
        assert number == checks.accept_rest(actor=funds.finance, claim=claim, now=funds.now, expect=version)


def test_a_returned_claim_keeps_the_objections_and_is_checked_anew(funds: Funds) -> None:
    claim = submitted(funds, 600_000, 400_000)
    check_all(funds, claim, {2: 150_000})
    done = checks.return_to_team(
        actor=funds.finance, claim=claim, note="Row 2: which meeting?", now=funds.now,
        expect=claim.case.version,
    )  # fmt: skip
    assert (done.case.status, told("claim_returned")) == (ClaimStatus.RETURNED, 1)
    assert Remark.objects.get(case=claim.case).text == "Row 2: which meeting?"
    first, second = claim.lines.order_by("position")
    assert (first.checked_at, second.checked_at, second.cut) == (None, None, 0)
    assert second.cut_reason == CutReason.EVIDENCE
    assert claimed_of(claim) == 1_000_000


def test_sent_back_the_first_officer_may_change_the_checks(funds: Funds) -> None:
    claim = proposed(funds, submitted(funds, 500_000), {1: 100_000})
    ruling = open_ruling(claim.case)
    assert ruling is not None
    checks.send_back(
        actor=funds.payer, claim=claim, ruling=ruling, remark="Too hard.", now=funds.now,
        expect=claim.case.version,
    )  # fmt: skip
    assert told("claim_sent_back") == 1
    assert say(funds, claim, Verdict(), seen=claim.lines.get().checked_at) == 1
    checks.propose(actor=funds.finance, claim=claim, note="", now=funds.now, expect=claim.case.version)
    assert open_ruling(claim.case).amount == 500_000  # type: ignore[union-attr]


def test_an_approved_claim_says_so_once(funds: Funds) -> None:
    claim = approved(funds, 700_000, cuts={1: 1})
    assert claim.approved_amount == 699_999
    assert LedgerEntry.objects.filter(claim=claim, kind="cut").count() == 1
