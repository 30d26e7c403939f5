"""Applications for tests, built by the portal's own verbs: a draft, a submitted case, one in review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from casework.enums import ConsentPurpose, DegreeLevel
from casework.models import Case, Document, Person, SupplementRequest, User
from casework.services.assignment import take
from casework.services.documents import add_document
from casework.services.supplements import ask
from recruitment.models import Degree, Employment
from recruitment.services.profile import save_passport, save_profile
from recruitment.services.rows import add_row
from tests.files.uploads import upload
from visas.enums import EntryRoute, Requirement, StayStatus
from visas.models import Stay
from visas.services import applications, slots

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))
NAME = "DIALLO AMARA"
CONTRACT = {
    "entry": EntryRoute.ABROAD,
    "sector": "ai",
    "employer": "Hanbit Compute (fictional)",
    "employer_number": "123-45-67890",
    "job_title": "Principal researcher",
    "annual_pay": 168_000_000,
    "starts_on": date(2027, 3, 2),
}


def fill_profile(user: User) -> None:
    """Amara Diallo's profile: every part done, a doctorate and nine years of work since."""
    person = user.person
    names = {"surname": "DIALLO", "given_names": "AMARA"}
    place = {"citizenships": ["SN"], "residence": "FR", "movement": "arriving", "sector": "ai"}
    save_profile(actor=user, person=person, values=names | place)
    save_passport(
        actor=user,
        person=person,
        number="A1234567",
        country="SN",
        expires_on=date(2032, 5, 1),
        birth_date=date(1988, 4, 2),
        sex="F",
    )
    degree = {
        "level": DegreeLevel.DOCTOR,
        "institution": "University of Testing",
        "field": "Computer science",
        "awarded": "2017-06",
    }
    job = {
        "employer": "Listed Firm",
        "title": "Researcher",
        "country": "FR",
        "started": "2017-09",
        "ongoing": True,
        "is_research": True,
    }
    add_row(actor=user, person=person, model=Degree, values=degree)
    add_row(actor=user, person=person, model=Employment, values=job)


def document(user: User) -> Document:
    """One small PDF in the library of `user`."""
    return add_document(actor=user, upload=upload())


def draft(user: User, *, now: datetime = NOW) -> Case:
    """A complete draft: profile, answers, and the same file in every slot."""
    fill_profile(user)
    case = applications.start(actor=user, now=now)
    applications.save_section(actor=user, case=case, values=CONTRACT, row_version=1)
    file = document(user)
    for requirement in Requirement:
        slots.fill(actor=user, case=case, requirement=requirement, document=file, now=now)
    return case


def submit(
    user: User, case: Case, *, token: UUID | None = None, name: str = NAME, now: datetime = NOW
) -> Case:
    """Submit with every consent."""
    return applications.submit(
        actor=user,
        case=case,
        token=token or uuid4(),
        declared_name=name,
        consents=ConsentPurpose.values,
        now=now,
    )


def submitted(user: User, *, now: datetime = NOW) -> Case:
    return submit(user, draft(user, now=now), now=now)


def in_review(user: User, officer: User, *, now: datetime = NOW) -> Case:
    case = submitted(user, now=now)
    return take(actor=officer, case=case, now=now, expect=case.version)


def asked(
    user: User,
    officer: User,
    *,
    items: Sequence[tuple[str, str]] = ((Requirement.CAREER, "The last page is missing."),),
    due_on: date = date(2026, 12, 7),
    now: datetime = NOW,
) -> SupplementRequest:
    """A submitted case whose officer asks for these items."""
    case = in_review(user, officer, now=now)
    return ask(actor=officer, case=case, items=items, due_on=due_on, now=now, expect=case.version)


def stayed(
    owner: Case | Person,
    starts_on: date,
    ends_on: date | None,
    *,
    status: str = StayStatus.RESIDENT,
    now: datetime = NOW,
) -> Stay:
    """A recorded stay, both days included: of a granted case, or of a person without one."""
    case = owner if isinstance(owner, Case) else None
    person = owner.person if isinstance(owner, Case) else owner
    officer = User.objects.filter(is_staff=True).order_by("pk").first()
    return Stay.objects.create(
        person=person,
        case=case,
        status_of_stay=status if ends_on else StayStatus.PERMANENT,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=officer or User.objects.get(person=person),
        recorded_at=now,
    )
