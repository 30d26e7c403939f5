"""The cases of the demonstration: one in every state, in the numbers the story tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.models import Case, User
from casework.services import screening, supplements
from talent_portal.demo import desk, journey
from talent_portal.demo.applicants import AMARA, Applicant, background
from talent_portal.demo.desk import Desk
from talent_portal.demo.world import World
from visas.enums import Requirement
from visas.services import applications
from visas.services import supplements as answers

STRONG, WEAK = 260_000_000, 149_000_000
"""Pay that meets route 2, and pay that meets no route, whatever the rest."""
CHECKED_AFTER = timedelta(seconds=0.8)

Told = Callable[[Desk, Case, User], object]


@dataclass(frozen=True)
class Story:
    """So many cases submitted so many days ago, and what became of them."""

    count: int
    days_ago: int
    told: Told
    pay: int | None = None


def _waits(cast: Desk, case: Case, applicant: User) -> None:
    """Nobody has looked at it yet."""


def _is_reviewed(cast: Desk, case: Case, applicant: User) -> None:
    desk.take(cast, case, days=1)


def _owes_a_supplement(cast: Desk, case: Case, applicant: User) -> None:
    taken = desk.take(cast, case, days=1)
    asked = desk.later(taken, days=2)
    supplements.ask(
        actor=cast.reviewer,
        case=taken,
        items=[(Requirement.DEGREE, "The apostille is missing. 아포스티유가 없습니다.")],
        due_on=(asked + timedelta(days=30)).date(),
        now=asked,
        expect=taken.version,
    )


def _is_proposed(cast: Desk, case: Case, applicant: User) -> None:
    desk.propose(cast, desk.take(cast, case, days=1), days=4)


def _is_decided(cast: Desk, case: Case, applicant: User) -> None:
    desk.decide(cast, desk.take(cast, case, days=1), days=6)


def _is_withdrawn(cast: Desk, case: Case, applicant: User) -> None:
    now = desk.later(case, days=3)
    applications.withdraw(actor=applicant, case=case, now=now, expect=case.version)


def _lapses(cast: Desk, case: Case, applicant: User) -> None:
    taken = desk.take(cast, case, days=1)
    asked = desk.later(taken, days=1)
    why = [(Requirement.CRIMINAL, "The certificate is older than six months. 발급 후 6개월이 지났습니다.")]
    supplements.ask(
        actor=cast.reviewer,
        case=taken,
        items=why,
        due_on=(asked + timedelta(days=14)).date(),
        now=asked,
        expect=taken.version,
    )
    for request in answers.overdue(cast.now):
        answers.lapse(request=request, now=cast.now)


STORIES = (
    Story(14, 6, _waits),
    Story(8, 9, _is_reviewed),
    Story(5, 30, _is_reviewed),
    Story(6, 8, _owes_a_supplement),
    Story(3, 10, _is_proposed, STRONG),
    Story(1, 10, _is_proposed, WEAK),
    Story(8, 40, _is_decided, STRONG),
    Story(6, 38, _is_decided, WEAK),
    Story(2, 20, _is_withdrawn),
    Story(1, 45, _lapses),
)
DRAFTS = 3


def seed_cases(*, world: World, cast: Desk) -> None:
    """Amara's case first, then everyone else's."""
    _seed_amara(world, cast)
    people = iter(background(DRAFTS + sum(story.count for story in STORIES)))
    for _number in range(DRAFTS):
        applicant, now = next(people), cast.ago(days=3)
        user = journey.account(applicant)
        journey.fill_profile(user=user, applicant=applicant, world=world, day=now.date())
        journey.draft(user=user, applicant=applicant, now=now)
    for story in STORIES:
        for number in range(story.count):
            applicant = next(people)
            applicant = replace(applicant, pay=story.pay) if story.pay else applicant
            submitted = cast.ago(days=story.days_ago, hours=number * 5 % 23, minutes=number * 7)
            _tell(story, applicant, submitted, world, cast)


def _tell(story: Story, applicant: Applicant, submitted: datetime, world: World, cast: Desk) -> None:
    case = journey.apply(applicant=applicant, world=world, now=submitted)
    screening.drain(now=submitted + CHECKED_AFTER)
    story.told(cast, case, journey.account(applicant))


def _seed_amara(world: World, cast: Desk) -> None:
    """Submitted, every document apart, one item to supply."""
    submitted = cast.ago(days=7, hours=3)
    case = journey.apply(applicant=AMARA, world=world, now=submitted, slots_apart=True)
    screening.drain(now=submitted + CHECKED_AFTER)
    taken = desk.take(cast, case, days=1)
    asked = desk.later(taken, days=3)
    supplements.ask(
        actor=cast.reviewer,
        case=taken,
        items=[
            (
                Requirement.DEGREE,
                "The degree certificate has no apostille. Please attach the certificate with its apostille. "
                "학위증명서에 아포스티유가 없습니다. 아포스티유를 받은 증명서를 제출해 주세요.",
            )
        ],
        due_on=(asked + timedelta(days=21)).date(),
        now=asked,
        expect=taken.version,
    )
