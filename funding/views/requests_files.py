"""The files of a team's request: hand one in, take it out, open it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.models import CaseDocument
from casework.transitions import Refused
from funding import request_pages as pages
from funding.enums import REQUEST_EDITABLE
from funding.forms.request import FileForm
from funding.request_reads import SLOTS, files_of
from funding.services import request_files as verbs
from funding.views.common import member_of, writer_of
from funding.views.requests_common import download, request_of


@require_http_methods(["GET", "HEAD", "POST"])
def slot(request: HttpRequest, code: str, reference: str, slot: str) -> HttpResponse:
    """What the slot is for, and the file."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if slot not in SLOTS:
        raise Http404
    if own.case.status not in REQUEST_EDITABLE:
        return redirect("team_request", code, reference)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        document = form.keep(member.user) if form.is_valid() else None
        if document is not None:
            try:
                verbs.attach(actor=member.user, request=own, slot=slot, document=document, now=timezone.now())
            except Refused as refused:
                messages.error(request, str(refused.reason))
            else:
                messages.success(request, _("Attached: %(name)s") % {"name": document.filename})
            return redirect("team_request_budget", code, reference)
    present = files_of(own).get(slot)
    context = member.context | {
        "own": own,
        "case": own.case,
        "slot": pages.slot_words(slot),
        "code": slot,
        "form": form,
        "present": [pages.file_entry(own, present)] if present else [],
    }
    return render(request, "funding/request_file.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, code: str, reference: str, slot: str) -> HttpResponse:
    """Empty the slot."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    try:
        verbs.detach(actor=member.user, request=own, slot=slot, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("team_request_budget", code, reference)


@require_safe
def file(request: HttpRequest, code: str, reference: str, key: uuid.UUID) -> HttpResponse:
    """A file of the request as a download; also one that was replaced."""
    member = member_of(request, code)
    own = request_of(member, reference)
    uses = CaseDocument.objects.filter(case=own.case_id, document=key).select_related("document")
    use = uses.first()
    if use is None:
        raise Http404
    return download(member.user, own, use)
