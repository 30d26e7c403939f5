"""What people in browsers click during the storm: submit a request, submit a claim, sign at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.test import Client
from django.urls import reverse

from casework.models import User
from talent_portal.proofs.ground import BACKEND
from talent_portal.proofs.stocks import Stocks
from talent_portal.visitor import NoForm, Visitor

AGAIN = "send it again"
"""Words of the portal for a wait that took too long: nothing was done, and sending again is right."""


@dataclass
class Click:
    """One form on one page. Where the page ends at `done`, the person was told that it went through."""

    key: str
    visitor: Visitor
    path: str
    done: str
    having: str
    last: str = ""
    """What the last try met, for the note of a proof that fails."""

    def send(self) -> bool | None:
        """True accepted, False refused, None for an error page or a busy one (send again)."""
        try:
            answer = self.visitor.submit(self.path, {}, having=self.having, tick=True)
        except NoForm:
            return self._went_through_before()
        except requests.HTTPError as wrong:
            return self._refused(wrong.response)
        except (requests.ConnectionError, requests.Timeout) as wrong:
            self.last = type(wrong).__name__
            return None
        if urlsplit(answer.url).path == self.done:
            return True
        return None if AGAIN in answer.text else False

    def _went_through_before(self) -> bool | None:
        """The page shows no form: an earlier try whose answer was lost went through, if the end says so; else
        the page says what keeps the paper from being sent."""
        try:
            answer = self.visitor.open(self.done)
        except requests.RequestException:
            return None
        return urlsplit(answer.url).path == self.done

    def _refused(self, answer: requests.Response) -> bool | None:
        self.last = f"{answer.status_code} {urlsplit(answer.url).path}"
        if answer.status_code == 422:
            return None if AGAIN in answer.text else False
        return None


def clicks(base: str, stocks: Stocks) -> Iterator[Click]:
    """Every paper of the stocks as a click, web and desk in turn."""
    made = stocks.purse
    clerks = [Visitor(base, cookies(user)) for user in made.clerks]
    for side, request in stocks.drafts:
        where = [made.teams[side].code, request.case.reference]
        yield Click(
            f"request:{request.pk}",
            Visitor(base, dict(clerks[side].session.cookies)),
            reverse("team_request_check", args=where),
            reverse("team_request_receipt", args=where),
            "row_version",
        )
    for side, claim in stocks.claims:
        where = [made.teams[side].code, str(claim.case_id)]
        yield Click(
            f"claim:{claim.pk}",
            Visitor(base, dict(clerks[side].session.cookies)),
            reverse("claim_check", args=where),
            reverse("claim_receipt", args=where),
            "row_version",
        )
    desk = cookies(made.payer)
    for request in stocks.proposals:
        yield Click(
            f"sign:{request.pk}",
            Visitor(base, desk),
            reverse("admin:funding_fundingrequest_sign", args=[request.pk]),
            reverse("admin:funding_fundingrequest_change", args=[request.pk]),
            "expect",
        )


def cookies(user: User) -> dict[str, str]:
    """A session of that account as a browser would hold it, for staff with the second factor in it."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    if user.is_staff:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
