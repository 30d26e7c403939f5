"""Statements that would change the law or the reference data in force, and the guard that stops each."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from casework.models import (
    Edition,
    EditionFigure,
    PolicyCriterion,
    PolicyParameter,
    PolicyRoute,
    PolicyVersion,
    Simulation,
    User,
)
from casework.services import simulation
from casework.services.editions import seal
from tests.casework.attacks import Attack, Sql, off
from tests.casework.eligibility.policy_story import widened
from tests.desk import Desk


def sealed_edition_changed(desk: Desk) -> Sql:
    edition = Edition.objects.exclude(sealed_at=None).latest("pk")
    return "UPDATE casework_edition SET source = 'x' WHERE id = %s", [edition.pk]


def figure_of_a_sealed_edition_changed(desk: Desk) -> Sql:
    return "UPDATE casework_editionfigure SET value = 1 WHERE id = %s", [
        EditionFigure.objects.latest("pk").pk
    ]


def enacted_policy_changed(desk: Desk) -> Sql:
    return "UPDATE casework_policyversion SET clock_days = 99 WHERE id = %s", [desk.version.pk]


def parameter_of_an_enacted_policy_changed(desk: Desk) -> Sql:
    parameter = PolicyParameter.objects.filter(version=desk.version).latest("pk")
    return "UPDATE casework_policyparameter SET value = 1 WHERE id = %s", [parameter.pk]


def parameter_added_to_an_enacted_policy(desk: Desk) -> Sql:
    sql = "INSERT INTO casework_policyparameter (version_id, code, value, unit) VALUES (%s, 'x', 1, 'rank')"
    return sql, [desk.version.pk]


def figure_moved_into_a_sealed_edition(desk: Desk) -> Sql:
    sealed = EditionFigure.objects.latest("pk").edition
    draft = Edition.objects.create(
        kind=sealed.kind, publisher=sealed.publisher, year=1999, published_on=sealed.published_on, source="x"
    )
    figure = EditionFigure.objects.create(edition=draft, year=1999, value=1)
    return "UPDATE casework_editionfigure SET edition_id = %s WHERE id = %s", [sealed.pk, figure.pk]


def parameter_moved_into_an_enacted_policy(desk: Desk) -> Sql:
    draft = PolicyVersion.objects.create(policy="top_tier", number=99, title_en="x", title_ko="x")
    parameter = PolicyParameter.objects.create(version=draft, code="x", value=1, unit="rank")
    return "UPDATE casework_policyparameter SET version_id = %s WHERE id = %s", [
        desk.version.pk,
        parameter.pk,
    ]


def criterion_moved_into_an_enacted_policy(desk: Desk) -> Sql:
    draft = PolicyVersion.objects.create(policy="top_tier", number=99, title_en="x", title_ko="x")
    route = PolicyRoute.objects.create(version=draft, code="x", title_en="x", title_ko="x")
    criterion = PolicyCriterion.objects.create(route=route, code="x")
    enacted = PolicyRoute.objects.filter(version=desk.version).latest("pk")
    return "UPDATE casework_policycriterion SET route_id = %s WHERE id = %s", [enacted.pk, criterion.pk]


ENACT = """
    INSERT INTO casework_enactment
        (version_id, simulation_id, signed_by_id, signed_at, effective_from, digest, editions_digest,
        delta_upto, delta_cases, delta_gain, delta_lose, delta_unknown)
    VALUES (%s, %s, %s, now(), current_date, %s, %s, 0, 0, 0, 0, 0)
"""


def simulated(desk: Desk, *, days_ago: int = 0) -> Simulation:
    """A draft of the law with a what-if of it that finished so many days ago."""
    draft = widened(desk.cast.owner, desk.version)
    asked = simulation.request(
        actor=desk.cast.owner, version=draft, today=timezone.localdate(), now=timezone.now()
    )
    finished = timezone.now() - timedelta(days=days_ago)
    Simulation.objects.filter(pk=asked.pk).update(finished_at=finished)
    return asked


def signature(tried: Simulation, user: User) -> Sql:
    values = [tried.version_id, tried.pk, user.pk, tried.digest, tried.editions_digest]
    return ENACT, values


def law_signed_by_its_author(desk: Desk) -> Sql:
    return signature(simulated(desk), desk.cast.owner)


def changed_draft_signed(desk: Desk) -> Sql:
    tried = simulated(desk)
    PolicyParameter.objects.filter(version=tried.version, code="degree_rank").update(value=500)
    return signature(tried, desk.cast.signer)


def changed_editions_signed(desk: Desk) -> Sql:
    tried = simulated(desk)
    sealed = EditionFigure.objects.latest("pk").edition
    newer = Edition.objects.create(
        kind=sealed.kind, publisher=sealed.publisher, year=2027, published_on=timezone.localdate(), source="x"
    )
    seal(edition=newer, actor=None, now=timezone.now())
    return signature(tried, desk.cast.signer)


def old_simulation_signed(desk: Desk) -> Sql:
    return signature(simulated(desk, days_ago=8), desk.cast.signer)


def draft_enacted_without_a_signature(desk: Desk) -> Sql:
    desk.submitted()
    draft = widened(desk.cast.owner, desk.version)
    sql = """
        UPDATE casework_policyversion SET status = 'enacted', enacted_at = now(),
            digest = casework_policy_digest(id), effective = '[1990-01-01,1990-02-01)' WHERE id = %s
    """
    return sql, [draft.pk]


def law_ended_without_a_successor(desk: Desk) -> Sql:
    desk.submitted()
    sql = """
        UPDATE casework_policyversion SET effective = daterange(lower(effective), '2090-01-01') WHERE id = %s
    """
    return sql, [desk.version.pk]


def result_of_a_simulation_changed(desk: Desk) -> Sql:
    return "UPDATE casework_simulation SET exposure = 1 WHERE id = %s", [simulated(desk).pk]


ENACTMENT = off("enactment_guard", "casework_enactment")
LAW = off("law_guard", "casework_policyversion")
ATTACKS = (
    Attack("law signed by its author", law_signed_by_its_author, ENACTMENT),
    Attack("changed draft signed", changed_draft_signed, ENACTMENT),
    Attack("changed editions signed", changed_editions_signed, ENACTMENT),
    Attack("old simulation signed", old_simulation_signed, ENACTMENT),
    Attack("draft enacted without a signature", draft_enacted_without_a_signature, LAW),
    Attack("law ended without a successor", law_ended_without_a_successor, LAW),
    Attack(
        "result of a simulation changed",
        result_of_a_simulation_changed,
        off("simulation_guard", "casework_simulation"),
    ),
    Attack("sealed edition changed", sealed_edition_changed, off("edition_guard", "casework_edition")),
    Attack(
        "figure of a sealed edition changed",
        figure_of_a_sealed_edition_changed,
        off("edition_guard", "casework_editionfigure"),
    ),
    Attack("enacted policy changed", enacted_policy_changed, off("policy_guard", "casework_policyversion")),
    Attack(
        "parameter of an enacted policy changed",
        parameter_of_an_enacted_policy_changed,
        off("policy_guard", "casework_policyparameter"),
    ),
    Attack(
        "parameter added to an enacted policy",
        parameter_added_to_an_enacted_policy,
        off("policy_guard", "casework_policyparameter"),
    ),
    Attack(
        "figure moved into a sealed edition",
        figure_moved_into_a_sealed_edition,
        off("edition_guard", "casework_editionfigure"),
    ),
    Attack(
        "parameter moved into an enacted policy",
        parameter_moved_into_an_enacted_policy,
        off("policy_guard", "casework_policyparameter"),
    ),
    Attack(
        "criterion moved into an enacted policy",
        criterion_moved_into_an_enacted_policy,
        off("policy_guard", "casework_policycriterion"),
    ),
)
