"""The nightly comparison: silent while every balance is the sum of its entries, loud once one is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from casework.models import Notice, User
from funding.models import Parity
from funding.services import parity
from funding.tasks import compare_ledger
from talent_portal import databases
from tests.cast import signed_in
from tests.funding.after_money import over
from tests.funding.build import Funds, make_funds

SignIn = Callable[[User | None], Client]


def test_money_that_moved_by_the_ledger_is_in_order(funds: Funds) -> None:
    over(funds, funds.team(), 3_000_000)
    done = parity.compare()
    assert (done.wrong, done.detail) == (0, [])
    assert done.entries >= 3
    assert done.balances >= 5
    assert not Notice.objects.filter(event__startswith="parity:").exists()


def test_the_page_says_so(funds: Funds, sign_in: SignIn) -> None:
    parity.compare()
    page = sign_in(funds.finance).get(reverse("admin:funding_ledgerentry_comparisons"))
    assert "All equal" in page.content.decode()


def add_a_won() -> None:
    """What only the owner of the tables can do: change a balance past the ledger."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE funding_balance SET paid = paid + 1, claimed = claimed + 1 WHERE scope = 'request'"
        )


def test_a_balance_changed_past_the_ledger_raises_the_alarm(committed_database: databases.Database) -> None:
    funds = make_funds()
    over(funds, funds.team(), 3_000_000)
    assert compare_ledger() == 0
    add_a_won()
    with capture_logs() as logs:
        assert compare_ledger() == 1
    assert [entry["log_level"] for entry in logs if entry["event"] == "ledger_differs"] == ["error"]
    done = Parity.objects.latest("id")
    (row,) = done.detail
    assert (row["scope"], row["stored"][2] - row["summed"][2]) == ("request", 1)
    told = Notice.objects.filter(event=f"parity:{done.pk}")
    assert [notice.recipient for notice in told] == [funds.payer]
    home = signed_in(funds.payer).get(reverse("admin:index")).content.decode()
    assert "The ledger does not add up" in home
    page = signed_in(funds.finance).get(reverse("admin:funding_ledgerentry_comparisons"))
    assert "1 balance differs" in page.content.decode()


def test_the_command_prints_what_differs_and_fails(
    committed_database: databases.Database, capsys: pytest.CaptureFixture[str]
) -> None:
    funds = make_funds()
    request = over(funds, funds.team(), 3_000_000)
    call_command("ledger_parity")
    assert "0 wrong" in capsys.readouterr().out
    add_a_won()
    with pytest.raises(SystemExit) as ended:
        call_command("ledger_parity")
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert f"request {request.pk}" in said
    assert "paid 3000001" in said
