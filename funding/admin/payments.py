"""The payments desk in the officers' site: batches, and the addresses of everything done with them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from casework.enums import Role
from casework.models import User
from funding.admin import bankactions, batchactions
from funding.admin.batchlist import list_context
from funding.admin.batchpage import batch_context, fetch
from funding.admin.pages import MoneyDesk
from funding.models import PaymentBatch

VIEWS: dict[str, tuple[str, type[View]]] = {
    "sign": ("sign/", batchactions.Sign),
    "discard": ("discard/", batchactions.Discard),
    "file": ("file/", bankactions.BankFile),
    "results": ("results/", bankactions.Results),
    "result": ("orders/<int:order>/", bankactions.OneResult),
}


@admin.register(PaymentBatch)
class PaymentBatchAdmin(MoneyDesk):
    """Batches are never edited: prepared, then signed or discarded."""

    row_views = VIEWS
    views = {"prepare": ("prepare/", batchactions.Prepare)}

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The list; what it shows is all in the address."""
        context = self.admin_site.each_context(request) | list_context(officer, request.GET)
        context |= {"title": _("Payment batches"), "opts": self.opts}
        context["may_prepare"] = officer.holds(Role.FINANCE_OFFICER)
        return TemplateResponse(request, "admin/funding/batches.html", context)

    def fetch(self, officer: User, pk: int) -> PaymentBatch:
        return fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: PaymentBatch) -> HttpResponse:
        """One batch: its payments, who prepared and signed it, and what the bank said."""
        context = self.admin_site.each_context(request) | batch_context(officer, row)
        return TemplateResponse(request, "admin/funding/batch.html", context)
