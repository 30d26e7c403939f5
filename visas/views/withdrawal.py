"""Withdrawing an application (취하), or discarding a draft, after a page that says what it means."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.transitions import Refused
from visas.enums import EDITABLE
from visas.forms.withdrawal import WithdrawForm
from visas.permissions import may_withdraw
from visas.services.applications import withdraw as withdraw_application
from visas.views.common import applicant, own_case, refused


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what it means; POST withdraws the case as it was shown."""
    user, case = applicant(request), own_case(request, key)
    answer = may_withdraw(actor=user, case=case)
    if not answer:
        messages.error(request, str(answer.reason))
        return redirect("application", case.pk)
    draft = case.status in EDITABLE
    if request.method == "POST":
        form = WithdrawForm(request.POST)
        if form.is_valid():
            try:
                withdraw_application(
                    actor=user, case=case, now=timezone.now(), expect=form.cleaned_data["version"]
                )
            except Refused as refusal:
                return refused(request, refusal, "application", case.pk)
            messages.success(
                request, _("The draft is discarded.") if draft else _("The application is withdrawn.")
            )
            return redirect("applications")
    form = WithdrawForm(initial={"version": case.version})
    return render(request, "visas/withdraw.html", {"case": case, "draft": draft, "form": form})
