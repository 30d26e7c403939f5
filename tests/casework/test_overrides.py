"""How often officers found otherwise: counted from signed decisions, none where they followed the check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.corrected import corrected_facts
from casework.enums import DecisionOutcome, Role, Verdict
from casework.models import Decision, PolicyVersion
from casework.overrides import Overridden, Overrides, decisions_behind, overrides
from casework.services import decisions
from casework.services.screening import screen_facts
from tests.casework.eligibility.policy_story import officer
from tests.cast import signed_in
from tests.desk import ENOUGH, LITTLE, Desk
from visas.enums import Requirement
from visas.services.corrections import correct_fact

GRANT, REFUSE = DecisionOutcome.GRANT, DecisionOutcome.REFUSE
EVER = {"first": date(2000, 1, 1), "last": date(2100, 1, 1)}


def found(decision: Decision) -> Overrides:
    return overrides(decision.version, **EVER)


def against(desk: Desk, outcome: DecisionOutcome, **given: object) -> Decision:
    """A decision of two persons contrary to what the check found."""
    proposal = desk.propose(desk.verified(**given), outcome, overrides="The papers say otherwise.")
    return decisions.countersign(
        actor=desk.cast.approver, decision=proposal, now=desk.now, expect=proposal.case_version
    )


def test_where_officers_follow_the_check_nothing_is_otherwise(desk: Desk) -> None:
    counted = found(desk.signed())
    assert (counted.decisions, counted.against) == (1, 0)
    assert [one.otherwise for one in counted.criteria] == [0] * len(counted.criteria)
    assert sum(one.decided for one in counted.criteria) == len(counted.criteria)


def test_a_refusal_that_follows_the_check_is_not_against_it(desk: Desk) -> None:
    counted = found(desk.signed(outcome=REFUSE, pay=LITTLE))
    assert (counted.decisions, counted.against) == (1, 0)
    assert sum(one.not_met for one in counted.criteria) > 0


def test_a_refusal_against_the_check_counts(desk: Desk) -> None:
    signed = against(desk, REFUSE)
    counted = found(signed)
    assert (counted.decisions, counted.against) == (1, 1)
    cited = set(signed.reasons.values_list("reason__criterion", flat=True)) - {""}
    assert {one.code for one in counted.criteria if one.met_refused} == {
        one.code for one in counted.criteria if one.code in cited and one.met
    }


def test_a_grant_against_the_check_counts_where_nothing_was_met(desk: Desk) -> None:
    counted = found(against(desk, GRANT, pay=LITTLE))
    assert (counted.decisions, counted.against) == (1, 1)
    granted = [one for one in counted.criteria if one.not_met_granted]
    assert granted
    assert all(one.not_met == 1 for one in granted)


def test_only_the_period_asked_for_counts(desk: Desk) -> None:
    signed = desk.signed()
    day = timezone.localdate(signed.signed_at)
    assert overrides(signed.version, first=day, last=day).decisions == 1
    assert overrides(signed.version, first=day + timedelta(days=1), last=date(2100, 1, 1)).decisions == 0


def test_a_share_is_said_from_twenty_decisions_on() -> None:
    assert Overridden("c", "C", met=19, met_refused=1).share is None
    assert Overridden("c", "C", met=10, met_refused=1, not_met=10, not_met_granted=1).share == 10


def page(version: PolicyVersion, query: str = "") -> str:
    return reverse("admin:casework_policyversion_decisions", args=[version.pk]) + query


def test_those_who_make_law_read_it_and_take_it_along(desk: Desk) -> None:
    signed = against(desk, REFUSE)
    client = signed_in(officer("looking-back", Role.POLICY_OWNER))
    shown = client.get(page(signed.version)).content.decode()
    assert "1 signed decision<" in shown
    assert "against the automatic check: 1" in shown
    assert signed.case.reference not in shown
    file = client.get(page(signed.version, "?first=2026-01-01&format=csv"))
    assert file["Content-Type"].startswith("text/csv")
    assert "TT-DEGREE-01" in file.content.decode("utf-8-sig")
    with CaptureQueriesContext(connection) as few:
        client.get(page(signed.version))
    assert client.get(page(signed.version, "?first=nonsense")).status_code == 200
    with CaptureQueriesContext(connection) as again:
        client.get(page(signed.version, "?first=2026-01-01"))
    assert len(few) == len(again)


def test_a_version_nobody_decided_by_says_so(desk: Desk) -> None:
    proposal = desk.proposed()
    client = signed_in(officer("looking-early", Role.AUDITOR))
    assert "No signed decision" in client.get(page(proposal.version)).content.decode()


def test_the_list_behind_a_figure_names_cases_to_those_who_handle_them_alone(desk: Desk) -> None:
    signed = against(desk, REFUSE)
    one = next(one for one in found(signed).criteria if one.met)
    query = f"cases/?criterion={one.code}&group=met"
    seen = decisions_behind(signed.version, one.code, "met", officer=desk.cast.reviewer, **EVER)
    assert [decision.case for decision in seen] == [signed.case]
    shown = signed_in(officer("list-reading", Role.POLICY_OWNER)).get(page(signed.version, query))
    assert "1 decision in all." in shown.content.decode()
    assert signed.case.reference not in shown.content.decode()


@pytest.mark.parametrize("query", ["criterion=TT-NONE-99&group=met", "group=nonsense", "after=x", "first=x"])
def test_a_list_behind_no_figure_is_not_found(desk: Desk, query: str) -> None:
    client = signed_in(officer("list-guessing", Role.AUDITOR))
    assert client.get(page(desk.version, f"cases/?{query}")).status_code == 404


def test_a_correction_before_the_decision_counts_beside_what_the_applicant_stated(desk: Desk) -> None:
    case = desk.verified(pay=LITTLE)
    facts = correct_fact(
        actor=desk.cast.reviewer, case=case, fact="pay", low=ENOUGH, high=ENOUGH,
        reason="As the contract says.",
        evidence=case.documents.get(requirement=Requirement.CONTRACT).document, now=desk.now,
        expect=case.version,
    )  # fmt: skip
    screen_facts(desk.version, [(facts.pk, facts.as_of)])
    case.refresh_from_db()
    proposal = desk.propose(case, GRANT)
    signed = decisions.countersign(
        actor=desk.cast.approver, decision=proposal, now=desk.now, expect=proposal.case_version
    )
    counted = found(signed)
    assert (counted.decisions, counted.against) == (1, 0)
    turned = [one for one in counted.criteria if one.not_met_corrected or one.unknown_met]
    assert turned
    assert all(one.otherwise == 1 for one in turned)
    (pay,) = corrected_facts(signed.version, **EVER)
    assert (pay.code, pay.corrections, pay.without) == ("pay", 1, 0)
    assert {flip.is_now for flip in pay.flips} == {Verdict.MET}
