"""The officers' desk of payments, and the page on which a team reads what it was paid."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.enums import Role
from casework.exports import Cell, csv_bytes, xlsx_bytes
from casework.models import AuditEntry, User
from funding.enums import ClaimStatus, MemberRole
from funding.models import PaymentBatch, Team
from funding.payment_reads import reference_of
from funding.services import bank
from funding.services.bank import Answer
from tests.funding.build import Funds
from tests.funding.officers import NUMBER, another, approved, batch, signed

SignIn = Callable[[User | None], Client]
LIST, PREPARE = "admin:funding_paymentbatch_changelist", "admin:funding_paymentbatch_prepare"


def url(made: PaymentBatch, name: str = "change", *more: int) -> str:
    return reverse(f"admin:funding_paymentbatch_{name}", args=[made.pk, *more])


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def references(made: PaymentBatch) -> list[str]:
    return [reference_of(order) for order in made.orders.select_related("batch").order_by("pk")]


def fail(funds: Funds, made: PaymentBatch, why: str = "Account closed") -> None:
    told = [Answer(order.pk, False, "", why) for order in made.orders.all()]
    bank.record(actor=funds.finance, batch=made, answers=told, now=funds.now)


def pay(funds: Funds, made: PaymentBatch, reference: str = "BANK-1") -> None:
    told = [Answer(order.pk, True, reference) for order in made.orders.all()]
    bank.record(actor=funds.finance, batch=made, answers=told, now=funds.now)


@pytest.mark.parametrize("who", ["clerk", "viewer", "researcher", "reviewer"])
def test_strangers_get_404(funds: Funds, sign_in: SignIn, who: str) -> None:
    claim = approved(funds)
    made = signed(funds, claim)
    order = made.orders.get()
    people = {
        "clerk": lambda: funds.clerk_of(claim.request.team),
        "viewer": lambda: funds.member(claim.request.team, MemberRole.VIEWER),
        "researcher": lambda: funds.researcher(),
        "reviewer": lambda: another("reviewer", Role.REVIEWER),
    }
    client = sign_in(people[who]())
    names = ("change", "sign", "discard", "file", "results")
    addresses = [reverse(LIST), reverse(PREPARE), *(url(made, name) for name in names)]
    for address in [*addresses, url(made, "result", order.pk)]:
        assert client.get(address).status_code in (302, 404, 405), address
        assert client.post(address).status_code in (302, 403, 404), address
    assert not AuditEntry.objects.filter(verb="vault.reveal").exists()


def test_lists_take_as_many_queries_for_three_rows_as_for_one(funds: Funds, sign_in: SignIn) -> None:
    client, claim = sign_in(funds.finance), approved(funds)
    prepare = queries(client, reverse(PREPARE))
    more = [approved(funds), approved(funds)]
    assert queries(client, reverse(PREPARE)) == prepare
    batch(funds, claim)
    few = queries(client, reverse(LIST))
    for one in more:
        batch(funds, one)
    assert queries(client, reverse(LIST)) == few


def test_a_batch_takes_as_many_queries_for_three_payments_as_for_one(funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    one, three = signed(funds, approved(funds)), signed(funds, *(approved(funds) for _n in range(3)))
    assert queries(client, url(one)) == queries(client, url(three))


def test_the_way_from_claims_to_the_bank_file(funds: Funds, sign_in: SignIn) -> None:
    claim, finance, payer = approved(funds, 5_000), sign_in(funds.finance), sign_in(funds.payer)
    assert payer.get(reverse(PREPARE)).status_code == 404
    assert claim.case.reference in finance.get(reverse(PREPARE)).content.decode()
    posted = {"programme": funds.programme.pk, "claim": [claim.pk]}
    assert finance.post(reverse(PREPARE), posted).status_code == 302
    again = finance.post(reverse(PREPARE), posted)
    assert again.status_code == 409
    assert "in another batch already" in again.content.decode()
    made = PaymentBatch.objects.get()
    assert finance.post(url(made, "file"), {"format": "csv"}).status_code == 302
    own = finance.post(url(made, "sign"), {"total": 5_000})
    assert (own.status_code, "You prepared this batch" in own.content.decode()) == (409, True)
    assert payer.get(url(made, "sign")).status_code == 200
    assert payer.post(url(made, "sign"), {"total": 5_000}).status_code == 302
    assert payer.post(url(made, "sign"), {"total": 5_000}).status_code == 409
    assert NUMBER not in finance.get(url(made)).content.decode()
    answer = finance.post(url(made, "file"), {"format": "xlsx"})
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f'attachment; filename="{made.reference}.xlsx"'
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)  # type: ignore[union-attr]
    assert rows[1][:2] == ("088", NUMBER)
    assert finance.get(url(made, "file")).status_code == 405
    assert "pays twice" in finance.get(url(made)).content.decode()


def test_a_claim_without_account_is_shown_and_cannot_be_ticked(funds: Funds, sign_in: SignIn) -> None:
    claim = approved(funds)
    team = claim.request.team
    claim.request.institution = team.institutions.create(
        role="joint", firm_size="small", name_en="No account", name_ko="계좌 없음", starts_on=funds.today
    )
    claim.request.save(update_fields=["institution"])
    client = sign_in(funds.finance)
    page = client.get(reverse(PREPARE)).content.decode()
    assert "No bank account yet" in page
    assert 'name="claim"' not in page
    answer = client.post(reverse(PREPARE), {"programme": funds.programme.pk, "claim": [claim.pk]})
    assert answer.status_code == 409
    assert (
        f"No bank account is known for the institution of: {claim.case.reference}." in answer.content.decode()
    )


def test_one_answer_by_hand_is_recorded_once(funds: Funds, sign_in: SignIn) -> None:
    claim, client = approved(funds), sign_in(funds.finance)
    made = signed(funds, claim)
    address = url(made, "result", made.orders.get().pk)
    for wrong in ({}, {"outcome": "paid"}, {"outcome": "failed", "bank_reference": "B"}):
        assert client.post(address, wrong).status_code == 422
    assert client.post(address, {"outcome": "paid", "bank_reference": "BANK-7"}).status_code == 302
    claim.case.refresh_from_db()
    assert claim.case.status == ClaimStatus.PAID
    again = client.post(address, {"outcome": "failed", "failure": "Really?"})
    assert (again.status_code, "is recorded as paid already" in again.content.decode()) == (409, True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_bank_s_file_is_previewed_row_by_row_and_then_recorded(
    funds: Funds, sign_in: SignIn, kind: str
) -> None:
    team, client = funds.team(), sign_in(funds.finance)
    made = signed(funds, *(approved(funds, amount, team=team) for amount in (1_000, 2_000, 3_000, 4_000)))
    one, two, three, four = references(made)
    headers = ["적요", "금액", "처리결과", "거래번호", "사유"]
    rows: list[list[Cell]] = [
        [one, 1_000, "정상", "B-1", ""],
        [two, 2_000, "불능", "", "=SUM(1)"],
        ["PB-1999-000001-1", 1_000, "정상", "B-2", ""],
        [one, 1_000, "정상", "B-3", ""],
        [three, 9_999, "정상", "B-4", ""],
        [four, 4_000, "보류", "B-5", ""],
    ]
    content = csv_bytes(headers, rows) if kind == "csv" else xlsx_bytes("x", headers, rows)
    answer = client.post(url(made, "results"), {"file": SimpleUploadedFile(f"bank.{kind}", content)})
    assert answer.status_code == 200
    told = [(row.result.row, str(row.problem)) for row in answer.context["rows"]]
    assert told == [
        (2, ""), (3, ""), (4, "No payment of this batch"), (5, "Named twice in this file"),
        (6, "Another amount than was sent"), (7, "Neither paid nor failed"),
    ]  # fmt: skip
    assert not made.orders.exclude(confirmed_at=None).exists()
    posted = {"rows": answer.context["signed_rows"]}
    assert client.post(url(made, "results"), posted).status_code == 302
    assert [bool(order.confirmed_at) for order in made.orders.order_by("pk")] == [True, False, False, False]
    assert made.orders.order_by("pk")[1].failure == "=SUM(1)"
    assert client.post(url(made, "results"), posted).status_code == 409
    other = signed(funds, approved(funds, 5_000))
    assert client.post(url(other, "results"), posted).status_code == 409


@pytest.mark.parametrize("content", [b"", b"nothing,here\n1,2\n", b"\xd0\xcf\x11\xe0", b"PK\x03\x04broken"])
def test_a_file_that_is_no_answer_is_refused_in_words(funds: Funds, sign_in: SignIn, content: bytes) -> None:
    made = signed(funds, approved(funds))
    file = SimpleUploadedFile("bank.csv", content)
    answer = sign_in(funds.finance).post(url(made, "results"), {"file": file})
    assert answer.status_code == 422
    assert 'id="error-summary-title"' in answer.content.decode()


def test_a_failed_payment_is_on_the_queue_again(funds: Funds, sign_in: SignIn) -> None:
    claim, client = approved(funds), sign_in(funds.finance)
    fail(funds, signed(funds, claim))
    queue = client.get(reverse("admin:funding_claim_changelist"), {"tab": "failed"})
    assert [row.claim.pk for row in queue.context["rows"]] == [claim.pk]
    assert "failed before" in client.get(reverse(PREPARE)).content.decode()
    tiles = [
        tile for section in client.get(reverse("admin:index")).context["sections"] for tile in section.tiles
    ]
    assert [tile.value for tile in tiles if str(tile.label) == "Payments failed"] == [1]
    batch(funds, claim)
    queue = client.get(reverse("admin:funding_claim_changelist"), {"tab": "failed"})
    assert queue.context["rows"] == []


def test_discarding_asks_first(funds: Funds, sign_in: SignIn) -> None:
    made, client = batch(funds, approved(funds)), sign_in(funds.payer)
    assert client.get(url(made, "discard")).status_code == 200
    made.refresh_from_db()
    assert made.discarded_at is None
    assert client.post(url(made, "discard")).status_code == 302
    assert "Discarded" in client.get(url(made)).content.decode()


def test_a_batch_with_own_money_is_not_there(funds: Funds, sign_in: SignIn) -> None:
    claim = approved(funds)
    made = batch(funds, claim)
    own = another("own", Role.PAYMENT_APPROVER, person=claim.case.person)
    assert sign_in(own).get(url(made)).status_code == 404


def team_page(team: Team, name: str = "team_payments") -> str:
    return reverse(name, args=[team.code])


def test_the_team_reads_what_was_paid_and_what_failed(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    paid, failed, waiting = (approved(funds, 1_000, team=team) for _n in range(3))
    pay(funds, signed(funds, paid), "BANK-77")
    fail(funds, signed(funds, failed))
    batch(funds, waiting)
    page = sign_in(funds.member(team, MemberRole.VIEWER)).get(team_page(team)).content.decode()
    assert "BANK-77" in page
    assert "Account closed" in page
    assert waiting.case.reference not in page


def test_the_team_s_page_takes_as_many_queries_for_three_payments_as_for_one(
    funds: Funds, sign_in: SignIn
) -> None:
    team = funds.team()
    client = sign_in(funds.clerk_of(team))
    signed(funds, approved(funds, team=team))
    few = queries(client, team_page(team))
    signed(funds, approved(funds, team=team), approved(funds, team=team))
    assert queries(client, team_page(team)) == few


def test_only_the_team_reads_its_payments(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    signed(funds, approved(funds, team=team))
    removed = funds.member(team)
    team.members.filter(user=removed).update(ends_at=funds.now - timedelta(days=1))
    rival = funds.clerk_of(funds.team())
    for stranger in (removed, rival, funds.researcher(), funds.finance):
        client = sign_in(stranger)
        for name in ("team_payments", "team_payments_csv", "team_payments_xlsx"):
            assert client.get(team_page(team, name)).status_code == 404


def test_the_team_s_table_holds_no_formula(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    pay(funds, signed(funds, approved(funds, team=team)), "=1+1")
    client = sign_in(funds.clerk_of(team))
    answer = client.get(team_page(team, "team_payments_csv"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "'=1+1" in answer.content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(client.get(team_page(team, "team_payments_xlsx")).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    assert all(cell.data_type != "f" for cell in cells)
