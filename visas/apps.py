"""App registration: the visa workflow joins the cases."""

from django.apps import AppConfig


class VisasConfig(AppConfig):
    name = "visas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.states import register
        from visas.states import MACHINE

        register(MACHINE)
