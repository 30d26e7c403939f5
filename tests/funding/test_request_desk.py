"""The officers' desk of funding requests: queue, page, actions of two persons, and at how many queries."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.enums import Agency, Role
from casework.models import AccessLog, User
from funding.models import FundingRequest, Team
from funding.request_reads import reserved_of
from funding.services import changes, requests
from funding.services.requests import Amounts
from tests.cast import officer
from tests.funding.requesting import Asking, asking, make_asking

__all__ = ["asking"]
MILLION = 1_000_000
QUEUE = "admin:funding_fundingrequest_changelist"
SignIn = Callable[[User | None], Client]


def desk(name: str, request: FundingRequest, *more: object) -> str:
    return reverse(f"admin:funding_fundingrequest_{name}", args=[request.pk, *more])


def version(request: FundingRequest) -> int:
    return requests.load(request.pk).case.version


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def references(client: Client, tab: str) -> list[str]:
    return [row.request.case.reference for row in client.get(reverse(QUEUE), {"tab": tab}).context["rows"]]


def test_teams_with_priority_come_first_then_the_oldest(asking: Asking, sign_in: SignIn) -> None:
    first = asking.submitted()
    second = make_asking(asking.funds).submitted()
    favoured = make_asking(asking.funds)
    Team.objects.filter(pk=favoured.team.pk).update(priority_since=asking.funds.today)
    third = favoured.submitted()
    wanted = [one.case.reference for one in (third, first, second)]
    assert references(sign_in(asking.funds.finance), "review") == wanted


def test_tabs_hold_what_they_say_and_drafts_are_nobody_s_business(asking: Asking, sign_in: SignIn) -> None:
    draft, client = asking.saved(MILLION), sign_in(asking.funds.finance)
    review, agreed = make_asking(asking.funds).submitted(), make_asking(asking.funds).agreed()
    to_sign = make_asking(asking.funds)
    signing = to_sign.submitted()
    to_sign.propose(signing)
    assert references(client, "review") == [review.case.reference]
    assert references(client, "sign") == [signing.case.reference]
    assert references(client, "agreed") == [agreed.case.reference]
    assert len(references(client, "all")) == 3
    assert client.get(desk("change", draft)).status_code == 404


def test_queue_and_page_take_as_many_queries_for_three_as_for_one(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.submitted(), sign_in(asking.funds.finance)
    one, page = queries(client, reverse(QUEUE)), queries(client, desk("change", request))
    make_asking(asking.funds).submitted()
    make_asking(asking.funds).submitted()
    assert queries(client, reverse(QUEUE)) == one
    assert queries(client, desk("change", request)) == page


def test_the_page_shows_budget_cap_gate_and_leaves_a_trace(asking: Asking, sign_in: SignIn) -> None:
    asking.funds.submitted(asking.funds.team(), asking.person, amount=1_800 * MILLION)
    request = asking.submitted(120 * MILLION)
    client = sign_in(asking.funds.finance)
    for _again in range(2):
        content = client.get(desk("change", request)).content.decode()
    for words in (
        "₩120,000,000",
        "₩80,000,000",
        "80 million won",
        "Check not finished",
        "Return for correction",
    ):
        assert words in content
    looks = AccessLog.objects.filter(person=asking.person.person, actor=asking.funds.finance)
    assert looks.filter(case=request.case).count() == 1


def test_two_persons_agree_to_less_from_the_desk(asking: Asking, sign_in: SignIn) -> None:
    request = asking.submitted(100 * MILLION)
    first, second = sign_in(asking.funds.finance), sign_in(asking.funds.payer)
    body = {"expect": version(request), "outcome": "approve", "agreed_salary": "6천만", "override": "Known."}
    assert first.post(desk("propose", request), body).headers["Location"] == desk("change", request)
    assert reserved_of(request) == 100 * MILLION
    refused = first.post(desk("sign", request), {"expect": version(request)})
    assert refused.status_code == 409
    assert "₩60,000,000" in second.get(desk("sign", request)).content.decode()
    second.post(desk("sign", request), {"expect": version(request)})
    own = requests.load(request.pk)
    assert (own.case.status, own.agreed_amount, reserved_of(own)) == ("agreed", 60 * MILLION, 60 * MILLION)


def test_nobody_agrees_above_what_was_asked_and_the_cap_is_named(asking: Asking, sign_in: SignIn) -> None:
    asking.funds.submitted(asking.funds.team(), asking.person, amount=1_850 * MILLION)
    request, client = asking.submitted(150 * MILLION), sign_in(asking.funds.finance)
    body = {"expect": version(request), "outcome": "approve", "agreed_salary": "2억", "override": "Known."}
    answer = client.post(desk("propose", request), body)
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["agreed_salary"]
    assert "No more can be agreed than the ₩150,000,000 asked for." in error
    assert "Only ₩0 remains under the cap" in error
    assert 'value="2억"' in answer.content.decode()
    assert requests.load(request.pk).case.status == "submitted"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"outcome": "approve", "agreed_salary": "1"}, "override"),
        ({"outcome": "refuse"}, "note"),
        ({"agreed_salary": "1", "override": "x"}, "outcome"),
    ],
)
def test_a_proposal_says_why(asking: Asking, sign_in: SignIn, body: dict[str, str], field: str) -> None:
    request = asking.submitted()
    answer = sign_in(asking.funds.finance).post(
        desk("propose", request), body | {"expect": str(version(request))}
    )
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_what_changed_meanwhile_is_not_acted_on(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.submitted(), sign_in(asking.funds.finance)
    answer = client.post(desk("return", request), {"expect": "1", "note": "Too vague."})
    assert answer.status_code == 409
    assert "Too vague." in answer.content.decode()
    client.post(desk("return", request), {"expect": version(request), "note": "Too vague."})
    assert requests.load(request.pk).case.status == "returned"


def test_a_change_goes_through_two_persons(asking: Asking, sign_in: SignIn) -> None:
    request = asking.agreed(indirect=Amounts(5 * MILLION, 2 * MILLION))
    change = changes.transfer(
        actor=asking.clerk, request=request, deltas={"salary": -MILLION, "indirect": MILLION}, reason="x",
        token=uuid.uuid4(), now=asking.funds.now,
    )  # fmt: skip
    first, second = sign_in(asking.funds.finance), sign_in(asking.funds.payer)
    assert references(first, "changes") == [request.case.reference]
    assert second.post(desk("change_approve", request, 1)).status_code == 409
    assert first.post(desk("change_propose", request, 1), {"note": "Fine."}).status_code == 302
    assert first.post(desk("change_approve", request, 1)).status_code == 409
    assert second.post(desk("change_approve", request, 1)).status_code == 302
    change.refresh_from_db()
    assert change.in_force_at is not None
    assert references(first, "changes") == []


def test_other_roles_and_agencies_get_404(asking: Asking, sign_in: SignIn) -> None:
    request = asking.submitted()
    first = User.objects.get(email__startswith="fund-administrator@")
    second = User.objects.get(email__startswith="fund-administrator-2@")
    elsewhere = officer("elsewhere", Role.FINANCE_OFFICER, agency=Agency.JUSTICE, granting=(first, second))
    reviewer = officer("reviewer-2", Role.REVIEWER, granting=(first, second))
    assert sign_in(reviewer).get(reverse(QUEUE)).status_code == 404
    for stranger in (elsewhere, reviewer):
        for name in ("change", "propose", "return", "sign", "send_back"):
            assert sign_in(stranger).get(desk(name, request)).status_code == 404
    assert sign_in(asking.funds.finance).get(desk("change_approve", request, 1)).status_code == 404


def test_the_desk_stands_on_the_officer_s_home(asking: Asking, sign_in: SignIn) -> None:
    asking.submitted()
    content = sign_in(asking.funds.finance).get(reverse("admin:index")).content.decode()
    assert f"{reverse(QUEUE)}?tab=review" in content
