"""Receipts of a claim for the frame beside its lines: page images, and the original as a download."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views import View

from casework.answers import attachment, shown
from casework.models import DocumentPage, User
from casework.services import viewing
from funding.admin.actions import money_officer
from funding.admin.claimpage import fetch
from funding.models import Claim, Evidence


class ProofView(View):
    """A receipt of a claim the officer may see, removed ones included; 404 for all others."""

    http_method_names: tuple[str, ...] = ("get", "head", "options")
    officer: User
    claim: Claim
    proof: Evidence

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.officer = money_officer(request)
        self.claim = fetch(self.officer, kwargs["pk"])
        proofs = Evidence.objects.filter(claim=self.claim).select_related("document__person")
        proof = proofs.prefetch_related("document__page_images").filter(pk=kwargs["proof"]).first()
        if proof is None:
            raise Http404
        self.proof = proof


class ProofPages(ProofView):
    """The page images of a receipt, one below the other."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = {"proof": self.proof, "document": self.proof.document, "claim": self.claim}
        return TemplateResponse(request, "admin/funding/claim_proof.html", context)


class ProofImage(ProofView):
    """One page as an image; the look is logged with the claim."""

    def get(self, request: HttpRequest, *, number: int, **kwargs: Any) -> HttpResponse:
        try:
            image = viewing.page_image(
                actor=self.officer, document=self.proof.document, number=number, case=self.claim.case
            )
        except DocumentPage.DoesNotExist:
            raise Http404 from None
        return shown(image, viewing.PAGE_TYPE)


class ProofFile(ProofView):
    """The file as it was handed in, as a download; the look is logged with the claim."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        document = self.proof.document
        content = viewing.original(actor=self.officer, document=document, case=self.claim.case)
        return attachment(content, document.content_type, document.filename)
