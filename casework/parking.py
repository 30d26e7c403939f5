"""A POST whose session had ended: kept sealed in the browser's new session, offered again after sign-in, to
nobody but the account it belonged to where that is still known."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from casework.sealing import SealError, sealer

KEY = "parked_post"
CONTEXT = b"casework.parking"
LIMIT = 200_000
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword")


@dataclass(frozen=True)
class Parked:
    path: str
    fields: list[tuple[str, str]]


def park(request: HttpRequest) -> None:
    """Keep the fields of a POST (no files, no passwords, 200 kB at most) for this browser."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
        if isinstance(value, str)
    ]
    typed = json.dumps([_owner(request), request.get_full_path(), fields]).encode()
    if len(typed) <= LIMIT:
        request.session[KEY] = base64.b64encode(sealer().seal(typed, CONTEXT)).decode()


def parked(request: HttpRequest) -> Parked | None:
    """What this browser has waiting for the account now signed in, if anything; it stays until `clear`."""
    sealed = request.session.get(KEY)
    if not sealed:
        return None
    try:
        owner, path, fields = json.loads(sealer().open(base64.b64decode(sealed), CONTEXT))
    except SealError:
        return None
    if owner not in ("", str(request.user.pk)):
        clear(request)
        return None
    return Parked(path, [(name, value) for name, value in fields])


def clear(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def _owner(request: HttpRequest) -> str:
    """The account of the session that ran out, as long as its row is there; else an empty string."""
    ended = Session.objects.filter(pk=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    return str(ended.get_decoded().get(SESSION_KEY, "")) if ended else ""
