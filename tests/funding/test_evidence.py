"""Receipts: kept for the team, matched to lines, looked at by the team and by officers of the claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from casework.models import AccessLog, Document, User
from casework.services.rendering import drain
from casework.transitions import Refused
from funding.claim_reads import without_receipt
from funding.enums import MemberRole
from funding.models import Claim, Evidence
from funding.services import evidence
from tests.files.uploads import upload
from tests.funding import claims as build
from tests.funding.build import Funds

SignIn = Callable[[User | None], Client]


@pytest.fixture
def claim(funds: Funds) -> Claim:
    claim = build.started(funds, build.agreement(funds))
    for number in range(3):
        build.added(funds, claim, payee=f"Payee {number}")
    claim.lines.update(no_receipt="")
    return claim


def keys(claim: Claim) -> list[int]:
    return list(claim.lines.values_list("pk", flat=True))


def address(name: str, proof: Evidence, *more: object) -> str:
    claim = proof.claim
    return reverse(name, args=[claim.request.team.code, claim.case_id, proof.pk, *more])


def test_one_receipt_may_prove_several_lines(funds: Funds, claim: Claim) -> None:
    first, second, third = keys(claim)
    assert without_receipt(claim).count() == 3
    proof = build.proof(funds, claim, first, second)
    assert list(without_receipt(claim).values_list("pk", flat=True)) == [third]
    evidence.match(actor=funds.clerk_of(claim.request.team), evidence=proof, lines=[third])
    assert without_receipt(claim).count() == 2
    assert proof.document.personal is False
    assert not Document.objects.visible_to(proof.added_by).exists()


def test_the_same_file_again_is_the_same_receipt(funds: Funds, claim: Claim) -> None:
    first, second, _third = keys(claim)
    one = build.proof(funds, claim, first)
    other = build.proof(funds, claim, second, actor=funds.member(claim.request.team, MemberRole.MANAGER))
    assert other == one
    assert set(one.lines.values_list("pk", flat=True)) == {first, second}


def test_taken_out_it_proves_nothing_and_stays(funds: Funds, claim: Claim) -> None:
    proof = build.proof(funds, claim, *keys(claim))
    evidence.remove(actor=proof.added_by, evidence=proof, now=funds.now)
    assert without_receipt(claim).count() == 3
    assert Evidence.objects.get().removed_at == funds.now


def test_lines_of_another_claim_are_not_matched(funds: Funds, claim: Claim) -> None:
    other = build.started(funds, build.agreement(funds))
    line = build.added(funds, other)
    proof = build.proof(funds, claim, line.pk)
    assert not proof.lines.exists()


def test_a_reason_stands_in_for_a_receipt(funds: Funds, claim: Claim) -> None:
    first, second, _third = keys(claim)
    actor = funds.clerk_of(claim.request.team)
    evidence.excuse(actor=actor, claim=claim, reasons={first: "Stolen", second: "Machine broken"})
    assert without_receipt(claim).count() == 1


def test_nothing_changes_once_the_claim_is_submitted(funds: Funds, claim: Claim) -> None:
    proof = build.proof(funds, claim, *keys(claim))
    build.submit(funds, claim)
    actor = funds.clerk_of(claim.request.team)
    with pytest.raises(Refused):
        build.proof(funds, claim, name="late.pdf", pages=2)
    with pytest.raises(Refused):
        evidence.match(actor=actor, evidence=proof, lines=[])
    with pytest.raises(Refused):
        evidence.remove(actor=actor, evidence=proof, now=funds.now)
    with pytest.raises(Refused):
        evidence.excuse(actor=actor, claim=claim, reasons={})


def test_a_bad_file_is_named_and_the_others_are_kept(funds: Funds, claim: Claim, sign_in: SignIn) -> None:
    actor = funds.clerk_of(claim.request.team)
    with pytest.raises(ValidationError):
        evidence.add(
            actor=actor, claim=claim, upload=upload(b"MZ\x90\x00" + bytes(100), "slip.pdf"), now=funds.now
        )
    url = reverse("claim_evidence", args=[claim.request.team.code, claim.case_id])
    files = [upload(name="good.pdf"), upload(b"MZ\x90\x00" + bytes(100), "bad.pdf")]
    answer = sign_in(actor).post(url, {"receipts": files, "lines": keys(claim)[:1]})
    assert answer.status_code == 422
    assert "bad.pdf:" in answer.text
    assert [row.document.filename for row in Evidence.objects.filter(claim=claim)] == ["good.pdf"]


def test_the_team_and_the_officers_of_the_claim_look_others_do_not(
    funds: Funds, claim: Claim, sign_in: SignIn
) -> None:
    proof = build.proof(funds, claim, *keys(claim))
    drain()
    original, page = (
        address("claim_evidence_original", proof), address("claim_evidence_page", proof, 1)
    )  # fmt: skip
    team = claim.request.team
    gone = funds.member(team)
    gone.teams.update(ends_at=funds.now)
    strangers = [gone, funds.member(funds.team()), claim.case.person.accounts.get(), funds.finance]
    for user in strangers:
        assert [sign_in(user).get(url).status_code for url in (original, page)] == [404, 404]
    for user in (funds.clerk_of(team), funds.member(team, MemberRole.VIEWER)):
        answers = [sign_in(user).get(url) for url in (original, page)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].headers["Content-Disposition"].startswith("attachment")
        assert all(answer.headers["Cache-Control"] == "private, no-store" for answer in answers)
    assert not AccessLog.objects.exists()
    build.submit(funds, claim)
    assert sign_in(funds.finance).get(page).status_code == 200
    look = AccessLog.objects.get()
    assert (look.actor, look.case) == (funds.finance, claim.case)


def test_matching_on_the_page(funds: Funds, claim: Claim, sign_in: SignIn) -> None:
    proof = build.proof(funds, claim)
    browser = sign_in(funds.clerk_of(claim.request.team))
    listed = browser.get(reverse("claim_evidence", args=[claim.request.team.code, claim.case_id]))
    assert "3 lines without a receipt" in listed.text
    answer = browser.post(address("claim_evidence_match", proof), {"lines": keys(claim)[:2]})
    assert answer.status_code == 302
    assert "1 line without a receipt" in browser.get(answer.url).text
    browser.post(address("claim_evidence_match", proof), {})
    assert without_receipt(claim).count() == 3
    assert browser.post(address("claim_evidence_remove", proof)).status_code == 302
    assert browser.post(address("claim_evidence_remove", proof)).status_code == 404
