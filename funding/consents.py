"""The consent of a candidate: what a team and its programme's officers get to see, why, and for how long.

Personal Information Protection Act (개인정보 보호법) Arts. 15, 17, 22. The form of words is that of the
consents of an application (visas.consents).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casework.enums import ConsentPurpose
from visas.consents import Asked

TEXT_VERSION = "2026-11"
"""Version of the text below; it is stored with the consent. A changed text needs a new one."""

CANDIDATE = Asked(
    ConsentPurpose.CONSORTIUM,
    True,
    what=_(
        "Your name as in your passport, the posts you release below with employer and dates, the result of "
        "the automatic check, and in which months you may stay in Korea, to ask for money for your post and "
        "to account for it."
    ),
    recipient=_("The team that invites you, and the officers of its programme"),
    kept=_("Until five years after the final accounts (to be confirmed by the operator)"),
    refusal=_(
        "You may refuse. Then this team cannot ask for money for you; your visa does not depend on it."
    ),
)
