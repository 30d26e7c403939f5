"""Actions on a funding request: return it, propose; another person signs or sends back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from casework.enums import Role
from casework.models import User
from casework.permissions import Answer
from casework.transitions import Refused
from funding import request_pages as pages
from funding.admin.actions import DeskAction
from funding.admin.requestpage import fetch, gate_context, header_context, request_url
from funding.enums import RequestStatus, RulingOutcome
from funding.forms.check import RemarkForm
from funding.forms.request_review import ReturnForm, ReviewForm
from funding.models import FundingRequest, Ruling
from funding.permissions import may_countersign, may_officiate
from funding.request_reads import cap_of, lines_of
from funding.services import request_review as verbs
from funding.services import rulings
from funding.words import NOT_NOW


@dataclass(frozen=True)
class Link:
    """A button of the action bar, or the reason why it is not one."""

    label: str | Promise
    url: str
    answer: Answer


LABELS: dict[str, str | Promise] = {
    "propose": gettext_lazy("Propose"),
    "return": gettext_lazy("Return for correction"),
    "sign": gettext_lazy("Sign"),
    "send_back": gettext_lazy("Send back to the first officer"),
}
BAR: dict[str, tuple[str, ...]] = {
    RequestStatus.SUBMITTED: ("propose", "return"),
    RequestStatus.PROPOSED: ("sign", "send_back"),
}


def may(action: str, *, officer: User, request: FundingRequest, ruling: Ruling | None) -> Answer:
    """Whether this officer may take this action on this request now."""
    if action in ("sign", "send_back"):
        return may_countersign(actor=officer, ruling=ruling) if ruling else Answer(False, NOT_NOW)
    if request.case.status != RequestStatus.SUBMITTED:
        return Answer(False, NOT_NOW)
    case = request.case
    return may_officiate(actor=officer, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)


def action_bar(officer: User, request: FundingRequest) -> list[Link]:
    """The actions that belong to the status, the main one first."""
    ruling = rulings.open_ruling(request.case)
    return [
        Link(
            LABELS[code],
            reverse(f"admin:funding_fundingrequest_{code}", args=[request.pk]),
            may(code, officer=officer, request=request, ruling=ruling),
        )
        for code in BAR.get(request.case.status, ())
    ]


class RequestAction(DeskAction):
    """An action on one request; `expect` is the version of its case the officer saw."""

    code: ClassVar[str]
    template_name = "admin/funding/request_action.html"
    own: FundingRequest
    ruling: Ruling | None

    def load(self) -> None:
        self.own = fetch(self.officer, self.kwargs["pk"])
        self.ruling = rulings.open_ruling(self.own.case)

    def answer(self) -> Answer:
        return may(self.code, officer=self.officer, request=self.own, ruling=self.ruling)

    def back(self) -> str:
        return request_url(self.own)

    def context(self) -> dict[str, Any]:
        budget = pages.budget_table(lines_of(self.own))
        return {**header_context(self.own, self.now), "ruling": self.ruling, "budget": budget}

    @property
    def expect(self) -> int:
        return self.number("expect")

    def open_ruling(self) -> Ruling:
        if self.ruling is None:
            raise Refused(NOT_NOW)
        return self.ruling


class Return(RequestAction):
    code = "return"
    title = gettext_lazy("Return for correction")
    submit = gettext_lazy("Return to the team")
    lead = gettext_lazy("The team corrects the request and submits it again. Its amount stays reserved.")
    done = gettext_lazy("Returned. The team is told.")

    def make_form(self, data: Any = None) -> ReturnForm:
        return ReturnForm(data)

    def carry_out(self, form: forms.Form) -> None:
        verbs.return_to_team(
            actor=self.officer,
            request=self.own,
            note=form.cleaned_data["note"],
            now=self.now,
            expect=self.expect,
        )


class Propose(RequestAction):
    code = "propose"
    title = gettext_lazy("Propose")
    submit = gettext_lazy("Send for signature")
    lead = gettext_lazy("You propose, another person signs. Nothing is agreed and nobody is told until then.")
    done = gettext_lazy("Proposed. Another person must sign it.")
    template_name = "admin/funding/request_propose.html"

    def make_form(self, data: Any = None) -> ReviewForm:
        return ReviewForm(
            data,
            lines=lines_of(self.own),
            remaining=cap_of(self.own).remaining,
            gate_met=verbs.gate_met(self.own, self.now),
            initial={"outcome": RulingOutcome.APPROVE},
        )

    def carry_out(self, form: forms.Form) -> None:
        if not isinstance(form, ReviewForm):
            raise TypeError(form)
        verbs.propose(
            actor=self.officer,
            request=self.own,
            outcome=RulingOutcome(form.cleaned_data["outcome"]),
            agreed=form.agreed,
            note=form.cleaned_data["note"],
            override=form.cleaned_data.get("override", ""),
            now=self.now,
            expect=self.expect,
        )

    def context(self) -> dict[str, Any]:
        return super().context() | {"gate": gate_context(self.own, self.now)}


class Sign(RequestAction):
    code = "sign"
    title = gettext_lazy("Sign")
    submit = gettext_lazy("Sign and decide")
    lead = gettext_lazy(
        "With your signature the request is decided. The team and the researcher get an e-mail."
    )
    done = gettext_lazy("Signed. The team and the researcher are told.")
    template_name = "admin/funding/request_sign.html"

    def carry_out(self, form: forms.Form) -> None:
        verbs.sign(
            actor=self.officer,
            request=self.own,
            ruling=self.open_ruling(),
            now=self.now,
            expect=self.expect,
        )


class SendBack(RequestAction):
    code = "send_back"
    title = gettext_lazy("Send back to the first officer")
    submit = gettext_lazy("Send back")
    lead = gettext_lazy("The proposal ends and the request is in review again.")
    done = gettext_lazy("Sent back to the first officer.")
    template_name = "admin/funding/request_sign.html"

    def make_form(self, data: Any = None) -> RemarkForm:
        return RemarkForm(data)

    def carry_out(self, form: forms.Form) -> None:
        verbs.send_back(
            actor=self.officer,
            request=self.own,
            ruling=self.open_ruling(),
            remark=form.cleaned_data["note"],
            now=self.now,
            expect=self.expect,
        )
