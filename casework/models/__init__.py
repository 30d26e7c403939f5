"""Models every kind of case shares, one family a file."""

from casework.models.case import Case, CaseEdge, CaseEvent, ClockStop
from casework.models.decision import Decision, DecisionReason, Finding
from casework.models.document import CaseDocument, Document, DocumentPage, OwedRendering
from casework.models.edition import Edition, EditionEntry, EditionFigure, Standing
from casework.models.facts import Facts, FactsDegree, FactsEmployment
from casework.models.notice import Notice, StoredMail
from casework.models.person import Person, RoleGrant, User
from casework.models.policy import (
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyReason,
    PolicyRemedy,
    PolicyRoute,
    PolicyVersion,
)
from casework.models.record import AuditEntry, Consent, Receipt
from casework.models.screening import OwedScreening, Screening
from casework.models.supplement import SupplementItem, SupplementRequest
from casework.models.vault import AccessLog, VaultItem

__all__ = [
    "AccessLog",
    "AuditEntry",
    "Case",
    "CaseDocument",
    "CaseEdge",
    "CaseEvent",
    "ClockStop",
    "Consent",
    "Decision",
    "DecisionReason",
    "Document",
    "DocumentPage",
    "Edition",
    "EditionEntry",
    "EditionFigure",
    "Facts",
    "FactsDegree",
    "FactsEmployment",
    "Finding",
    "Notice",
    "OwedRendering",
    "OwedScreening",
    "Person",
    "PolicyCriterion",
    "PolicyEditionRule",
    "PolicyParameter",
    "PolicyReason",
    "PolicyRemedy",
    "PolicyRoute",
    "PolicyVersion",
    "Receipt",
    "RoleGrant",
    "Screening",
    "Standing",
    "StoredMail",
    "SupplementItem",
    "SupplementRequest",
    "User",
    "VaultItem",
]
