"""Answers given before there was an account: sealed in the browser's session, offered again on its forms."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from casework.sealing import SealError, sealer

KEY = "carried_answers"
CONTEXT = b"casework.carried"


def keep(request: HttpRequest, answers: Mapping[str, Any]) -> None:
    """Keep these answers (what JSON can hold) for this browser, until forgotten or the session ends."""
    sealed = sealer().seal(json.dumps(dict(answers)).encode(), CONTEXT)
    request.session[KEY] = base64.b64encode(sealed).decode()


def carried(request: HttpRequest) -> dict[str, Any]:
    """The kept answers; empty when there are none."""
    sealed = request.session.get(KEY)
    if not sealed:
        return {}
    try:
        found: dict[str, Any] = json.loads(sealer().open(base64.b64decode(sealed), CONTEXT))
    except SealError:
        forget(request)
        return {}
    return found


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
