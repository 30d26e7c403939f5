"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Casework")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework import checks  # noqa: F401  registering is what the import is for
        from casework.admin import policies  # noqa: F401  likewise
