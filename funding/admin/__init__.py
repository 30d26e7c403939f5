"""The consortium's desk in the officers' site."""

from funding.admin import home, moneyhome
from funding.admin.claims import ClaimAdmin
from funding.admin.ledger import LedgerEntryAdmin
from funding.admin.payments import PaymentBatchAdmin
from funding.admin.programmes import ProgrammeAdmin, TeamAdmin
from funding.admin.receivables import ReceivableAdmin
from funding.admin.reports import ReportAdmin
from funding.admin.requests import FundingRequestAdmin
from funding.admin.stages import StageAdmin
from funding.admin.statistics import StatisticsAdmin
from funding.admin.timeline import TimelineAdmin

__all__ = [
    "ClaimAdmin",
    "FundingRequestAdmin",
    "LedgerEntryAdmin",
    "PaymentBatchAdmin",
    "ProgrammeAdmin",
    "ReceivableAdmin",
    "ReportAdmin",
    "StageAdmin",
    "StatisticsAdmin",
    "TeamAdmin",
    "TimelineAdmin",
    "home",
    "moneyhome",
]
