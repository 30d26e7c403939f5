"""What keeps a claim from being submitted, and what must be explained first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from funding.claim_reads import without_receipt
from funding.claim_terms import terms_of
from funding.claimable import problems
from funding.costs import Cost, Terms
from funding.duplicates import Twin, invoices_twice, twins
from funding.models import Claim, ClaimLine


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, or with the whole claim where `line` is None. `position` is its row."""

    text: Promise | str
    line: int | None = None
    position: int = 0


@dataclass(frozen=True)
class Checked:
    """A claim as it stands: its faults in the order of the lines, and what looks claimed before."""

    amount: int
    count: int
    faults: list[Fault] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


def check(claim: Claim, today: date) -> Checked:
    """Hold every line against the terms, the receipts and other claims, on a day in Asia/Seoul; 21 queries
    whatever the size. `claim` comes with its request, team, programme, institution and case."""
    lines = list(claim.lines.select_related("category"))
    terms = terms_of(claim.request, claim=claim, today=today)
    seen = twins(claim)
    faults = [*_of_lines(lines, terms, today), *_of_receipts(claim), *_of_twins(claim, seen)]
    faults.sort(key=lambda fault: fault.position)
    return Checked(
        amount=sum(line.claimed for line in lines),
        count=len(lines),
        faults=[*_of_claim(lines, terms), *faults],
        twins=seen,
    )


def cost_of_line(line: ClaimLine) -> Cost:
    """A stored line, with its category, as a cost."""
    return Cost(
        row=line.position, spent_on=line.spent_on, payee=line.payee, business_number=line.business_number,
        category=line.category.code, supply=line.supply, total=line.total, claimed=line.claimed,
        participant=line.participant, rate=line.rate, month=line.month, currency=line.currency,
        exchange=(line.foreign_amount, line.exchange_rate, line.rate_on),
    )  # fmt: skip


def _of_claim(lines: list[ClaimLine], terms: Terms) -> Iterator[Fault]:
    if terms.frozen:
        yield Fault(terms.frozen)
    if not lines:
        yield Fault(_("The claim has no lines yet."))


def _of_lines(lines: list[ClaimLine], terms: Terms, today: date) -> Iterator[Fault]:
    keys = {line.position: line.pk for line in lines}
    for problem in problems(map(cost_of_line, lines), terms, today):
        yield Fault(problem.text, keys[problem.row], problem.row)


def _of_receipts(claim: Claim) -> Iterator[Fault]:
    for key, position in without_receipt(claim).values_list("pk", "position"):
        yield Fault(_("Hand in a receipt, or say why there is none."), key, position)


def _of_twins(claim: Claim, seen: list[Twin]) -> Iterator[Fault]:
    for key, position, place in invoices_twice(claim):
        where = place.words(claim)
        yield Fault(_("This e-tax invoice is claimed already: %(where)s.") % {"where": where}, key, position)
    for twin in seen:
        if not twin.explained:
            text = _("%(twin)s Explain in the note why it is another cost.") % {"twin": twin.words(claim)}
            yield Fault(text, twin.line, twin.position)
