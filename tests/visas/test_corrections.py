"""An officer's correction: new facts, the old ones kept, a new check owed, a live proposal void."""

from datetime import date

import pytest

from casework.enums import DecisionOutcome, DecisionStatus, FindingState
from casework.models import Case, CaseEvent, Decision, Facts, Finding, OwedScreening
from casework.services import screening
from casework.services.decisions import propose
from casework.services.findings import record
from casework.transitions import Refused, Stale
from tests.cast import Cast
from tests.visas import build
from visas.enums import Requirement, Status
from visas.facts import UnknownFact, corrected, plan_of
from visas.policies import seed_policies
from visas.services.corrections import correct_fact


@pytest.fixture
def case(cast: Cast) -> Case:
    seed_policies(now=build.NOW)
    return build.in_review(cast.applicant, cast.reviewer)


def correct(cast: Cast, case: Case, **changes: object) -> Facts:
    known = {"fact": "pay", "low": 150_000_000, "high": 150_000_000, "reason": "Clause 4 says so."}
    evidence = case.documents.get(requirement=Requirement.CONTRACT).document
    known |= {"actor": cast.reviewer, "evidence": evidence, "now": build.NOW, "expect": case.version}
    return correct_fact(case=case, **(known | changes))


def test_a_correction_makes_new_facts_and_owes_their_check(cast: Cast, case: Case) -> None:
    evidence = case.documents.get(requirement=Requirement.CONTRACT).document
    facts = correct(cast, case)
    before = Facts.objects.get(case=case, number=1)
    assert (before.top_tier.pay_low, facts.top_tier.pay_low) == (168_000_000, 150_000_000)
    assert (facts.number, facts.corrects, facts.evidence) == (2, "pay", evidence)
    assert facts.experience_low == before.experience_low
    assert facts.degrees.count() == before.degrees.count()
    assert OwedScreening.objects.filter(facts=facts).exists()
    finding = Finding.objects.get(case=case)
    assert (finding.fact, finding.state, finding.facts) == ("pay", FindingState.CORRECTED, facts)
    case.refresh_from_db()
    assert CaseEvent.objects.get(case=case, action="correct").case_version == case.version


def test_a_correction_based_on_an_old_page_is_stale(cast: Cast, case: Case) -> None:
    correct(cast, case)
    with pytest.raises(Stale):
        correct(cast, case, low=1, high=1)


def test_only_a_reviewer_of_the_agency_corrects(cast: Cast, case: Case) -> None:
    for actor in (cast.applicant, cast.stranger, cast.approver):
        with pytest.raises(Refused):
            correct(cast, case, actor=actor)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"low": 168_000_000, "high": 168_000_000},
        {"low": 2, "high": 1},
        {"fact": "nationality"},
        {"fact": "degree.2.awarded", "low": date(2020, 1, 1), "high": date(2020, 1, 31)},
        {"fact": "employment.1.started", "low": None, "high": None},
    ],
)
def test_what_cannot_be_corrected_is_refused(cast: Cast, case: Case, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        correct(cast, case, **wrong)
    assert Facts.objects.filter(case=case).count() == 1


def test_foreign_evidence_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="does not belong"):
        correct(cast, case, evidence=build.document(cast.stranger))


def test_corrected_dates_change_the_months_they_add_up_to(cast: Cast, case: Case) -> None:
    started = {"fact": "employment.1.started", "low": date(2020, 11, 24), "high": date(2020, 11, 24)}
    facts = correct(cast, case, **started)
    assert (facts.experience_low, facts.experience_high) == (72, 72)


def test_months_set_by_hand_stay_when_dates_change(cast: Cast, case: Case) -> None:
    plan = corrected(plan_of(case.facts.get()), fact="experience", low=60, high=60)
    again = corrected(plan, fact="employment.1.started", low=date(2020, 1, 1), high=date(2020, 1, 1))
    assert again.experience == (60, 60)
    with pytest.raises(UnknownFact):
        corrected(plan, fact="pay", low="much", high="much")


def test_a_live_proposal_becomes_void(cast: Cast, case: Case) -> None:
    screening.drain()
    found = record(
        actor=cast.reviewer,
        case=case,
        fact="pay",
        state=FindingState.VERIFIED,
        document=None,
        page=None,
        note="",
        now=build.NOW,
        expect=case.version,
    )
    case.refresh_from_db()
    version = found.facts.screenings.get().version
    proposal = propose(
        actor=cast.reviewer,
        case=case,
        outcome=DecisionOutcome.REFUSE,
        reasons=[(version.reasons.filter(outcome=DecisionOutcome.REFUSE).first(), "")],
        note="",
        overrides="The contract is doubtful.",
        now=build.NOW,
        expect=case.version,
    )
    case.refresh_from_db()
    correct(cast, case)
    case.refresh_from_db()
    assert Decision.objects.get(pk=proposal.pk).status == DecisionStatus.VOID
    assert case.status == Status.IN_REVIEW


def test_a_correction_names_the_document_that_shows_it(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="Name the document"):
        correct(cast, case, evidence=None)
    assert case.facts.count() == 1
