"""Verbs of the applicant on an application: start, save a page, submit, withdraw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import SupplementStatus
from casework.guards import guarded
from casework.models import Case, ClockStop, Consent, Person, SupplementRequest, User
from casework.references import next_reference
from casework.services import screening
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused, lock, move, open_case
from recruitment.models import Profile
from visas import notices
from visas.consents import ASKED, REQUIRED, TEXT_VERSION
from visas.enums import TOP_TIER
from visas.facts import plan
from visas.models import TopTierApplication
from visas.permissions import may_edit, may_start, may_submit, may_withdraw
from visas.queries import Answers, answers_of, underway
from visas.sections import gaps
from visas.services.freezing import freeze

SUBMIT = "visas.submit"


class Conflict(Exception):
    """The answers changed in another window meanwhile; `stored` holds them as they are now."""

    def __init__(self, stored: TopTierApplication) -> None:
        super().__init__()
        self.stored = stored


def start(*, actor: User, now: datetime) -> Case:
    """Open a draft, or return the one there is. Raises Refused for a citizen and for a second application."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)
        profile = Profile.objects.filter(person=person).first()
        known = underway(person)
        answer = may_start(actor=actor, profile=profile, underway=known)
        if not answer:
            raise Refused(answer.reason)
        if known:
            return known
        reference = next_reference("TT", now)
        case = Case(kind=TOP_TIER, reference=reference, person=person, language=actor.language)
        open_case(case=case, actor=actor, now=now)
        TopTierApplication.objects.create(case=case, sector=profile.sector if profile else "")
    return case


def save_section(
    *, actor: User, case: Case, values: Mapping[str, Any], row_version: int
) -> TopTierApplication:
    """Write these answers of a draft as they were seen at `row_version`.

    Raises Conflict when they changed meanwhile (unless to the very same), and Refused once submitted.
    """
    with transaction.atomic():
        locked = lock(case)
        answer = may_edit(actor=actor, case=locked)
        if not answer:
            raise Refused(answer.reason)
        own = TopTierApplication.objects.get(case=locked)
        changed = [name for name, value in values.items() if getattr(own, name) != value]
        if not changed:
            return own
        if own.row_version != row_version:
            raise Conflict(own)
        for name in changed:
            setattr(own, name, values[name])
        own.row_version += 1
        own.save(update_fields=[*changed, "row_version", "updated_at"])
        audit(actor=actor, verb="application.save", case=locked, columns=",".join(sorted(changed)))
    return own


def submit(
    *,
    actor: User,
    case: Case,
    token: UUID,
    declared_name: str,
    consents: Collection[str],
    now: datetime,
) -> Case:
    """Submit a complete draft: freeze its facts, note consents, owe check and notice, in one transaction.

    The same token again returns the same case; with other content it is Refused, as is an incomplete draft, a
    missing consent, or a name that is not the passport's.
    """
    given = frozenset(consents)
    body = {"case": case.pk, "name": declared_name, "consents": sorted(given)}
    with guarded():
        locked = lock(case)
        if replayed(actor=actor, token=token, action=SUBMIT, case=locked, body=body):
            return locked
        answers = answers_of(locked)
        _check(actor, locked, answers, declared_name, given)
        moved = move(
            case=locked,
            action="submit",
            actor=actor,
            now=now,
            submitted_at=now,
            revision=locked.revision + 1,
            language=actor.language,
        )
        _freeze(actor, moved, answers, now)
        _declare(moved, answers.application, declared_name, given)
        give(actor=actor, token=token, action=SUBMIT, case=moved, body=body)
        notices.submitted(moved)
    return moved


def withdraw(*, actor: User, case: Case, now: datetime, expect: int) -> Case:
    """Withdraw (취하) an application, or discard a draft; an open supplement request and its pause end."""
    with guarded():
        locked = lock(case, expect=expect)
        answer = may_withdraw(actor=actor, case=locked)
        if not answer:
            raise Refused(answer.reason)
        moved = move(case=locked, action="withdraw", actor=actor, now=now)
        SupplementRequest.objects.filter(case=moved, status=SupplementStatus.OPEN).update(
            status=SupplementStatus.CANCELLED
        )
        ClockStop.objects.filter(case=moved, ended_at=None).update(ended_at=now)
        notices.withdrawn(moved)
    return moved


def _check(actor: User, case: Case, answers: Answers, declared_name: str, given: frozenset[str]) -> None:
    answer = may_submit(actor=actor, case=case, gaps=gaps(answers))
    if not answer:
        raise Refused(answer.reason)
    missing = [str(purpose.label) for purpose in REQUIRED if purpose.value not in given]
    if missing:
        raise Refused(_("Without this consent the application cannot be handled: %s.") % ", ".join(missing))
    if declared_name != answers.profile.passport_name:
        raise Refused(_("The name is not the one of your profile."))


def _freeze(actor: User, case: Case, answers: Answers, now: datetime) -> None:
    facts = freeze(
        plan=plan(
            career=answers.career(seoul_date(now)),
            profile=answers.profile,
            application=answers.application,
        ),
        case=case,
        actor=actor,
    )
    screening.owe(facts, today=seoul_date(now))


def _declare(case: Case, own: TopTierApplication, declared_name: str, given: frozenset[str]) -> None:
    own.declared_true, own.declared_name = True, declared_name
    own.row_version += 1
    own.save(update_fields=["declared_true", "declared_name", "row_version", "updated_at"])
    Consent.objects.bulk_create(
        Consent(
            person=case.person, purpose=asked.purpose, text_version=TEXT_VERSION, given=asked.value in given
        )
        for asked in ASKED
    )
