"""New lines of a claim before they are entered: what is wrong with them, and what looks claimed before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from funding.claim_check import cost_of_line
from funding.claimable import problems
from funding.costs import Terms, cost_of
from funding.duplicates import Place, fingerprint, same_cost, same_invoice
from funding.imports.drafts import LineDraft, Problem
from funding.models import Claim, ClaimLine, CostCategory


def category_names(claim: Claim) -> dict[str, str]:
    """The programme's codes by whatever people may write for them: codes and titles; 1 query."""
    categories = CostCategory.objects.filter(programme=claim.request.team.programme_id)
    return {name: one.code for one in categories for name in (one.code, one.name_en, one.name_ko)}


def unfit(
    *,
    claim: Claim,
    terms: Terms,
    drafts: Sequence[LineDraft],
    beside: Sequence[ClaimLine],
    today: date,
    claimed: Mapping[int, int] | None = None,
) -> list[Problem]:
    """What keeps drafts from becoming lines of `claim` beside these lines of it, by row; 1 query.

    `claimed`: KRW by row where less than the claimable is asked for.
    """
    standing = [replace(cost_of_line(line), row=-line.position) for line in beside]
    asked = [cost_of(draft, terms, (claimed or {}).get(draft.row)) for draft in drafts]
    found = [problem for problem in problems([*standing, *asked], terms, today) if problem.row > 0]
    return sorted([*found, *_invoices(claim, drafts, beside)], key=lambda problem: problem.row)


def looks_claimed(
    *, claim: Claim, drafts: Sequence[LineDraft], beside: Sequence[ClaimLine]
) -> dict[int, str]:
    """By row, where the same day, payee and total were claimed before; the note must explain it. 1 query."""
    marks = {draft.row: fingerprint(draft) for draft in drafts}
    places = same_cost(claim, marks.values())
    found: dict[int, str] = {}
    first: dict[str, int] = {}
    for row, mark in marks.items():
        place = _elsewhere(claim, places.get(mark, []), beside)
        if place:
            where = {"where": place.words(claim)}
            found[row] = _("The same day, payee and total: %(where)s.") % where
        elif mark in first:
            found[row] = _("The same day, payee and total as row %(row)s.") % {"row": first[mark]}
        first.setdefault(mark, row)
    return found


def _invoices(claim: Claim, drafts: Sequence[LineDraft], beside: Sequence[ClaimLine]) -> Iterator[Problem]:
    places = same_invoice(claim, (draft.invoice for draft in drafts))
    first: dict[str, int] = {}
    for draft in drafts:
        if not draft.invoice:
            continue
        place = _elsewhere(claim, places.get(draft.invoice, []), beside)
        if place:
            text = _("This e-tax invoice is claimed already: %(where)s.") % {"where": place.words(claim)}
            yield Problem(draft.row, "invoice", text)
        elif draft.invoice in first:
            text = _("Row %(row)s has the same e-tax invoice.") % {"row": first[draft.invoice]}
            yield Problem(draft.row, "invoice", text)
        first.setdefault(draft.invoice, draft.row)


def _elsewhere(claim: Claim, places: Sequence[Place], beside: Sequence[ClaimLine]) -> Place | None:
    """The first place that is not a line about to be replaced."""
    kept = {line.position for line in beside}
    return next((place for place in places if place.claim != claim.pk or place.position in kept), None)
