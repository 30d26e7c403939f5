"""Named reads of the profile; the door for the apps above."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import VaultKind
from casework.models import Person, VaultItem
from recruitment.enums import SectionState
from recruitment.facts import ProfileFacts, profile_facts
from recruitment.models import Degree, Employment, Output, Profile


class Section(NamedTuple):
    """One part of the profile for a task list; `status` is a SectionState, `minutes` what it takes."""

    key: str
    title: str | Promise
    url: str
    status: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the parts an application needs are done, and the minutes the others take."""

    done: int
    total: int
    minutes_left: int

    @property
    def complete(self) -> bool:
        return self.done == self.total


def profile_of(person: Person) -> Profile:
    """The person's profile; an empty one, not saved, where nothing was answered yet."""
    return Profile.objects.filter(person=person).first() or Profile(person=person)


def passport_hint(person: Person) -> str | None:
    """The last characters of the passport number in the vault; None while there is none."""
    return (
        VaultItem.objects.filter(person=person, kind=VaultKind.PASSPORT)
        .values_list("hint", flat=True)
        .first()
    )


def facts_of(person: Person, as_of: datetime.date) -> ProfileFacts:
    """What the profile says on a date in Asia/Seoul, ready to be frozen."""
    return profile_facts(
        degrees=Degree.objects.filter(person=person),
        employments=Employment.objects.filter(person=person),
        as_of=as_of,
    )


def profile_sections(person: Person) -> list[Section]:
    """The parts of the profile in the order to fill them in."""
    profile = profile_of(person)
    has_degree = Degree.objects.filter(person=person).exists()
    has_job = Employment.objects.filter(person=person).exists()
    passport = [profile.passport_country, profile.passport_expires_on, profile.birth_date, profile.sex]
    return [
        _section("names", _("Names"), [profile.surname], 2),
        _section(
            "residence",
            _("Citizenship, residence and field"),
            [profile.citizenships, profile.residence, profile.movement, profile.sector],
            2,
        ),
        _section("passport", _("Passport"), [*passport, passport_hint(person) is not None], 2),
        _section("degrees", _("Degrees"), [has_degree], 4),
        _section("employment", _("Employment"), [has_job], 6),
    ]


def completeness(person: Person) -> Completeness:
    """How far the profile is, over the parts of `profile_sections`."""
    sections = profile_sections(person)
    left = [section for section in sections if section.status != SectionState.DONE]
    return Completeness(len(sections) - len(left), len(sections), sum(section.minutes for section in left))


def counts(person: Person) -> dict[str, int]:
    """Number of rows of each list, by the key of its section."""
    lists = {"degrees": Degree, "employment": Employment, "outputs": Output}
    return {key: model.objects.filter(person=person).count() for key, model in lists.items()}


def _section(key: str, title: Promise | str, answers: list[object], minutes: int) -> Section:
    given = [bool(answer) for answer in answers]
    state = SectionState.DONE if all(given) else SectionState.PROGRESS if any(given) else SectionState.TODO
    return Section(key, title, reverse(f"recruitment:{key}"), state.value, minutes)
