"""The quick form of every proof: real processes, few trials, and the control that must fail."""

import pytest
from pytest_django import DjangoDbBlocker

from talent_portal.proof import Context, chosen, run

NAMES = ["four_eyes", "ledger.over_cap", "ledger.parity", "ledger.tamper", "policy.mixed", "screening.lost"]


@pytest.mark.parametrize("name", NAMES)
def test_the_quick_form_holds(
    name: str, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        rows = list(run(chosen(name), Context(quick=True)))
    assert [row.as_text() for row in rows if not row.ok] == []
    assert rows


def test_every_proof_has_its_quick_form_here() -> None:
    assert [proof.name for proof in chosen()] == NAMES
