"""Who comes to the policy desk, and the rows they may see."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from casework.admin.base import officer_of
from casework.enums import Role
from casework.models import PolicyVersion, Simulation, User

DESK_ROLES = (Role.POLICY_OWNER, Role.POLICY_SIGNER, Role.AUDITOR)


def policy_officer(request: HttpRequest) -> User:
    """A policy owner, signer or auditor. Raises Http404 for everybody else."""
    officer = officer_of(request)
    if not officer.holds(*DESK_ROLES):
        raise Http404
    return officer


def version_of(pk: int) -> PolicyVersion:
    """A version with the people behind it. Raises Http404."""
    rows = PolicyVersion.objects.select_related("based_on", "drafted_by", "signed_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def simulation_of(version: PolicyVersion, pk: int) -> Simulation:
    """A simulation of that version. Raises Http404."""
    rows = Simulation.objects.select_related("baseline", "requested_by", "edition", "replacement")
    found = rows.filter(pk=pk, version=version).first()
    if found is None:
        raise Http404
    found.version = version
    return found
