"""The data steward's desk: editions of rankings, lists and tables."""

from recruitment.admin import home
from recruitment.admin.edition import EditionAdmin

__all__ = ["EditionAdmin", "home"]
