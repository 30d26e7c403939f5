"""Pages of a claim: the way of six pasted lines to one receipt, and who sees what."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
from django.test import Client
from django.urls import reverse

from casework.models import Receipt, User
from funding.enums import ClaimStatus, MemberRole
from funding.models import Claim, ClaimLine, LedgerEntry
from funding.services import claims
from tests.files.uploads import upload
from tests.funding import claims as build
from tests.funding.build import Funds

SignIn = Callable[[User | None], Client]
READING = ("claim", "claim_evidence", "claim_receipt")
WRITING = ("claim_line_add", "claim_enter", "claim_check", "claim_withdraw", "claim_staged", "claim_template")


def url(name: str, claim: Claim, *more: object) -> str:
    return reverse(name, args=[claim.request.team.code, claim.case_id, *more])


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    assert found
    return found[1]


def typed(funds: Funds, page: str, **cells: str) -> dict[str, str]:
    usual = {
        "token": hidden(page, "token"),
        "row_version": hidden(page, "row_version"),
        "spent_on": (funds.today - timedelta(days=1)).isoformat(),
        "payee": "Invented Labs",
        "category": "research",
        "method": "card",
        "supply": "100만",
        "vat": "10만",
    }
    return usual | cells


def test_six_pasted_lines_one_wrong_one_receipt(funds: Funds, sign_in: SignIn) -> None:
    request = build.agreement(funds)
    browser = sign_in(funds.clerk_of(request.team))
    month = funds.today.replace(day=1).isoformat()
    start = reverse("claim_start", args=[request.team.code])
    opened = browser.post(start, {"agreement": request.pk, "month": month})
    claim = Claim.objects.get()
    assert opened.url == url("claim", claim)
    rows = [build.row(funds, number) for number in range(1, 7)]
    rows[2] = build.row(funds, 3, spent_on="2026-02-30")
    text = "\r\n".join([build.HEADER, *rows])
    staged = browser.post(url("claim_enter", claim), {"text": text, "how": "append"})
    assert staged.url == url("claim_staged", claim)
    page = browser.get(staged.url).text
    assert "1 row is wrong" in page
    assert 'name="r4-spent_on" value="2026-02-30"' in page
    assert "Enter all" not in page
    refused = browser.post(staged.url, {"enter": "1", "row_version": "1"})
    assert refused.url == staged.url
    assert not ClaimLine.objects.exists()
    browser.post(staged.url, {"r4-spent_on": (funds.today - timedelta(days=1)).isoformat()})
    page = browser.get(staged.url).text
    assert "Enter all 6 lines" in page
    for _click in range(2):
        browser.post(staged.url, {"enter": "1", "row_version": hidden(page, "row_version")})
    assert claim.lines.count() == 6
    check = browser.get(url("claim_check", claim)).text
    assert "Hand in a receipt" in check
    files = {"receipts": [upload(name="all.pdf")], "lines": list(claim.lines.values_list("pk", flat=True))}
    assert browser.post(url("claim_evidence", claim), files).status_code == 302
    check = browser.get(url("claim_check", claim)).text
    sent = {"token": hidden(check, "token"), "row_version": hidden(check, "row_version")}
    assert browser.post(url("claim_check", claim), sent).status_code == 422
    answers = [browser.post(url("claim_check", claim), sent | {"declared": "on"}) for _click in range(2)]
    assert {answer.url for answer in answers} == {url("claim_receipt", claim)}
    receipt = browser.get(answers[0].url).text
    assert claim.case.reference in receipt
    assert "₩6,000,000" in receipt
    assert LedgerEntry.objects.filter(claim=claim).count() == 1
    assert Receipt.objects.filter(action=claims.SUBMIT).count() == 1


def test_a_typed_line_that_is_wrong_keeps_what_was_typed(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds, research=500_000))
    browser = sign_in(funds.clerk_of(claim.request.team))
    page = browser.get(url("claim_line_add", claim)).text
    answer = browser.post(url("claim_line_add", claim), typed(funds, page, spent_on="tomorrow"))
    assert answer.status_code == 422
    for words in ("“tomorrow” is no date", 'value="100만"', 'value="Invented Labs"', "field__error"):
        assert words in answer.text
    over = browser.post(url("claim_line_add", claim), typed(funds, page))
    assert over.status_code == 422
    assert "Only ₩500,000 agreed for “Research activity” remains" in over.text
    assert 'value="100만"' in over.text
    fits = typed(funds, page, claimed="30만")
    for _click in range(2):
        assert browser.post(url("claim_line_add", claim), fits).url == url("claim", claim)
    assert claim.lines.get().claimed == 300_000


def test_a_line_in_foreign_currency_needs_rate_and_day(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    browser = sign_in(funds.clerk_of(claim.request.team))
    page = browser.get(url("claim_line_add", claim)).text
    cells = {"currency": "USD", "foreign": "100", "supply": "140,000", "vat": ""}
    answer = browser.post(url("claim_line_add", claim), typed(funds, page, **cells))
    assert "its rate and the day of the rate" in answer.text
    day = (funds.today - timedelta(days=2)).isoformat()
    cells |= {"exchange_rate": "1,400", "rate_date": day}
    assert browser.post(url("claim_line_add", claim), typed(funds, page, **cells)).status_code == 302
    line = claim.lines.get()
    assert (line.currency, line.foreign_amount, line.total) == ("USD", 100, 140_000)


def test_a_stale_page_shows_both_versions(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    line = build.added(funds, claim, payee="Before")
    browser = sign_in(funds.clerk_of(claim.request.team))
    page = browser.get(url("claim_line", claim, line.pk)).text
    first = typed(funds, page, payee="First", no_receipt="Lost")
    second = typed(funds, page, payee="Second", no_receipt="Lost")
    assert browser.post(url("claim_line", claim, line.pk), first).status_code == 302
    conflict = browser.post(url("claim_line", claim, line.pk), second)
    assert conflict.status_code == 409
    assert "Second" in conflict.text
    assert "First" in conflict.text
    again = second | {"row_version": hidden(conflict.text, "row_version")}
    assert browser.post(url("claim_line", claim, line.pk), again).status_code == 302
    line.refresh_from_db()
    assert line.payee == "Second"
    stale = browser.post(url("claim_line_remove", claim, line.pk), {"row_version": "1"})
    assert stale.status_code == 302
    assert claim.lines.exists()
    version = str(Claim.objects.get().row_version)
    browser.post(url("claim_line_remove", claim, line.pk), {"row_version": version})
    assert not claim.lines.exists()


def test_a_wrong_upload_is_refused_beside_its_field(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    browser = sign_in(funds.clerk_of(claim.request.team))
    for sent in (
        {"how": "append"},
        {"how": "append", "file": upload(b"%PDF-1.7", "lines.pdf")},
        {"how": "append", "text": "Payee\tTotal\nA\t1"},
    ):
        answer = browser.post(url("claim_enter", claim), sent)
        assert answer.status_code == 422
        assert "field__error" in answer.text
    assert "Payee\tTotal\nA\t1" in answer.text


def test_the_template_filled_in_and_uploaded_reads_back(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    browser = sign_in(funds.clerk_of(claim.request.team))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(url("claim_template", claim)).content))
    sheet = book.worksheets[0]
    day = funds.today - timedelta(days=1)
    cells = {1: day, 2: "Invented Labs", 4: "research", 5: 1_000_000, 6: 0, 8: "card", 17: "=1+1"}
    for place, value in cells.items():
        sheet.cell(2, place, value)
    out = io.BytesIO()
    book.save(out)
    sent = {"how": "append", "file": upload(out.getvalue(), "claim.xlsx")}
    page = browser.get(browser.post(url("claim_enter", claim), sent).url).text
    assert "The formula has no stored result" in page
    browser.post(url("claim_staged", claim), {"r2-note": "=1+1", "enter": "1", "row_version": "1"})
    assert claim.lines.get().note == "=1+1"
    csv = browser.get(url("claim_export", claim, "csv")).content.decode("utf-8-sig")
    assert "'=1+1" in csv
    assert "Research activity" in csv
    book = openpyxl.load_workbook(io.BytesIO(browser.get(url("claim_export", claim, "xlsx")).content))
    assert book.worksheets[0].max_row == 2
    assert browser.get(url("claim_export", claim, "exe")).status_code == 404


def test_copying_last_month_leads_to_the_preview(funds: Funds, sign_in: SignIn) -> None:
    request = build.agreement(funds)
    january = build.started(funds, request, month=date(2026, 1, 1))
    february = build.started(funds, request, month=date(2026, 2, 1))
    browser = sign_in(funds.clerk_of(request.team))
    assert browser.post(url("claim_copy", february)).url == url("claim_enter", february)
    build.added(funds, january, spent_on="2026-01-12")
    assert browser.post(url("claim_copy", february)).url == url("claim_staged", february)
    assert "12 Feb 2026" in browser.get(url("claim_staged", february)).text


def test_discarding_leaves_the_claim_as_it_was(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    staged = build.staged(funds, claim, build.row(funds))
    browser = sign_in(staged.made_by)
    assert browser.post(url("claim_staged", claim), {"discard": "1"}).url == url("claim", claim)
    assert browser.get(url("claim_staged", claim)).url == url("claim", claim)
    assert not claim.lines.exists()


def test_the_meter_warns_from_four_fifths(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds, research=1_250_001))
    build.added(funds, claim)
    browser = sign_in(funds.clerk_of(claim.request.team))
    assert "79%" in browser.get(url("claim", claim)).text
    claim.request.lines.filter(category__code="research").update(agreed=1_250_000)
    page = browser.get(url("claim", claim)).text
    assert "80%" in page
    assert "chip--warning" in page


def test_withdrawing_goes_over_a_page(funds: Funds, sign_in: SignIn) -> None:
    claim = build.submit(funds, build.ready(funds, build.agreement(funds)))
    browser = sign_in(funds.clerk_of(claim.request.team))
    page = browser.get(url("claim_withdraw", claim)).text
    answer = browser.post(url("claim_withdraw", claim), {"version": hidden(page, "version")})
    assert answer.url == reverse("team_claims", args=[claim.request.team.code])
    claim.case.refresh_from_db()
    assert claim.case.status == ClaimStatus.WITHDRAWN
    assert browser.get(url("claim_withdraw", claim)).status_code == 302


def test_a_viewer_reads_and_writes_nothing(funds: Funds, sign_in: SignIn) -> None:
    claim = build.submit(funds, build.ready(funds, build.agreement(funds)))
    browser = sign_in(funds.member(claim.request.team, MemberRole.VIEWER))
    assert browser.get(reverse("team_claims", args=[claim.request.team.code])).status_code == 200
    for name in READING:
        assert browser.get(url(name, claim)).status_code == 200
    assert browser.get(url("claim_export", claim, "csv")).status_code == 200
    for name in WRITING:
        assert browser.get(url(name, claim)).status_code == 404
    for name in (
        "claim_line_add",
        "claim_enter",
        "claim_copy",
        "claim_evidence",
        "claim_excuse",
        "claim_check",
    ):
        assert browser.post(url(name, claim)).status_code == 404
