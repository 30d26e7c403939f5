"""Models of the visa desk."""

from visas.models.application import TopTierApplication, TopTierFacts
from visas.models.desk import TopTierCase
from visas.models.stay import Stay

__all__ = ["Stay", "TopTierApplication", "TopTierCase", "TopTierFacts"]
