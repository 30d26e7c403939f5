"""Actions: propose a decision; another person countersigns it or sends it back."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy

from casework.clock import seoul_date
from casework.enums import DecisionOutcome
from casework.forms.desk import NoteForm
from casework.forms.desk_decision import ProposalForm
from casework.models import Decision
from casework.services import decisions
from casework.services.readiness import Readiness, readiness
from visas.admin.actions import CaseAction
from visas.admin.correcting import spoken
from visas.admin.words import check_badge, fact_name
from visas.facts import plan_of


class Propose(CaseAction):
    code = "propose"
    title = gettext_lazy("Propose a decision")
    submit = gettext_lazy("Send for countersignature")
    lead = gettext_lazy(
        "You propose, another person signs. Nothing is decided and nobody is told until then."
    )
    done = gettext_lazy("Proposed. Another person must countersign it.")
    template_name = "admin/visas/propose.html"

    @cached_property
    def ready(self) -> Readiness:
        return readiness(self.case, seoul_date(self.now))

    def make_form(self, data: Any = None) -> ProposalForm:
        screening = self.ready.screening
        reasons = screening.version.reasons.all() if screening else []
        return ProposalForm(
            data, reasons=reasons, ready=self.ready, initial={"outcome": self.ready.suggested}
        )

    def reload(self) -> None:
        super().reload()
        self.__dict__.pop("ready", None)

    def carry_out(self, form: forms.Form, expect: int) -> None:
        if not isinstance(form, ProposalForm):
            raise TypeError(form)
        decisions.propose(
            actor=self.officer,
            case=self.case,
            outcome=form.cleaned_data["outcome"],
            reasons=form.chosen(),
            note=form.cleaned_data["note"],
            overrides=form.cleaned_data["overrides"],
            now=self.now,
            expect=expect,
        )

    def context(self, form: forms.Form) -> dict[str, Any]:
        screening = self.ready.screening
        return {
            "screening": screening,
            "check": check_badge(screening.outcome if screening else None),
            "blockers": [(outcome, self.ready.blockers[outcome]) for outcome in DecisionOutcome],
        }


class ProposalAction(CaseAction):
    """An action on the live proposal; 404 where there is none."""

    def live(self) -> Decision:
        if self.proposal is None:
            raise Http404
        return self.proposal

    def context(self, form: forms.Form) -> dict[str, Any]:
        return {"changes": changes(self.case) if self.proposal else []}


class Countersign(ProposalAction):
    code = "countersign"
    title = gettext_lazy("Countersign")
    submit = gettext_lazy("Sign and decide")
    lead = gettext_lazy("With your signature the case is decided. The applicant gets an e-mail.")
    done = gettext_lazy("Signed. The case is decided and the applicant is told.")
    template_name = "admin/visas/countersign.html"

    def carry_out(self, form: forms.Form, expect: int) -> None:
        decisions.countersign(actor=self.officer, decision=self.live(), now=self.now, expect=expect)


class SendBack(ProposalAction):
    code = "send_back"
    title = gettext_lazy("Send back to the reviewer")
    submit = gettext_lazy("Send back")
    lead = gettext_lazy("The proposal ends and the case is in review again.")
    done = gettext_lazy("Sent back to the reviewer.")
    template_name = "admin/visas/send_back.html"

    def make_form(self, data: Any = None) -> NoteForm:
        return NoteForm(data)

    def carry_out(self, form: forms.Form, expect: int) -> None:
        note = form.cleaned_data["note"]
        decisions.send_back(actor=self.officer, decision=self.live(), note=note, now=self.now, expect=expect)


def changes(case: Any) -> list[dict[str, Any]]:
    """Officers' corrections since the applicant last stated the facts: from, to, by whom, why."""
    rows = list(case.facts.select_related("top_tier", "made_by", "evidence").order_by("number"))
    found: list[dict[str, Any]] = []
    for before, after in pairwise(rows):
        if not after.corrects:
            found = []
            continue
        fact = after.corrects
        found.append(
            {
                "fact": fact_name(fact),
                "before": spoken(fact, plan_of(before)),
                "after": spoken(fact, plan_of(after)),
                "facts": after,
            }
        )
    return found
