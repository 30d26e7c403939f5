"""What the database role of the application may do with a table, said beside the model."""

from typing import ClassVar

from django.db import models


class AppendOnly(models.Model):
    """A row that is a record: written once, read for years, never changed by the application."""

    app_may: ClassVar[str] = "SELECT, INSERT"

    class Meta:
        abstract = True


class Kept(models.Model):
    """A row that changes while it is worked on and that the application never deletes."""

    app_may: ClassVar[str] = "SELECT, INSERT, UPDATE"

    class Meta:
        abstract = True


class ReadOnly(models.Model):
    """A row that only the owner role (a migration) writes."""

    app_may: ClassVar[str] = "SELECT"

    class Meta:
        abstract = True
