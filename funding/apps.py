"""App registration: the funding workflows and the candidate gate's criteria join the cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.eligibility import registry
        from casework.eligibility.policies import Policy, register_exposure, register_policy
        from casework.states import register
        from funding.criteria import CATALOGUE
        from funding.enums import GATE
        from funding.exposure import exposure
        from funding.states import MACHINES
        from visas.enums import TOP_TIER

        for machine in MACHINES:
            register(machine)
        registry.register(*CATALOGUE)
        register_policy(Policy(code=GATE, title=_("Candidate gate"), kind=GATE))
        register_exposure(TOP_TIER, exposure)
