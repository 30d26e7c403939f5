"""App registration: the visa workflow and its criteria join the cases."""

from django.apps import AppConfig


class VisasConfig(AppConfig):
    name = "visas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.eligibility import registry
        from casework.eligibility.policies import register_policy
        from casework.states import register
        from visas.criteria import CATALOGUE, JOB_CATALOGUE
        from visas.fictional import CATALOGUE as POINTS_CATALOGUE
        from visas.governed import POLICIES
        from visas.notices import listen
        from visas.states import MACHINE

        register(MACHINE)
        registry.register(*CATALOGUE, *JOB_CATALOGUE, *POINTS_CATALOGUE)
        for policy in POLICIES:
            register_policy(policy)
        listen()
