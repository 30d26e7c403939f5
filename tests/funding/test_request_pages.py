"""The team's pages of a funding request: who may open them, what they refuse, and at how many queries."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import Document, User
from funding.enums import InstitutionRole
from funding.models import Change, FundingRequest
from funding.request_reads import files_of, reserved_of
from funding.services import request_review, requests
from funding.services.requests import Amounts
from tests.files.uploads import upload
from tests.funding.requesting import Asking, accepted, asking, make_asking

__all__ = ["asking"]
MILLION = 1_000_000
SignIn = Callable[[User | None], Client]


def page(name: str, request: FundingRequest, *more: object) -> str:
    return reverse(name, args=[request.team.code, request.case.reference, *more])


def typed(request: FundingRequest, salary: str, own: str, **more: str) -> dict[str, str]:
    """What a clerk types into the budget page."""
    return {
        "row_version": str(requests.load(request.pk).row_version),
        "purpose": "To lead pre-training.",
        "employed_from_year": str(request.year),
        "employed_from_month": "1",
        "employed_from_day": "1",
        "employed_until_year": str(request.year),
        "employed_until_month": "12",
        "employed_until_day": "31",
        "government_salary": salary,
        "own_cash_salary": own,
        **more,
    }


def text(answer: object) -> str:
    content = getattr(answer, "content", b"").decode()
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_clerk_starts_fills_in_checks_and_submits(asking: Asking, sign_in: SignIn) -> None:
    client = sign_in(asking.clerk)
    year = asking.funds.today.year
    start = reverse("team_request_start", args=[asking.team.code])
    assert asking.person.name in text(client.get(start))
    host = asking.team.institutions.get()
    answer = client.post(start, {"gate": asking.gate.pk, "institution": host.pk, "year": year})
    request = FundingRequest.objects.select_related("case", "team").get()
    assert answer.headers["Location"] == page("team_request_budget", request)
    saved = client.post(page("team_request_budget", request), typed(request, "1억 5천만", "50,000,000"))
    assert saved.headers["Location"] == page("team_request_check", request)
    check = client.get(page("team_request_check", request))
    for words in ("₩150,000,000", "150 million won", "₩1,850,000,000"):
        assert words in text(check)
    form = check.context["form"]
    body = {"token": form["token"].value(), "row_version": form["row_version"].value()}
    for _again in range(2):
        sent = client.post(page("team_request_check", request), body)
        assert sent.headers["Location"] == page("team_request_receipt", request)
    assert reserved_of(request) == 150 * MILLION
    receipt = text(client.get(page("team_request_receipt", request)))
    assert request.case.reference in receipt
    assert "₩1,850,000,000" in receipt
    assert "In review" in text(client.get(page("team_request", request)))


def test_more_than_remains_is_refused_beside_the_total_and_nothing_typed_is_lost(
    asking: Asking, sign_in: SignIn
) -> None:
    asking.funds.submitted(asking.funds.team(), asking.person, amount=1_850 * MILLION)
    client, request = sign_in(asking.clerk), asking.start()
    url = page("team_request_budget", request)
    answer = client.post(url, typed(request, "180,000,000", "60,000,000"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["total"] == [
        "Only ₩150,000,000 remains under the cap for this researcher and year."
    ]
    assert 'value="180,000,000"' in answer.content.decode()
    assert requests.load(request.pk).case.status == "draft"
    assert client.post(url, typed(request, "150,000,000", "50,000,000")).status_code == 302


def test_a_rival_between_check_and_submit_is_told_on_the_check_page(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.saved(180 * MILLION), sign_in(asking.clerk)
    asking.funds.submitted(asking.funds.team(), asking.person, amount=1_850 * MILLION)
    row_version = requests.load(request.pk).row_version
    answer = client.post(
        page("team_request_check", request), {"token": uuid.uuid4(), "row_version": row_version}
    )
    assert answer.status_code == 422
    assert "Only ₩150,000,000 remains under the cap" in text(answer)
    assert requests.load(request.pk).case.status == "draft"


@pytest.mark.parametrize(
    ("salary", "own", "more", "field", "words"),
    [
        ("78,000,000", "22,000,000", {}, "total", "Government share 78% of total; at most 75%"),
        ("75,000,000", "0", {"own_in_kind_salary": "25,000,000"}, "own", "Cash 0% of the own share"),
        ("75,000,000", "25,000,000", {"government_housing": "6천5백만"}, "government_housing", "at most ₩60"),
        ("", "", {}, "total", "Enter what the government shall bear."),
        ("1.500.000", "1", {}, "government_salary", "Enter an amount in won"),
    ],
)
def test_every_rule_speaks_beside_its_field(
    asking: Asking, sign_in: SignIn, salary: str, own: str, more: dict[str, str], field: str, words: str
) -> None:
    request = asking.start()
    answer = sign_in(asking.clerk).post(
        page("team_request_budget", request), typed(request, salary, own, **more)
    )
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])
    assert words in answer.content.decode()
    assert not requests.load(request.pk).lines.exclude(government=0).exists()


def test_recalculating_shows_the_sums_and_stores_nothing(asking: Asking, sign_in: SignIn) -> None:
    request = asking.start()
    body = typed(request, "75,000,000", "25,000,000") | {"recalculate": "1"}
    answer = sign_in(asking.clerk).post(page("team_request_budget", request), body)
    assert answer.status_code == 200
    assert "₩100,000,000" in text(answer)
    assert not requests.load(request.pk).lines.exclude(government=0).exists()


def test_a_colleague_s_newer_answers_are_shown_and_kept(asking: Asking, sign_in: SignIn) -> None:
    request = asking.start()
    body = typed(request, "75,000,000", "25,000,000")
    asking.save(request, 3 * MILLION)
    answer = sign_in(asking.manager).post(page("team_request_budget", request), body)
    assert answer.status_code == 409
    assert "A colleague has changed this request meanwhile" in text(answer)
    assert requests.load(request.pk).lines.get(category__code="salary").government == 3 * MILLION


def test_files_belong_to_the_team_s_case(
    asking: Asking, sign_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    request, client = asking.start(), sign_in(asking.clerk)
    slot = page("team_request_slot", request, "contract")
    assert client.post(slot, {}).status_code == 422
    assert client.post(slot, {"file": upload(name="contract.pdf")}).status_code == 302
    document = files_of(request)["contract"].document
    assert not document.personal
    assert not Document.objects.visible_to(asking.clerk).exists()
    url = page("team_request_file", request, document.pk)
    assert sign_in(asking.viewer).get(url).headers["Content-Disposition"].startswith("attachment")
    rival = make_asking(asking.funds)
    assert sign_in(rival.clerk).get(url).status_code == 404
    other = page("team_request_file", rival.start(), document.pk)
    assert sign_in(rival.clerk).get(other).status_code == 404
    assert client.post(page("team_request_slot_remove", request, "contract")).status_code == 302
    assert files_of(request) == {}
    assert client.get(page("team_request_slot", request, "nonsense")).status_code == 404


def test_withdrawing_asks_first_and_releases(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.submitted(), sign_in(asking.manager)
    url = page("team_request_withdraw", request)
    assert "released at once" in text(client.get(url))
    stale = client.post(url, {"version": 1})
    assert stale.headers["Location"] == page("team_request", request)
    assert reserved_of(request) == 100 * MILLION
    client.post(url, {"version": request.case.version})
    assert reserved_of(request) == 0


def test_a_returned_request_shows_the_officer_s_note(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.submitted(), sign_in(asking.clerk)
    request_review.return_to_team(
        actor=asking.funds.finance, request=request, note="Attach the contract.", now=asking.funds.now,
        expect=request.case.version,
    )  # fmt: skip
    assert "Attach the contract." in text(client.get(page("team_request", request)))
    assert client.get(page("team_request_budget", request)).status_code == 200


def test_what_officers_propose_stays_with_them_until_two_have_signed(asking: Asking, sign_in: SignIn) -> None:
    request = asking.submitted(100 * MILLION)
    asking.propose(request, salary=61 * MILLION)
    client = sign_in(asking.clerk)
    assert "₩61,000,000" not in text(client.get(page("team_request", request)))
    asking.sign(request)
    assert "₩61,000,000" in text(client.get(page("team_request", request)))


PAGES = ("team_request", "team_request_budget", "team_request_check", "team_request_withdraw")


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(asking: Asking, sign_in: SignIn) -> None:
    client, url = sign_in(asking.clerk), reverse("team_requests", args=[asking.team.code])
    asking.saved(5 * MILLION)
    one = queries(client, url)
    for _more in range(2):
        person = asking.funds.researcher()
        asking.start(gate=accepted(asking.funds, asking.team, person))
    assert len(client.get(url).context["rows"]) == 3
    assert queries(client, url) == one


def test_the_track_takes_as_many_queries_for_three_changes_as_for_one(
    asking: Asking, sign_in: SignIn
) -> None:
    request = asking.agreed(research=Amounts(40 * MILLION, 20 * MILLION))
    client, url = sign_in(asking.clerk), page("team_request", request)
    _notice(asking, client, request)
    one = queries(client, url)
    _notice(asking, client, request)
    _notice(asking, client, request)
    assert queries(client, url) == one


def test_money_moves_by_a_notice_from_the_page(asking: Asking, sign_in: SignIn) -> None:
    request = asking.agreed(research=Amounts(40 * MILLION, 20 * MILLION))
    client, url = sign_in(asking.clerk), page("team_change_transfer", request)
    body = {"token": str(uuid.uuid4()), "reason": "Prices rose.", "less_salary": "100", "more_research": "90"}
    uneven = client.post(url, body)
    assert uneven.status_code == 422
    assert "−₩10 is left over" in text(uneven)
    assert 'value="100"' in uneven.content.decode()
    body["more_research"] = "100"
    for _again in range(2):
        assert client.post(url, body).headers["Location"] == page("team_request", request)
    assert Change.objects.get().in_force_at is not None


def test_carrying_over_needs_a_request_for_the_next_year(asking: Asking, sign_in: SignIn) -> None:
    request, client = asking.agreed(), sign_in(asking.clerk)
    url = page("team_change_carry_over", request)
    assert "next year first" in text(client.get(url))
    target = asking.submitted(50 * MILLION, year=asking.funds.today.year + 1)
    body = {
        "token": str(uuid.uuid4()), "reason": "Late arrival.", "to_request": target.pk,
        "carried_salary": "3천만",
    }  # fmt: skip
    assert client.post(url, body).headers["Location"] == page("team_request", request)
    assert Change.objects.get().amount == 30 * MILLION
    assert "In review" in text(client.get(page("team_request", request)))


def test_only_present_members_of_the_team_can_host(asking: Asking, sign_in: SignIn) -> None:
    lead = asking.team.institutions.get(role=InstitutionRole.LEAD)
    lead.pk, lead.role, lead.ends_on = None, InstitutionRole.JOINT, asking.funds.today.replace(day=1)
    lead.name_en, lead.key = "Gone University", uuid.uuid4()
    lead.starts_on, lead.ends_on = asking.team.agreed_on, asking.team.agreed_on
    lead.save()
    shown = text(sign_in(asking.clerk).get(reverse("team_request_start", args=[asking.team.code])))
    assert "Gone University" not in shown


def _notice(asking: Asking, client: Client, request: FundingRequest) -> None:
    body = {"token": str(uuid.uuid4()), "reason": "x", "less_salary": "1", "more_research": "1"}
    assert client.post(page("team_change_transfer", request), body).status_code == 302
