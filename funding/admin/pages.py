"""The frame of every funding desk."""

from __future__ import annotations

from casework.admin.pages import PageDesk
from funding.models import DESK_ROLES


class MoneyDesk(PageDesk):
    """A desk of finance officers and payment approvers."""

    desk_roles = DESK_ROLES
    folder = "admin/funding"
