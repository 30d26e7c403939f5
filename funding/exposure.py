"""What newly met visa cases may cost: every one of them could be funded up to the cap of a year."""

from __future__ import annotations

from funding.enums import CapSubject
from funding.models import Programme


def exposure(cases: int) -> int | None:
    """Won a year, at most, for so many researchers; None while no programme counts its cap by person."""
    caps = Programme.objects.filter(cap_subject=CapSubject.PERSON).values_list("cap", flat=True)
    return cases * max(caps) if caps else None
