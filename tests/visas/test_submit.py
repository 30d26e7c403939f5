"""Submitting: once whatever is clicked, complete or not at all, and frozen from then on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from casework.enums import ConsentPurpose
from casework.models import Case, Consent, Facts, Notice, OwedScreening, Receipt
from casework.transitions import Refused
from recruitment.models import Employment
from recruitment.services.profile import save_profile
from tests.cast import Cast
from tests.visas import build
from visas.consents import ASKED
from visas.enums import TOP_TIER, Requirement, Status
from visas.facts import digest, plan_of
from visas.policies import seed_policies
from visas.services import applications, slots


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    seed_policies(now=build.NOW)


def test_one_transaction_freezes_facts_and_owes_check_and_notice(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    facts = Facts.objects.get(case=case)
    assert (case.status, case.submitted_at, case.revision) == (Status.SUBMITTED, build.NOW, 1)
    assert (facts.number, facts.as_of) == (1, build.NOW.date())
    assert facts.experience_low == facts.experience_high - 1 == 9 * 12 + 1  # from some day in September
    assert (facts.top_tier.pay_low, facts.top_tier.pay_high) == (168_000_000, 168_000_000)
    assert (facts.top_tier.citizenship, facts.top_tier.residence, facts.top_tier.sector) == ("SN", "FR", "ai")
    assert [row.institution for row in facts.degrees.all()] == ["University of Testing"]
    assert [row.employer for row in facts.employments.all()] == ["Listed Firm"]
    assert facts.digest == digest(plan_of(facts))
    assert OwedScreening.objects.filter(facts=facts).count() == 1
    assert Notice.objects.get(case=case).template == "visas/submitted"
    assert Consent.objects.filter(person=case.person, given=True).count() == len(ASKED)
    assert case.top_tier.declared_name == build.NAME


def test_the_same_token_again_is_the_same_application(cast: Cast) -> None:
    case, token = build.draft(cast.applicant), uuid4()
    first = build.submit(cast.applicant, case, token=token)
    later = build.submit(cast.applicant, case, token=token, now=build.NOW + timedelta(minutes=5))
    assert later.pk == first.pk
    assert later.submitted_at == build.NOW
    assert Case.objects.filter(kind=TOP_TIER).count() == 1
    assert Facts.objects.count() == Receipt.objects.count() == Notice.objects.count() == 1


def test_the_same_token_with_other_content_is_refused(cast: Cast) -> None:
    case, token = build.draft(cast.applicant), uuid4()
    build.submit(cast.applicant, case, token=token)
    with pytest.raises(Refused, match="already sent with other answers"):
        applications.submit(
            actor=cast.applicant,
            case=case,
            token=token,
            declared_name=build.NAME,
            consents=[ConsentPurpose.COLLECTION, ConsentPurpose.IDENTIFIERS, ConsentPurpose.JUSTICE],
            now=build.NOW,
        )


def test_another_token_after_submission_is_refused(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    with pytest.raises(Refused, match="submitted"):
        build.submit(cast.applicant, case)


def test_an_incomplete_draft_is_refused_with_what_is_missing(cast: Cast) -> None:
    build.fill_profile(cast.applicant)
    case = applications.start(actor=cast.applicant, now=build.NOW)
    with pytest.raises(Refused) as refused:
        build.submit(cast.applicant, case)
    for words in ("How you apply", "Employment contract", "Passport, photo page", "Degree certificate"):
        assert words in str(refused.value)
    assert not Facts.objects.exists()
    assert not Receipt.objects.exists()


def test_a_document_is_needed_only_for_what_was_entered(cast: Cast) -> None:
    """Without employment no certificate of career is asked for."""
    case = build.draft(cast.applicant)
    slots.clear(actor=cast.applicant, case=case, requirement=Requirement.CAREER, now=build.NOW)
    with pytest.raises(Refused, match="Certificates of career"):
        build.submit(cast.applicant, case)
    Employment.objects.filter(person=case.person).delete()
    assert build.submit(cast.applicant, case).status == Status.SUBMITTED


@pytest.mark.parametrize("name", ["DIALLO", "diallo amara", "", "SOMEBODY ELSE"])
def test_the_declared_name_is_the_passport_name(cast: Cast, name: str) -> None:
    case = build.draft(cast.applicant)
    with pytest.raises(Refused, match="name"):
        build.submit(cast.applicant, case, name=name)


def test_a_required_consent_cannot_be_left_out_but_the_optional_one_can(cast: Cast) -> None:
    case = build.draft(cast.applicant)
    common = {"actor": cast.applicant, "case": case, "declared_name": build.NAME, "now": build.NOW}
    with pytest.raises(Refused, match="consent"):
        applications.submit(token=uuid4(), consents=[ConsentPurpose.COLLECTION], **common)
    needed = set(ConsentPurpose.values) - {ConsentPurpose.RECOMMENDING}
    applications.submit(token=uuid4(), consents=needed, **common)
    given = dict(Consent.objects.filter(person=case.person).values_list("purpose", "given"))
    assert given.pop(ConsentPurpose.RECOMMENDING) is False
    assert set(given.values()) == {True}


def test_only_the_applicant_submits(cast: Cast) -> None:
    case = build.draft(cast.applicant)
    for other in (cast.stranger, cast.reviewer):
        with pytest.raises(Refused, match="Only the applicant"):
            build.submit(other, case)


def test_one_application_at_a_time(cast: Cast) -> None:
    first = applications.start(actor=cast.applicant, now=build.NOW)
    assert applications.start(actor=cast.applicant, now=build.NOW) == first
    build.submit(cast.applicant, build.draft(cast.applicant))
    with pytest.raises(Refused, match="underway"):
        applications.start(actor=cast.applicant, now=build.NOW)


def test_citizens_of_korea_need_no_visa(cast: Cast) -> None:
    person = cast.applicant.person
    save_profile(actor=cast.applicant, person=person, values={"citizenships": ["US", "KR"]})
    with pytest.raises(Refused, match="citizen of Korea"):
        applications.start(actor=cast.applicant, now=build.NOW)


def test_references_carry_the_year_of_korea(cast: Cast) -> None:
    """15:30 UTC on New Year's Eve is the new year in Seoul."""
    now = build.NOW.replace(year=2026, month=12, day=31, hour=23, minute=59) + timedelta(minutes=2)
    case = applications.start(actor=cast.applicant, now=now)
    assert case.reference.startswith("TT-2027-")
    assert len(case.reference) == len("TT-2027-000001")


def test_nothing_changes_after_submission(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    with pytest.raises(Refused, match="no longer be changed"):
        applications.save_section(
            actor=cast.applicant, case=case, values={"annual_pay": 1}, row_version=case.top_tier.row_version
        )
    with pytest.raises(Refused, match="no longer be changed"):
        slots.clear(actor=cast.applicant, case=case, requirement=Requirement.CONTRACT, now=build.NOW)


def test_a_changed_profile_leaves_the_frozen_facts(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    Employment.objects.filter(person=case.person).update(employer="Another Firm")
    facts = Facts.objects.get(case=case)
    assert [row.employer for row in facts.employments.all()] == ["Listed Firm"]


def test_the_database_refuses_to_change_or_delete_frozen_facts(cast: Cast) -> None:
    facts = Facts.objects.filter(case=build.submitted(cast.applicant))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        facts.update(experience_low=999)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        facts._raw_delete(facts.db)
