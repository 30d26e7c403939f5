"""Actions on a claim: check a page of lines, accept the rest, return, propose; sign or send back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from casework.permissions import Answer
from casework.transitions import Refused
from funding.admin.actions import CONFLICT, DeskAction
from funding.admin.claimpage import claim_url, fetch, posted_page
from funding.admin.claimrights import may
from funding.admin.claimview import claim_response
from funding.check_reads import SMALL, totals
from funding.forms.check import LinesForm, ProposeForm, RemarkForm, ReturnForm
from funding.models import Claim, ClaimLine, Ruling
from funding.services import checks, rulings
from funding.words import NOT_NOW

CUTS = 100
"""Cut lines shown on the page of the second signature; more are on the claim's page."""


class ClaimAction(DeskAction):
    """An action on one claim; `expect` is the version of its case the officer saw."""

    code: str
    template_name = "admin/funding/claim_action.html"
    claim: Claim
    ruling: Ruling | None

    def load(self) -> None:
        self.claim = fetch(self.officer, self.kwargs["pk"])
        self.ruling = rulings.open_ruling(self.claim.case)

    def answer(self) -> Answer:
        return may(self.code, officer=self.officer, claim=self.claim, ruling=self.ruling)

    def back(self) -> str:
        return claim_url(self.claim)

    def context(self) -> dict[str, Any]:
        return {"claim": self.claim, "ruling": self.ruling, "sums": totals(self.claim)}

    @property
    def expect(self) -> int:
        return self.number("expect")

    def open_ruling(self) -> Ruling:
        if self.ruling is None:
            raise Refused(NOT_NOW)
        return self.ruling


class Check(ClaimAction):
    """POST saves the verdicts of one page of lines; it has no page of its own but the claim's."""

    code = "check"
    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = posted_page(self.claim, request.POST)
        form = LinesForm(page.lines, request.POST)
        if not form.is_valid():
            return self.claim_page(status=422)
        try:
            number = checks.check_lines(
                actor=self.officer,
                claim=self.claim,
                verdicts=form.verdicts(),
                page=[line.pk for line in page.lines],
                seen=_moment(request.POST.get("seen", "")),
                now=self.now,
                expect=self.expect,
            )
        except Refused as refused:
            self.load()
            return self.claim_page(refused=refused.reason, status=CONFLICT)
        words = ngettext("%(n)s row saved.", "%(n)s rows saved.", number) % {"n": number}
        messages.success(request, words)
        after = page.following if "next" in request.POST and page.following else page.after
        query = {name: value for name, value in (("show", page.show), ("after", after)) if value}
        return redirect(f"{claim_url(self.claim)}?{urlencode(query)}" if query else claim_url(self.claim))

    def claim_page(self, *, refused: str | Promise = "", status: int) -> TemplateResponse:
        """The claim's page with everything typed. After a refusal it shows, and the next save expects, what
        colleagues have saved meanwhile."""
        page = posted_page(self.claim, self.request.POST)
        form = LinesForm(page.lines, self.request.POST)
        form.is_valid()
        return claim_response(
            request=self.request,
            officer=self.officer,
            claim=self.claim,
            page=page,
            form=form,
            now=self.now,
            seen=None if refused else self.request.POST.get("seen", ""),
            refused=refused,
            status=status,
        )


class AcceptRest(ClaimAction):
    code = "accept_rest"
    title = gettext_lazy("Accept all rows nobody has looked at")
    submit = gettext_lazy("Accept these rows")
    template_name = "admin/funding/claim_accept.html"

    def carry_out(self, form: forms.Form) -> None:
        number = checks.accept_rest(actor=self.officer, claim=self.claim, now=self.now, expect=self.expect)
        words = ngettext("%(n)s row accepted.", "%(n)s rows accepted.", number) % {"n": f"{number:,}"}
        messages.success(self.request, words)

    def context(self) -> dict[str, Any]:
        return super().context() | {"small": SMALL}


class Return(ClaimAction):
    code = "return"
    title = gettext_lazy("Return for correction")
    submit = gettext_lazy("Return to the team")
    lead = gettext_lazy(
        "The team corrects the claim and submits it again. Its amount stays charged until then; every row is"
        " checked anew."
    )
    done = gettext_lazy("Returned. The team is told.")

    def make_form(self, data: Any = None) -> ReturnForm:
        return ReturnForm(data)

    def carry_out(self, form: forms.Form) -> None:
        note = form.cleaned_data["note"]
        checks.return_to_team(
            actor=self.officer, claim=self.claim, note=note, now=self.now, expect=self.expect
        )


class Propose(ClaimAction):
    code = "propose"
    title = gettext_lazy("Ask for the second signature")
    submit = gettext_lazy("Send for signature")
    lead = gettext_lazy(
        "You propose, another person signs. Nothing is approved and nobody is told until then."
    )
    done = gettext_lazy("Proposed. Another person must sign it.")
    template_name = "admin/funding/claim_propose.html"

    def make_form(self, data: Any = None) -> ProposeForm:
        return ProposeForm(data)

    def carry_out(self, form: forms.Form) -> None:
        note = form.cleaned_data["note"]
        checks.propose(actor=self.officer, claim=self.claim, note=note, now=self.now, expect=self.expect)


class RulingAction(ClaimAction):
    """An action on the open proposal, with everything the first officer cut."""

    template_name = "admin/funding/claim_sign.html"

    def context(self) -> dict[str, Any]:
        cuts = ClaimLine.objects.filter(claim=self.claim, cut__gt=0).select_related("category", "checked_by")
        return super().context() | {"cuts": cuts.order_by("position")[:CUTS]}


class Sign(RulingAction):
    code = "sign"
    title = gettext_lazy("Sign")
    submit = gettext_lazy("Sign the claim")
    lead = gettext_lazy("With your signature the claim is decided. The team gets an e-mail.")
    done = gettext_lazy("Signed. The team is told.")

    def carry_out(self, form: forms.Form) -> None:
        checks.sign(
            actor=self.officer, claim=self.claim, ruling=self.open_ruling(), now=self.now, expect=self.expect
        )


class SendBack(RulingAction):
    code = "send_back"
    title = gettext_lazy("Send back to the first officer")
    submit = gettext_lazy("Send back")
    lead = gettext_lazy("The proposal ends; the checks stay as they are and can be changed.")
    done = gettext_lazy("Sent back to the first officer.")
    template_name = "admin/funding/claim_send_back.html"

    def make_form(self, data: Any = None) -> RemarkForm:
        return RemarkForm(data)

    def carry_out(self, form: forms.Form) -> None:
        checks.send_back(
            actor=self.officer,
            claim=self.claim,
            ruling=self.open_ruling(),
            remark=form.cleaned_data["note"],
            now=self.now,
            expect=self.expect,
        )


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text) if text else None
    except ValueError:
        return None
