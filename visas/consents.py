"""The consents of a submission: what each is for, who gets the data, how long, and whether one may refuse.

Personal Information Protection Act (개인정보 보호법) Arts. 15, 17, 22, 24: each purpose and recipient apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import ConsentPurpose

TEXT_VERSION = "2026-11"
"""Version of the texts below; it is stored with every consent. A changed text needs a new one."""


@dataclass(frozen=True)
class Asked:
    purpose: ConsentPurpose
    required: bool
    what: Promise
    recipient: Promise
    kept: Promise
    refusal: Promise

    @property
    def label(self) -> str | Promise:
        return self.purpose.label

    @property
    def value(self) -> str:
        return self.purpose.value


_NEEDED = _("You may refuse. Then this application cannot be handled.")
_KEPT = _("Until five years after the decision (to be confirmed by the operator)")

ASKED: tuple[Asked, ...] = (
    Asked(
        ConsentPurpose.COLLECTION,
        True,
        what=_("Your profile, your answers and your documents, to handle this application."),
        recipient=_("The operator of this portal"),
        kept=_KEPT,
        refusal=_NEEDED,
    ),
    Asked(
        ConsentPurpose.IDENTIFIERS,
        True,
        what=_("Your passport number, to tell you from another person of the same name."),
        recipient=_("The operator of this portal"),
        kept=_KEPT,
        refusal=_NEEDED,
    ),
    Asked(
        ConsentPurpose.JUSTICE,
        True,
        what=_("All of the above, to decide on your application."),
        recipient=_("Ministry of Justice"),
        kept=_KEPT,
        refusal=_NEEDED,
    ),
    Asked(
        ConsentPurpose.RECOMMENDING,
        False,
        what=_("Your degrees, employment, field and contract, to recommend your application."),
        recipient=_("Ministry of Science and ICT, or Ministry of Trade, Industry and Resources"),
        kept=_KEPT,
        refusal=_("You may refuse. Then your application is decided without a recommendation."),
    ),
)
REQUIRED: tuple[ConsentPurpose, ...] = tuple(asked.purpose for asked in ASKED if asked.required)
