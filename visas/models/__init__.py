"""Models of the visa desk."""

from visas.models.application import TopTierApplication, TopTierFacts

__all__ = ["TopTierApplication", "TopTierFacts"]
