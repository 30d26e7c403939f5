"""One page, one form, one verb: the frame of what an officer does with a claim or a batch."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from casework.admin.actions import CONFLICT, OfficerAction
from casework.admin.base import officer_of
from casework.models import User
from funding.models import DESK_ROLES

__all__ = ["CONFLICT", "DeskAction", "money_officer"]


def money_officer(request: HttpRequest) -> User:
    """The signed-in finance officer or payment approver. Raises Http404 for everybody else."""
    officer = officer_of(request)
    if not officer.holds(*DESK_ROLES):
        raise Http404
    return officer


class DeskAction(OfficerAction):
    """An action on a desk of money."""

    def admit(self, request: HttpRequest) -> User:
        return money_officer(request)
