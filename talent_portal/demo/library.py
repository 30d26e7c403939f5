"""Sample documents that have passed the same inspection as any upload."""

from __future__ import annotations

from functools import cache

from casework.documents.sniff import PDF
from casework.services.documents import Inspected, inspect
from talent_portal.demo.samples import sample_pdf
from visas.enums import Requirement


@cache
def inspected_sample(
    requirement: Requirement = Requirement.PASSPORT, holder: str = "an invented researcher"
) -> Inspected:
    """The sample, inspected; once for each sample, however often it is kept."""
    return inspect(sample_pdf(requirement, holder), PDF)
