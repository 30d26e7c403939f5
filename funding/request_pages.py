"""What the pages of funding requests show, gathered for their templates: rows, tables, files, the cap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import CaseDocument, CaseEvent, User
from casework.states import machine_of
from casework.templatetags.krds import day
from funding.budget import Totals, totals
from funding.change_words import change_state, change_tone, moves
from funding.enums import REQUEST_EDITABLE, RUNNING, RequestStatus, RulingStatus
from funding.models import BudgetLine, FundingRequest, Ruling
from funding.request_reads import (
    AGREEMENT,
    SLOTS,
    Cap,
    cap_of,
    files_of,
    item_of,
    lines_of,
    matching_of,
    name_of,
    year_of,
)

if TYPE_CHECKING:
    from funding.views.common import Member

TONES = {
    RequestStatus.DRAFT: "neutral",
    RequestStatus.RETURNED: "warning",
    RequestStatus.AGREED: "success",
    RequestStatus.WINDING_DOWN: "warning",
    RequestStatus.REFUSED: "danger",
    RequestStatus.WITHDRAWN: "neutral",
    RequestStatus.CLOSED: "neutral",
}
"""Tones of the statuses; all others are on their way."""

SLOT_WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "contract": (
        gettext_lazy("Employment contract"),
        gettext_lazy("Between the researcher and the host institution, with post, pay and period."),
    ),
    "plan": (
        gettext_lazy("Plan for the use of the money"),
        gettext_lazy("What is bought or paid, when, and why it is needed."),
    ),
    "quotation": (
        gettext_lazy("Quotations"),
        gettext_lazy("For equipment, housing or school fees, as far as you have them."),
    ),
    "other": (gettext_lazy("Another document"), gettext_lazy("Anything else the officers should see.")),
}


@dataclass(frozen=True)
class Row:
    """One request in a list; `amount` KRW is what is agreed, or else asked for."""

    request: FundingRequest
    name: str
    year: str
    amount: int
    status: str | Promise
    tone: str


@dataclass(frozen=True)
class Table:
    """The budget as a table; `agreed` says whether its last column has anything to show."""

    lines: Sequence[BudgetLine]
    sums: Totals
    agreed_sum: int
    agreed: bool


@dataclass(frozen=True)
class CapWords:
    """The cap beside this request, KRW: held by all now, asked here, and what is left then."""

    cap: Cap
    asked: int

    @property
    def held_without(self) -> int:
        """What is held beside this request."""
        return self.cap.reserved - self.cap.own

    @property
    def used(self) -> int:
        return min(self.held_without + self.asked, self.cap.cap)

    @property
    def after(self) -> int:
        return self.cap.after(self.asked)

    @property
    def over(self) -> bool:
        return self.after < 0


def row_of(request: FundingRequest) -> Row:
    """A request of `request_reads.requests_of` as a row; no query."""
    status = RequestStatus(request.case.status)
    planned = getattr(request, "planned", None) or 0
    asked = planned if status == RequestStatus.DRAFT else request.amount
    agreed = request.agreed_amount
    return Row(
        request=request,
        name=name_of(request),
        year=year_of(request),
        amount=asked if agreed is None else agreed,
        status=status.label,
        tone=TONES.get(status, "info"),
    )


def budget_table(lines: Sequence[BudgetLine]) -> Table:
    """The categories that hold anything, and their sums."""
    shown = [line for line in lines if line.government or line.own_cash or line.own_in_kind or line.agreed]
    return Table(
        lines=shown,
        sums=totals(item_of(line) for line in lines),
        agreed_sum=sum(line.agreed or 0 for line in lines),
        agreed=any(line.agreed is not None for line in lines),
    )


def cap_words(cap: Cap, asked: int) -> CapWords:
    return CapWords(cap, asked)


def heading(request: FundingRequest) -> list[dict[str, Any]]:
    """What a request is about and cannot change any more, with the rule for its host institution."""
    host, rule = request.institution, matching_of(request)
    rows = [
        {"key": _("Researcher"), "value": name_of(request)},
        {"key": _("Host institution"), "value": f"{host.name} ({host.get_firm_size_display()})"},
        {"key": _("Year"), "value": year_of(request)},
    ]
    if rule:
        words = _("Government at most %(most)s%% of total; cash at least %(least)s%% of the own share.")
        shown = words % {"most": rule.government_percent, "least": rule.cash_percent}
        rows.append({"key": _("Matching rule"), "value": shown})
    return rows


def answers(request: FundingRequest) -> list[dict[str, Any]]:
    """The answers with links to change them."""
    url = reverse("team_request_budget", args=[request.team.code, request.case.reference])
    days = [str(day(one)) if one else "" for one in (request.employed_from, request.employed_until)]
    return [
        *heading(request),
        {
            "key": _("Period of employment"),
            "value": " – ".join(days) if all(days) else "",
            "missing": not all(days),
            "change_url": f"{url}#div_id_employed_from",
        },
        {
            "key": _("Purpose"),
            "value": request.purpose,
            "missing": not request.purpose,
            "change_url": f"{url}#div_id_purpose",
        },
    ]


def slot_words(slot: str) -> dict[str, str | Promise]:
    title, hint = SLOT_WORDS[slot]
    return {"title": title, "hint": hint}


def slots(request: FundingRequest, files: Mapping[str, CaseDocument]) -> list[dict[str, Any]]:
    """Every slot as a task of `{% task_list %}`."""
    args = [request.team.code, request.case.reference]
    return [
        {
            "title": SLOT_WORDS[slot][0],
            "hint": files[slot].document.filename if slot in files else SLOT_WORDS[slot][1],
            "url": reverse("team_request_slot", args=[*args, slot]),
            "status": "done" if slot in files else "todo",
            "status_text": _("Attached") if slot in files else _("Nothing attached"),
        }
        for slot in SLOTS
    ]


def file_entry(request: FundingRequest, use: CaseDocument) -> dict[str, Any]:
    """One file of the team as `{% file_list %}` prints it."""
    document = use.document
    return {
        "name": document.filename,
        "url": reverse("team_request_file", args=[request.team.code, request.case.reference, document.pk]),
        "meta": f"{SLOT_WORDS[use.requirement][0]} · {filesizeformat(document.size)}",
    }


def file_entries(request: FundingRequest, files: Mapping[str, CaseDocument]) -> list[dict[str, Any]]:
    """What the team attached, without the written agreement."""
    return [file_entry(request, files[slot]) for slot in SLOTS if slot in files]


def track(request: FundingRequest, member: Member, today: date) -> dict[str, Any]:
    """Everything the page of a submitted request shows; a constant number of queries."""
    case, files = request.case, files_of(request)
    status = RequestStatus(case.status)
    lines = lines_of(request)
    ruling = Ruling.objects.filter(case=case, status=RulingStatus.SIGNED).first()
    remark = request.case.remarks.last() if status == RequestStatus.RETURNED else None
    return {
        "own": request,
        "case": case,
        "row": row_of(request),
        "answers": [*heading(request), *_agreed_rows(request)],
        "budget": budget_table(lines if status in (*RUNNING, RequestStatus.CLOSED) else _unruled(lines)),
        "cap": cap_of(request),
        "purpose": request.purpose,
        "files": file_entries(request, files),
        "agreements": _agreements(request, files),
        "owed": status in RUNNING and request.owed_agreements.exists(),
        "ruling": ruling,
        "remark": remark,
        "timeline": timeline(request),
        "changes": change_rows(request),
        "may_edit": member.writes and status in REQUEST_EDITABLE,
        "may_withdraw": member.writes and status in (*REQUEST_EDITABLE, RequestStatus.SUBMITTED),
        "may_change": member.writes and status in RUNNING,
    }


def timeline(request: FundingRequest) -> list[dict[str, Any]]:
    """Every event of the case, the newest first: what, when, who."""
    machine = machine_of(request.case.kind)
    found = []
    for event in CaseEvent.objects.filter(case=request.case_id).select_related("actor").order_by("-id"):
        edge = machine.find(event.source, event.action)
        found.append({"what": edge.label if edge else event.action, "at": event.at, "who": _who(event.actor)})
    return found


def change_rows(request: FundingRequest) -> list[dict[str, Any]]:
    """The changes of an agreement, the newest first, in words; 2 queries."""
    rows = request.changes.select_related("to_request__case", "asked_by", "proposed_by", "signed_by")
    return [
        {"change": row, "lines": moves(row), "state": change_state(row), "tone": change_tone(row)}
        for row in rows.prefetch_related("lines__category").order_by("-number")
    ]


def _agreed_rows(request: FundingRequest) -> list[dict[str, Any]]:
    if request.agreed_on is None:
        return []
    return [
        {"key": _("Agreement of"), "value": str(day(request.agreed_on))},
        {"key": _("Costs until"), "value": str(day(request.ends_on))},
    ]


def _agreements(request: FundingRequest, files: Mapping[str, CaseDocument]) -> list[dict[str, str]]:
    args = [request.team.code, request.case.reference]
    words = {"en": "English", "ko": "한국어"}
    return [
        {
            "words": words[language],
            "language": language,
            "url": reverse("team_agreement", args=[*args, language]),
        }
        for language in words
        if AGREEMENT + language in files
    ]


def _unruled(lines: Sequence[BudgetLine]) -> Sequence[BudgetLine]:
    """The lines without what officers propose, which is theirs until two persons have signed."""
    for line in lines:
        line.agreed = None
    return lines


def _who(actor: User | None) -> str:
    return actor.display_name if actor else _("The portal")
