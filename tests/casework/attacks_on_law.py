"""Statements that would change the law or the reference data in force, and the guard that stops each."""

from __future__ import annotations

from casework.models import (
    Edition,
    EditionFigure,
    PolicyCriterion,
    PolicyParameter,
    PolicyRoute,
    PolicyVersion,
)
from tests.casework.attacks import Attack, Sql, off
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


ATTACKS = (
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
