"""One invented researcher's way through the portal, verb by verb, on the portal's own services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zlib import crc32

from allauth.account.models import EmailAddress
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from casework.clock import seoul_date
from casework.enums import ConsentPurpose, DegreeLevel
from casework.models import Case, User
from casework.services.documents import keep
from recruitment.enums import Movement
from recruitment.models import Degree, Employment, Organisation
from recruitment.services.profile import save_passport, save_profile
from recruitment.services.rows import add_row
from talent_portal.demo.applicants import Applicant
from talent_portal.demo.cast import DOMAIN
from talent_portal.demo.library import inspected_sample
from talent_portal.demo.samples import EMPLOYER, EMPLOYER_NUMBER
from talent_portal.demo.world import World
from visas.enums import EntryRoute, Requirement
from visas.services import applications, slots


def account(applicant: Applicant) -> User:
    """The researcher’s account with a verified address; made the first time."""
    email = f"{applicant.key}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=applicant.name, name_ko=applicant.hangul)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def fill_profile(*, user: User, applicant: Applicant, world: World, day: date) -> None:
    """Names, residence, passport, one doctorate, and employment that ends on `day`."""
    person = user.person
    names = {
        "surname": applicant.surname,
        "given_names": applicant.given_names,
        "single_name": not applicant.given_names,
        "hangul_name": applicant.hangul,
    }
    place = {
        "citizenships": [applicant.country],
        "residence": applicant.residence,
        "movement": Movement.STAYING if applicant.residence == "KR" else Movement.ARRIVING,
        "sector": applicant.sector,
    }
    save_profile(actor=user, person=person, values=names | place)
    save_passport(
        actor=user,
        person=person,
        number=f"X{crc32(applicant.key.encode()) % 10**8:08d}",
        country=applicant.country,
        expires_on=day + relativedelta(years=6),
        birth_date=applicant.birth,
        sex="X",
    )
    university = world.university(applicant.rank)
    degree = {
        "level": DegreeLevel.DOCTOR,
        "institution": university.name,
        "organisation": university if applicant.registered else None,
        "field": "Computer science",
        "awarded": str(day - relativedelta(months=applicant.months + 2)),
    }
    add_row(actor=user, person=person, model=Degree, values=degree)
    _employ(user, applicant, world, day)


def _employ(user: User, applicant: Applicant, world: World, day: date) -> None:
    """The listed firm lately (still there), another firm before; months are counted back from `day`."""
    change = day - relativedelta(months=applicant.listed_months)
    began = day - relativedelta(months=applicant.months)
    jobs = []
    if applicant.listed_months:
        jobs.append((world.listed, "Staff scientist", change + timedelta(days=1), None))
    if applicant.months > applicant.listed_months:
        jobs.append((world.unlisted, "Researcher", began + timedelta(days=1), change if jobs else None))
    for choices, title, started, ended in jobs:
        firm = Organisation.objects.get(pk=choices[len(applicant.surname) % len(choices)])
        values = {
            "employer": firm.name,
            "organisation": firm,
            "title": title,
            "country": firm.country,
            "started": str(started),
            "ended": str(ended) if ended else "",
            "ongoing": ended is None,
            "is_research": True,
        }
        add_row(actor=user, person=user.person, model=Employment, values=values)


def draft(*, user: User, applicant: Applicant, now: datetime, slots_apart: bool = False) -> Case:
    """An application with every answer and document given, ready to submit.

    One sample file serves every slot, or one each with `slots_apart`.
    """
    case = applications.start(actor=user, now=now)
    contract = {
        "entry": EntryRoute.IN_KOREA if applicant.residence == "KR" else EntryRoute.ABROAD,
        "sector": applicant.sector,
        "employer": EMPLOYER,
        "employer_number": EMPLOYER_NUMBER,
        "job_title": "Principal researcher",
        "annual_pay": applicant.pay,
        "starts_on": seoul_date(now) + timedelta(days=120),
    }
    applications.save_section(actor=user, case=case, values=contract, row_version=1)
    document = keep(actor=user, filename="sample.pdf", file=inspected_sample())
    for requirement in Requirement:
        if slots_apart:
            sample = inspected_sample(requirement, applicant.name)
            document = keep(actor=user, filename=f"{requirement}-sample.pdf", file=sample)
        slots.fill(actor=user, case=case, requirement=requirement, document=document, now=now)
    case.refresh_from_db()
    return case


def submit(*, user: User, applicant: Applicant, case: Case, now: datetime) -> Case:
    """Declare and hand in, with every consent."""
    return applications.submit(
        actor=user,
        case=case,
        token=case.top_tier.submit_token,
        declared_name=user.person.profile.passport_name,
        consents=list(ConsentPurpose.values),
        now=now,
    )


def apply(*, applicant: Applicant, world: World, now: datetime, slots_apart: bool = False) -> Case:
    """From account to submitted case."""
    user = account(applicant)
    fill_profile(user=user, applicant=applicant, world=world, day=timezone.localdate(now))
    case = draft(user=user, applicant=applicant, now=now, slots_apart=slots_apart)
    return submit(user=user, applicant=applicant, case=case, now=now)
