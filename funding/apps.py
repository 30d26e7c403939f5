"""App registration: the funding workflows and the candidate gate's criteria join the cases."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.eligibility import registry
        from casework.states import register
        from funding.criteria import CATALOGUE
        from funding.states import MACHINES

        for machine in MACHINES:
            register(machine)
        registry.register(*CATALOGUE)
