"""Statements the application's role must never get through, and the guard that stops each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from casework.enums import DecisionOutcome, Role
from casework.models import (
    AccessLog,
    AuditEntry,
    Case,
    ClockStop,
    Decision,
    RoleGrant,
    Screening,
    User,
)
from tests.desk import Desk

Sql = tuple[str, list[object]]


@dataclass(frozen=True)
class Attack:
    """A statement of the app role, and what the owner does to let it pass."""

    name: str
    statement: Callable[[Desk], Sql]
    disarm: tuple[str, ...]


def off(trigger: str, *tables: str) -> tuple[str, ...]:
    return tuple(f"DROP TRIGGER {trigger} ON {table}" for table in tables)


def granted(rights: str, *tables: str) -> tuple[str, ...]:
    return tuple(f"GRANT {rights} ON {table} TO PUBLIC" for table in tables)


CASE_GUARD = off("case_guard", "casework_case")
DECISION_GUARD = off("decision_guard", "casework_decision")
NO_SELF = ("ALTER TABLE casework_decision DROP CONSTRAINT decided_by_two_persons",)
UPDATE_CASE = "UPDATE casework_case SET status = %s, version = version + 1 WHERE id = %s"


def wrong_edge(desk: Desk) -> Sql:
    return UPDATE_CASE, ["supplement", desk.submitted().pk]


def wrong_beginning(desk: Desk) -> Sql:
    sql = """INSERT INTO casework_case
        (id, kind, reference, person_id, status, status_since, version, revision, agency, language,
        created_at)
        VALUES (%s, 'top_tier', 'T-999999', %s, 'granted', now(), 1, 1, 'moj', 'en', now())"""
    return sql, [str(uuid4()), desk.cast.applicant.person_id]


def stale_version(desk: Desk) -> Sql:
    case = desk.in_review()
    return "UPDATE casework_case SET revision = 7, version = version WHERE id = %s", [case.pk]


def another_person(desk: Desk) -> Sql:
    sql = "UPDATE casework_case SET person_id = %s, version = version + 1 WHERE id = %s"
    return sql, [desk.cast.stranger.person_id, desk.submitted().pk]


def granted_without_signature(desk: Desk) -> Sql:
    case = desk.proposed().case
    sql = "UPDATE casework_case SET status='granted', decided_at=now(), version=version+1 WHERE id=%s"
    return sql, [case.pk]


def refused_on_a_signed_grant(desk: Desk) -> Sql:
    proposal = desk.proposed()
    sign(proposal, desk.cast.approver)
    sql = "UPDATE casework_case SET status='refused', decided_at=now(), version=version+1 WHERE id=%s"
    return sql, [proposal.case_id]


def decided_case_changed(desk: Desk) -> Sql:
    return UPDATE_CASE, ["in_review", desk.signed().case_id]


def self_countersigned(desk: Desk) -> Sql:
    return signature(desk.proposed(), desk.cast.reviewer)


def second_account_of_one_person(desk: Desk) -> Sql:
    proposal = desk.proposed()
    account = User.objects.create_user("another@ministry.example", person=desk.cast.reviewer.person)
    return signature(proposal, account)


def nobody_signs(desk: Desk) -> Sql:
    return "UPDATE casework_decision SET status = 'signed', signed_at = now() WHERE id = %s", [
        desk.proposed().pk
    ]


def inserted_as_signed(desk: Desk) -> Sql:
    proposal = desk.proposed()
    Decision.objects.filter(pk=proposal.pk).update(status="void")
    sql = """INSERT INTO casework_decision (case_id, case_version, facts_id, version_id, outcome, status,
        note, overrides, proposed_by_id, proposed_person_id, proposed_at, signed_by_id, signed_person_id,
        signed_at, returned_note)
        SELECT case_id, case_version, facts_id, version_id, outcome, 'signed', '', '', proposed_by_id,
        proposed_person_id, now(), %s, %s, now(), '' FROM casework_decision WHERE id = %s"""
    approver = desk.cast.approver
    return sql, [approver.pk, approver.person_id, proposal.pk]


def signed_decision_edited(desk: Desk) -> Sql:
    return "UPDATE casework_decision SET note = 'other' WHERE id = %s", [desk.signed().pk]


def proposal_turned_round(desk: Desk) -> Sql:
    return "UPDATE casework_decision SET outcome = 'refuse' WHERE id = %s", [desk.proposed().pk]


def overtaken_proposal_signed(desk: Desk) -> Sql:
    proposal = desk.proposed()
    case = Case.objects.get(pk=proposal.case_id)
    Case.objects.filter(pk=case.pk).update(version=case.version + 1, assignee=desk.cast.colleague)
    return signature(proposal, desk.cast.approver)


def reason_added_after_signature(desk: Desk) -> Sql:
    signed = desk.signed()
    sql = "INSERT INTO casework_decisionreason (decision_id, reason_id, text) VALUES (%s, %s, '')"
    return sql, [signed.pk, desk.reason(DecisionOutcome.REFUSE).pk]


def staff_account_moved_to_another_person(desk: Desk) -> Sql:
    sql = "UPDATE casework_user SET person_id = %s WHERE id = %s"
    return sql, [desk.cast.stranger.person_id, desk.cast.reviewer.pk]


def officer_moved_to_another_person_after_leaving(desk: Desk) -> Sql:
    User.objects.filter(pk=desk.cast.reviewer.pk).update(is_staff=False)
    sql = "UPDATE casework_user SET person_id = %s WHERE id = %s"
    return sql, [desk.cast.stranger.person_id, desk.cast.reviewer.pk]


def staff_number_changed(desk: Desk) -> Sql:
    return "UPDATE casework_person SET staff_number = 'X' WHERE id = %s", [desk.cast.reviewer.person_id]


def deciding_role_by_one_person(desk: Desk) -> Sql:
    grant = RoleGrant.objects.filter(role=Role.APPROVER).latest("pk")
    return "UPDATE casework_rolegrant SET confirmed_by_id = granted_by_id WHERE id = %s", [grant.pk]


def audit_row_deleted(desk: Desk) -> Sql:
    desk.submitted()
    return "DELETE FROM casework_auditentry WHERE id = %s", [AuditEntry.objects.latest("id").pk]


def audit_row_changed(desk: Desk) -> Sql:
    desk.submitted()
    return "UPDATE casework_auditentry SET verb = 'x' WHERE id = %s", [AuditEntry.objects.latest("id").pk]


def screening_changed(desk: Desk) -> Sql:
    desk.submitted()
    return "UPDATE casework_screening SET outcome = 0 WHERE id = %s", [Screening.objects.latest("id").pk]


def facts_changed(desk: Desk) -> Sql:
    facts = desk.submitted().facts.get()
    return "UPDATE visas_toptierfacts SET pay_low = 1 WHERE facts_id = %s", [facts.pk]


def shared_facts_changed(desk: Desk) -> Sql:
    facts = desk.submitted().facts.get()
    return "UPDATE casework_facts SET experience_low = 1 WHERE id = %s", [facts.pk]


def access_log_deleted(desk: Desk) -> Sql:
    person, officer = desk.cast.applicant.person, desk.cast.reviewer
    AccessLog.objects.create(person=person, actor=officer, what="case", reason="T-1")
    return "DELETE FROM casework_accesslog", []


def history_rewritten(desk: Desk) -> Sql:
    desk.submitted()
    return "UPDATE visas_toptierapplicationevent SET annual_pay = 1", []


def clock_stop_deleted(desk: Desk) -> Sql:
    case = desk.in_review()
    stop = ClockStop.objects.create(case=case, reason="supplement", started_at=timezone.now())
    return "DELETE FROM casework_clockstop WHERE id = %s", [stop.pk]


def signature(proposal: Decision, officer: User) -> Sql:
    sql = """UPDATE casework_decision SET status = 'signed', signed_by_id = %s, signed_person_id = %s,
        signed_at = now() WHERE id = %s"""
    return sql, [officer.pk, officer.person_id, proposal.pk]


def sign(proposal: Decision, officer: User) -> None:
    Decision.objects.filter(pk=proposal.pk).update(
        status="signed", signed_by=officer, signed_at=timezone.now()
    )


ATTACKS = (
    Attack("wrong edge", wrong_edge, CASE_GUARD),
    Attack("wrong beginning", wrong_beginning, CASE_GUARD),
    Attack("stale version", stale_version, CASE_GUARD),
    Attack("another person", another_person, CASE_GUARD),
    Attack("granted without a signature", granted_without_signature, CASE_GUARD),
    Attack("refused on a signed grant", refused_on_a_signed_grant, CASE_GUARD),
    Attack("decided case changed", decided_case_changed, CASE_GUARD),
    Attack("self-countersigned", self_countersigned, NO_SELF),
    Attack("second account of one person", second_account_of_one_person, NO_SELF),
    Attack("nobody signs", nobody_signs, NO_SELF),
    Attack("inserted as signed", inserted_as_signed, DECISION_GUARD),
    Attack("signed decision edited", signed_decision_edited, DECISION_GUARD),
    Attack("proposal turned round", proposal_turned_round, DECISION_GUARD),
    Attack("overtaken proposal signed", overtaken_proposal_signed, DECISION_GUARD),
    Attack(
        "reason added after signature",
        reason_added_after_signature,
        off("decisionreason_guard", "casework_decisionreason"),
    ),
    Attack(
        "staff account moved to another person",
        staff_account_moved_to_another_person,
        off("person_guard", "casework_user"),
    ),
    Attack(
        "officer moved to another person after leaving",
        officer_moved_to_another_person_after_leaving,
        off("person_guard", "casework_user"),
    ),
    Attack("staff number changed", staff_number_changed, off("person_guard", "casework_person")),
    Attack(
        "deciding role by one person",
        deciding_role_by_one_person,
        ("ALTER TABLE casework_rolegrant DROP CONSTRAINT deciding_role_two_persons",),
    ),
    Attack("audit row deleted", audit_row_deleted, granted("DELETE", "casework_auditentry")),
    Attack("audit row changed", audit_row_changed, granted("UPDATE", "casework_auditentry")),
    Attack("screening changed", screening_changed, granted("UPDATE", "casework_screening")),
    Attack("facts changed", facts_changed, granted("UPDATE", "visas_toptierfacts")),
    Attack("shared facts changed", shared_facts_changed, granted("UPDATE", "casework_facts")),
    Attack("access log deleted", access_log_deleted, granted("DELETE", "casework_accesslog")),
    Attack("history rewritten", history_rewritten, granted("UPDATE", "visas_toptierapplicationevent")),
    Attack("clock stop deleted", clock_stop_deleted, granted("DELETE", "casework_clockstop")),
)
