"""The payments desk in the officers' site: batches, and the addresses of everything done with them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views import View

from casework.admin.base import DeskAdmin
from casework.enums import Role
from funding.admin import bankactions, batchactions
from funding.admin.actions import money_officer
from funding.admin.batchlist import list_context
from funding.admin.batchpage import batch_context, fetch
from funding.models import DESK_ROLES, PaymentBatch

SAFE = ("GET", "HEAD")
VIEWS: dict[str, tuple[str, type[View]]] = {
    "sign": ("sign/", batchactions.Sign),
    "discard": ("discard/", batchactions.Discard),
    "file": ("file/", bankactions.BankFile),
    "results": ("results/", bankactions.Results),
    "result": ("orders/<int:order>/", bankactions.OneResult),
}


@admin.register(PaymentBatch)
class PaymentBatchAdmin(DeskAdmin):
    """Batches are never edited: prepared, then signed or discarded."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_paymentbatch_{name}")
            for name, (route, view) in VIEWS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_paymentbatch_changelist"),
            path("prepare/", wrap(batchactions.Prepare.as_view()), name="funding_paymentbatch_prepare"),
            *own,
            path("<int:pk>/change/", wrap(self.batch), name="funding_paymentbatch_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; what it shows is all in the address."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = self.admin_site.each_context(request) | list_context(officer, request.GET)
        context |= {"title": _("Payment batches"), "opts": self.opts}
        context["may_prepare"] = officer.holds(Role.FINANCE_OFFICER)
        return TemplateResponse(request, "admin/funding/batches.html", context)

    def batch(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One batch: its payments, who prepared and signed it, and what the bank said."""
        officer = money_officer(request)
        batch = fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = self.admin_site.each_context(request) | batch_context(officer, batch)
        return TemplateResponse(request, "admin/funding/batch.html", context)
