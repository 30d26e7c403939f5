"""From a draft to law: what a what-if counts, who may sign it, when it is refused, and what happens then."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from casework.eligibility.digests import cutoff
from casework.enums import EditionKind, MatchMethod, Outcome, PolicyStatus, Role, RouteKind, SimulationKind
from casework.impact import behind, counted
from casework.models import (
    Enactment,
    FactsDegree,
    Notice,
    PolicyVersion,
    Rescreening,
    Screening,
    Simulation,
    User,
)
from casework.services import drafts, rescreening, screening, signing, simulation
from casework.services.policies import enact, sign
from casework.services.replaying import replay_all
from casework.transitions import Refused
from tests.casework.eligibility import build
from tests.casework.eligibility.policy_story import applicant, editions, law, officer, widened
from visas.enums import TOP_TIER

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return officer("owner", Role.POLICY_OWNER)


@pytest.fixture
def signer() -> User:
    return officer("signer", Role.POLICY_SIGNER)


@pytest.fixture
def version() -> PolicyVersion:
    return law()


def tried(owner: User, draft: PolicyVersion) -> Simulation:
    asked = simulation.request(actor=owner, version=draft, today=timezone.localdate(), now=timezone.now())
    return simulation.run(asked)


def signed(signer: User, result: Simulation) -> Enactment:
    today, now = timezone.localdate(), timezone.now()
    since = signing.delta(result, cutoff())
    return sign(actor=signer, simulation=result, delta=since, effective_from=today, today=today, now=now)


def test_the_what_if_counts_whom_a_wider_rank_lets_in(owner: User, version: PolicyVersion) -> None:
    for university in ("U50", "U102", "U150", "U250"):
        applicant(university)
    applicant(None)
    applicant("U102", pay=1)
    found = tried(owner, widened(owner, version))
    impact = counted(found.cells.all(), found)
    assert (impact.cases, impact.gain, impact.lose, impact.unknown) == (6, 2, 0, 1)
    gained = behind(found, "gain")
    assert {FactsDegree.objects.get(facts=row.facts).ror_id for row in gained} == {"U102", "U150"}
    for group in ("gain", "lose", "unknown", "changed"):
        assert len(behind(found, group)) == getattr(impact, group)


def test_cells_name_the_criterion_and_where_people_come_from(owner: User, version: PolicyVersion) -> None:
    applicant("U102")
    found = tried(owner, widened(owner, version))
    (cell,) = found.cells.all()
    assert cell.criteria == [0 * 3 + 1, -1, -1]
    assert (cell.nationality, cell.sector, cell.agency) == ("FR", "ai", "moj")


def test_only_the_newest_facts_of_a_case_count(owner: User, version: PolicyVersion) -> None:
    first = applicant("U250")
    applicant("U102", case=first.case)
    assert tried(owner, widened(owner, version)).cases == 1


def test_a_signed_draft_is_law_from_today_and_open_cases_are_checked_again(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    gaining, same = applicant("U102"), applicant("U250")
    account = User.objects.create(email="gains@people.example", person=gaining.case.person)
    signed(signer, tried(owner, draft := widened(owner, version)))
    draft.refresh_from_db()
    assert draft.status == PolicyStatus.ENACTED
    assert rescreening.begin_due() == 1
    while rescreening.step(draft.rescreening, timezone.localdate()):
        pass
    outcomes = dict(Screening.objects.filter(version=draft).values_list("facts", "outcome"))
    assert outcomes == {gaining.pk: Outcome.ELIGIBLE, same.pk: Outcome.NOT_ELIGIBLE}
    assert list(Notice.objects.values_list("recipient", flat=True)) == [account.pk]
    assert replay_all(Screening.objects.all(), scope="test").differing == 0


def test_cases_since_the_what_if_are_signed_as_a_delta(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    applicant("U250")
    result = tried(owner, widened(owner, version))
    applicant("U102")
    enactment = signed(signer, result)
    assert (enactment.delta_cases, enactment.delta_gain) == (1, 1)


def test_the_one_who_drafted_cannot_sign_under_any_account(owner: User, version: PolicyVersion) -> None:
    result = tried(owner, widened(owner, version))
    again = officer("second-account", Role.POLICY_SIGNER, person=owner.person)
    with pytest.raises(Refused, match="Another person"):
        signed(again, result)


def test_a_draft_changed_after_the_what_if_cannot_be_signed(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    result = tried(owner, draft := widened(owner, version))
    drafts.set_figures(actor=owner, version=draft, values={"degree_rank": 300})
    with pytest.raises(Refused, match="changed after"):
        signed(signer, result)


def test_a_new_edition_after_the_what_if_stops_the_signature(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    result = tried(owner, widened(owner, version))
    build.make_edition(EditionKind.RANKING, build.RANKING, complete_to=10)
    with pytest.raises(Refused, match="editions"):
        signed(signer, result)


def test_postgres_refuses_what_the_service_would(owner: User, signer: User, version: PolicyVersion) -> None:
    result = tried(owner, draft := widened(owner, version))
    attempts = [
        (result, owner, result.digest),
        (result, signer, "0" * 64),
    ]
    for simulated, by, digest in attempts:
        with pytest.raises(Exception, match="enactment_guard"), transaction.atomic():
            Enactment.objects.create(
                version=draft, simulation=simulated, signed_by=by, signed_at=timezone.now(),
                effective_from=timezone.localdate(), digest=digest,
                editions_digest=simulated.editions_digest, delta_upto=0,
            )  # fmt: skip


def test_unsigned_law_is_refused_once_somebody_has_applied(owner: User, version: PolicyVersion) -> None:
    applicant("U50")
    draft = widened(owner, version)
    with pytest.raises(Exception, match="law_guard"), transaction.atomic():
        enact(version=draft, actor=None, effective_from=timezone.localdate(), now=timezone.now())


def test_a_finished_what_if_never_changes(owner: User, version: PolicyVersion) -> None:
    result = tried(owner, widened(owner, version))
    with pytest.raises(Exception, match="simulation_guard"), transaction.atomic():
        Simulation.objects.filter(pk=result.pk).update(exposure=1)


def test_a_stolen_version_row_is_refused(version: PolicyVersion) -> None:
    with pytest.raises(Exception, match="law_guard"), transaction.atomic():
        PolicyVersion.objects.create(
            policy=TOP_TIER, number=9, status=PolicyStatus.ENACTED, title_en="x", title_ko="x",
            legal_source="x", effective=version.effective, enacted_at=timezone.now(), digest="x",
        )  # fmt: skip


def test_a_corrected_edition_shows_whose_check_would_have_been_another(
    owner: User, version: PolicyVersion
) -> None:
    corrected, untouched = applicant("U102"), applicant("U250")
    (used,) = editions(EditionKind.RANKING)
    mended = build.make_edition(
        EditionKind.RANKING,
        build.RANKING,
        complete_to=1000,
        entries=[("U102", 99, 99, MatchMethod.EXACT), ("U250", 250, 250, MatchMethod.EXACT)],
    )
    asked = simulation.request_remedy(
        actor=owner, version=version, edition=used, replacement=mended,
        today=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip
    found = simulation.run(asked)
    impact = counted(found.cells.all(), found)
    assert (impact.cases, impact.gain, impact.lose) == (2, 1, 0)
    assert [row.facts for row in behind(found, "gain")] == [corrected.pk]
    assert untouched.screenings.get().outcome == Outcome.NOT_ELIGIBLE


def test_a_draft_that_counts_points_is_compared_too(owner: User, version: PolicyVersion) -> None:
    applicant("U102")
    applicant("U250")
    draft = widened(owner, version)
    route = draft.routes.get(code="route-1")
    route.kind, route.mark = RouteKind.POINTS, 60
    route.save(update_fields=["kind", "mark"])
    for criterion, points in (("TT-DEGREE-01", 40), ("TT-PAY3-01", 60)):
        route.criteria.filter(code=criterion).update(points=points)
    found = tried(owner, draft)
    assert counted(found.cells.all(), found).gain == 2
    assert len(behind(found, "gain")) == 2


def test_a_comparison_of_editions_is_no_result_to_sign(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    draft = widened(owner, version)
    (used,) = editions(EditionKind.RANKING)
    mended = build.make_edition(EditionKind.RANKING, build.RANKING, complete_to=10)
    asked = {"edition": used, "replacement": mended, "today": timezone.localdate(), "now": timezone.now()}
    with pytest.raises(Refused, match="Nothing was checked"):
        simulation.request_remedy(actor=owner, version=draft, **asked)
    result = tried(owner, draft)
    result.kind = SimulationKind.REMEDY
    assert "Only a what-if" in signing.stale_reason(result, draft)


def test_reconciliation_leaves_a_re_check_under_way_alone(
    owner: User, signer: User, version: PolicyVersion
) -> None:
    applicant("U102")
    signed(signer, tried(owner, widened(owner, version)))
    assert rescreening.begin_due() == 1
    assert screening.reconcile() == 0
    Rescreening.objects.update(finished_at=timezone.now())
    assert screening.reconcile() == 1


def test_every_change_of_a_draft_names_its_author_and_its_part(owner: User, version: PolicyVersion) -> None:
    draft = widened(owner, version)
    assert drafts.set_sources(actor=owner, version=draft, every={EditionKind.RANKING: True}) == 1
    assert drafts.set_sources(actor=owner, version=draft, every={EditionKind.RANKING: True}) == 0
    changed = list(draft.edits.values_list("actor", "part"))
    assert [actor for actor, _part in changed] == [owner.pk] * 2
    assert "degree_rank" in changed[0][1]
    assert "ranking" in changed[1][1]
