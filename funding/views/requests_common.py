"""What every page of one request begins with: the team's own request or 404, and its files as downloads."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from casework.answers import attachment
from casework.models import CaseDocument, User
from funding.models import FundingRequest
from funding.request_reads import requests_of
from funding.services import request_files as verbs
from funding.views.common import Member


def request_of(member: Member, reference: str) -> FundingRequest:
    """A request of the member's team. Raises Http404 for any other."""
    rows = requests_of(FundingRequest.objects.visible_to(member.user).filter(team=member.team))
    found = rows.select_related("subject", "gate", "case__person", "team__programme", "institution")
    request = found.filter(case__reference=reference).first()
    if request is None:
        raise Http404
    return request


def download(actor: User, request: FundingRequest, use: CaseDocument) -> HttpResponse:
    """The file as an attachment that no page can embed."""
    content = verbs.content(actor=actor, request=request, use=use)
    return attachment(content, use.document.content_type, use.document.filename)
