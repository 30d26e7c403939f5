"""What an agreement says, in the active language: the data of funding/pdf/agreement.typ."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.clock import seoul_date
from casework.models import CaseEvent
from casework.templatetags.krds import day, krw, krw_reading
from funding.change_words import moves
from funding.enums import CapSubject, ChangeKind, InstitutionRole, RulingStatus
from funding.models import Change, FundingRequest, Ruling
from funding.request_reads import lines_of, name_of, period, year_of


def data_of(request: FundingRequest) -> dict[str, Any]:
    """Everything the letter shows of an agreed request; money in integer won, days as "2026-11-23"."""
    agreed_on = request.agreed_on or seoul_date(request.case.status_since)
    budget = _budget(request)
    changes = _changes(request)
    return {
        "title": _("Funding agreement"),
        "kind": request.team.programme.name,
        "reference": request.case.reference,
        "date": agreed_on.isoformat(),
        "opening": _(
            "The parties agree on the government share of the cost of one researcher for one year, "
            "as set out below."
        ),
        "parts": [
            {"heading": _("Parties and researcher"), "keys": _parties(request)},
            {"heading": _("What is agreed"), "keys": _terms(request, agreed_on)},
            {"heading": _("Budget"), "money": budget},
            *([{"heading": _("Changes in force"), "keys": changes}] if changes else []),
            {"heading": _("Conditions"), "conditions": _conditions(request)},
        ],
        "signatures": _signatures(request, agreed_on),
    }


def _parties(request: FundingRequest) -> list[list[str]]:
    team, host = request.team, request.institution
    lead = team.institutions.filter(role=InstitutionRole.LEAD, ends_on=None).first() or host
    return [
        [_("Agency"), request.case.get_agency_display()],
        [_("Programme"), team.programme.name],
        [_("Team"), team.label],
        [_("Lead institution"), lead.name],
        [_("Host institution"), f"{host.name} ({host.get_firm_size_display()})"],
        [_("Researcher"), name_of(request)],
    ]


def _terms(request: FundingRequest, agreed_on: date) -> list[list[str]]:
    programme, amount = request.team.programme, request.agreed_amount or 0
    first, _last = period(request)
    subject = _("for each researcher") if programme.cap_subject == CapSubject.PERSON else _("for each team")
    return [
        [_("Year"), year_of(request)],
        [_("Costs"), f"{day(max(first, request.employed_from or first))} – {day(request.ends_on)}"],
        [_("Period of employment"), f"{day(request.employed_from)} – {day(request.employed_until)}"],
        [_("Government share"), f"{krw(amount)} ({krw_reading(amount)})"],
        [_("Cap"), _("%(cap)s a year %(subject)s") % {"cap": krw(programme.cap), "subject": subject}],
        [_("Purpose"), request.purpose],
        [_("In force from"), str(day(agreed_on))],
    ]


def _budget(request: FundingRequest) -> dict[str, Any]:
    rows: list[list[Any]] = [
        [line.category.name, line.agreed or 0, line.own_cash, line.own_in_kind]
        for line in lines_of(request)
        if (line.agreed or 0) + line.own_cash + line.own_in_kind
    ]
    return {
        "heads": [_("Category"), _("Government"), _("Own, in cash"), _("Own, in kind")],
        "rows": rows,
        "total": [_("Total"), *(sum(row[place] for row in rows) for place in (1, 2, 3))],
    }


def _changes(request: FundingRequest) -> list[list[str]]:
    out = request.changes.filter(in_force_at__isnull=False).prefetch_related("lines__category")
    into = Change.objects.filter(to_request=request, in_force_at__isnull=False)
    rows = [[_in_force(change), _change_words(change)] for change in out]
    came = _("%(amount)s carried over from the year before")
    return rows + [[_in_force(change), came % {"amount": krw(change.amount)}] for change in into]


def _in_force(change: Change) -> str:
    return str(day(seoul_date(change.in_force_at))) if change.in_force_at else ""


def _change_words(change: Change) -> str:
    if change.kind == ChangeKind.CARRY_OVER:
        return _("%(amount)s carried over to the next year") % {"amount": krw(change.amount)}
    return ", ".join(moves(change))


def _conditions(request: FundingRequest) -> list[list[str]]:
    """Each with where it comes from."""
    programme = request.team.programme
    return [
        [
            _("Costs are claimed in the categories above, until the last day named, with evidence."),
            _("National R&D Innovation Act, Art. 13; Decree, Art. 24"),
        ],
        [
            _("Salary is claimed for months of employment at the host institution within a valid stay."),
            _("Terms of the programme"),
        ],
        [
            _(
                "Money moves between categories by notice. Where indirect cost or the research allowance "
                "rises, the agency's approval comes first."
            ),
            _("National R&D Innovation Act, Decree, Art. 14(2)"),
        ],
        [
            _("A report on use is due %(use)s days after the year, final accounts after %(final)s days.")
            % {"use": programme.use_report_days, "final": programme.final_days},
            _("National R&D Innovation Act, Decree, Art. 25 and 26"),
        ],
        [
            _("Unspent balances are recovered. Improper use is clawed back and may be sanctioned."),
            _("National R&D Innovation Act, Art. 32; Decree, Art. 26(5)"),
        ],
        [
            _("If the team leaves the programme, costs are paid for another %(days)s days.")
            % {"days": programme.wind_down_days},
            _("Terms of the programme"),
        ],
    ]


def _signatures(request: FundingRequest, agreed_on: date) -> list[dict[str, str]]:
    ruling = (
        Ruling.objects.filter(case=request.case_id, status=RulingStatus.SIGNED)
        .select_related("proposed_by", "signed_by")
        .first()
    )
    sent = (
        CaseEvent.objects.filter(case=request.case_id, action="submit")
        .select_related("actor")
        .order_by("-id")
    ).first()
    agency = request.case.get_agency_display()
    mark = _("signed on %(day)s") % {"day": day(agreed_on)}
    found = []
    if ruling and ruling.signed_by:
        found = [
            _signature(_("Agreed for the agency"), agency, ruling.signed_by.display_name, mark),
            _signature(_("Reviewed for the agency"), agency, ruling.proposed_by.display_name, mark),
        ]
    submitter = sent.actor.display_name if sent and sent.actor else ""
    return [*found, _signature(_("For the team"), request.team.label, submitter, mark)]


def _signature(role: str, organisation: str, name: str, mark: str) -> dict[str, str]:
    return {"role": role, "organisation": organisation, "name": name, "mark": mark}
