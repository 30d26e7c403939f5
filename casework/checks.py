"""Deployment checks of our own: `manage.py check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections


@register(Tags.security, deploy=True)
def demonstration_is_off(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """/demo/ signs anyone in as anyone; it must not exist where the portal is deployed."""
    if not settings.DEMO:
        return []
    return [Error("DEMO is on: anyone may sign in as any of the cast.", id="casework.E001")]


@register(Tags.security, deploy=True)
def roles_are_two(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The role that serves requests must not own the tables, or Postgres cannot refuse it anything."""
    app, owner = (connections[alias].settings_dict["USER"] for alias in ("default", "owner"))
    if app != owner:
        return []
    return [
        Warning(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role: records are protected by habit only.",
            id="casework.W001",
        )
    ]
