"""Actions: ask the applicant for what is missing, with a preview; cancel the request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.clock import seoul_date
from casework.forms.desk_supplement import SupplementForm
from casework.models import SupplementRequest
from casework.services import supplements
from visas.admin.actions import CaseAction
from visas.admin.casepage import current_documents
from visas.admin.snippets import SNIPPETS
from visas.requirements import CATALOGUE, title

PREVIEW = "preview"


class Ask(CaseAction):
    """First a preview as the applicant will see it, then it is sent."""

    code = "ask"
    title = gettext_lazy("Ask for a supplement")
    submit = gettext_lazy("Send to the applicant")
    lead = gettext_lazy(
        "Ask for everything at once. The applicant gets an e-mail; the clock stops until the answer comes."
    )
    done = gettext_lazy("Sent. The clock stops until the applicant answers.")
    template_name = "admin/visas/ask.html"

    def make_form(self, data: Any = None) -> SupplementForm:
        requirements = [(demand.code.value, demand.title) for demand in CATALOGUE]
        return SupplementForm(data, requirements=requirements, today=seoul_date(self.now))

    def only_looking(self, form: forms.Form) -> bool:
        return PREVIEW in self.request.POST

    def carry_out(self, form: forms.Form, expect: int) -> None:
        if not isinstance(form, SupplementForm):
            raise TypeError(form)
        supplements.ask(
            actor=self.officer,
            case=self.case,
            items=form.items(),
            due_on=form.cleaned_data["due_on"],
            now=self.now,
            expect=expect,
        )

    def context(self, form: forms.Form) -> dict[str, Any]:
        shown = isinstance(form, SupplementForm) and form.is_bound and form.is_valid()
        given = {use.requirement: use for use in current_documents(self.case)}
        pairs = form.pairs() if isinstance(form, SupplementForm) else []
        return {
            "entries": [
                (pair, demand, given.get(demand.code.value))
                for pair, demand in zip(pairs, CATALOGUE, strict=True)
            ],
            "snippets": SNIPPETS,
            "applicant_language": self.case.language,
            "preview": [(title(code), why) for code, why in form.items()]
            if shown and isinstance(form, SupplementForm)
            else None,
        }


class CancelAsk(CaseAction):
    code = "cancel_ask"
    title = submit = gettext_lazy("Cancel the supplement request")
    lead = gettext_lazy("The applicant is told that nothing is missing any more. The clock runs again.")
    done = gettext_lazy("Cancelled. The case is in review again.")
    tone = "danger"
    template_name = "admin/visas/cancel_ask.html"

    def carry_out(self, form: forms.Form, expect: int) -> None:
        supplements.cancel(actor=self.officer, case=self.case, now=self.now, expect=expect)

    def context(self, form: forms.Form) -> dict[str, Any]:
        request: SupplementRequest | None = self.case.supplements.prefetch_related("items").last()
        items = request.items.all() if request else []
        return {"items": [(title(item.requirement), item.why) for item in items]}
