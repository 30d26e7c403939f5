"""The consortium's desk in the officers' site."""

from funding.admin import home
from funding.admin.claims import ClaimAdmin
from funding.admin.payments import PaymentBatchAdmin
from funding.admin.requests import FundingRequestAdmin

__all__ = ["ClaimAdmin", "FundingRequestAdmin", "PaymentBatchAdmin", "home"]
