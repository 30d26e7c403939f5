"""The officers' desk of claims: who sees it, in which order, and what its forms answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.enums import Agency, Role
from casework.models import AccessLog, Notice, User
from casework.transitions import move
from funding.enums import ClaimStatus, CutReason, MemberRole
from funding.models import Claim, ClaimLine
from tests.cast import officer
from tests.funding.build import Funds
from tests.funding.officers import another, approved, check_all, proposed, receipt, submitted

SignIn = Callable[[User | None], Client]
QUEUE = "admin:funding_claim_changelist"


def url(claim: Claim, name: str = "change", *more: int) -> str:
    return reverse(f"admin:funding_claim_{name}", args=[claim.pk, *more])


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def lines_form(client: Client, claim: Claim, **said: str) -> dict[str, object]:
    """What the browser posts of the claim's page, with these answers by row and field: r2_cut="100"."""
    context = client.get(url(claim)).context
    posted: dict[str, object] = {
        "expect": context["claim"].case.version, "seen": context["seen"],
        "line": [view.line.pk for view in context["views"]],
    }  # fmt: skip
    keys = {view.line.position: view.line.pk for view in context["views"]}
    for name, value in said.items():
        row, field = name.removeprefix("r").split("_", 1)
        posted[f"l{keys[int(row)]}-{field}"] = value
    return posted


@pytest.mark.parametrize(
    "who", ["clerk", "viewer", "removed", "rival", "researcher", "reviewer", "elsewhere"]
)
def test_strangers_get_404(funds: Funds, sign_in: SignIn, who: str) -> None:
    claim = proposed(funds, submitted(funds))
    proof = receipt(funds, claim, 1)
    team = claim.request.team
    removed = funds.member(team)
    team.members.filter(user=removed).update(ends_at=funds.now - timedelta(days=1))
    people = {
        "clerk": lambda: funds.clerk_of(team),
        "viewer": lambda: funds.member(team, MemberRole.VIEWER),
        "removed": lambda: removed,
        "rival": lambda: funds.clerk_of(funds.team()),
        "researcher": lambda: funds.researcher(),
        "reviewer": lambda: another("reviewer", Role.REVIEWER),
        "elsewhere": lambda: officer("elsewhere", Role.DATA_STEWARD, agency=Agency.OPERATOR),
    }
    client = sign_in(people[who]())
    names = ("change", "accept_rest", "return", "propose", "sign", "send_back")
    addresses = [reverse(QUEUE), *(url(claim, name) for name in names)]
    addresses += [url(claim, name, proof.pk) for name in ("proof", "proof_file")]
    addresses += [url(claim, "proof_page", proof.pk, 1)]
    for address in addresses:
        assert client.get(address).status_code in (302, 404), address
        assert client.post(address).status_code in (302, 403, 404), address
    claim.case.refresh_from_db()
    assert claim.case.status == ClaimStatus.PROPOSED


def test_drafts_and_own_money_are_not_on_the_desk(funds: Funds, sign_in: SignIn) -> None:
    draft = funds.claim(funds.agreed(funds.team(), funds.researcher()))
    mine = submitted(funds)
    own = another("own", Role.FINANCE_OFFICER, person=mine.case.person)
    for client, claim in ((sign_in(funds.finance), draft), (sign_in(own), mine)):
        rows = client.get(reverse(QUEUE), {"tab": "all"}).context["rows"]
        assert claim.pk not in [row.claim.pk for row in rows]
        assert client.get(url(claim)).status_code == 404


def test_the_queue_takes_as_many_queries_for_three_rows_as_for_one(funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    submitted(funds)
    few = queries(client, reverse(QUEUE))
    submitted(funds)
    submitted(funds)
    assert queries(client, reverse(QUEUE)) == few <= 8


def test_home_takes_as_many_queries_for_three_claims_as_for_one(funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    submitted(funds)
    few = queries(client, reverse("admin:index"))
    submitted(funds)
    submitted(funds)
    assert queries(client, reverse("admin:index")) == few


def test_the_claim_page_takes_as_many_queries_for_three_rows_as_for_one(
    funds: Funds, sign_in: SignIn
) -> None:
    client = sign_in(funds.finance)
    one, three = submitted(funds, 500), submitted(funds, 500, 600, 700)
    receipt(funds, one, 1)
    for position in (1, 2, 3):
        receipt(funds, three, position, digest=f"{position:064x}")
    assert queries(client, url(one)) == queries(client, url(three))


def test_priority_teams_come_first_then_the_oldest(funds: Funds, sign_in: SignIn) -> None:
    old, new = submitted(funds), submitted(funds)
    favoured = submitted(funds, team=funds.team(priority_since=funds.today - timedelta(days=1)))
    later = submitted(funds, team=funds.team(priority_since=funds.today + timedelta(days=1)))
    rows = sign_in(funds.finance).get(reverse(QUEUE)).context["rows"]
    assert [row.claim.pk for row in rows] == [favoured.pk, old.pk, new.pk, later.pk]
    assert [row.priority for row in rows] == [True, False, False, False]


def test_pages_of_the_queue_follow_each_other(
    funds: Funds, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("funding.admin.claimqueue.PAGE", 2)
    claims = [submitted(funds) for _number in range(4)]
    first = submitted(funds, team=funds.team(priority_since=funds.today))
    client, seen, address = sign_in(funds.finance), [], reverse(QUEUE)
    while address:
        context = client.get(address).context
        seen += [row.claim.pk for row in context["rows"]]
        address = reverse(QUEUE) + context["next_url"] if context["next_url"] else ""
    assert seen == [first.pk, *(claim.pk for claim in claims)]
    for spoilt in ("x", "0~x~1", "1~2026-99-01T00:00:00Z~1", "~~", "0~~999999999999999999999"):
        assert client.get(reverse(QUEUE), {"after": spoilt}).status_code == 200


def test_tabs_hold_their_claims(funds: Funds, sign_in: SignIn) -> None:
    claims = {"check": submitted(funds), "sign": proposed(funds, submitted(funds)), "pay": approved(funds)}
    client = sign_in(funds.payer)
    for tab, claim in claims.items():
        rows = client.get(reverse(QUEUE), {"tab": tab}).context["rows"]
        assert [row.claim.pk for row in rows] == [claim.pk]
    found = client.get(reverse(QUEUE), {"tab": "all", "q": claims["pay"].case.reference}).context["rows"]
    assert [row.claim.pk for row in found] == [claims["pay"].pk]


def test_a_page_of_rows_is_saved_and_the_look_is_logged(funds: Funds, sign_in: SignIn) -> None:
    claim, client = submitted(funds, 1_000, 2_000, 3_000), sign_in(funds.finance)
    posted = lines_form(
        client, claim, r1_verdict="accept", r2_verdict="cut", r2_cut="500", r2_reason="vat",
        r2_note="=cmd|' /C calc'!A0",
    )  # fmt: skip
    assert client.post(url(claim, "check"), posted).status_code == 302
    told = [(line.cut, line.cut_reason, line.checked_by) for line in claim.lines.order_by("position")]
    assert told == [(0, "", funds.finance), (500, CutReason.VAT, funds.finance), (0, "", None)]
    assert AccessLog.objects.filter(case=claim.case, actor=funds.finance).count() == 1


def test_a_wrong_cut_comes_back_with_everything_typed(funds: Funds, sign_in: SignIn) -> None:
    claim, client = submitted(funds, 1_000, 2_000), sign_in(funds.finance)
    posted = lines_form(
        client, claim, r1_verdict="accept", r2_verdict="cut", r2_cut="2001", r2_reason="other", r2_note=""
    )
    answer = client.post(url(claim, "check"), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No more can be cut than the ₩2,000 claimed." in page
    assert "Say in words why it is cut." in page
    assert 'value="2001"' in page
    assert 'id="error-summary-title"' in page
    assert not ClaimLine.objects.filter(claim=claim).exclude(checked_at=None).exists()


def test_what_a_colleague_saved_meanwhile_is_shown_first(funds: Funds, sign_in: SignIn) -> None:
    claim, client = submitted(funds, 1_000), sign_in(funds.finance)
    posted = lines_form(client, claim, r1_verdict="accept")
    check_all(funds, claim, {1: 400}, by=another("colleague", Role.FINANCE_OFFICER))
    answer = client.post(url(claim, "check"), posted)
    assert answer.status_code == 409
    assert claim.lines.get().cut == 400
    again = posted | {"seen": answer.context["seen"]}
    assert client.post(url(claim, "check"), again).status_code == 302
    assert claim.lines.get().cut == 0


def test_long_claims_are_checked_page_by_page(
    funds: Funds, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("funding.admin.claimpage.LINES", 2)
    claim, client = submitted(funds, 100, 200, 300, 400, 500), sign_in(funds.finance)
    shown, address = [], url(claim)
    while address:
        page = client.get(address).context["page"]
        shown.append([line.position for line in page.lines])
        address = f"{url(claim)}?after={page.following}" if page.following else ""
    assert shown == [[1, 2], [3, 4], [5]]
    posted = lines_form(client, claim, r1_verdict="accept", r2_verdict="accept")
    answer = client.post(url(claim, "check"), posted | {"following": 2, "next": "1"})
    assert answer["Location"].endswith("?after=2")
    assert [line.position for line in client.get(url(claim), {"show": "open"}).context["page"].lines] == [
        3,
        4,
    ]


def test_rows_of_another_claim_are_not_touched(funds: Funds, sign_in: SignIn) -> None:
    claim, other = submitted(funds, 1_000), submitted(funds, 1_000)
    client, line = sign_in(funds.finance), other.lines.get()
    posted = {"expect": claim.case.version, "seen": "", "line": [line.pk], f"l{line.pk}-verdict": "accept"}
    client.post(url(claim, "check"), posted)
    line.refresh_from_db()
    assert line.checked_at is None


def test_warnings_name_the_other_claim_and_what_is_missing(funds: Funds, sign_in: SignIn) -> None:
    first, claim = submitted(funds, 1_000), submitted(funds, 5_000)
    twin = funds.claim(claim.request, amounts=(1_000,))
    twin.lines.update(fingerprint=first.lines.get().fingerprint)
    client = sign_in(funds.finance)

    def told() -> list[str]:
        return [str(one.text) for one in client.get(url(first)).context["views"][0].warnings]

    assert "No receipt, and no reason why" in told()
    assert not any(twin.case.reference in text for text in told())
    move(
        case=twin.case, action="submit", actor=funds.clerk_of(claim.request.team), now=funds.now,
        submitted_at=funds.now,
    )  # fmt: skip
    assert any(twin.case.reference in text for text in told())


def test_the_way_from_check_to_signature(funds: Funds, sign_in: SignIn) -> None:
    claim, finance, payer = submitted(funds, 1_000, 2_000), sign_in(funds.finance), sign_in(funds.payer)
    early = finance.post(url(claim, "propose"), {"expect": claim.case.version})
    assert early.status_code == 409
    assert "2 lines are not checked yet." in early.content.decode()
    posted = lines_form(
        finance, claim, r1_verdict="accept", r2_verdict="cut", r2_cut="700", r2_reason="other",
        r2_note="Dinner without a guest list",
    )  # fmt: skip
    finance.post(url(claim, "check"), posted)
    assert finance.post(url(claim, "propose"), {"expect": claim.case.version}).status_code == 302
    claim.case.refresh_from_db()
    assert "You proposed this" in finance.get(url(claim, "sign")).content.decode()
    page = payer.get(url(claim, "sign")).content.decode()
    assert "Dinner without a guest list" in page
    assert "₩2,300" in page
    stale = payer.post(url(claim, "sign"), {"expect": claim.case.version - 1})
    assert stale.status_code == 409
    assert payer.post(url(claim, "sign"), {"expect": claim.case.version}).status_code == 302
    claim.refresh_from_db()
    assert claim.approved_amount == 2_300
    assert Notice.objects.filter(template="funding/claim_approved").count() == 1


def test_returning_needs_words_and_a_get_changes_nothing(funds: Funds, sign_in: SignIn) -> None:
    claim, client = submitted(funds), sign_in(funds.finance)
    for name in ("return", "propose", "accept_rest"):
        assert client.get(url(claim, name)).status_code == 200
    assert client.post(url(claim, "return"), {"expect": claim.case.version, "note": " "}).status_code == 422
    assert client.get(url(claim, "check")).status_code == 405
    claim.case.refresh_from_db()
    assert claim.case.status == ClaimStatus.SUBMITTED
    said = {"expect": claim.case.version, "note": "Row 1: the invoice is missing."}
    assert client.post(url(claim, "return"), said).status_code == 302
    claim.case.refresh_from_db()
    assert claim.case.status == ClaimStatus.RETURNED


def test_the_frame_shows_a_receipt_and_only_those_of_its_claim(funds: Funds, sign_in: SignIn) -> None:
    claim, other, client = submitted(funds), submitted(funds), sign_in(funds.finance)
    proof = receipt(funds, claim, 1)
    page = client.get(url(claim, "proof", proof.pk)).content.decode()
    assert url(claim, "proof_page", proof.pk, 1) in page
    assert client.get(url(other, "proof", proof.pk)).status_code == 404
    assert 'target="ev"' in client.get(url(claim)).content.decode()
