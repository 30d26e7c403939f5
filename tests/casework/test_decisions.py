"""Two persons decide: what may be proposed, who may sign, what becomes of a proposal overtaken by events."""

from __future__ import annotations

import pytest

from casework.enums import DecisionOutcome, DecisionStatus, FindingState, Role, SupplementStatus
from casework.models import AuditEntry, Case, Document, Notice, RoleGrant
from casework.registry import Event, hear
from casework.services import assignment, decisions, findings, supplements
from casework.services.findings import standing
from casework.transitions import Refused, Stale
from tests.cast import officer
from tests.desk import BETWEEN, LITTLE, Desk
from visas.enums import Status
from visas.services.corrections import correct_fact

GRANT, REFUSE = DecisionOutcome.GRANT, DecisionOutcome.REFUSE


def test_two_persons_grant(desk: Desk) -> None:
    proposal = desk.proposed()
    assert (proposal.status, proposal.case.status) == (DecisionStatus.PROPOSED, Status.PROPOSED)
    signed = decisions.countersign(
        actor=desk.cast.approver, decision=proposal, now=desk.now, expect=proposal.case_version
    )
    case = Case.objects.get(pk=signed.case_id)
    assert (signed.status, case.status, case.decided_at) == (DecisionStatus.SIGNED, Status.GRANTED, desk.now)
    assert signed.proposed_person_id == desk.cast.reviewer.person_id
    assert signed.signed_person_id == desk.cast.approver.person_id
    verbs = list(AuditEntry.objects.filter(case=case).values_list("verb", flat=True))
    assert {"decision.propose", "decision.sign", "case.grant"} <= set(verbs)


def test_two_persons_refuse(desk: Desk) -> None:
    signed = desk.signed(outcome=REFUSE, pay=LITTLE)
    assert Case.objects.get(pk=signed.case_id).status == Status.REFUSED


def test_the_applicant_is_told_in_the_same_transaction(desk: Desk) -> None:
    signed = desk.signed()
    assert Notice.objects.filter(case=signed.case_id, recipient__person=signed.case.person_id).exists()


def test_nobody_signs_their_own_proposal_under_any_account(desk: Desk) -> None:
    reviewer = desk.cast.reviewer
    other = officer("second-account", None)
    type(other).objects.filter(pk=other.pk).update(is_staff=False)
    other.refresh_from_db()
    other.person, other.is_staff = reviewer.person, False
    other.save(update_fields=["person"])
    other.is_staff = True
    other.save(update_fields=["is_staff"])
    for account in (reviewer, other):
        RoleGrant.objects.create(
            user=account,
            role=Role.APPROVER,
            agency="moj",
            granted_by=desk.cast.administrator,
            confirmed_by=desk.cast.auditor,
        )
    proposal = desk.proposed()
    for account in (reviewer, other):
        fresh = type(account).objects.get(pk=account.pk)
        with pytest.raises(Refused, match="Another person must countersign"):
            decisions.countersign(actor=fresh, decision=proposal, now=desk.now, expect=proposal.case_version)


@pytest.mark.parametrize("who", ["colleague", "steward", "auditor", "administrator", "dismissed", "stranger"])
def test_only_an_approver_signs(desk: Desk, who: str) -> None:
    proposal = desk.proposed()
    with pytest.raises(Refused):
        decisions.countersign(
            actor=getattr(desk.cast, who), decision=proposal, now=desk.now, expect=proposal.case_version
        )


def test_an_open_criterion_blocks_a_grant(desk: Desk) -> None:
    case = desk.verified(pay=BETWEEN)
    with pytest.raises(Refused, match="Still to be confirmed"):
        desk.propose(case, GRANT, overrides="I am sure.")


def test_a_fact_nobody_verified_blocks_a_grant(desk: Desk) -> None:
    case = desk.in_review()
    with pytest.raises(Refused, match="Not verified"):
        desk.propose(case, GRANT)
    desk.verify(case, "pay", FindingState.CANNOT_TELL)
    with pytest.raises(Refused, match="Not verified"):
        desk.propose(case, GRANT)
    desk.verify(case, "pay")
    assert desk.propose(case, GRANT)


def test_a_decision_against_the_check_needs_its_reason(desk: Desk) -> None:
    case = desk.verified()
    with pytest.raises(Refused, match="not what the automatic check found"):
        desk.propose(case, REFUSE)
    proposal = desk.propose(case, REFUSE, overrides="The contract is not genuine.")
    assert proposal.overrides == "The contract is not genuine."


def test_a_decision_that_follows_the_check_keeps_no_override(desk: Desk) -> None:
    assert desk.propose(desk.verified(), GRANT, overrides="left over").overrides == ""


def test_reasons_belong_to_the_outcome(desk: Desk) -> None:
    case = desk.verified()
    for reasons in ([], [(desk.reason(REFUSE), "")]):
        with pytest.raises(Refused):
            decisions.propose(
                actor=desk.cast.reviewer,
                case=case,
                outcome=GRANT,
                reasons=reasons,
                note="",
                overrides="",
                now=desk.now,
                expect=case.version,
            )


def shown(case: Case) -> Document:
    """A document of the case, as evidence."""
    return case.documents.select_related("document").earliest("pk").document


def test_no_proposal_before_the_check_is_finished(desk: Desk) -> None:
    case = desk.verified()
    correct_fact(
        actor=desk.cast.reviewer,
        case=case,
        fact="pay",
        low=LITTLE,
        high=LITTLE,
        reason="The contract says so.",
        evidence=shown(case),
        now=desk.now,
        expect=case.version,
    )
    case.refresh_from_db()
    with pytest.raises(Refused, match="not finished"):
        desk.propose(case, GRANT)


def test_a_stale_page_proposes_nothing(desk: Desk) -> None:
    case = desk.verified()
    assignment.assign(
        actor=desk.cast.reviewer, case=case, to=desk.cast.colleague, now=desk.now, expect=case.version
    )
    with pytest.raises(Stale):
        desk.propose(case, GRANT)


def test_a_correction_voids_the_proposal(desk: Desk) -> None:
    proposal = desk.proposed()
    case = proposal.case
    correct_fact(
        actor=desk.cast.colleague,
        case=case,
        fact="pay",
        low=LITTLE,
        high=LITTLE,
        reason="A newer contract.",
        evidence=shown(case),
        now=desk.now,
        expect=proposal.case_version,
    )
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.status, case.status) == (DecisionStatus.VOID, Status.IN_REVIEW)
    with pytest.raises(Refused):
        decisions.countersign(actor=desk.cast.approver, decision=proposal, now=desk.now, expect=case.version)


def test_sending_back_needs_a_note_and_ends_the_proposal(desk: Desk) -> None:
    proposal = desk.proposed()
    with pytest.raises(Refused):
        decisions.send_back(
            actor=desk.cast.approver, decision=proposal, note=" ", now=desk.now, expect=proposal.case_version
        )
    decisions.send_back(
        actor=desk.cast.approver,
        decision=proposal,
        note="Look at the pay again.",
        now=desk.now,
        expect=proposal.case_version,
    )
    proposal.refresh_from_db()
    proposal.case.refresh_from_db()
    assert (proposal.status, proposal.case.status) == (DecisionStatus.RETURNED, Status.IN_REVIEW)
    assert desk.propose(proposal.case, GRANT)


def test_a_finding_lapses_when_its_fact_is_corrected(desk: Desk) -> None:
    case = desk.verified()
    assert set(standing(case)) == {"degree", "employment", "pay"}
    correct_fact(
        actor=desk.cast.reviewer,
        case=case,
        fact="employment.1.started",
        low=desk.now.date().replace(year=2015, month=1, day=1),
        high=desk.now.date().replace(year=2015, month=1, day=1),
        reason="The certificate.",
        evidence=shown(case),
        now=desk.now,
        expect=case.version,
    )
    found = standing(case)
    assert found["employment"].state == FindingState.CORRECTED
    assert found["pay"].state == FindingState.VERIFIED


def test_findings_lapse_when_the_applicant_states_other_facts(desk: Desk) -> None:
    case = desk.verified()
    desk.freeze(case, desk.cast.applicant, pay=LITTLE)
    assert standing(case) == {}


@pytest.mark.parametrize("state", [FindingState.CANNOT_TELL, FindingState.CORRECTED])
def test_a_finding_without_its_reason_or_value_is_refused(desk: Desk, state: FindingState) -> None:
    case = desk.in_review()
    with pytest.raises(Refused):
        findings.record(
            actor=desk.cast.reviewer,
            case=case,
            fact="pay",
            state=state,
            document=None,
            page=None,
            note="",
            now=desk.now,
            expect=case.version,
        )


def test_a_supplement_stops_the_clock_until_it_is_cancelled(desk: Desk) -> None:
    case = desk.in_review()
    supplements.ask(
        actor=desk.cast.reviewer,
        case=case,
        items=[("degree", "No apostille.")],
        due_on=desk.now.date().replace(year=desk.now.year + 1),
        now=desk.now,
        expect=case.version,
    )
    case.refresh_from_db()
    assert case.status == Status.SUPPLEMENT
    assert case.clock_stops.get().ended_at is None
    supplements.cancel(actor=desk.cast.reviewer, case=case, now=desk.now, expect=case.version)
    case.refresh_from_db()
    assert case.status == Status.IN_REVIEW
    assert case.clock_stops.get().ended_at == desk.now
    assert case.supplements.get().status == SupplementStatus.CANCELLED


@pytest.mark.parametrize(("items", "days"), [([], 14), ([("degree", " ")], 14), ([("degree", "why")], 0)])
def test_a_supplement_says_what_why_and_leaves_time(
    desk: Desk, items: list[tuple[str, str]], days: int
) -> None:
    case = desk.in_review()
    with pytest.raises(Refused):
        supplements.ask(
            actor=desk.cast.reviewer,
            case=case,
            items=items,
            due_on=desk.now.date().replace(year=desk.now.year + bool(days)),
            now=desk.now,
            expect=case.version,
        )


def test_what_a_listener_does_is_undone_with_a_refused_verb(desk: Desk) -> None:
    heard: list[str] = []
    hear("somewhere-else", Event.DECIDED, lambda **news: heard.append(str(news)))
    desk.signed()
    assert heard == []
