"""The case page and its actions: what an officer may do, is told, and keeps when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from casework.enums import DecisionOutcome, FindingState, Role
from casework.models import AccessLog, Case, Decision, RoleGrant, SupplementRequest, User
from casework.services import assignment
from casework.services.screening import screen_facts
from tests.desk import LITTLE, Desk
from visas.admin.desk import ACTIONS
from visas.enums import Status

SignIn = Callable[[User | None], Client]
ON_FACTS = {"finding", "choose", "correct"}
ON_STAY = {"stay_end"}


def url(name: str, case: Case, *more: object) -> str:
    return reverse(f"admin:visas_toptiercase_{name}", args=[case.pk, *more])


def action_url(name: str, case: Case) -> str:
    if name in ON_STAY:
        return url(name, case, 1)
    return url(name, case, "pay") if name in ON_FACTS else url(name, case)


def test_the_case_page_shows_criteria_documents_and_record(desk: Desk, sign_in: SignIn) -> None:
    case = desk.verified(name="KOWALSKA")
    page = sign_in(desk.cast.reviewer).get(url("change", case)).content.decode()
    for words in ("KOWALSKA", case.reference, "Route 2", "Degree certificate", "Verified", "Review started"):
        assert words in page


def test_a_look_is_logged_once_a_day(desk: Desk, sign_in: SignIn) -> None:
    case = desk.submitted()
    client = sign_in(desk.cast.reviewer)
    for _look in range(3):
        client.get(url("change", case))
    row = AccessLog.objects.get(actor=desk.cast.reviewer, what="case")
    assert (row.person, row.reason, row.case) == (case.person, case.reference, case)


@pytest.mark.parametrize("name", ACTIONS)
def test_strangers_get_404_on_every_action(desk: Desk, sign_in: SignIn, name: str) -> None:
    case = desk.verified()
    for who in (desk.cast.steward, desk.cast.auditor):
        client = sign_in(who)
        assert client.get(action_url(name, case)).status_code == 404
        assert client.post(action_url(name, case), {"expect": case.version}).status_code == 404
    before = case.version
    case.refresh_from_db()
    assert case.version == before


def test_verify_with_one_button(desk: Desk, sign_in: SignIn) -> None:
    case = desk.in_review()
    document = case.documents.get(requirement="contract").document
    data = {"expect": case.version, "state": "verified", "document": document.pk}
    answer = sign_in(desk.cast.reviewer).post(url("finding", case, "pay"), data)
    assert answer.status_code == 302
    finding = case.findings.get()
    assert (finding.fact, finding.state, finding.document) == ("pay", FindingState.VERIFIED, document)


def test_cannot_tell_needs_a_note_and_keeps_the_rest(desk: Desk, sign_in: SignIn) -> None:
    case = desk.in_review()
    data = {"expect": case.version, "state": "cannot_tell", "page": "2"}
    answer = sign_in(desk.cast.reviewer).post(url("finding", case, "pay"), data)
    assert answer.status_code == 422
    assert "Say why it cannot be told." in answer.content.decode()
    assert answer.context["form"]["page"].value() == "2"


def test_a_correction_shows_claim_and_finding(desk: Desk, sign_in: SignIn) -> None:
    case = desk.in_review()
    document = case.documents.get(requirement="contract").document
    data = {
        "expect": case.version,
        "amount": "1억 2,000만",
        "reason": "The contract says 120 million.",
        "evidence": document.pk,
    }
    client = sign_in(desk.cast.reviewer)
    assert client.post(url("correct", case, "pay"), data).status_code == 302
    facts = case.facts.latest("number")
    assert (facts.corrects, facts.top_tier.pay_low, facts.evidence) == ("pay", LITTLE, document)
    screen_facts(desk.version, [(facts.pk, facts.as_of)])
    page = client.get(url("change", case)).content.decode()
    assert "claimed:" in page
    assert "Corrected" in page


@pytest.mark.parametrize(
    ("fact", "data", "words"),
    [
        ("pay", {"amount": "much", "reason": "x"}, "Enter an amount"),
        ("pay", {"amount": "260000000", "reason": "x"}, "already"),
        ("experience", {"low": "20", "high": "10", "reason": "x"}, "less than the first"),
        (
            "degree.1.awarded",
            {"low_year": "2014", "low_month": "13", "low_day": "1", "reason": "x"},
            "1 to 12",
        ),
        ("pay", {"amount": "120000000"}, "This field is required"),
    ],
)
def test_a_wrong_correction_says_why(
    desk: Desk, sign_in: SignIn, fact: str, data: dict[str, str], words: str
) -> None:
    case = desk.in_review()
    client = sign_in(desk.cast.reviewer)
    evidence = str(case.documents.earliest("pk").document_id)
    typed = data | {"expect": str(case.version), "evidence": evidence}
    answer = client.post(url("correct", case, fact), typed)
    assert answer.status_code in (409, 422)
    assert words in answer.content.decode()
    assert case.facts.count() == 1


@pytest.mark.parametrize("fact", ["degree.7.awarded", "salary", "pay.1.x", "degree.1.rank"])
def test_an_unknown_fact_is_404(desk: Desk, sign_in: SignIn, fact: str) -> None:
    case = desk.in_review()
    assert sign_in(desk.cast.reviewer).get(url("correct", case, fact)).status_code == 404


def test_a_supplement_is_previewed_then_sent(desk: Desk, sign_in: SignIn) -> None:
    case = desk.in_review()
    due = desk.now.date() + timedelta(days=20)
    data = {
        "expect": case.version,
        "ask_degree": "on",
        "why_degree": "The apostille is missing.",
        "due_on_year": due.year,
        "due_on_month": due.month,
        "due_on_day": due.day,
    }
    client = sign_in(desk.cast.reviewer)
    preview = client.post(url("ask", case), data | {"preview": "1"})
    assert "As the applicant will see it" in preview.content.decode()
    assert not SupplementRequest.objects.exists()
    assert client.post(url("ask", case), data).status_code == 302
    request = SupplementRequest.objects.get(case=case)
    assert [(item.requirement, item.why) for item in request.items.all()] == [
        ("degree", "The apostille is missing.")
    ]


def test_propose_and_countersign_on_the_pages(desk: Desk, sign_in: SignIn) -> None:
    case = desk.verified()
    reason = desk.reason(DecisionOutcome.GRANT)
    data = {
        "expect": case.version,
        "outcome": "grant",
        f"reason_{reason.pk}": "on",
        f"text_{reason.pk}": "The contract shows it.",
    }
    assert sign_in(desk.cast.reviewer).post(url("propose", case), data).status_code == 302
    case.refresh_from_db()
    approver = sign_in(desk.cast.approver)
    page = approver.get(url("countersign", case)).content.decode()
    assert "The contract shows it." in page
    assert approver.post(url("countersign", case), {"expect": case.version}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.GRANTED


def test_contrary_proposals_and_missing_reasons_are_said_beside_the_field(
    desk: Desk, sign_in: SignIn
) -> None:
    case = desk.verified()
    answer = sign_in(desk.cast.reviewer).post(
        url("propose", case), {"expect": case.version, "outcome": "refuse", "note": "kept words"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one reason." in page
    assert "Say why you decide otherwise." in page
    assert "kept words" in page


def test_the_proposer_is_told_that_another_person_signs(desk: Desk, sign_in: SignIn) -> None:
    proposal = desk.proposed()
    RoleGrant.objects.create(
        user=desk.cast.reviewer,
        role=Role.APPROVER,
        agency="moj",
        granted_by=desk.cast.administrator,
        confirmed_by=desk.cast.auditor,
    )
    client, case = sign_in(desk.cast.reviewer), proposal.case
    words = "You proposed this decision. Another person must countersign it."
    assert words in client.get(url("change", case)).content.decode()
    assert words in client.get(url("countersign", case)).content.decode()
    answer = client.post(url("countersign", case), {"expect": proposal.case_version})
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert Decision.objects.get().signed_by is None


def test_a_stale_page_shows_the_conflict_and_keeps_what_was_typed(desk: Desk, sign_in: SignIn) -> None:
    case = desk.verified()
    assignment.assign(
        actor=desk.cast.reviewer, case=case, to=desk.cast.colleague, now=desk.now, expect=case.version
    )
    reason = desk.reason(DecisionOutcome.GRANT)
    data = {
        "expect": case.version,
        "outcome": "grant",
        f"reason_{reason.pk}": "on",
        "note": "typed before the conflict",
    }
    client = sign_in(desk.cast.reviewer)
    answer = client.post(url("propose", case), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "changed while you were looking" in page
    assert "typed before the conflict" in page
    assert f'name="expect" value="{case.version + 1}"' in page
    assert client.post(url("propose", case), data | {"expect": case.version + 1}).status_code == 302


@pytest.mark.parametrize("expect", ["", "x", "-1", "99999999999999", "0"])
def test_a_form_without_its_version_is_stale(desk: Desk, sign_in: SignIn, expect: str) -> None:
    case = desk.submitted()
    answer = sign_in(desk.cast.reviewer).post(url("take", case), {"expect": expect})
    assert answer.status_code == 409


def test_sending_back_needs_a_note(desk: Desk, sign_in: SignIn) -> None:
    proposal = desk.proposed()
    client = sign_in(desk.cast.approver)
    data = {"expect": proposal.case_version}
    assert client.post(url("send_back", proposal.case), data).status_code == 422
    note = {"note": "Is the employer registered?"}
    assert client.post(url("send_back", proposal.case), data | note).status_code == 302
    assert "Is the employer registered?" in client.get(url("change", proposal.case)).content.decode()


def test_the_passport_number_is_shown_once_with_a_reason(desk: Desk, sign_in: SignIn) -> None:
    case = desk.in_review()
    client = sign_in(desk.cast.reviewer)
    assert client.post(url("reveal", case), {"expect": case.version}).status_code == 422
    data = {"expect": case.version, "reason": "Comparing with the passport page"}
    answer = client.post(url("reveal", case), data)
    number = answer.context["number"]
    assert number.startswith("M")
    assert number in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    row = AccessLog.objects.get(actor=desk.cast.reviewer, what="passport")
    assert row.reason == "Comparing with the passport page"
    assert number not in client.get(url("change", case)).content.decode()


def test_no_form_edits_a_status_and_nothing_is_deleted(desk: Desk, sign_in: SignIn) -> None:
    case = desk.submitted()
    client = sign_in(desk.cast.reviewer)
    client.post(url("change", case), {"status": "granted", "action": "delete_selected"})
    client.post(
        reverse("admin:visas_toptiercase_changelist"),
        {"action": "delete_selected", "_selected_action": case.pk, "post": "yes"},
    )
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert client.get(f"/admin/visas/toptiercase/{case.pk}/delete/").status_code == 404
    assert client.get("/admin/visas/toptiercase/add/").status_code == 404


def test_pages_speak_korean(desk: Desk, sign_in: SignIn) -> None:
    case = desk.verified()
    client = sign_in(desk.cast.reviewer)
    page = client.get(url("change", case), headers={"accept-language": "ko"})
    assert page.headers["Content-Language"] == "ko"
