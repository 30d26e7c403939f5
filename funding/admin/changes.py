"""Actions on a change of an agreement: recommend it, approve as the second person, or refuse."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy

from casework.enums import Role
from casework.permissions import Answer
from funding import request_pages as pages
from funding.admin.actions import DeskAction
from funding.admin.requestpage import fetch, header_context, request_url
from funding.forms.request_review import AnswerForm, ReasonForm
from funding.models import Change, FundingRequest
from funding.permissions import may_officiate
from funding.services import changes as verbs
from funding.words import NOT_NOW

YOURS = gettext_lazy("You proposed this. Another person must sign it.")


class ChangeAction(DeskAction):
    """An action on one change that waits for the officers."""

    code: ClassVar[str]
    template_name = "admin/funding/request_change.html"
    own: FundingRequest
    change: Change

    def load(self) -> None:
        self.own = fetch(self.officer, self.kwargs["pk"])
        rows = self.own.changes.filter(needs_approval=True, number=self.kwargs["number"])
        found = rows.select_related("request__case", "proposed_by", "to_request__case").first()
        if found is None:
            raise Http404
        self.change = found

    def answer(self) -> Answer:
        closed = self.change.in_force_at is not None or self.change.refused_at is not None
        proposed = self.change.proposed_by_id is not None
        if closed or (self.code == "propose" and proposed) or (self.code == "approve" and not proposed):
            return Answer(False, NOT_NOW)
        if self.code == "approve" and self.change.proposed_person_id == self.officer.person_id:
            return Answer(False, YOURS)
        role = Role.PAYMENT_APPROVER if proposed else Role.FINANCE_OFFICER
        case = self.own.case
        return may_officiate(actor=self.officer, agency=case.agency, role=role, case=case)

    def back(self) -> str:
        return request_url(self.own)

    def context(self) -> dict[str, Any]:
        rows = [row for row in pages.change_rows(self.own) if row["change"].pk == self.change.pk]
        return {**header_context(self.own, self.now), "one": rows[0]}


class Propose(ChangeAction):
    code = "propose"
    title = gettext_lazy("Recommend the change")
    submit = gettext_lazy("Send for signature")
    lead = gettext_lazy("Another person signs. Nothing moves until then.")
    done = gettext_lazy("Proposed. Another person must sign it.")

    def make_form(self, data: Any = None) -> AnswerForm:
        return AnswerForm(data)

    def carry_out(self, form: forms.Form) -> None:
        verbs.propose(actor=self.officer, change=self.change, answer=form.cleaned_data["note"], now=self.now)


class Approve(ChangeAction):
    code = "approve"
    title = gettext_lazy("Approve the change")
    submit = gettext_lazy("Sign and put in force")
    lead = gettext_lazy("With your signature the change is in force. The team gets an e-mail.")
    done = gettext_lazy("Signed. The change is in force and the team is told.")

    def carry_out(self, form: forms.Form) -> None:
        verbs.approve(actor=self.officer, change=self.change, now=self.now)


class Refuse(ChangeAction):
    code = "refuse"
    title = gettext_lazy("Refuse the change")
    submit = gettext_lazy("Refuse")
    lead = gettext_lazy("The agreement stays as it is. The team gets an e-mail.")
    done = gettext_lazy("Refused. The team is told.")
    tone = "danger"

    def make_form(self, data: Any = None) -> ReasonForm:
        return ReasonForm(data)

    def carry_out(self, form: forms.Form) -> None:
        verbs.refuse(actor=self.officer, change=self.change, answer=form.cleaned_data["note"], now=self.now)
