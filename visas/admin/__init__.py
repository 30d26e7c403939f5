"""The visa desk of the officers' site."""

from visas.admin.desk import TopTierCaseAdmin
from visas.admin.home import visa_desk

__all__ = ["TopTierCaseAdmin", "visa_desk"]
