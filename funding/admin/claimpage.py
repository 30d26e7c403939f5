"""Everything the officers' page of a claim shows, one page of lines at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.models import CaseEvent, User
from casework.states import machine_of
from casework.templatetags.krds import anchor
from funding.admin.claimqueue import desk_claims, row_of
from funding.check_reads import newest_check, totals
from funding.claim_reads import lines_with_evidence, remarks_of, total_of, totals_by_category
from funding.claim_terms import terms_of
from funding.forms.check import LineForm, LinesForm
from funding.line_warnings import LineWarning, proofs_of, warnings_of
from funding.models import Claim, ClaimLine, Evidence, PaymentOrder, Ruling
from funding.payment_reads import state_of

LINES = 100
SHOWN: dict[str, tuple[str | Promise, Q]] = {
    "": (_("All rows"), Q()),
    "open": (_("Not checked yet"), Q(checked_at=None)),
    "cut": (_("Cut"), Q(cut__gt=0)),
}
LOADED = (
    "case__person", "request__team__programme", "request__institution", "request__case__person",
    "request__subject",
)  # fmt: skip


@dataclass(frozen=True)
class LineView:
    line: ClaimLine
    form: LineForm
    warnings: list[LineWarning]
    proofs: list[Evidence]

    @property
    def share(self) -> str:
        """The participation rate, written as people write it."""
        return "" if self.line.rate is None else f"{self.line.rate / 100:g}%"


@dataclass(frozen=True)
class EventView:
    event: CaseEvent
    label: str | Promise


@dataclass(frozen=True)
class LinePage:
    """One page of lines: which ones are shown, from where, and where the next page begins."""

    lines: list[ClaimLine]
    show: str
    after: int
    following: int
    """Position after which the next page begins; 0 on the last page."""


def fetch(officer: User, pk: int) -> Claim:
    """The claim with all its header shows; 2 queries. Raises Http404 for what the officer may not see."""
    accounts = Prefetch("case__person__accounts", User.objects.filter(is_staff=False))
    claims = desk_claims(officer).select_related(*LOADED).prefetch_related(accounts)
    claim = claims.filter(pk=pk).first()
    if claim is None:
        raise Http404
    return claim


def claim_url(claim: Claim) -> str:
    return reverse("admin:funding_claim_change", args=[claim.pk])


def lines_page(claim: Claim, query: Mapping[str, str]) -> LinePage:
    """The page of lines an address asks for; 2 queries."""
    show = query.get("show", "") if query.get("show", "") in SHOWN else ""
    after = _position(query.get("after", ""))
    rows = lines_with_evidence(claim).filter(SHOWN[show][1], position__gt=after).order_by("position")
    found = list(rows[: LINES + 1])
    following = found[LINES - 1].position if len(found) > LINES else 0
    return LinePage(found[:LINES], show, after, following)


def posted_page(claim: Claim, data: QueryDict) -> LinePage:
    """The very lines an officer's form was about, whatever has changed since; 2 queries."""
    keys = [
        int(key)
        for key in data.getlist("line")[:LINES]
        if key.isascii() and key.isdecimal() and len(key) < 18
    ]
    lines = list(lines_with_evidence(claim).filter(pk__in=keys).order_by("position"))
    show = data.get("show", "") if data.get("show", "") in SHOWN else ""
    return LinePage(lines, show, _position(data.get("after", "")), _position(data.get("following", "")))


def page_context(
    *, officer: User, claim: Claim, page: LinePage, form: LinesForm, seen: str, now: datetime
) -> dict[str, Any]:
    """The context of the claim page; about 40 queries whatever the number of lines. `seen` is what the form
    says of the newest check the officer saw."""
    today = seoul_date(now)
    terms = terms_of(claim.request, claim=claim, today=today)
    found = warnings_of(officer=officer, claim=claim, lines=page.lines, terms=terms, today=today)
    views = [LineView(one.line, one, found[one.line.pk], proofs_of(one.line)) for one in form.forms]
    sums = totals(claim)
    evidence = _receipts(claim, views)
    return {
        "claim": claim,
        "row": row_of(claim, now),
        "page": page,
        "views": views,
        "seen": seen,
        "sums": sums,
        "frozen": terms.frozen,
        "agreement": total_of(claim.request, claim, sums.approved),
        "categories": totals_by_category(claim.request, claim),
        "evidence": evidence,
        "first_evidence": next(iter(evidence), None),
        "errors": _errors(form),
        "remarks": remarks_of(claim).select_related("made_by"),
        "rulings": Ruling.objects.filter(case=claim.case_id).select_related("proposed_by", "signed_by"),
        "payments": [(order, state_of(order)) for order in payments_of(claim)],
        "timeline": _timeline(claim),
    }


def payments_of(claim: Claim) -> list[PaymentOrder]:
    """Every order that was made for the claim, the latest first."""
    return list(PaymentOrder.objects.filter(claim=claim).select_related("batch").order_by("-pk"))


def seen_text(lines: list[ClaimLine]) -> str:
    """The newest check of the lines as a hidden field carries it."""
    newest = newest_check(lines)
    return newest.isoformat() if newest else ""


def _receipts(claim: Claim, views: list[LineView]) -> list[Evidence]:
    """The receipts of these lines, then up to LINES that prove none; 1 query."""
    own = {proof.pk: proof for view in views for proof in view.proofs}
    loose = Evidence.objects.filter(claim=claim, removed_at=None, lines=None).select_related("document")
    return [*own.values(), *loose.order_by("pk")[:LINES]]


def _timeline(claim: Claim) -> list[EventView]:
    machine = machine_of(claim.case.kind)
    views = []
    for event in claim.case.events.select_related("actor").order_by("-at", "-id"):
        edge = machine.find(event.source, event.action)
        views.append(EventView(event, edge.label if edge else event.action))
    return views


def _errors(form: LinesForm) -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "label": _("Row %(row)s") % {"row": one.line.position},
            "target": anchor(one[name]) if name in one.fields else "",
        }
        for one in form.forms
        if one.is_bound
        for name, texts in one.errors.items()
        for text in texts
    ]


def _position(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
