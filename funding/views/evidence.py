"""Receipts of a claim: hand in, match, take out, look at. Officers who check the claim look here, too."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.accounts import second_factor_used
from casework.answers import attachment, shown
from casework.models import DocumentPage, User
from casework.services import viewing
from casework.transitions import Refused
from funding.claim_reads import evidence_of, without_receipt
from funding.forms.claim_evidence import ExcuseForm, MatchForm, ReceiptForm
from funding.models import Claim, ClaimLine, Evidence
from funding.services.evidence import add, excuse, match, remove
from funding.views.claims_common import Opened, read_claim, refused, write_claim

LINES_OFFERED = 100
EXCUSES_OFFERED = 20
RECEIPTS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def claim_evidence(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """The receipts and what they prove; a member who writes hands in more."""
    if request.method != "POST":
        opened = read_claim(request, code, key)
        return _page(request, opened, ReceiptForm(lines=_offered(opened.claim)))
    opened = write_claim(request, code, key)
    form = ReceiptForm(request.POST, request.FILES, lines=_offered(opened.claim))
    if form.is_valid():
        try:
            count = _keep(opened, form)
        except Refused as refusal:
            return refused(request, refusal, "claim", *opened.where)
        if not form.errors:
            words = ngettext("%(n)s receipt is handed in.", "%(n)s receipts are handed in.", count)
            messages.success(request, words % {"n": count})
            return redirect("claim_evidence", *opened.where)
    return _page(request, opened, form)


@require_POST
def claim_excuse(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Why there is no receipt, for several lines at once."""
    opened = write_claim(request, code, key)
    form = ExcuseForm(request.POST, lines=without_receipt(opened.claim))
    if not form.is_valid():
        return _page(request, opened, ReceiptForm(lines=_offered(opened.claim)), form)
    try:
        excuse(actor=opened.member.user, claim=opened.claim, reasons=form.reasons)
    except Refused as refusal:
        return refused(request, refusal, "claim", *opened.where)
    messages.success(request, _("The reasons are saved."))
    return redirect("claim_evidence", *opened.where)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_evidence_match(request: HttpRequest, code: str, key: uuid.UUID, pk: int) -> HttpResponse:
    """Which lines a receipt proves, beside its pages."""
    opened = write_claim(request, code, key)
    proof = get_object_or_404(evidence_of(opened.claim).select_related("claim__case", "document"), pk=pk)
    own = [line.pk for line in proof.lines.all()]
    lines = _offered(opened.claim, own)
    form = MatchForm(request.POST if request.method == "POST" else None, lines=lines, initial={"lines": own})
    if request.method == "POST" and form.is_valid():
        try:
            match(actor=opened.member.user, evidence=proof, lines=form.cleaned_data["lines"])
        except Refused as refusal:
            return refused(request, refusal, "claim", *opened.where)
        messages.success(request, _("Matched: %(name)s") % {"name": proof.document.filename})
        return redirect("claim_evidence", *opened.where)
    context = {**opened.context, "form": form, "proof": _shown(proof, opened), "edits": opened.edits}
    return render(request, "funding/claim_match.html", context, status=422 if form.errors else 200)


@require_POST
def claim_evidence_remove(request: HttpRequest, code: str, key: uuid.UUID, pk: int) -> HttpResponse:
    """Take a receipt out of the claim."""
    opened = write_claim(request, code, key)
    proof = get_object_or_404(evidence_of(opened.claim).select_related("claim__case", "document"), pk=pk)
    try:
        remove(actor=opened.member.user, evidence=proof, now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, "claim", *opened.where)
    messages.success(request, _("Taken out: %(name)s") % {"name": proof.document.filename})
    return redirect("claim_evidence", *opened.where)


@require_safe
def claim_evidence_original(request: HttpRequest, code: str, key: uuid.UUID, pk: int) -> HttpResponse:
    """The file as an attachment, for the team and for officers of the claim's agency."""
    actor, proof = _look(request, code, key, pk)
    content = viewing.original(actor=actor, document=proof.document, case=proof.claim.case)
    return attachment(content, proof.document.content_type, proof.document.filename)


@require_safe
def claim_evidence_page(
    request: HttpRequest, code: str, key: uuid.UUID, pk: int, number: int
) -> HttpResponse:
    """The image of one page; 404 while it is not drawn yet."""
    actor, proof = _look(request, code, key, pk)
    try:
        image = viewing.page_image(actor=actor, document=proof.document, number=number, case=proof.claim.case)
    except DocumentPage.DoesNotExist:
        raise Http404 from None
    return shown(image, viewing.PAGE_TYPE)


def _look(request: HttpRequest, code: str, key: uuid.UUID, pk: int) -> tuple[User, Evidence]:
    """Officers' sessions without a second factor get nothing here either."""
    user = request.user
    if isinstance(user, AnonymousUser) or (user.is_staff and not second_factor_used(request)):
        raise Http404
    claims = Claim.objects.visible_to(user).filter(request__team__code=code, case=key)
    rows = Evidence.objects.filter(claim__in=claims).select_related("document__person", "claim__case")
    return user, get_object_or_404(rows, pk=pk)


def _keep(opened: Opened, form: ReceiptForm) -> int:
    """Keep each file; what is wrong with one is said by its name, the others stay. How many were kept."""
    kept = 0
    for upload in form.cleaned_data["receipts"]:
        try:
            add(
                actor=opened.member.user,
                claim=opened.claim,
                upload=upload,
                lines=form.cleaned_data.get("lines", ()),
                now=timezone.now(),
            )
        except ValidationError as wrong:
            for text in wrong.messages:
                form.add_error("receipts", f"{upload.name}: {text}")
        else:
            kept += 1
    return kept


def _page(
    request: HttpRequest, opened: Opened, form: ReceiptForm, excuses: ExcuseForm | None = None
) -> HttpResponse:
    missing = without_receipt(opened.claim)
    bare = list(missing[:EXCUSES_OFFERED])
    receipts = evidence_of(opened.claim)
    count = receipts.count()
    wrong = form.errors or (excuses and excuses.errors)
    context = {
        **opened.context,
        "form": form,
        "excuses": excuses or ExcuseForm(lines=bare),
        "bare": bare,
        "missing": missing.count(),
        "receipts": [_shown(proof, opened) for proof in receipts[:RECEIPTS_SHOWN]],
        "count": count,
        "more": max(count - RECEIPTS_SHOWN, 0),
        "edits": opened.edits,
    }
    return render(request, "funding/claim_evidence.html", context, status=422 if wrong else 200)


def _offered(claim: Claim, own: list[int] | None = None) -> QuerySet[ClaimLine]:
    """Lines a receipt may be matched to: all of a short claim, of a long one those without a receipt first,
    and in any case those it is matched to (keys `own`)."""
    if claim.lines.count() <= LINES_OFFERED:
        return claim.lines.all()
    bare = list(without_receipt(claim).values_list("pk", flat=True)[:LINES_OFFERED])
    return claim.lines.filter(Q(pk__in=bare) | Q(pk__in=own or []))


def _shown(proof: Evidence, opened: Opened) -> dict[str, Any]:
    """A receipt as the page shows it."""
    where = (*opened.where, proof.pk)
    pages = [page.number for page in proof.document.page_images.all()]
    return {
        "proof": proof,
        "document": proof.document,
        "url": reverse("claim_evidence_original", args=where),
        "pages": [reverse("claim_evidence_page", args=(*where, number)) for number in pages],
        "rows": sorted(line.position for line in proof.lines.all()),
        "drawn": bool(pages),
    }
