"""Whatever is done in whatever order, balances equal the sum of their entries, and both a plain model."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casework.enums import VaultKind
from casework.models import VaultItem
from casework.transitions import Refused
from funding import ledger
from funding.enums import Scope
from funding.models import Balance, Claim, LedgerEntry, PaymentBatch, PaymentOrder, Subject
from tests.funding.build import Funds, make_funds
from tests.funding.ledger_model import Made, Money

CAP = 100
BUDGET = 260
amounts = st.integers(1, 70)
picks = st.integers(0, 10_000)


class Ledger(RuleBasedStateMachine):
    """Three researchers, two teams, two years. `root` says which researcher a merged one counts as."""

    funds: Funds

    @initialize()
    def begin(self) -> None:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.funds.programme.budget = BUDGET
        self.funds.programme.cap = CAP
        self.funds.programme.save(update_fields=["budget", "cap"])
        people = [self.funds.researcher() for _ in range(3)]
        teams = [self.funds.team(), self.funds.team()]
        self.requests: list[Made] = []
        self.root: dict[int, int] = {}
        self.frozen: set[int] = set()
        for number in range(6):
            year = self.funds.today.year + number // 3
            made = self.funds.agreed(teams[number % 2], people[number % 3], amount=1, year=year)
            self.requests.append(Made(made, Money(reserved=1)))
            self.root.setdefault(made.subject_id, made.subject_id)
        self.orders: list[tuple[PaymentOrder, Made, Money]] = []
        self.undoable: list[tuple[int, Made, Callable[[], None], Callable[[], bool]]] = []

    def teardown(self) -> None:
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def _try(self, allowed: bool, call: Callable[[], object]) -> bool:
        """Do it; refused exactly when the model forbids it."""
        try:
            call()
        except Refused:
            assert not allowed, "refused although the model allows it"
            return False
        assert allowed, "accepted although the model forbids it"
        return True

    def _year_total(self, made: Made) -> int:
        root = self.root[made.request.subject_id]
        return sum(
            one.money.reserved
            for one in self.requests
            if self.root[one.request.subject_id] == root and one.request.year == made.request.year
        )

    def _room(self, made: Made, amount: int) -> bool:
        everything = sum(one.money.reserved for one in self.requests)
        return self._year_total(made) + amount <= CAP and everything + amount <= BUDGET

    def _is_frozen(self, made: Made) -> bool:
        return self.root[made.request.subject_id] in self.frozen

    @rule(pick=picks, amount=amounts)
    def reserve(self, pick: int, amount: int) -> None:
        made = self.requests[pick % len(self.requests)]
        allowed = self._room(made, amount) and not self._is_frozen(made)
        key = str(uuid4())
        if self._try(
            allowed, lambda: ledger.reserve(request=made.request, amount=amount, key=key, actor=None)
        ):
            made.money.reserved += amount

    @rule(pick=picks, amount=amounts)
    def release(self, pick: int, amount: int) -> None:
        made = self.requests[pick % len(self.requests)]
        allowed = made.money.reserved - amount >= made.money.claimed
        key = str(uuid4())
        if self._try(
            allowed, lambda: ledger.release(request=made.request, amount=amount, key=key, actor=None)
        ):
            made.money.reserved -= amount

    @rule(pick=picks, amount=amounts)
    def change_year(self, pick: int, amount: int) -> None:
        """Carry money over: released in one year and reserved in the next, both or neither."""
        made = self.requests[pick % 3]
        after = self.requests[pick % 3 + 3]
        allowed = (
            made.money.reserved - amount >= made.money.claimed
            and self._year_total(after) + amount <= CAP
            and not self._is_frozen(after)
        )
        key = str(uuid4())

        def carry() -> None:
            with transaction.atomic():
                ledger.release(request=made.request, amount=amount, key=f"out:{key}", actor=None)
                ledger.reserve(request=after.request, amount=amount, key=f"in:{key}", actor=None)

        if self._try(allowed, carry):
            made.money.reserved -= amount
            after.money.reserved += amount

    @rule(pick=picks, amount=amounts)
    def claim(self, pick: int, amount: int) -> None:
        made = self.requests[pick % len(self.requests)]
        claim = self.funds.claim(made.request, amounts=(amount,))
        allowed = made.money.claimed + amount <= made.money.reserved and not self._is_frozen(made)
        key = str(uuid4())
        if self._try(allowed, lambda: ledger.claim(claim=claim, amount=amount, key=key, actor=None)):
            made.money.claimed += amount
            made.claims.append((claim, Money(claimed=amount)))

    def _claims(self) -> list[tuple[Made, Claim, Money]]:
        return [(made, claim, money) for made in self.requests for claim, money in made.claims]

    @precondition(lambda self: self._claims())
    @rule(pick=picks, amount=amounts)
    def cut(self, pick: int, amount: int) -> None:
        made, claim, money = self._claims()[pick % len(self._claims())]
        allowed = (
            money.claimed - amount >= money.paid
            and made.money.claimed - amount >= made.money.paid + made.money.back
        )
        key = str(uuid4())
        if self._try(allowed, lambda: ledger.cut(claim=claim, amount=amount, key=key, actor=None)):
            money.claimed -= amount
            made.money.claimed -= amount

    @precondition(lambda self: self._claims())
    @rule(pick=picks, amount=amounts, signed=st.booleans())
    def pay(self, pick: int, amount: int, signed: bool) -> None:
        made, claim, money = self._claims()[pick % len(self._claims())]
        if PaymentOrder.objects.filter(claim=claim, failed_at=None, dropped_at=None).exists():
            return
        order = self._order(claim, amount, signed)
        allowed = (
            signed
            and money.paid + amount <= money.claimed
            and made.money.paid + made.money.back + amount <= made.money.claimed
        )
        if self._try(allowed, lambda: ledger.pay(order=order, actor=None)):
            assert not ledger.pay(order=order, actor=None).fresh
            money.paid += amount
            made.money.paid += amount
            self.orders.append((order, made, money))
        else:
            PaymentOrder.objects.filter(pk=order.pk).update(dropped_at=self.funds.now)

    def _order(self, claim: Claim, amount: int, signed: bool) -> PaymentOrder:
        funds = self.funds
        batch = PaymentBatch.objects.create(
            programme=funds.programme,
            reference=str(uuid4())[:20],
            prepared_by=funds.finance,
            prepared_at=funds.now,
        )
        institution = claim.request.institution
        account, _made = VaultItem.objects.get_or_create(
            holder=institution.key,
            kind=VaultKind.BANK_ACCOUNT,
            defaults={"sealed": b"sealed", "blind_index": bytes(32)},
        )
        order = PaymentOrder.objects.create(
            batch=batch, claim=claim, institution=institution, account=account, amount=amount
        )
        if signed:
            batch.signed_by, batch.signed_at = funds.payer, funds.now
            batch.save(update_fields=["signed_by", "signed_at"])
        return order

    @precondition(lambda self: self.orders)
    @rule(pick=picks)
    def fail(self, pick: int) -> None:
        order, made, money = self.orders.pop(pick % len(self.orders))
        allowed = made.money.paid >= order.amount
        if self._try(allowed, lambda: ledger.payment_failed(order=order, actor=None)):
            money.paid -= order.amount
            made.money.paid -= order.amount
            PaymentOrder.objects.filter(pk=order.pk).update(failed_at=self.funds.now)

    @rule(pick=picks, amount=amounts, sanction=st.booleans())
    def take_back(self, pick: int, amount: int, sanction: bool) -> None:
        made = self.requests[pick % len(self.requests)]
        take = ledger.claw_back if sanction else ledger.recover
        key = str(uuid4())
        if self._try(
            made.money.paid >= amount, lambda: take(request=made.request, amount=amount, key=key, actor=None)
        ):
            made.money.paid -= amount
            made.money.back += amount

    @rule(pick=picks)
    def reverse(self, pick: int) -> None:
        """Undo one entry that nothing was built on: a reservation, release or recovery."""
        entries = LedgerEntry.objects.filter(
            kind__in=["reserve", "release", "recover"], request__in=[one.request.pk for one in self.requests]
        ).order_by("pk")
        entries = entries.filter(reversed_by=None)
        count = entries.count()
        if not count:
            return
        entry = entries[pick % count]
        made = next(one for one in self.requests if one.request.pk == entry.request_id)
        money = made.money
        if entry.kind == "reserve":
            allowed, change = money.reserved - entry.amount >= money.claimed, ("reserved", -entry.amount)
        elif entry.kind == "release":
            allowed, change = self._room(made, entry.amount), ("reserved", entry.amount)
        else:
            allowed, change = money.paid + money.back <= money.claimed, ("paid", entry.amount)
        if self._try(allowed, lambda: ledger.reverse(entry=entry, actor=None, note="test")):
            setattr(money, change[0], getattr(money, change[0]) + change[1])
            if entry.kind == "recover":
                money.back -= entry.amount

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def merge(self, one: int, other: int) -> None:
        winner = Subject.objects.get(pk=self.requests[one].request.subject_id)
        loser = Subject.objects.get(pk=self.requests[other].request.subject_id)
        into, out = self.root[winner.pk], self.root[loser.pk]
        if into == out:
            return
        totals: dict[int, int] = {}
        for made in self.requests:
            if self.root[made.request.subject_id] in (into, out):
                totals[made.request.year] = totals.get(made.request.year, 0) + made.money.reserved
        fits = max(totals.values()) <= CAP
        assert ledger.merge(winner=winner, loser=loser) is fits
        if fits:
            self.root = {key: into if root == out else root for key, root in self.root.items()}
            self.frozen -= {into, out}
        else:
            self.frozen |= {into, out}

    @invariant()
    def balances_are_the_sum_of_entries_and_of_the_model(self) -> None:
        if not hasattr(self, "requests"):
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM funding_parity()")
            assert cursor.fetchall() == []
        rows = Balance.objects.filter(scope=Scope.REQUEST).in_bulk(field_name="id")
        stored = {row.scope_id: row for row in rows.values()}
        for made in self.requests:
            row, money = stored[made.request.pk], made.money
            assert (row.reserved, row.claimed, row.paid) == (money.reserved, money.claimed, money.paid)
            assert row.recovered + row.clawed_back == money.back
            assert self._year_total(made) <= CAP


@pytest.mark.django_db
def test_the_ledger_does_what_the_model_says() -> None:
    Ledger.funds = make_funds()
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],  # a run is a quarter of a second: shrinking would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
