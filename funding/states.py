"""The workflows of funding: candidate gate, request, claim, and the reports that end an agreement."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from casework.states import By, Edge, Machine
from funding.enums import CLAIM, GATE, REPORT, REQUEST, ClaimStatus, GateStatus, ReportStatus, RequestStatus
from funding.models import DESK_ROLES
from funding.permissions import may_take_funding_edge


class Who(StrEnum):
    """Who may take an edge of a funding case; `funding.permissions` knows them by these names."""

    TEAM = "team"
    CANDIDATE = "candidate"
    FINANCE = "finance"
    PAYMENT = "payment"


R, C, P, G = RequestStatus, ClaimStatus, ReportStatus, GateStatus

GATE_EDGES = (
    Edge("", "accept", G.ACCEPTED, Who.CANDIDATE, _("Invitation accepted")),
    Edge(G.ACCEPTED, "revoke", G.REVOKED, Who.CANDIDATE, _("Acceptance revoked")),
)
REQUEST_EDGES = (
    Edge("", "open", R.DRAFT, Who.TEAM, _("Request started")),
    Edge(R.DRAFT, "submit", R.SUBMITTED, Who.TEAM, _("Request submitted, amount reserved")),
    Edge(R.DRAFT, "withdraw", R.WITHDRAWN, Who.TEAM, _("Draft discarded")),
    Edge(R.SUBMITTED, "withdraw", R.WITHDRAWN, Who.TEAM, _("Request withdrawn")),
    Edge(R.SUBMITTED, "return", R.RETURNED, Who.FINANCE, _("Returned for correction")),
    Edge(R.RETURNED, "submit", R.SUBMITTED, Who.TEAM, _("Corrected request submitted")),
    Edge(R.RETURNED, "withdraw", R.WITHDRAWN, Who.TEAM, _("Request withdrawn")),
    Edge(R.SUBMITTED, "propose", R.PROPOSED, Who.FINANCE, _("Review finished, second signature asked for")),
    Edge(R.PROPOSED, "send_back", R.SUBMITTED, Who.PAYMENT, _("Sent back to the first officer")),
    Edge(R.PROPOSED, "agree", R.AGREED, Who.PAYMENT, _("Agreed by two persons")),
    Edge(R.PROPOSED, "refuse", R.REFUSED, Who.PAYMENT, _("Refused by two persons")),
    Edge(R.AGREED, "wind_down", R.WINDING_DOWN, By.SYSTEM, _("The team left the programme: winding down")),
    Edge(R.AGREED, "close", R.CLOSED, By.SYSTEM, _("Final accounts settled")),
    Edge(R.WINDING_DOWN, "close", R.CLOSED, By.SYSTEM, _("Final accounts settled")),
)
CLAIM_EDGES = (
    Edge("", "open", C.DRAFT, Who.TEAM, _("Claim started")),
    Edge(C.DRAFT, "submit", C.SUBMITTED, Who.TEAM, _("Claim submitted")),
    Edge(C.DRAFT, "withdraw", C.WITHDRAWN, Who.TEAM, _("Draft discarded")),
    Edge(C.SUBMITTED, "withdraw", C.WITHDRAWN, Who.TEAM, _("Claim withdrawn")),
    Edge(C.SUBMITTED, "return", C.RETURNED, Who.FINANCE, _("Returned for correction")),
    Edge(C.RETURNED, "submit", C.SUBMITTED, Who.TEAM, _("Corrected claim submitted")),
    Edge(C.RETURNED, "withdraw", C.WITHDRAWN, Who.TEAM, _("Claim withdrawn")),
    Edge(C.SUBMITTED, "propose", C.PROPOSED, Who.FINANCE, _("Lines checked, second signature asked for")),
    Edge(C.PROPOSED, "send_back", C.SUBMITTED, Who.PAYMENT, _("Sent back to the first officer")),
    Edge(C.PROPOSED, "approve", C.APPROVED, Who.PAYMENT, _("Approved by two persons")),
    Edge(C.PROPOSED, "reject", C.REJECTED, Who.PAYMENT, _("Rejected by two persons")),
    Edge(C.APPROVED, "pay", C.PAID, Who.FINANCE, _("Paid")),
)
REPORT_EDGES = (
    Edge("", "open", P.DUE, By.SYSTEM, _("Report due")),
    Edge(P.DUE, "submit", P.SUBMITTED, Who.TEAM, _("Report submitted")),
    Edge(P.SUBMITTED, "return", P.RETURNED, Who.FINANCE, _("Returned for correction")),
    Edge(P.RETURNED, "submit", P.SUBMITTED, Who.TEAM, _("Corrected report submitted")),
    Edge(P.SUBMITTED, "propose", P.PROPOSED, Who.FINANCE, _("Checked, second signature asked for")),
    Edge(P.PROPOSED, "send_back", P.SUBMITTED, Who.PAYMENT, _("Sent back to the first officer")),
    Edge(P.PROPOSED, "settle", P.SETTLED, Who.PAYMENT, _("Settled by two persons")),
)

MACHINES = tuple(
    Machine(kind, edges, doorkeeper=may_take_funding_edge, desk_roles=DESK_ROLES)
    for kind, edges in (
        (GATE, GATE_EDGES),
        (REQUEST, REQUEST_EDGES),
        (CLAIM, CLAIM_EDGES),
        (REPORT, REPORT_EDGES),
    )
)
