"""Check your answers: every answer as a row, grouped, beside the document that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from casework.enums import DegreeLevel
from casework.forms.krw import krw_reading
from casework.templatetags.krds import krw, years_months
from recruitment.models import Degree, Employment
from recruitment.templatetags.recruitment import partial_date
from visas.enums import Requirement
from visas.queries import Answers
from visas.requirements import needed

Row = dict[str, Any]


@dataclass(frozen=True)
class Group:
    title: str | Promise
    rows: list[Row]


def groups(answers: Answers, today: date) -> list[Group]:
    """All answers in the order they were asked. `today`: Asia/Seoul."""
    return [
        Group(_("You"), _person(answers)),
        Group(_("Degrees"), _degrees(answers)),
        Group(_("Employment so far"), _employments(answers, today)),
        Group(_("Your application"), _application(answers)),
        Group(_("Documents"), _documents(answers)),
    ]


def warnings(answers: Answers) -> list[str]:
    """What is allowed but often a slip."""
    found = []
    if not answers.degrees:
        found.append(_("You entered no degree. Then only the route by pay alone can be met."))
    if not answers.employments:
        found.append(_("You entered no employment. Then only the route by pay alone can be met."))
    expires = answers.profile.passport_expires_on
    starts = answers.application.starts_on
    if expires and starts and expires <= starts:
        found.append(_("Your passport expires before the contract starts."))
    unknown = [row.institution for row in answers.degrees if row.organisation_id is None]
    unknown += [row.employer for row in answers.employments if row.organisation_id is None]
    if unknown:
        found.append(
            _("Not chosen from the registry, so an officer must identify: %(names)s.")
            % {"names": get_text_list(unknown, _("and"))}
        )
    return found


def _person(answers: Answers) -> list[Row]:
    profile, proof = answers.profile, _proof(answers, Requirement.PASSPORT)
    nations = get_text_list([str(countries.name(code)) for code in profile.citizenships], _("and"))
    names = {"change_url": reverse("recruitment:names"), "hint": proof}
    passport = {"change_url": reverse("recruitment:passport"), "hint": proof}
    where = {"change_url": reverse("recruitment:residence")}
    return [
        _row(_("Name as in passport"), profile.passport_name, **names),
        _row(_("Date of birth"), _day(profile.birth_date), **passport),
        _row(_("Passport valid until"), _day(profile.passport_expires_on), **passport),
        _row(_("Citizenship"), nations, **where),
        _row(_("Country you live in"), profile.residence.name if profile.residence else "", **where),
    ]


def _degrees(answers: Answers) -> list[Row]:
    url, proof = reverse("recruitment:degrees"), _proof(answers, Requirement.DEGREE)
    rows = [
        _row(DegreeLevel(row.level).label, _degree(row), change_url=url, hint=proof)
        for row in answers.degrees
    ]
    return rows or [_row(_("Degrees"), _("None"), change_url=url)]


def _employments(answers: Answers, today: date) -> list[Row]:
    url, proof = reverse("recruitment:employment"), _proof(answers, Requirement.CAREER)
    rows = [_row(row.employer, _job(row), change_url=url, hint=proof) for row in answers.employments]
    if not rows:
        return [_row(_("Employment so far"), _("None"), change_url=url)]
    career = answers.career(today)
    low, high = years_months(career.experience_low), years_months(career.experience_high)
    total = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return [*rows, _row(_("Adds up to"), total)]


def _application(answers: Answers) -> list[Row]:
    own, proof = answers.application, _proof(answers, Requirement.CONTRACT)
    how = reverse("application_section", args=[answers.case.pk, "how"])
    contract = {"change_url": reverse("application_section", args=[answers.case.pk, "contract"])}
    pay = ""
    if own.annual_pay:
        pay = f"{krw(own.annual_pay)} ({krw_reading(own.annual_pay, get_language() or 'en')})"
    return [
        _row(_("How you apply"), own.get_entry_display(), change_url=how),
        _row(_("Field of the post"), own.get_sector_display(), change_url=how),
        _row(_("Employer"), own.employer, hint=_proof(answers, Requirement.COMPANY), **contract),
        _row(_("Business registration number"), own.employer_number, **contract),
        _row(_("Job title"), own.job_title, hint=proof, **contract),
        _row(_("Annual pay before tax"), pay, hint=proof, **contract),
        _row(_("Contract starts on"), _day(own.starts_on), hint=proof, **contract),
    ]


def _documents(answers: Answers) -> list[Row]:
    rows = []
    for demand in needed(answers.situation):
        used = answers.documents.get(demand.code)
        url = reverse("application_document", args=[answers.case.pk, demand.code])
        rows.append(_row(demand.title, used.document.filename if used else "", change_url=url))
    return rows


def _row(key: str | Promise, value: str | Promise, **more: str) -> Row:
    return {"key": key, "value": value, "missing": not value, **more}


def _proof(answers: Answers, requirement: Requirement) -> str:
    used = answers.documents.get(requirement)
    return _("Proof: %(name)s") % {"name": used.document.filename} if used else _("No proof handed in yet")


def _degree(row: Degree) -> str:
    return f"{row.institution}, {row.field}, {partial_date(row.awarded)}"


def _job(row: Employment) -> str:
    ended = _("today") if row.ongoing else partial_date(row.ended)
    return f"{row.title}, {partial_date(row.started)} – {ended}"


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
