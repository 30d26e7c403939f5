"""Models of consortium funding, one family a file."""

from funding.models.agreement import OwedAgreement
from funding.models.claim import Claim, ClaimLine, Evidence, StagedLines
from funding.models.desk import Statistics, Timeline
from funding.models.evaluation import Stage, StageScore
from funding.models.ledger import Balance, LedgerEntry, Parity, Subject
from funding.models.payment import PaymentBatch, PaymentOrder
from funding.models.programme import Call, CostCategory, MatchingRule, Programme
from funding.models.remark import Remark
from funding.models.report import Disallowance, Receivable, Report
from funding.models.request import BudgetLine, Change, ChangeLine, FundingRequest, Ruling
from funding.models.team import DESK_ROLES, Institution, Invitation, PublishedOutcome, Team, TeamMember

__all__ = [
    "DESK_ROLES",
    "Balance",
    "BudgetLine",
    "Call",
    "Change",
    "ChangeLine",
    "Claim",
    "ClaimLine",
    "CostCategory",
    "Disallowance",
    "Evidence",
    "FundingRequest",
    "Institution",
    "Invitation",
    "LedgerEntry",
    "MatchingRule",
    "OwedAgreement",
    "Parity",
    "PaymentBatch",
    "PaymentOrder",
    "Programme",
    "PublishedOutcome",
    "Receivable",
    "Remark",
    "Report",
    "Ruling",
    "Stage",
    "StageScore",
    "StagedLines",
    "Statistics",
    "Subject",
    "Team",
    "TeamMember",
    "Timeline",
]
