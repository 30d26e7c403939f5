"""Template context every page needs: who operates the portal, and whether this is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give templates `portal.operator_name` (may be empty) and `portal.demo` (true while it is).

    Until an operator's name is set the portal is not an official service, says so on every page and
    asks search engines to stay away.
    """
    operator_name = str(getattr(settings, "OPERATOR_NAME", "") or "")
    return {"portal": {"operator_name": operator_name, "demo": not operator_name}}
