"""Actions on a programme and its teams: bring a team in, appoint its first manager."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import User
from casework.permissions import Answer
from funding.admin.plainactions import Crumb, PlainAction, desk_agencies
from funding.forms.enrolment import ManagerForm, TeamForm
from funding.models import Programme, Team
from funding.permissions import may_officiate
from funding.services import enrolment

PROGRAMMES, TEAMS = _("Programmes"), _("Teams")


def desk_programmes(officer: User) -> QuerySet[Programme]:
    """The programmes of the officer's agencies."""
    return Programme.objects.filter(agency__in=desk_agencies(officer))


def programme_of(officer: User, pk: int) -> Programme:
    """The programme. Raises Http404 for what the officer may not see."""
    row = desk_programmes(officer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def team_of(officer: User, pk: int) -> Team:
    """The team. Raises Http404 for what the officer may not see."""
    row = Team.objects.visible_to(officer).select_related("programme", "call").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def may_enrol(officer: User, programme: Programme) -> Answer:
    return may_officiate(actor=officer, agency=programme.agency, role=Role.FINANCE_OFFICER)


class AddTeam(PlainAction):
    title = _("Bring a team in")
    submit = _("Bring it in")
    lead = _("Then appoint its first manager, who invites everybody else.")
    done = _("The team is in the programme.")
    programme: Programme

    def load(self) -> None:
        self.programme = programme_of(self.officer, self.kwargs["pk"])

    def answer(self) -> Answer:
        return may_enrol(self.officer, self.programme)

    def back(self) -> str:
        return reverse("admin:funding_programme_change", args=[self.programme.pk])

    def crumbs(self) -> list[Crumb]:
        listed = reverse("admin:funding_programme_changelist")
        return [(PROGRAMMES, listed), (self.programme.name, self.back())]

    def subject(self) -> str:
        return self.programme.name

    def make_form(self, data: Any = None) -> TeamForm:
        return TeamForm(data)

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, TeamForm):
            enrolment.add_team(actor=self.officer, programme=self.programme, team=form.newcomer)


class AppointManager(PlainAction):
    title = _("Appoint the first manager")
    submit = _("Appoint")
    done = _("Appointed. The team’s pages are open to this account.")
    team: Team

    def load(self) -> None:
        self.team = team_of(self.officer, self.kwargs["pk"])

    def answer(self) -> Answer:
        return may_enrol(self.officer, self.team.programme)

    def back(self) -> str:
        return reverse("admin:funding_team_change", args=[self.team.pk])

    def crumbs(self) -> list[Crumb]:
        return [(TEAMS, reverse("admin:funding_team_changelist")), (self.team.label, self.back())]

    def subject(self) -> str:
        return self.team.label

    def make_form(self, data: Any = None) -> ManagerForm:
        return ManagerForm(data)

    def carry_out(self, form: forms.Form) -> None:
        email = form.cleaned_data["email"]
        enrolment.appoint_manager(actor=self.officer, team=self.team, email=email, now=self.now)
