"""Actions on facts: verify, cannot tell, correct with evidence; and the look into the vault."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import vault
from casework.enums import FindingState, VaultKind
from casework.forms.desk import EvidenceField, FindingForm, RevealForm
from casework.models import CaseDocument, Facts, VaultItem
from casework.services import findings
from casework.services.findings import root
from visas.admin.actions import CaseAction
from visas.admin.casepage import current_documents, document_titles, newest_facts
from visas.admin.correcting import CorrectionForm, correctable, form_class, present, spoken
from visas.admin.words import FACTS, fact_name
from visas.enums import Requirement
from visas.facts import plan_of
from visas.services.corrections import correct_fact

PROVED_BY = {
    "degree": Requirement.DEGREE,
    "employment": Requirement.CAREER,
    "pay": Requirement.CONTRACT,
}


class FactAction(CaseAction):
    """An action on one fact, named in the address."""

    @property
    def fact(self) -> str:
        return str(self.kwargs["fact"])

    def facts(self) -> Facts:
        facts = newest_facts(self.case)
        if facts is None:
            raise Http404
        return facts

    def evidence(self) -> list[CaseDocument]:
        return current_documents(self.case)

    def offer(self, form: forms.Form, name: str) -> None:
        """Offer the case's documents; the one that should prove the fact is chosen beforehand."""
        uses, field = self.evidence(), form.fields[name]
        if isinstance(field, EvidenceField):
            field.offer(uses, document_titles())
        proof = PROVED_BY.get(root(self.fact))
        chosen = next((use.document_id for use in uses if use.requirement == proof), None)
        form.initial.setdefault(name, str(chosen or ""))

    def context(self, form: forms.Form) -> dict[str, Any]:
        return {"fact": fact_name(self.fact), "documents": self.evidence()}


class Find(FactAction):
    """Verified or cannot tell."""

    code = "finding"
    title = gettext_lazy("Record a finding")
    submit = gettext_lazy("Record the finding")
    done = gettext_lazy("Finding recorded.")
    template_name = "admin/visas/finding.html"

    def make_form(self, data: Any = None) -> FindingForm:
        if self.fact not in FACTS:
            raise Http404
        state = self.request.GET.get("state", FindingState.VERIFIED)
        form = FindingForm(data, initial={"state": state})
        self.offer(form, "document")
        return form

    def carry_out(self, form: forms.Form, expect: int) -> None:
        data = form.cleaned_data
        findings.record(
            actor=self.officer,
            case=self.case,
            fact=self.fact,
            state=data["state"],
            document=data["document"],
            page=data["page"],
            note=data["note"],
            now=self.now,
            expect=expect,
        )


class Correct(FactAction):
    """Set one fact to what the document shows; the automatic check runs again."""

    code = "correct"
    title = gettext_lazy("Correct a fact")
    submit = gettext_lazy("Correct and check again")
    lead = gettext_lazy("What the applicant stated stays on file. The automatic check runs again at once.")
    done = gettext_lazy("Corrected. The automatic check runs again.")
    template_name = "admin/visas/correct.html"

    def make_form(self, data: Any = None) -> CorrectionForm:
        facts = self.facts()
        if self.fact not in correctable(root(self.fact), facts):
            raise Http404
        form = form_class(self.fact)(data, initial=present(self.fact, plan_of(facts)))
        self.offer(form, "evidence")
        return form

    def only_looking(self, form: forms.Form) -> bool:
        return isinstance(form, CorrectionForm) and form.searching

    def carry_out(self, form: forms.Form, expect: int) -> None:
        if not isinstance(form, CorrectionForm):
            raise TypeError(form)
        low, high = form.pair()
        correct_fact(
            actor=self.officer,
            case=self.case,
            fact=self.fact,
            low=low,
            high=high,
            reason=form.cleaned_data["reason"],
            evidence=form.cleaned_data["evidence"],
            now=self.now,
            expect=expect,
        )

    def context(self, form: forms.Form) -> dict[str, Any]:
        plan = plan_of(self.facts())
        return {
            **super().context(form),
            "present": spoken(self.fact, plan),
            "searchable": self.fact.endswith(".organisation"),
        }


class Choose(FactAction):
    """Which of the facts behind a criterion to correct: a list of links, nothing to post."""

    code = "correct"
    http_method_names = ("get", "head", "options")
    title = gettext_lazy("Which fact do you want to correct?")
    submit = ""
    template_name = "admin/visas/choose.html"

    def context(self, form: forms.Form) -> dict[str, Any]:
        if self.fact not in FACTS:
            raise Http404
        facts = self.facts()
        plan = plan_of(facts)
        rows = [
            {
                "key": fact_name(code),
                "value": spoken(code, plan),
                "change_url": reverse("admin:visas_toptiercase_correct", args=[self.case.pk, code]),
                "change_text": _("Correct"),
            }
            for code in correctable(self.fact, facts)
        ]
        return {"rows": rows, "fact": FACTS[self.fact]}


class Reveal(CaseAction):
    """The passport number, shown once, with its reason in the access log."""

    code = "reveal"
    title = gettext_lazy("Passport number")
    submit = gettext_lazy("Show the passport number")
    tone = "danger"
    template_name = "admin/visas/reveal.html"

    def make_form(self, data: Any = None) -> RevealForm:
        return RevealForm(data)

    def item(self) -> VaultItem:
        item = VaultItem.objects.filter(person=self.case.person_id, kind=VaultKind.PASSPORT).first()
        if item is None:
            raise Http404
        return item

    def carry_out(self, form: forms.Form, expect: int) -> HttpResponse:
        reason: str | Promise = form.cleaned_data["reason"]
        number = vault.reveal(actor=self.officer, item=self.item(), reason=str(reason), case=self.case)
        page = self.page(form)
        page.context_data = {**(page.context_data or {}), "number": number}
        return page

    def context(self, form: forms.Form) -> dict[str, Any]:
        return {"hint": self.item().hint}
