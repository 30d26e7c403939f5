"""The ledger in the officers’ site: movements, balances of a subject and year, nightly comparisons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.admin.base import DeskAdmin, officer_of
from casework.answers import CSV, attachment
from casework.clock import seoul_date
from casework.enums import Role
from casework.exports import csv_bytes
from casework.models import User
from casework.services.audit import audit
from funding.admin.ledgerlist import FILTERS, desk_entries, filtered, headers, list_context, table
from funding.admin.mergeactions import Frozen, Merge
from funding.enums import Scope
from funding.models import DESK_ROLES, Balance, FundingRequest, LedgerEntry, Parity
from funding.services.merging import root

SAFE = ("GET", "HEAD")
READERS = (*DESK_ROLES, Role.AUDITOR)
COMPARISONS = 30


def reader(request: HttpRequest) -> User:
    """A finance officer, payment approver or auditor. Raises Http404 for everybody else."""
    officer = officer_of(request)
    if not officer.holds(*READERS):
        raise Http404
    return officer


@admin.register(LedgerEntry)
class LedgerEntryAdmin(DeskAdmin):
    """Entries are added by the ledger alone and never change."""

    desk_roles = READERS

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="funding_ledgerentry_changelist"),
            path("table.csv", wrap(self.export), name="funding_ledgerentry_export"),
            path("requests/<int:pk>/balance/", wrap(self.balance), name="funding_ledgerentry_balance"),
            path("comparisons/", wrap(self.comparisons), name="funding_ledgerentry_comparisons"),
            path("records/", wrap(Frozen.as_view()), name="funding_ledgerentry_frozen"),
            path("records/merge/", wrap(Merge.as_view()), name="funding_ledgerentry_merge"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Movements, the latest first; what is shown is all in the address."""
        officer = reader(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = list_context(officer, request.GET) | {"merges": officer.holds(Role.FINANCE_OFFICER)}
        return self._page(request, "ledger_list.html", _("Ledger"), context)

    def export(self, request: HttpRequest) -> HttpResponse:
        """The filtered movements as CSV; noted in the audit."""
        officer = reader(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        kept = {name: request.GET[name].strip()[:40] for name in FILTERS if request.GET.get(name, "").strip()}
        body = csv_bytes([*headers()], table(filtered(desk_entries(officer), kept)))
        audit(actor=officer, verb="ledger.export", filters=",".join(sorted(kept)))
        name = f"ledger-{seoul_date(timezone.now()):%Y%m%d}.csv"
        return attachment(body, CSV, name)

    def balance(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The balance of a request's subject and year, with every request that counts in it; 7 queries."""
        officer = reader(request)
        seen = desk_entries(officer).filter(request=pk)
        rows = FundingRequest.objects.select_related("case", "subject", "team__programme")
        own = rows.filter(pk__in=seen.values("request")).first()
        if own is None:
            raise Http404
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        programme, key = own.team.programme, root(own.subject)
        same = {"programme": programme, "scope": Scope.SUBJECT, "scope_id": key, "year": own.year}
        entries = LedgerEntry.objects.filter(programme=programme, year=own.year, subject__in=[key])
        merged = LedgerEntry.objects.filter(programme=programme, year=own.year, subject__merged_into=key)
        requests = rows.filter(pk__in=(entries | merged).values("request")).order_by("pk")
        held = {
            row.scope_id: row
            for row in Balance.objects.filter(
                scope=Scope.REQUEST, scope_id__in=requests.values("pk"), programme=programme
            )
        }
        context = {
            "own": own,
            "programme": programme,
            "balance": Balance.objects.filter(**same).first(),
            "requests": [(one, held.get(one.pk)) for one in requests],
            "links": officer.holds(*DESK_ROLES),
        }
        return self._page(request, "ledger_balance.html", _("Balance of a researcher and year"), context)

    def comparisons(self, request: HttpRequest) -> HttpResponse:
        """The latest comparisons of balances and entries, with the rows that differed."""
        reader(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = {"rows": Parity.objects.all()[:COMPARISONS]}
        return self._page(request, "ledger_comparisons.html", _("Comparisons of the ledger"), context)

    def _page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/funding/{template}", frame | context)
