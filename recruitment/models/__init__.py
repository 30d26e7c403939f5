"""The organisation registry and the researcher's profile."""

from recruitment.models.history import Degree, Employment, Output
from recruitment.models.organisation import Organisation
from recruitment.models.profile import Profile

__all__ = ["Degree", "Employment", "Organisation", "Output", "Profile"]
