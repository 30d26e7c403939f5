"""Actions on a report: return it, disallow and recognise costs, propose, settle, send back."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import User
from casework.permissions import Answer
from casework.transitions import Refused
from funding.admin.plainactions import Crumb, PlainAction
from funding.enums import CutReason, ReportKind, ReportStatus
from funding.forms.report import DisallowForm, ProposeForm, ReturnForm, SendBackForm
from funding.models import Report, Ruling
from funding.permissions import may_countersign, may_officiate
from funding.report_reads import LOADED, due_of, open_claims
from funding.services import reports, rulings
from funding.words import NOT_NOW

SIGNING = ("settle", "send_back")
LIST = _("Reports")


def fetch(officer: User, pk: int) -> Report:
    """The report. Raises Http404 for what the officer may not see."""
    report = Report.objects.visible_to(officer).select_related(*LOADED).filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def may(code: str, *, officer: User, report: Report, ruling: Ruling | None) -> Answer:
    """Whether this officer may take this action on this report now."""
    if code in SIGNING:
        return may_countersign(actor=officer, ruling=ruling) if ruling else Answer(False, NOT_NOW)
    final = report.kind == ReportKind.FINAL
    if report.case.status != ReportStatus.SUBMITTED or (code in ("disallow", "recognise") and not final):
        return Answer(False, NOT_NOW)
    case = report.case
    return may_officiate(actor=officer, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)


def reckoning(report: Report) -> dict[str, Any]:
    """What must come back as the accounts stand, and what keeps them from being settled."""
    if report.kind != ReportKind.FINAL:
        return {}
    return {
        "due": due_of(report),
        "disallowances": report.disallowances.select_related("category"),
        "open_claims": open_claims(report.request),
    }


class ReportAction(PlainAction):
    """An action on one report; `expect` is the version of its case the officer saw."""

    code: ClassVar[str]
    report: Report
    ruling: Ruling | None

    def load(self) -> None:
        self.report = fetch(self.officer, self.kwargs["pk"])
        self.ruling = rulings.open_ruling(self.report.case)

    def answer(self) -> Answer:
        return may(self.code, officer=self.officer, report=self.report, ruling=self.ruling)

    def back(self) -> str:
        return reverse("admin:funding_report_change", args=[self.report.pk])

    def crumbs(self) -> list[Crumb]:
        listed = reverse("admin:funding_report_changelist")
        return [(LIST, listed), (self.report.case.reference, self.back())]

    def subject(self) -> str:
        report = self.report
        return f"{report.case.reference} · {report.get_kind_display()} · {report.request.team.label}"

    def seen(self) -> int:
        return self.report.case.version

    def live(self) -> Ruling:
        if self.ruling is None:
            raise Refused(NOT_NOW)
        return self.ruling


class Return(ReportAction):
    code = "return"
    title = _("Return for correction")
    submit = _("Return to the team")
    lead = _("The team corrects the report and hands it in again.")
    done = _("Returned. The team is told.")

    def make_form(self, data: Any = None) -> ReturnForm:
        return ReturnForm(data)

    def carry_out(self, form: forms.Form) -> None:
        reports.return_to_team(
            actor=self.officer, report=self.report, note=form.cleaned_data["note"], now=self.now,
            expect=self.expect,
        )  # fmt: skip


class Disallow(ReportAction):
    code = "disallow"
    title = _("Do not recognise a cost")
    submit = _("Do not recognise it")
    lead = _("What is not recognised must come back. The team reads amount, reason and words once settled.")
    done = _("Noted. What must come back is reckoned anew.")

    def make_form(self, data: Any = None) -> DisallowForm:
        return DisallowForm(data, report=self.report, initial={"token": uuid.uuid4()})

    def carry_out(self, form: forms.Form) -> None:
        given = dict(form.cleaned_data)
        reports.disallow(
            actor=self.officer, report=self.report, expect=self.expect,
            reason=CutReason(given.pop("reason")), **given,
        )  # fmt: skip


class Recognise(ReportAction):
    code = "recognise"
    title = _("Recognise the cost after all")
    submit = _("Recognise it")
    done = _("Recognised. What must come back is reckoned anew.")
    http_method_names = ("get", "post", "head", "options")

    def load(self) -> None:
        super().load()
        rows = self.report.disallowances.select_related("category")
        self.disallowance = rows.filter(pk=self.kwargs["row"]).first()
        if self.disallowance is None:
            raise Http404

    def subject(self) -> str:
        row = self.disallowance
        return f"{self.report.case.reference} · {row.category.name} · {row.amount:,}" if row else ""

    def carry_out(self, form: forms.Form) -> None:
        if self.disallowance is not None:
            reports.recognise(actor=self.officer, disallowance=self.disallowance, expect=self.expect)


class Reckoned(ReportAction):
    """An action that shows what must come back."""

    facts = "admin/funding/report_facts.html"

    def context(self) -> dict[str, Any]:
        return super().context() | {"report": self.report, "ruling": self.ruling} | reckoning(self.report)


class Propose(Reckoned):
    code = "propose"
    title: ClassVar[str | Promise] = _("Propose to settle")
    submit = _("Send for signature")
    lead = _("You propose, another person signs. Nothing is settled and nobody is told until then.")
    done = _("Proposed. Another person must sign it.")

    def make_form(self, data: Any = None) -> ProposeForm:
        return ProposeForm(data)

    def carry_out(self, form: forms.Form) -> None:
        reports.propose(
            actor=self.officer, report=self.report, note=form.cleaned_data["note"], now=self.now,
            expect=self.expect,
        )  # fmt: skip


class Settle(Reckoned):
    code = "settle"
    title = _("Sign and settle")
    submit = _("Sign and settle")
    lead = _(
        "With your signature the report is settled and the team is told. Final accounts close the agreement: "
        "what was never claimed is released, and what must come back is proposed as receivables."
    )
    done = _("Settled. The team is told.")

    def carry_out(self, form: forms.Form) -> None:
        reports.settle(
            actor=self.officer, report=self.report, ruling=self.live(), now=self.now, expect=self.expect
        )


class SendBack(ReportAction):
    code = "send_back"
    title = _("Send back to the first officer")
    submit = _("Send back")
    lead = _("The proposal ends; the report is being checked again.")
    done = _("Sent back to the first officer.")

    def make_form(self, data: Any = None) -> SendBackForm:
        return SendBackForm(data)

    def carry_out(self, form: forms.Form) -> None:
        reports.send_back(
            actor=self.officer, report=self.report, ruling=self.live(), remark=form.cleaned_data["note"],
            now=self.now, expect=self.expect,
        )  # fmt: skip
