"""Who publishes what the policies read: as known from the press, and as invented for the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from casework.enums import EditionKind
from casework.services.laying import Sources
from visas.policies.gni import BANK_OF_KOREA


@dataclass(frozen=True)
class Publishers:
    """Several rankings: one that ranks the university well is enough."""

    rankings: tuple[str, ...] = ("QS World University Rankings", "U.S. News Best Global Universities")
    firms: str = gettext_noop("Ministry of Justice: leading global firms")
    institutes: str = gettext_noop("Ministry of Justice: world-class institutes")

    @property
    def of_degrees(self) -> Sources:
        """What a policy reads that asks for degrees alone."""
        return [(EditionKind.RANKING, name) for name in self.rankings]

    @property
    def of_everything(self) -> Sources:
        """What a policy reads that asks for degrees, experience and pay."""
        lists = [(EditionKind.FIRMS, self.firms), (EditionKind.INSTITUTES, self.institutes)]
        return [*self.of_degrees, *lists, (EditionKind.GNI, BANK_OF_KOREA)]


REAL = Publishers()
DEMO_PUBLISHERS = Publishers(
    ("Demo ranking (invented)",), "Demo list of firms (invented)", "Demo list of institutes (invented)"
)
