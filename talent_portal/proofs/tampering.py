"""Statements with which the application's own role might cook the books, and what must come of each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.db import DatabaseError, connections, transaction

from funding.models import Claim, FundingRequest, LedgerEntry, PaymentOrder
from talent_portal.proofs.purse import Purse


@dataclass(frozen=True)
class Books:
    """Where the attacks aim: an agreement with a claim and an unsigned payment, a request beside it."""

    purse: Purse
    agreed: FundingRequest
    claim: Claim
    waiting: FundingRequest
    entry: LedgerEntry
    order: PaymentOrder


ENTRY = (
    "INSERT INTO funding_ledgerentry (key, kind, amount, request_id, claim_id, payment_id, reverses_id, note,"
    " subject_id, team_id, programme_id, year)"
    " VALUES ('{key}', '{kind}', {amount}, {request}, {claim}, {payment}, {reverses}, '',"
    " {subject}, 0, 0, {year})"
)


def entry(books: Books, kind: str, amount: int, **given: object) -> str:
    """An INSERT into the ledger as anybody with the role's password could write it."""
    values: dict[str, object] = {
        "claim": "NULL",
        "payment": "NULL",
        "reverses": "NULL",
        "subject": 0,
        "year": 0,
    }
    values |= {"request": books.agreed.pk, "key": uuid4(), "kind": kind, "amount": amount}
    return ENTRY.format(**(values | given))


def statements(books: Books) -> list[str]:
    """Each must be refused."""
    request, claim, one, order = books.agreed, books.claim, books.entry, books.order
    case = books.waiting.case_id
    return [
        f"UPDATE funding_ledgerentry SET amount = 1 WHERE id = {one.pk}",
        f"DELETE FROM funding_ledgerentry WHERE id = {one.pk}",
        "TRUNCATE funding_ledgerentry CASCADE",
        "UPDATE funding_balance SET reserved = 0",
        "UPDATE funding_balance SET cap = 9000000000000",
        "INSERT INTO funding_balance (scope, scope_id, programme_id, year, reserved, claimed, paid,"
        f" recovered, clawed_back) VALUES ('team', 1, {books.purse.programme.pk}, 0, 0, 0, 0, 0, 0)",
        "DELETE FROM funding_balance",
        "TRUNCATE funding_balance",
        "ALTER TABLE funding_ledgerentry DISABLE TRIGGER ALL",
        "ALTER TABLE funding_ledgerentry DISABLE TRIGGER entry_after",
        "SET session_replication_role = replica",
        "DROP TRIGGER entry_after ON funding_ledgerentry",
        "ALTER TABLE funding_balance DROP CONSTRAINT balance_cap",
        "CREATE OR REPLACE FUNCTION funding_refuse(why text, words text) RETURNS void"
        " LANGUAGE sql AS 'SELECT'",
        "SELECT funding_move('subject', 1, 1, 2026, NULL, -1, 0, 0, 0, 0)",
        "SET ROLE owner",
        f"UPDATE funding_subject SET merged_into_id = NULL, frozen_at = NULL WHERE id = {request.subject_id}",
        f"UPDATE funding_programme SET cap = 9000000000000 WHERE id = {books.purse.programme.pk}",
        f"UPDATE funding_fundingrequest SET year = year + 1 WHERE id = {request.pk}",
        f"UPDATE funding_fundingrequest SET team_id = {books.purse.teams[1].pk} WHERE id = {request.pk}",
        f"UPDATE casework_case SET status = 'agreed', version = version + 1 WHERE id = '{case}'",
        entry(books, "reserve", 0),
        entry(books, "reserve", -5),
        entry(books, "reserve", 2_000_000_001),
        entry(books, "RESERVE", 5),
        entry(books, "release", request.amount + 1),
        entry(books, "claim", 1, request=books.waiting.pk, claim=claim.pk),
        entry(books, "claim", request.amount + 1, claim=claim.pk),
        entry(books, "claim", 1),
        entry(books, "pay", 1, claim=claim.pk),
        entry(books, "pay", order.amount, claim=claim.pk, payment=order.pk),
        f"UPDATE funding_paymentbatch SET signed_by_id = prepared_by_id WHERE id = {order.batch_id}",
        f"UPDATE funding_paymentbatch SET signed_by_id = '{books.purse.payer.pk}'"
        f" WHERE id = {order.batch_id}",
        "UPDATE funding_paymentbatch SET signed_by_id = prepared_by_id, signed_at = now()"
        f" WHERE id = {order.batch_id}",
        entry(books, "payment_failed", 1, claim=claim.pk),
        entry(books, "recover", 1),
        entry(books, "claw_back", 1),
        entry(books, "reverse", 1, reverses=one.pk),
        entry(books, "reserve", 1, key=one.key),
    ]


def corrected(books: Books) -> str:
    """An entry that lies about its subject and year: taken, and booked where its request belongs."""
    return entry(books, "reserve", 1, subject=999_999, year=2099)


def got_through(sql: str, using: str = "default") -> bool:
    """Whether the statement was carried out; its effect is undone."""
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True, using=using)
    except DatabaseError:
        return False
    return True
