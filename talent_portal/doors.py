"""Which door is whose: what citizenship, residence and employer mean for the way to Korea."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from talent_portal.forms.check import FOUNDER, IN_KOREA, KOREAN, NO_EMPLOYER
from talent_portal.precheck import Answers


@dataclass(frozen=True)
class Notice:
    text: str
    tone: str = "info"
    title: str = ""


def notices(answers: Answers) -> list[Notice]:
    """What applies to the person who gave these answers; nothing before the door is chosen."""
    given = {name: answers.value("door", name) for name in ("citizenship", "residence", "employer")}
    if not all(given.values()):
        return []
    if given["citizenship"] == KOREAN:
        return [
            Notice(
                _(
                    "As a Korean citizen you need no visa to come home. Funding through a consortium and "
                    "help with settling in are open to you. What follows shows how the criteria would read."
                ),
                title=_("Coming home"),
            )
        ]
    return [_way_in(given["residence"]), *_employer(given["employer"])]


def _way_in(residence: str) -> Notice:
    if residence == IN_KOREA:
        return Notice(
            _("You live in Korea: your status of stay is changed here, without leaving the country."),
            title=_("Change of status"),
        )
    return Notice(
        _("You live abroad: after a grant, a Korean embassy or consulate issues the visa."),
        title=_("Visa issued abroad"),
    )


def _employer(employer: str) -> list[Notice]:
    if employer == NO_EMPLOYER:
        return [
            Notice(
                _(
                    "Both routes ask for a contract with a company in Korea. What follows shows how the "
                    "other criteria stand, and the visa that asks for none."
                ),
                tone="warning",
                title=_("No contract yet"),
            )
        ]
    if employer == FOUNDER:
        return [
            Notice(
                _(
                    "The rules in force name no route for founders: both ask for pay by a company in Korea. "
                    "Whether your own company counts is for an officer to say."
                ),
                tone="warning",
                title=_("A company of your own"),
            )
        ]
    return []
