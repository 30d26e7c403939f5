"""The overview of the profile and its question pages: names, residence, passport."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recruitment import queries
from recruitment.career import career
from recruitment.forms.base import ProfileForm
from recruitment.forms.profile import NamesForm, PassportForm, ResidenceForm
from recruitment.models import Degree, Employment
from recruitment.services.profile import save_passport, save_profile
from recruitment.services.stale import StaleRow
from recruitment.validators import today_in_korea
from recruitment.views.base import ResearcherView
from recruitment.views.cards import cards


class Overview(ResearcherView):
    """Everything answered so far, a card a part."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = self.person
        degrees = list(Degree.objects.visible_to(self.user))
        jobs = list(Employment.objects.visible_to(self.user))
        context = {
            "cards": cards(person, degrees, jobs),
            "career": career(jobs, today_in_korea()),
            "completeness": queries.completeness(person),
            "profile": queries.profile_of(person),
        }
        return render(request, "recruitment/overview.html", context)


class SectionView(ResearcherView):
    """One group of questions about the profile itself."""

    form_class: type[ProfileForm]
    title: str | Promise
    lead: str | Promise = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            self.save(form)
        except StaleRow as stale:
            return self.conflict(form, stale)
        messages.success(request, _("Saved."))
        return self.done()

    def form(self, *data: Any) -> ProfileForm:
        return self.form_class(*data, instance=queries.profile_of(self.person))

    def save(self, form: ProfileForm) -> None:
        save_profile(
            actor=self.user, person=self.person, values=form.values(), seen=form.cleaned_data["seen"]
        )

    def _page(self, form: ProfileForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "title": self.title, "lead": self.lead}
        return render(self.request, "recruitment/section.html", context, status=status)


class Names(SectionView):
    form_class = NamesForm
    title = _("Your names")
    lead = _("Letters and cards are made out to the name in your passport.")


class Residence(SectionView):
    form_class = ResidenceForm
    title = _("Citizenship, residence and field")
    lead = _("A Korean citizen coming home needs no visa; everyone else is led to the way that fits.")


class Passport(SectionView):
    form_class = PassportForm
    title = _("Your passport")
    lead = _("Write everything as the photo page shows it.")

    def form(self, *data: Any) -> ProfileForm:
        return PassportForm(
            *data, instance=queries.profile_of(self.person), hint=queries.passport_hint(self.person)
        )

    def save(self, form: ProfileForm) -> None:
        values = form.values()
        save_passport(
            actor=self.user,
            person=self.person,
            number=form.cleaned_data["number"],
            country=values["passport_country"],
            expires_on=values["passport_expires_on"],
            birth_date=values["birth_date"],
            sex=values["sex"],
            seen=form.cleaned_data["seen"],
        )
