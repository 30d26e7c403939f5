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
NEAR = (104, 118, 133, 147, 162, 188)
"""Ranks between the 100 of the law in force and the 200 that the story considers."""
CHECKED_AFTER = timedelta(seconds=0.8)

Told = Callable[[Desk, Case, User], object]
Made = Callable[[Applicant, int], Applicant]
"""The applicant, number n of the story, as the story needs them."""


@dataclass(frozen=True)
class Story:
    """So many cases submitted so many days ago, and what became of them."""

    count: int
    days_ago: int
    told: Told
    made: Made
    over: int = 0
    """Days over which the cases spread; all lie within the rules as last amended."""


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


def _strong(applicant: Applicant, n: int) -> Applicant:
    """Meets a route by pay alone, whatever the rank asked."""
    return replace(applicant, pay=STRONG)


def _weak(applicant: Applicant, n: int) -> Applicant:
    return replace(applicant, pay=WEAK)


def _near(applicant: Applicant, n: int) -> Applicant:
    """Lacks nothing but the rank, and would not under 200."""
    return replace(applicant, rank=NEAR[n % len(NEAR)], months=110, listed_months=40, pay=AMARA.pay)


def _unregistered(applicant: Applicant, n: int) -> Applicant:
    """Lacks nothing, as far as anybody can tell: the registry does not know the university."""
    return replace(_near(applicant, n), registered=False)


def _mixed(applicant: Applicant, n: int) -> Applicant:
    """Of every shade, but none whom the rank alone decides."""
    if 0 < applicant.rank <= 100:
        return applicant
    return replace(applicant, listed_months=min(applicant.listed_months, 30))


STORIES = (
    Story(3, 6, _waits, _unregistered),
    Story(3, 6, _waits, _weak),
    Story(8, 6, _waits, _mixed),
    Story(4, 9, _is_reviewed, _near),
    Story(4, 9, _is_reviewed, _mixed),
    Story(5, 30, _is_reviewed, _mixed),
    Story(6, 8, _owes_a_supplement, _mixed),
    Story(3, 10, _is_proposed, _strong),
    Story(1, 10, _is_proposed, _weak),
    Story(14, 60, _is_decided, _near, over=70),
    Story(110, 40, _is_decided, _strong, over=90),
    Story(70, 38, _is_decided, _weak, over=90),
    Story(6, 20, _is_withdrawn, _weak),
    Story(1, 45, _lapses, _weak),
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
            applicant = story.made(next(people), number)
            days = story.days_ago + number * story.over // story.count
            submitted = cast.ago(days=days, hours=number * 5 % 23, minutes=number * 7 % 60)
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
