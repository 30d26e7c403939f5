"""Models every kind of case shares, one family a file."""

from casework.models.case import Case, CaseEdge, CaseEvent, ClockStop
from casework.models.decision import Decision, DecisionReason, Finding
from casework.models.document import CaseDocument, Document, DocumentPage, OwedRendering
from casework.models.edition import Coverage, Edition, EditionEntry, EditionFigure, Standing
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
from casework.models.proposal import PolicyEdit, PolicyOpinion, PolicyProposal
from casework.models.record import AuditEntry, Consent, Receipt
from casework.models.screening import OwedScreening, ReplayRun, Rescreening, Screening
from casework.models.simulation import Enactment, OwedSimulation, Simulation, SimulationCell
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
    "Coverage",
    "Decision",
    "DecisionReason",
    "Document",
    "DocumentPage",
    "Edition",
    "EditionEntry",
    "EditionFigure",
    "Enactment",
    "Facts",
    "FactsDegree",
    "FactsEmployment",
    "Finding",
    "Notice",
    "OwedRendering",
    "OwedScreening",
    "OwedSimulation",
    "Person",
    "PolicyCriterion",
    "PolicyEdit",
    "PolicyEditionRule",
    "PolicyOpinion",
    "PolicyParameter",
    "PolicyProposal",
    "PolicyReason",
    "PolicyRemedy",
    "PolicyRoute",
    "PolicyVersion",
    "Receipt",
    "ReplayRun",
    "Rescreening",
    "RoleGrant",
    "Screening",
    "Simulation",
    "SimulationCell",
    "Standing",
    "StoredMail",
    "SupplementItem",
    "SupplementRequest",
    "User",
    "VaultItem",
]
