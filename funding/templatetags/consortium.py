"""Which of funding's pages belong to the visitor, for the main navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Case, User
from funding.enums import GATE
from funding.models import TeamMember

register = template.Library()


@dataclass(frozen=True)
class Entry:
    """One link of the navigation; `current` while its pages are shown."""

    url: str
    words: str | Promise
    current: bool


@register.simple_tag
def funding_nav(request: HttpRequest) -> list[Entry]:
    """“My funding” for whom a team may be funded, “Consortium” for a team's members; both on their own pages.

    One query; none for officers, who have their own desk.
    """
    user = request.user
    if not isinstance(user, User) or user.is_staff:
        return []
    own, teams = reverse("my_funding"), reverse("consortium")
    on_own = request.path.startswith((own, f"{teams}candidacies/"))
    on_teams = request.path.startswith(teams) and not on_own
    belongs, funded = _standing(user)
    entries = [
        (funded or on_own, Entry(own, _("My funding"), on_own)),
        (belongs or on_teams, Entry(teams, _("Consortium"), on_teams)),
    ]
    return [entry for shown, entry in entries if shown]


def _standing(user: User) -> tuple[bool, bool]:
    """Whether the account belongs to a team now, and whether its person ever accepted to be funded."""
    member = TeamMember.objects.current(timezone.now()).filter(user=user)
    gate = Case.objects.filter(person=user.person_id, kind=GATE)
    belongs, funded = User.objects.filter(pk=user.pk).values_list(Exists(member), Exists(gate)).get()
    return belongs, funded
