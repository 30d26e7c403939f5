"""The documents of a draft: one page a slot, to hand in, reuse, replace or remove."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.models import Case
from casework.transitions import Refused
from visas.enums import EDITABLE
from visas.files import entry
from visas.forms.documents import DocumentForm
from visas.queries import library, slots
from visas.requirements import BY_CODE
from visas.services.slots import clear, fill
from visas.views.common import applicant, own_case, refused


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, key: uuid.UUID, requirement: str) -> HttpResponse:
    """Why it is asked, what is accepted, and the file: new, or one handed in before."""
    case, demand = own_case(request, key), BY_CODE.get(requirement)
    if demand is None:
        raise Http404
    if case.status not in EDITABLE:
        return redirect("application", case.pk)
    present = slots(case).get(requirement)
    mine = library(applicant(request))
    others = mine.exclude(pk=present.document_id) if present else mine
    form = DocumentForm(library=others)
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES, library=others)
        answer = _hand_in(request, case, requirement, form)
        if answer:
            return answer
    context = {"case": case, "demand": demand, "form": form, "present": present and entry(present.document)}
    return render(request, "visas/document.html", context, status=422 if form.errors else 200)


def _hand_in(request: HttpRequest, case: Case, requirement: str, form: DocumentForm) -> HttpResponse | None:
    """File the answer and go on; None with errors in the form."""
    user = applicant(request)
    kept = form.keep(user) if form.is_valid() else None
    if kept is None:
        return None
    try:
        fill(actor=user, case=case, requirement=requirement, document=kept, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, "application", case.pk)
    messages.success(request, _("Handed in: %(name)s") % {"name": kept.filename})
    return redirect("application", case.pk)


@require_POST
def remove(request: HttpRequest, key: uuid.UUID, requirement: str) -> HttpResponse:
    """Empty the slot; the file stays in the library."""
    case = own_case(request, key)
    try:
        clear(actor=applicant(request), case=case, requirement=requirement, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, "application", case.pk)
    return redirect("application_document", case.pk, requirement)
