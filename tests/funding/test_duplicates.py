"""The same cost claimed twice is found: by day, payee and total, by invoice, by the bytes of a receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from funding.claim_check import check
from funding.claim_drafts import looks_claimed
from funding.duplicates import fingerprint, invoices_twice, twins
from funding.models import Claim
from funding.services import claims, lines
from tests.funding import claims as build
from tests.funding.build import Funds

INVOICE = "20261101" + "5" * 16


@dataclass(frozen=True)
class Cost:
    spent_on: date = date(2026, 11, 2)
    payee: str = "Hanbit Compute"
    total: int = 1_100_000


def words(claim: Claim) -> list[str]:
    fresh = Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)
    return [twin.words(fresh) for twin in twins(fresh)]


def with_invoice(funds: Funds, claim: Claim, invoice: str = INVOICE, **cells: str) -> None:
    entry = lines.Entry(replace(build.draft(funds, claim, **cells), invoice=invoice), None, "Lost")
    actor = funds.clerk_of(claim.request.team)
    lines.add_line(actor=actor, claim=claim, entry=entry, token=uuid4(), now=funds.now)


@pytest.mark.parametrize(
    "payee", ["HANBIT  compute", "(주)Hanbit Compute", "㈜ Hanbit-Compute", "주식회사 Hanbit Compute."]
)
def test_a_payee_written_otherwise_is_the_same(payee: str) -> None:
    assert fingerprint(Cost(payee=payee)) == fingerprint(Cost())


@pytest.mark.parametrize(
    "other", [Cost(spent_on=date(2026, 11, 3)), Cost(payee="Hanbit"), Cost(total=1_100_001)]
)
def test_another_day_payee_or_total_is_another_cost(other: Cost) -> None:
    assert fingerprint(other) != fingerprint(Cost())


def test_the_same_cost_twice_in_a_claim(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds))
    build.added(funds, claim)
    build.added(funds, claim)
    assert words(claim) == [
        "The same day, payee and total: row 1 of this claim.",
    ]


def test_another_claim_of_the_team_is_named_another_team_is_not(funds: Funds) -> None:
    theirs = build.ready(funds, build.agreement(funds))
    mine = build.started(funds, build.agreement(funds))
    build.added(funds, mine, payee=theirs.lines.get().payee)
    assert words(mine) == []
    build.submit(funds, theirs)
    assert words(mine) == ["The same day, payee and total: another team."]
    own = build.started(funds, mine.request, month=date(funds.today.year, 1, 1))
    build.added(funds, own, payee=theirs.lines.get().payee)
    assert words(own)[0].endswith(("another team.", f"{mine.case.reference}."))
    assert theirs.case.reference not in " ".join(words(own))


def test_withdrawn_claims_are_forgotten(funds: Funds) -> None:
    first = build.submit(funds, build.ready(funds, build.agreement(funds)))
    actor = funds.clerk_of(first.request.team)
    second = build.started(funds, first.request, month=date(funds.today.year, 1, 1))
    build.added(funds, second, payee=first.lines.get().payee)
    assert words(second)
    claims.withdraw(actor=actor, claim=first, now=funds.now, expect=first.case.version)
    assert words(second) == []


def test_a_twin_must_be_explained_before_the_claim_is_submitted(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds))
    for note in ("", "", "The third of three seats"):
        build.added(funds, claim, note=note)
    fresh = Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)
    found = check(fresh, funds.today)
    assert [fault.position for fault in found.faults] == [2]
    assert "Explain in the note" in str(found.faults[0].text)


def test_drafts_are_held_against_lines_and_one_another(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds))
    line = build.added(funds, claim)
    one = build.draft(funds, claim)
    drafts = [replace(one, row=2), replace(one, row=3, payee="New"), replace(one, row=4, payee="NEW")]
    found = looks_claimed(claim=claim, drafts=drafts, beside=[line])
    assert {row: text.split(": ")[-1] for row, text in found.items()} == {
        2: "row 1 of this claim.",
        4: "The same day, payee and total as row 3.",
    }
    assert 2 not in looks_claimed(claim=claim, drafts=drafts, beside=[])


def test_the_same_e_tax_invoice_twice_is_wrong(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds))
    with_invoice(funds, claim)
    with pytest.raises(lines.Unfit) as unfit:
        with_invoice(funds, claim, payee="Another name")
    assert [(one.column, str(one.text)) for one in unfit.value.problems] == [
        ("invoice", "This e-tax invoice is claimed already: row 1 of this claim.")
    ]


def test_an_invoice_of_another_team_is_found_unless_it_was_cut(funds: Funds) -> None:
    theirs = build.started(funds, build.agreement(funds))
    with_invoice(funds, theirs)
    mine = build.started(funds, build.agreement(funds))
    with_invoice(funds, mine, payee="Mine")
    build.submit(funds, theirs)
    assert [place.words(mine) for _key, _row, place in invoices_twice(mine)] == ["another team"]
    theirs.lines.update(cut=1_000_000, cut_reason="evidence")
    assert list(invoices_twice(mine)) == []


def test_the_bytes_of_a_receipt_are_known_again(funds: Funds) -> None:
    first = build.started(funds, build.agreement(funds))
    build.proof(funds, first, build.added(funds, first).pk)
    second = build.started(funds, first.request, month=date(funds.today.year, 1, 1))
    line = build.added(funds, second, payee="Other")
    build.proof(funds, second, line.pk)
    assert words(second) == [f"Its receipt was handed in before: {first.case.reference}."]
