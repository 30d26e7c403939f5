"""Settings, URLs, and the pages and commands that need every app."""

from talent_portal.celery import app as celery_app

__all__ = ["celery_app"]
