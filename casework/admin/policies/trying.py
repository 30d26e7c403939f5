"""Running a what-if, and signing what it found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing as seals
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.admin.policies.drafting import DraftAction
from casework.admin.policies.frame import VersionAction
from casework.admin.policies.rights import simulation_of
from casework.eligibility.difference import differences
from casework.eligibility.digests import cutoff
from casework.enums import PolicyStatus, SimulationKind
from casework.forms.policy import RemedyForm, SignForm
from casework.impact import counted
from casework.models import Edition, Simulation
from casework.permissions import Answer, may_sign_law
from casework.services import simulation
from casework.services.policies import sign
from casework.services.signing import Delta, delta, unsignable
from casework.transitions import Refused

PAGE_SECONDS = 3_600
SALT = "casework.policies.sign"


class WhatIf(DraftAction):
    title = _("Run the what-if")
    submit = _("Run it over every application")
    lead = _("Every application is compared with the version in force and with this draft. Nothing changes.")
    done = _("The what-if is under way.")
    asked: Simulation | None = None

    def carry_out(self, form: forms.Form) -> None:
        self.asked = simulation.request(
            actor=self.officer, version=self.version, today=timezone.localdate(self.now), now=self.now
        )

    def back(self) -> str:
        return result_url(self.asked) if self.asked else super().back()


class Remedy(VersionAction):
    title = _("Try a corrected edition")
    submit = _("Compare")
    lead = _(
        "Every check by this version that read the first edition is repeated with the second in its place."
    )
    done = _("The comparison is under way.")
    asked: Simulation | None = None

    def answer(self) -> Answer:
        if self.version.status != PolicyStatus.ENACTED:
            return Answer(False, _("Nothing was checked by this version yet."))
        return super().answer()

    def make_form(self, data: Any = None) -> forms.Form:
        rules = self.version.edition_rules.values_list("publisher", flat=True)
        return RemedyForm(Edition.objects.filter(publisher__in=rules, sealed_at__isnull=False), data)

    def carry_out(self, form: forms.Form) -> None:
        self.asked = simulation.request_remedy(
            actor=self.officer,
            version=self.version,
            today=timezone.localdate(self.now),
            now=self.now,
            **form.cleaned_data,
        )

    def back(self) -> str:
        return result_url(self.asked) if self.asked else super().back()


class Sign(VersionAction):
    """The second person's page: what is signed, the cases since, and the day it takes effect."""

    title = _("Sign this result")
    submit = _("Sign: it becomes law")
    lead = _(
        "You sign this draft, these editions, and what the what-if found. Decisions taken stay as they are."
    )
    done = _("Signed. Open applications are checked again.")
    template_name = "admin/casework/policy/sign.html"
    simulation: Simulation
    since: Delta | None = None

    def load(self) -> None:
        super().load()
        self.simulation = simulation_of(self.version, self.kwargs["simulation"])
        if self.simulation.kind != SimulationKind.WHAT_IF:
            raise Http404

    def answer(self) -> Answer:
        allowed = may_sign_law(actor=self.officer, version=self.version, simulation=self.simulation)
        stale = unsignable(self.simulation, self.version) if allowed else ""
        return Answer(False, stale) if stale else allowed

    def make_form(self, data: Any = None) -> forms.Form:
        day = self.version.effective.lower if self.version.effective else timezone.localdate()
        return SignForm(data, initial={"effective_from": day})

    def carry_out(self, form: forms.Form) -> None:
        sign(
            actor=self.officer,
            simulation=self.simulation,
            delta=self._seen(self.request.POST.get("seen", "")),
            effective_from=form.cleaned_data["effective_from"],
            today=timezone.localdate(self.now),
            now=self.now,
        )

    def context(self) -> dict[str, Any]:
        found = counted(self.simulation.cells.all(), self.simulation)
        other = self.simulation.baseline
        if self.since is None and self.simulation.finished_at and self.answer():
            self.since = delta(self.simulation, cutoff())
        return super().context() | {
            "simulation": self.simulation,
            "impact": found,
            "differences": differences(self.version, other) if other else [],
            "since": self.since,
            "seen": self._seal(self.since) if self.since else "",
        }

    def _seal(self, since: Delta) -> str:
        return seals.dumps([self.simulation.pk, since.upto], salt=SALT)

    def _seen(self, sealed: str) -> Delta:
        """The cases since the what-if as the page showed them, counted again. Refused when it is old."""
        try:
            key, upto = seals.loads(sealed, salt=SALT, max_age=PAGE_SECONDS)
        except seals.BadSignature:
            raise Refused(_("This page is old. Look at the figures again, then sign.")) from None
        if key != self.simulation.pk:
            raise Refused(_("This page is old. Look at the figures again, then sign."))
        return delta(self.simulation, upto)

    def back(self) -> str:
        return result_url(self.simulation) if not hasattr(self.version, "enactment") else super().back()


def result_url(simulation: Simulation) -> str:
    return reverse("admin:casework_policyversion_result", args=[simulation.version_id, simulation.pk])
