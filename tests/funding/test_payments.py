"""Payments: prepared by one, signed by another, told to the bank, never paid twice."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from casework.enums import Role
from casework.exports import csv_bytes
from casework.models import AuditEntry, Notice
from casework.transitions import Refused, Stale
from funding import ledger
from funding.enums import ClaimStatus, Scope
from funding.models import Balance, Claim, Institution, LedgerEntry, PaymentBatch, PaymentOrder
from funding.services import bank, payments
from funding.services.bank import Answer
from talent_portal.databases import Database
from tests.funding.build import Funds, make_funds
from tests.funding.officers import NUMBER, another, approved, batch, signed


def paid_of(claim: Claim) -> int:
    return Balance.objects.get(scope=Scope.CLAIM, scope_id=claim.pk).paid


def told(template: str) -> int:
    return Notice.objects.filter(template=f"funding/{template}").count()


def answer(funds: Funds, made: PaymentBatch, *answers: Answer) -> int:
    return bank.record(actor=funds.finance, batch=made, answers=answers, now=funds.now)


def order_of(made: PaymentBatch) -> PaymentOrder:
    return made.orders.select_related("batch").get()


def test_money_moves_with_the_second_signature_and_the_claim_is_paid_when_the_bank_says_so(
    funds: Funds,
) -> None:
    claim = approved(funds, 900_000, cuts={1: 100_000})
    made = batch(funds, claim)
    assert paid_of(claim) == 0
    assert told("payment_batch") == 1
    payments.sign(actor=funds.payer, batch=made, total=800_000, now=funds.now)
    assert paid_of(claim) == 800_000
    answer(funds, made, Answer(order_of(made).pk, True, "BANK-1"))
    claim.case.refresh_from_db()
    assert (claim.case.status, told("payment_confirmed")) == (ClaimStatus.PAID, 1)


def test_a_failed_payment_is_paid_again_once(funds: Funds) -> None:
    claim = approved(funds, 500_000)
    first = signed(funds, claim)
    answer(funds, first, Answer(order_of(first).pk, False, "", "Account closed"))
    assert (paid_of(claim), told("payment_failed")) == (0, 1)
    second = signed(funds, claim)
    assert paid_of(claim) == 500_000
    with pytest.raises(Refused, match="another batch already"):
        batch(funds, claim)
    with pytest.raises(Refused, match="recorded as failed"):
        answer(funds, first, Answer(order_of(first).pk, True, "BANK-1"))
    answer(funds, second, Answer(order_of(second).pk, True, "BANK-2"))
    with pytest.raises(Refused, match="recorded as paid"):
        answer(funds, second, Answer(order_of(second).pk, True, "BANK-2"))
    with pytest.raises(Refused, match="Not to be paid now"):
        batch(funds, claim)
    assert LedgerEntry.objects.filter(claim=claim, kind="pay").count() == 2
    assert LedgerEntry.objects.filter(claim=claim, kind="payment_failed").count() == 1


def test_answers_are_recorded_all_or_not_at_all(funds: Funds) -> None:
    team = funds.team()
    made = signed(funds, approved(funds, 1_000, team=team), approved(funds, 2_000, team=team))
    one, other = made.orders.order_by("pk")
    answer(funds, made, Answer(one.pk, True, "BANK-1"))
    with pytest.raises(Refused):
        answer(funds, made, Answer(other.pk, True, "BANK-2"), Answer(one.pk, True, "BANK-1"))
    with pytest.raises(Refused, match="named twice"):
        answer(funds, made, Answer(other.pk, True, "BANK-2"), Answer(other.pk, False, "", "x"))
    other.refresh_from_db()
    assert other.confirmed_at is None


def test_two_persons_not_two_accounts(funds: Funds) -> None:
    made = batch(funds, approved(funds))
    again = another("payer-again", Role.PAYMENT_APPROVER, person=funds.finance.person)
    with pytest.raises(Refused, match="Another person"):
        payments.sign(actor=again, batch=made, total=1_000_000, now=funds.now)
    with pytest.raises(IntegrityError, match="batch_two_persons"), transaction.atomic():
        PaymentBatch.objects.filter(pk=made.pk).update(signed_by=again, signed_at=funds.now)


def test_only_the_payment_approver_signs_the_sum_that_was_shown(funds: Funds) -> None:
    made = batch(funds, approved(funds, 5_000))
    with pytest.raises(Stale):
        payments.sign(actor=funds.payer, batch=made, total=4_999, now=funds.now)
    other = another("other-finance", Role.FINANCE_OFFICER)
    with pytest.raises(Refused, match="role"):
        payments.sign(actor=other, batch=made, total=5_000, now=funds.now)


def test_signing_twice_pays_once(funds: Funds) -> None:
    claim = approved(funds, 5_000)
    made = signed(funds, claim)
    with pytest.raises(Refused, match="signed already"):
        payments.sign(actor=funds.payer, batch=made, total=5_000, now=funds.now)
    assert not ledger.pay(order=order_of(made), actor=funds.payer).fresh
    assert paid_of(claim) == 5_000


def test_raw_sql_pays_nothing_twice(funds: Funds) -> None:
    claim = approved(funds, 5_000)
    made = signed(funds, claim)
    again = (
        "INSERT INTO funding_ledgerentry (key, kind, amount, request_id, claim_id, payment_id, note,"
        " subject_id, team_id, programme_id, year)"
        " SELECT 'again', kind, amount, request_id, claim_id, payment_id, '', 0, 0, 0, 0"
        " FROM funding_ledgerentry WHERE kind = 'pay' AND claim_id = %s"
    )
    second = (
        "INSERT INTO funding_paymentorder"
        " (batch_id, claim_id, institution_id, account_id, amount, bank_reference, failure)"
        " SELECT %s, claim_id, institution_id, account_id, amount, '', '' FROM funding_paymentorder"
        " WHERE claim_id = %s"
    )
    other = batch(funds, approved(funds, 7_000))
    for statement, values in ((again, [claim.pk]), (second, [other.pk, claim.pk])):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.orders.update(amount=9_000)
    assert paid_of(claim) == 5_000


def test_two_signers_at_once_pay_once(committed_database: Database) -> None:
    funds = make_funds()
    claim = approved(funds, 5_000)
    made = batch(funds, claim)

    def sign(_number: int) -> str:
        try:
            payments.sign(actor=funds.payer, batch=made, total=5_000, now=funds.now)
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return "signed"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(sign, range(4)))
    assert sorted(answers).count("signed") == 1
    assert LedgerEntry.objects.filter(kind="pay").count() == 1
    assert paid_of(claim) == 5_000


def test_a_signature_that_fails_in_between_leaves_nothing(
    funds: Funds, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = funds.team()
    claims = [approved(funds, 1_000, team=team), approved(funds, 2_000, team=team)]
    made, pay, calls = batch(funds, *claims), ledger.pay, []

    def dying(**order: object) -> object:
        calls.append(order)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return pay(**order)  # type: ignore[arg-type]

    monkeypatch.setattr("funding.ledger.pay", dying)
    with pytest.raises(KeyboardInterrupt):
        payments.sign(actor=funds.payer, batch=made, total=3_000, now=funds.now)
    made.refresh_from_db()
    assert made.signed_at is None
    assert [paid_of(claim) for claim in claims] == [0, 0]
    monkeypatch.undo()
    payments.sign(actor=funds.payer, batch=made, total=3_000, now=funds.now)
    assert [paid_of(claim) for claim in claims] == [1_000, 2_000]


def test_a_discarded_batch_frees_its_claims_and_is_never_signed(funds: Funds) -> None:
    claim = approved(funds, 5_000)
    made = batch(funds, claim)
    payments.discard(actor=funds.finance, batch=made, now=funds.now)
    with pytest.raises(Refused, match="discarded"):
        payments.sign(actor=funds.payer, batch=made, total=5_000, now=funds.now)
    assert signed(funds, claim).pk != made.pk
    with pytest.raises(Refused, match="signed already"):
        payments.discard(actor=funds.finance, batch=signed(funds, approved(funds, 1_000)), now=funds.now)


def test_no_order_without_an_account(funds: Funds) -> None:
    claim = approved(funds, 5_000)
    lead = Institution.objects.create(
        team=claim.request.team, role="joint", firm_size="small", name_en="No account", name_ko="계좌 없음",
        starts_on=funds.today,
    )  # fmt: skip
    claim.request.institution = lead
    claim.request.save(update_fields=["institution"])
    with pytest.raises(Refused, match="No bank account") as refused:
        batch(funds, claim)
    assert claim.case.reference in str(refused.value)


def test_the_bank_file_opens_the_vault_for_signed_batches_only(funds: Funds) -> None:
    made = batch(funds, approved(funds, 5_000))
    with pytest.raises(Refused, match="two persons have signed"):
        bank.bank_file(actor=funds.finance, batch=made, now=funds.now)
    payments.sign(actor=funds.payer, batch=made, total=5_000, now=funds.now)
    with pytest.raises(Refused, match="role"):
        bank.bank_file(actor=funds.payer, batch=made, now=funds.now)
    before = AuditEntry.objects.filter(verb="vault.reveal").count()
    (row,) = bank.bank_file(actor=funds.finance, batch=made, now=funds.now)
    assert row[:2] == ["088", NUMBER]
    assert row[3:] == [5_000, f"{made.reference}-{order_of(made).pk}"]
    look = AuditEntry.objects.filter(verb="vault.reveal").latest("pk")
    assert AuditEntry.objects.filter(verb="vault.reveal").count() == before + 1
    assert look.data["reason"] == made.reference
    assert NUMBER not in str(AuditEntry.objects.values_list("data", flat=True))
    answer(funds, made, Answer(order_of(made).pk, False, "", "closed"))
    with pytest.raises(Refused, match="answered every payment"):
        bank.bank_file(actor=funds.finance, batch=made, now=funds.now)


def test_a_holder_called_like_a_formula_stays_a_name(funds: Funds) -> None:
    team = funds.team()
    team.institutions.update(name_ko='=HYPERLINK("http://evil.example","x")')
    made = signed(funds, approved(funds, 5_000, team=team))
    rows = bank.bank_file(actor=funds.finance, batch=made, now=funds.now)
    content = csv_bytes(bank.headers(), rows).decode("utf-8-sig")
    holder = list(csv.reader(io.StringIO(content)))[1][2]
    assert holder.startswith("'=")


def test_nobody_signs_money_for_themselves(funds: Funds) -> None:
    made = batch(funds, approved(funds, 5_000))
    own = another("own", Role.PAYMENT_APPROVER, person=made.orders.get().claim.case.person)
    with pytest.raises(Refused, match="yourself"):
        payments.sign(actor=own, batch=made, total=5_000, now=funds.now)


def test_another_programme_s_claim_is_not_put_into_the_batch(funds: Funds) -> None:
    with pytest.raises(Refused, match="not of this programme"):
        payments.prepare(actor=funds.finance, programme=funds.programme, claims=[987_654], now=funds.now)
    with pytest.raises(Refused, match="between 1 and"):
        payments.prepare(actor=funds.finance, programme=funds.programme, claims=[], now=funds.now)
    with pytest.raises(Refused, match="role"):
        payments.prepare(actor=funds.payer, programme=funds.programme, claims=[1], now=funds.now)
