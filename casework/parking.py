"""A POST whose session had ended: kept sealed in the browser's new session, offered again after sign-in."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

KEY = "parked_post"
SALT = "casework.parking"
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
    if len(json.dumps(fields)) <= LIMIT:
        request.session[KEY] = signing.dumps(
            {"path": request.get_full_path(), "fields": fields}, salt=SALT, compress=True
        )


def parked(request: HttpRequest) -> Parked | None:
    """What this browser has waiting, if anything; it stays until `clear`."""
    sealed = request.session.get(KEY)
    if not sealed:
        return None
    try:
        kept = signing.loads(sealed, salt=SALT, max_age=86_400)
    except signing.BadSignature:
        return None
    return Parked(kept["path"], [(name, value) for name, value in kept["fields"]])


def clear(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
