"""Who hears what: each event reaches the right accounts once, with reference, link and officer only."""

import pytest

from casework.enums import DecisionOutcome
from casework.models import Case, Notice, SupplementRequest, User
from casework.services import screening
from casework.services.decisions import countersign, propose, send_back
from casework.services.findings import record
from casework.services.notices import compose
from tests.cast import Cast
from tests.visas import build
from visas.policies import seed_policies


def told(case: Case) -> list[tuple[str, User]]:
    """Template and recipient of every notice of a case, oldest first."""
    rows = Notice.objects.filter(case=case).select_related("recipient").order_by("pk")
    return [(row.template.removeprefix("visas/"), row.recipient) for row in rows]


@pytest.fixture
def case(cast: Cast) -> Case:
    seed_policies(now=build.NOW)
    case = build.in_review(cast.applicant, cast.reviewer)
    screening.drain()
    record(
        actor=cast.reviewer,
        case=case,
        fact="pay",
        state="verified",
        document=None,
        page=None,
        note="",
        now=build.NOW,
        expect=case.version,
    )
    case.refresh_from_db()
    return case


def proposal(cast: Cast, case: Case) -> object:
    reasons = case.facts.get().screenings.get().version.reasons.filter(outcome=DecisionOutcome.REFUSE)
    decision = propose(
        actor=cast.reviewer,
        case=case,
        outcome=DecisionOutcome.REFUSE,
        reasons=[(reasons[0], "")],
        note="",
        overrides="The contract is doubtful.",
        now=build.NOW,
        expect=case.version,
    )
    case.refresh_from_db()
    return decision


def test_approvers_hear_of_a_proposal_and_its_proposer_of_the_return(cast: Cast, case: Case) -> None:
    decision = proposal(cast, case)
    assert told(case)[1:] == [("proposed", cast.approver)]
    send_back(actor=cast.approver, decision=decision, note="Look again.", now=build.NOW, expect=case.version)
    assert told(case)[2:] == [("sent_back", cast.reviewer)]


def test_the_applicant_hears_that_there_is_a_decision_but_not_which(cast: Cast, case: Case) -> None:
    decision = proposal(cast, case)
    countersign(actor=cast.approver, decision=decision, now=build.NOW, expect=case.version)
    assert told(case)[-1] == ("decided", cast.applicant)
    message = compose(Notice.objects.get(case=case, template="visas/decided"))
    assert "refus" not in (message.subject + message.body).lower()


def test_mail_names_case_link_and_officer_and_nothing_personal(cast: Cast) -> None:
    asked: SupplementRequest = build.asked(cast.applicant, cast.reviewer)
    notice = Notice.objects.select_related("case__assignee").get(template="visas/supplement_asked")
    message = compose(notice)
    case = asked.case
    for words in (case.reference, f"/applications/{case.pk}/supplement/", "Reviewer", cast.reviewer.email):
        assert words in message.body
    for personal in ("DIALLO", "AMARA", "Hanbit", "A1234567", "last page"):
        assert personal not in message.body + message.subject
