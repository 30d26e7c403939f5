"""What an officer should look at before accepting a line: rules, receipts, and costs claimed before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.models import User
from funding.claim_check import cost_of_line
from funding.claimable import problems
from funding.costs import Terms
from funding.duplicates import Place, same_cost, same_file, same_invoice
from funding.models import Claim, ClaimLine, Evidence

DANGER, WARNING = "danger", "warning"


@dataclass(frozen=True, slots=True)
class LineWarning:
    """Words and tone; `claim` is the key of the claim it speaks of, which the officer may open."""

    text: str | Promise
    tone: str
    claim: int | None = None


def warnings_of(
    *, officer: User, claim: Claim, lines: Collection[ClaimLine], terms: Terms, today: date
) -> dict[int, list[LineWarning]]:
    """Warnings by line (key) for one page of lines as claim_reads.lines_with_evidence gives them; 4 queries.

    Officers read which claim of which team holds the same; drafts, which are nobody's business, are left out.
    """
    found: dict[int, list[LineWarning]] = defaultdict(list)
    keys = {line.position: line.pk for line in lines}
    for problem in problems(map(cost_of_line, lines), terms, today):
        found[keys[problem.row]].append(LineWarning(problem.text, DANGER))
    for line in lines:
        found[line.pk] += _receipt(line)
    for line, text, place in _seen_before(officer, claim, lines):
        where = {"reference": place.reference, "row": place.position}
        found[line.pk].append(LineWarning(text % where, DANGER, place.claim))
    return found


def _receipt(line: ClaimLine) -> Iterator[LineWarning]:
    if proofs_of(line):
        return
    if line.no_receipt:
        yield LineWarning(_("No receipt: %(why)s") % {"why": line.no_receipt}, WARNING)
    else:
        yield LineWarning(_("No receipt, and no reason why"), DANGER)


def proofs_of(line: ClaimLine) -> list[Evidence]:
    """The receipts that count, as prefetched."""
    return list(getattr(line, "proofs", []))


def _seen_before(
    officer: User, claim: Claim, lines: Collection[ClaimLine]
) -> Iterator[tuple[ClaimLine, str, Place]]:
    costs = same_cost(claim, (line.fingerprint for line in lines))
    invoices = same_invoice(claim, (line.invoice for line in lines))
    files = same_file(claim)
    every = [place for found in (costs, invoices, files) for places in found.values() for place in places]
    known = Claim.objects.visible_to(officer).filter(pk__in={place.claim for place in every})
    open_to = set(known.values_list("pk", flat=True)) | {claim.pk}
    for line in lines:
        kinds = (
            (_("The same day, payee and total: %(reference)s, row %(row)s"), costs.get(line.fingerprint)),
            (_("The same e-tax invoice: %(reference)s, row %(row)s"), invoices.get(line.invoice)),
            (_("The same receipt: %(reference)s"), _of_files(line, files)),
        )
        for text, places in kinds:
            others = [one for one in places or [] if (one.claim, one.position) != (claim.pk, line.position)]
            yield from ((line, text, one) for one in others if one.claim in open_to)


def _of_files(line: ClaimLine, files: dict[str, list[Place]]) -> list[Place]:
    digests = [proof.sha256 for proof in proofs_of(line)]
    return [place for digest in digests for place in files.get(digest, [])]
