"""Models of the visa desk."""

from visas.models.application import TopTierApplication, TopTierFacts
from visas.models.desk import TopTierCase

__all__ = ["TopTierApplication", "TopTierCase", "TopTierFacts"]
