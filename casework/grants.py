"""What the application's database role may do, table by table, set by the owner after every migration."""

from __future__ import annotations

from django.apps import apps
from django.db import connections
from psycopg2 import sql

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
FOREIGN = {
    "auth_group": "SELECT",
    "auth_group_permissions": "SELECT",
    "auth_permission": "SELECT",
    "django_admin_log": "SELECT, INSERT",
    "django_content_type": "SELECT",
    "django_migrations": "SELECT",
    "pghistory_context": "SELECT, INSERT, UPDATE",
}
"""Tables of others that are not for everything. History writes its context row again with each event."""


def privileges() -> dict[str, str]:
    """Table name → privileges. A model says `app_may`; history tables are append-only; the rest is open."""
    found: dict[str, str] = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        history = hasattr(model, "pgh_tracked_model") or hasattr(model, "pgh_trackers")
        default = "SELECT, INSERT" if history and model.__name__.endswith("Event") else EVERYTHING
        found[model._meta.db_table] = getattr(model, "app_may", default)
    return found | FOREIGN


def apply(owner: str, app: str) -> None:
    """Give the role behind connection `app` exactly its privileges, as the role behind `owner`.

    Does nothing where both are one role (`check --deploy` warns of that).
    """
    role, owning = (connections[alias].settings_dict["USER"] for alias in (app, owner))
    if role == owning:
        return
    with connections[owner].cursor() as cursor:
        name = sql.Identifier(role)
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name))
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        wanted = privileges()
        for (table,) in cursor.fetchall():
            grant = sql.SQL("GRANT {} ON {} TO {}")
            rights = sql.SQL(wanted.get(table, EVERYTHING))
            cursor.execute(grant.format(rights, sql.Identifier(table), name))
