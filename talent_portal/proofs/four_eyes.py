"""Nobody decides alone: not by form, bulk action, inline, ORM or SQL, nor under a second account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

from allauth.account.internal.flows import login as flows
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.enums import Agency, DecisionStatus, Role
from casework.models import Case, Decision, User
from casework.services import decisions, screening
from casework.services.roles import grant_role
from casework.transitions import Refused
from talent_portal.demo import desk, journey
from talent_portal.demo.applicants import AMARA
from talent_portal.demo.cases import CHECKED_AFTER, STRONG
from talent_portal.proof import Context, Outcome, proof
from talent_portal.proofs import ground

SIGN = "UPDATE casework_decision SET status = 'signed', signed_by_id = %s, signed_at = now() WHERE id = %s"
CLOSE = "UPDATE casework_case SET status = 'granted', decided_at = now(), version = version + 1 WHERE id = %s"
Attempt = Callable[[], object]


@proof("four_eyes", "ways for one person to decide a case alone: every one refused")
def four_eyes(context: Context) -> Outcome:
    with context.database(), ground.hosts():
        decision, both = _proposed()
        attempts = list(_attempts(decision, both))
        passed = [name for name, attempt in attempts if _got_through(attempt, decision)]
        control = _another_person_may(decision) and _control(decision)
    note = f"got through: {', '.join(passed)}" if passed else "all refused by form, service and database"
    return Outcome(len(attempts), len(passed), control, note)


def _proposed() -> tuple[Decision, User]:
    """A proposal by a reviewer, and a second account of that same person that may approve."""
    cast, world = ground.rules()
    case = journey.apply(applicant=replace(AMARA, pay=STRONG), world=world, now=cast.ago(days=9))
    screening.drain(now=cast.ago(days=9) + CHECKED_AFTER)
    decision = desk.propose(cast, desk.take(cast, case, days=1), days=3)
    first, second = User.objects.filter(role_grants__role=Role.ADMINISTRATOR).order_by("email")
    account = User.objects.create_user(
        "second.account@demo.invalid", person=cast.reviewer.person, is_staff=True
    )
    for user in (account, cast.reviewer):
        grant_role(user=user, role=Role.APPROVER, agency=Agency.JUSTICE, actor=first, confirmed_by=second)
    return decision, account


def _attempts(decision: Decision, both: User) -> Iterator[tuple[str, Attempt]]:
    alone, case = decision.proposed_by, decision.case
    row = Decision.objects.filter(pk=decision.pk)
    now = timezone.now()
    signed = {"status": DecisionStatus.SIGNED, "signed_at": now}
    yield "form", lambda: _post(alone, _address("countersign", case), {"expect": case.version})
    yield "form, second account", lambda: _post(both, _address("countersign", case), {"expect": case.version})
    yield "bulk action", lambda: _bulk(alone, case)
    yield "inline", lambda: _inline(alone, case, decision)
    yield "service", lambda: _service(alone, decision)
    yield "service, second account", lambda: _service(both, decision)
    yield "ORM", lambda: row.update(**signed, signed_by=alone)
    yield "ORM, second account", lambda: row.update(**signed, signed_by=both)
    yield "ORM, no approver", lambda: row.update(**signed, signed_by=None)
    yield "SQL as the app role", lambda: _sql(SIGN, alone.pk, decision.pk)
    yield "SQL, NULL approver", lambda: _sql(SIGN, None, decision.pk)
    yield "SQL, second account", lambda: _sql(SIGN, both.pk, decision.pk)
    yield "SQL, the person forged", lambda: _forged(alone, decision)
    yield "SQL, the account moved to another person", lambda: _moved(both, decision)
    yield "SQL, the account off the staff and moved", lambda: _moved(both, decision, leaving=True)
    yield "SQL, the case alone", lambda: _sql(CLOSE, case.pk)
    yield "SQL, a decision born signed", lambda: _born_signed(decision, alone)


def _got_through(attempt: Attempt, decision: Decision) -> bool:
    """Whether the attempt left a signed decision or a decided case; its effect is undone either way."""
    through = False
    with transaction.atomic():
        try:
            with transaction.atomic():
                attempt()
        except (DatabaseError, Refused):
            pass
        signed = Decision.objects.filter(case=decision.case_id, status=DecisionStatus.SIGNED).exists()
        through = signed or Case.objects.filter(pk=decision.case_id, decided_at__isnull=False).exists()
        transaction.set_rollback(True)
    return through


def _control(decision: Decision) -> bool:
    """The guards dropped by the owner of this very database: the plainest attempt now gets through."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casework_decision DROP CONSTRAINT decided_by_two_persons")
        cursor.execute("DROP TRIGGER decision_guard ON casework_decision")
    return _got_through(lambda: _sql(SIGN, decision.proposed_by_id, decision.pk), decision)


def _another_person_may(decision: Decision) -> bool:
    """The same form, sent by an approver who is somebody else, decides: the attempts reach the real door."""
    case = decision.case
    approvers = User.objects.filter(role_grants__role=Role.APPROVER).exclude(
        person=decision.proposed_person_id
    )
    other = approvers.earliest("email")
    return _got_through(
        lambda: _post(other, _address("countersign", case), {"expect": case.version}), decision
    )


def _address(action: str, case: Case) -> str:
    return reverse(f"admin:visas_toptiercase_{action}", args=[case.pk])


def _post(user: User, url: str, data: dict[str, object]) -> None:
    client = Client()
    client.force_login(user, backend=ground.BACKEND)
    session = client.session
    session[flows.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": "totp"}]
    session[flows._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    client.post(url, data)


def _bulk(user: User, case: Case) -> None:
    for action in ("countersign", "grant", "sign", "delete_selected"):
        data: dict[str, object] = {"action": action, "_selected_action": [str(case.pk)], "index": 0}
        _post(user, reverse("admin:visas_toptiercase_changelist"), data)


def _inline(user: User, case: Case, decision: Decision) -> None:
    data: dict[str, object] = {
        "status": "granted",
        "decisions-TOTAL_FORMS": 1,
        "decisions-INITIAL_FORMS": 1,
        "decisions-0-id": decision.pk,
        "decisions-0-case": str(case.pk),
        "decisions-0-status": "signed",
        "decisions-0-signed_by": str(user.pk),
    }
    _post(user, _address("change", case), data)


def _service(user: User, decision: Decision) -> None:
    decisions.countersign(actor=user, decision=decision, now=timezone.now(), expect=decision.case.version)


def _sql(statement: str, *values: int | UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _forged(user: User, decision: Decision) -> None:
    stranger = User.objects.filter(is_staff=True).exclude(person=user.person_id).earliest("email")
    _sql(
        "UPDATE casework_decision SET status = 'signed', signed_by_id = %s, signed_at = now(), "
        "signed_person_id = %s WHERE id = %s",
        user.pk,
        stranger.person_id,
        decision.pk,
    )


def _moved(user: User, decision: Decision, *, leaving: bool = False) -> None:
    if leaving:
        _sql("UPDATE casework_user SET is_staff = false WHERE id = %s", user.pk)
    stranger = User.objects.filter(is_staff=True).exclude(person=user.person_id).earliest("email")
    _sql("UPDATE casework_user SET person_id = %s WHERE id = %s", stranger.person_id, user.pk)
    _sql(SIGN, user.pk, decision.pk)


def _born_signed(decision: Decision, user: User) -> None:
    _sql("UPDATE casework_decision SET status = 'void' WHERE id = %s", decision.pk)
    Decision.objects.create(
        case=decision.case,
        case_version=decision.case_version,
        facts=decision.facts,
        version=decision.version,
        outcome=decision.outcome,
        status=DecisionStatus.SIGNED,
        proposed_by=user,
        proposed_at=timezone.now(),
        signed_by=user,
        signed_at=timezone.now(),
    )
