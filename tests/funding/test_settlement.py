"""What must come back, reckoned by the Decree, Art. 26(5): each part beside the others, in won."""

from __future__ import annotations

import pytest

from funding.settlement import Money, Stated, due

M = 1_000_000
AGREED = Money(
    agreed_direct=80 * M, agreed_indirect=20 * M, paid=90 * M, direct=75 * M, indirect=15 * M,
    own_planned=30 * M,
)  # fmt: skip
SPENT = Stated(spent=90 * M, own_cash=27 * M, own_in_kind=0, interest=0)


@pytest.mark.parametrize(
    ("money", "stated", "disallowed", "parts"),
    [
        # unspent, improper, indirect, own
        pytest.param(AGREED, SPENT, 0, (0, 0, 0, 0), id="everything in order"),
        pytest.param(
            AGREED, Stated(85 * M, 27 * M, 0, 0), 0, (5 * M, 0, 0, 0), id="five million left over"
        ),
        pytest.param(AGREED, SPENT, 4 * M, (0, 4 * M, 0, 0), id="a cost that is not recognised"),
        pytest.param(AGREED, Stated(90 * M, 20 * M, 3 * M, 0), 0, (0, 0, 0, 4 * M), id="own share missing"),
        pytest.param(
            Money(80 * M, 20 * M, 55 * M, 40 * M, 15 * M, 0), Stated(55 * M, 0, 0, 0), 0, (0, 0, 5 * M, 0),
            id="direct 50 %, indirect 75 %: 20 × 25 %",
        ),
        pytest.param(
            Money(80 * M, 20 * M, 56 * M, 41 * M, 15 * M, 0), Stated(56 * M, 0, 0, 0), 0, (0, 0, 0, 0),
            id="direct above one half",
        ),
        pytest.param(
            Money(80 * M, 20 * M, 50 * M, 40 * M, 10 * M, 0), Stated(50 * M, 0, 0, 0), 0, (0, 0, 0, 0),
            id="both at 50 %",
        ),
        pytest.param(
            Money(80 * M, 20 * M, 60 * M, 45 * M, 15 * M, 0), Stated(55 * M, 0, 0, 0), 0,
            (5 * M, 0, 5 * M, 0), id="what is left over lowers the direct rate",
        ),
        pytest.param(Money(0, 0, 0, 0, 0, 0), Stated(0, 0, 0, 0), 0, (0, 0, 0, 0), id="nothing at all"),
    ],
)  # fmt: skip
def test_parts(money: Money, stated: Stated, disallowed: int, parts: tuple[int, ...]) -> None:
    found = due(money, stated, disallowed)
    assert (found.unspent, found.improper, found.indirect, found.own) == parts


@pytest.mark.parametrize(
    ("paid", "unspent", "interest", "recovery", "total"),
    [(90 * M, 10 * M, 7, 10 * M, 10 * M + 7), (90 * M, 90 * M, 0, 90 * M, 90 * M)],
)
def test_interest_is_beside_the_recovery(
    paid: int, unspent: int, interest: int, recovery: int, total: int
) -> None:
    found = due(Money(100 * M, 0, paid, paid, 0, 0), Stated(paid - unspent, 0, 0, interest), 0)
    assert (found.recovery, found.total) == (recovery, total)


def test_no_more_comes_back_than_was_paid() -> None:
    money = Money(100 * M, 0, 10 * M, 10 * M, 0, own_planned=400 * M)
    found = due(money, Stated(10 * M, 0, 0, 0), 10 * M)
    assert found.parts == 50 * M
    assert found.recovery == 10 * M
