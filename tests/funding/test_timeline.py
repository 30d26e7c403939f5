"""One timeline per researcher: who reads which part, in which order, and that the look is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access import TIMELINE
from casework.enums import Agency, Role
from casework.models import AccessLog, Case, User
from funding.enums import TimelineKind
from funding.models import FundingRequest
from funding.timeline import people_at_desk, timeline_of
from tests.cast import officer
from tests.desk import Desk
from tests.funding.build import Funds
from tests.funding.money import pay
from visas.enums import StayStatus
from visas.models import Stay

SignIn = Callable[[User | None], Client]


def url_of(user: User) -> str:
    return reverse("admin:funding_timeline_change", args=[user.person_id])


@pytest.fixture
def person(funds: Funds) -> User:
    return funds.researcher()


@pytest.fixture
def whole(funds: Funds, desk: Desk, person: User) -> Case:
    """A researcher with a visa case, a stay and an agreement that is paid."""
    case = desk.submitted(applicant=person, name="HADDAD", days_ago=40)
    Stay.objects.create(
        person=person.person, status_of_stay=StayStatus.RESIDENT, starts_on=funds.today - timedelta(days=20),
        ends_on=funds.today + timedelta(days=300), recorded_by=desk.cast.reviewer, recorded_at=funds.now,
    )  # fmt: skip
    pay(funds, funds.agreed(funds.team(), person, amount=300_000_000))
    return case


def test_everything_in_order(whole: Case, funds: Funds, person: User) -> None:
    items = timeline_of(person.person, funds.finance)
    assert [item.on for item in items] == sorted(item.on for item in items)
    words = [(item.kind, item.what, item.amount) for item in items]
    assert (TimelineKind.VISA, "Visa application submitted", None) in words
    assert (TimelineKind.REQUEST, "Agreed by two persons", 300_000_000) in words
    assert (TimelineKind.CLAIM, "Claim submitted", 9_000_000) in words
    assert (TimelineKind.PAYMENT, "Paid, confirmed by the bank", 9_000_000) in words
    assert words[-1][1] == "Last day of stay"


def test_visa_officers_read_no_money(whole: Case, desk: Desk, person: User, sign_in: SignIn) -> None:
    kinds = {item.kind for item in timeline_of(person.person, desk.cast.reviewer)}
    assert kinds == {TimelineKind.PROFILE, TimelineKind.VISA}
    page = sign_in(desk.cast.approver).get(url_of(person)).text
    assert "HADDAD JANE" in page
    assert "₩" not in page


def test_the_page_shows_dates_words_amounts_and_links(
    whole: Case, funds: Funds, person: User, sign_in: SignIn
) -> None:
    request = FundingRequest.objects.get(case__person=person.person)
    page = sign_in(funds.payer).get(url_of(person)).text
    for words in ("HADDAD JANE", "₩300,000,000", "Stay valid until", "to come"):
        assert words in page
    assert reverse("admin:funding_fundingrequest_change", args=[request.pk]) in page
    only = sign_in(funds.payer).get(url_of(person), {"kind": "visa"}).text
    assert "Visa application submitted" in only
    assert "Request submitted" not in only


def test_each_look_is_written_down_once_a_day(
    whole: Case, funds: Funds, person: User, sign_in: SignIn
) -> None:
    client = sign_in(funds.finance)
    client.get(url_of(person))
    client.get(url_of(person))
    look = AccessLog.objects.get(person=person.person, what=TIMELINE)
    assert (look.actor, look.case is not None) == (funds.finance, True)


def test_strangers_meet_404(whole: Case, funds: Funds, desk: Desk, person: User, sign_in: SignIn) -> None:
    elsewhere = officer(
        "elsewhere",
        Role.FINANCE_OFFICER,
        agency=Agency.INDUSTRY,
        granting=(desk.cast.administrator, funds.finance),
    )
    for stranger in (desk.cast.auditor, desk.cast.steward, elsewhere):
        assert sign_in(stranger).get(url_of(person)).status_code == 404
    nobody = reverse("admin:funding_timeline_change", args=[funds.finance.person_id])
    assert sign_in(funds.payer).get(nobody).status_code == 404
    assert sign_in(person).get(url_of(person)).status_code == 302
    assert sign_in(funds.finance).post(url_of(person)).status_code == 405


def test_search_by_name_and_reference(whole: Case, funds: Funds, desk: Desk, sign_in: SignIn) -> None:
    other = funds.submitted(funds.team(), funds.researcher())
    client, url = sign_in(funds.finance), reverse("admin:funding_timeline_changelist")

    def found(words: str) -> set[object]:
        return {row["person"].pk for row in client.get(url, {"q": words}).context["rows"]}

    assert found("haddad jane") == {whole.person_id}
    assert found(other.case.reference) == {other.case.person_id}
    assert found(whole.reference) == set()
    assert found("") == {whole.person_id, other.case.person_id}
    assert people_at_desk(desk.cast.reviewer).get().pk == whole.person_id


def test_the_korean_page(whole: Case, funds: Funds, person: User, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    client.post(reverse("set_language"), {"language": "ko", "next": url_of(person)})
    page = client.get(url_of(person)).text
    assert 'lang="ko"' in page
    assert "300,000,000원" in page


def test_more_events_cost_no_more_queries(whole: Case, funds: Funds, person: User, sign_in: SignIn) -> None:
    client, counts = sign_in(funds.finance), []
    for _n in range(2):
        client.get(url_of(person))
        with CaptureQueriesContext(connection) as seen:
            client.get(url_of(person))
        counts.append(len(seen))
        for _m in range(2):
            pay(funds, funds.agreed(funds.team(), person))
    assert counts == [26, 26]
