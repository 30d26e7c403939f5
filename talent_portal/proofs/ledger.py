"""Nobody brings the ledger over a cap, whatever they use and whatever dies; nobody cooks the books."""

from __future__ import annotations

from django.db import connections

from funding import ledger
from funding.models import Balance, LedgerEntry
from talent_portal.proof import Context, Outcome, proof
from talent_portal.proofs import purse, tampering
from talent_portal.proofs.stocks import make_stocks
from talent_portal.proofs.storm import Storm
from talent_portal.proofs.verdict import judge


@proof(
    "ledger.over_cap",
    "claimants by web, desk and raw SQL, half on one researcher, while Postgres and workers are killed",
)
def over_cap(context: Context) -> Outcome:
    n, clients = (240, 12) if context.quick else (10_000, 200)
    with context.stage("web", "worker", "beat") as stage:
        storm = Storm(stage, make_stocks(n, context), context, clients)
        storm.blow(faults=True)
        found = judge(storm)
    return Outcome(n, found.failures, _overspends(context), found.note)


def _overspends(context: Context) -> bool:
    """The control: the same by raw SQL in a database whose caps the owner has dropped."""
    n, clients = (120, 6) if context.quick else (1_000, 50)
    with context.database():
        with connections["owner"].cursor() as cursor:
            for name in ("balance_cap", "balance_claimed", "balance_paid"):
                cursor.execute(f"ALTER TABLE funding_balance DROP CONSTRAINT {name}")
        storm = Storm(None, make_stocks(n, context, by_sql_alone=True), context, clients)
        storm.blow(faults=False)
        return judge(storm).over > 0


@proof("ledger.tamper", "tries of the application's role to change, delete, switch off or lie: all refused")
def tamper(context: Context) -> Outcome:
    with context.database():
        books = _books()
        before = _state()
        tries = tampering.statements(books)
        through = [sql for sql in tries if tampering.got_through(sql)]
        lied = not _lie_is_corrected(books)
        changed = int(before != _state())
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TRIGGER entry_kept ON funding_ledgerentry")
            cursor.execute("ALTER TABLE funding_ledgerentry DISABLE TRIGGER USER")
        control = tampering.got_through(
            f"UPDATE funding_ledgerentry SET amount = 1 WHERE id = {books.entry.pk}", "owner"
        ) and tampering.got_through(tampering.entry(books, "recover", 1, subject=1))
    note = (
        f"got through: {through}"
        if through
        else f"a lie about subject and year {'stays' if lied else 'is corrected'}"
    )
    return Outcome(len(tries) + 1, len(through) + lied + changed, control, note)


@proof(
    "ledger.parity", "every balance equals the sum of its entries; a balance changed by the owner is found"
)
def parity(context: Context) -> Outcome:
    n, clients = (120, 6) if context.quick else (3_000, 100)
    with context.database():
        storm = Storm(None, make_stocks(n, context, by_sql_alone=True), context, clients)
        storm.blow(faults=False)
        wrong = _differences()
        balances = Balance.objects.count()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "UPDATE funding_balance SET claimed = claimed - 1 WHERE scope = 'request' AND claimed > 0"
            )
        control = _differences() > 0
    return Outcome(balances, wrong, control, f"{n} movements")


def _books() -> tampering.Books:
    made = purse.make_purse()
    person = purse.person()
    agreed = purse.agreed(made, 0, person, amount=1_000_000)
    ledger.reserve(request=agreed, amount=1_000_000, key="books", actor=None)
    waiting = purse.submitted(made, 1, person, amount=500_000)
    claim = purse.claim(made, 0, agreed, amount=1_000)
    entry = LedgerEntry.objects.get(key="books")
    return tampering.Books(made, agreed, claim, waiting, entry, purse.order(made, claim))


def _lie_is_corrected(books: tampering.Books) -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute(tampering.corrected(books))
    row = LedgerEntry.objects.latest("pk")
    right = row.subject_id == books.agreed.subject_id and row.year == books.agreed.year
    ledger.reverse(entry=row, actor=None, note="proof")
    return right


def _state() -> list[tuple[object, ...]]:
    return list(Balance.objects.order_by("pk").values_list("pk", "reserved", "claimed", "paid", "cap"))


def _differences() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM funding_parity()")
        (number,) = cursor.fetchone()
    return int(number)
