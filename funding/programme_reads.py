"""Named reads of what anybody may know of a programme: its rules, and what is published of its teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from casework.clock import KST
from casework.eligibility.criterion import Comparison, Direction, Placed, comparisons
from casework.eligibility.registry import criterion
from casework.eligibility.wording import exactly
from casework.models import PolicyVersion
from casework.templatetags.krds import krw
from funding.enums import Ceiling
from funding.models import CostCategory, Programme, Team


@dataclass(frozen=True)
class CategoryRow:
    """A line of the eligible-cost table and its ceiling in words."""

    category: CostCategory
    ceiling: str


@dataclass(frozen=True)
class GateCondition:
    """What is counted, how much is asked, and whose list says where it counts."""

    label: str
    threshold: str
    source: str


@dataclass(frozen=True)
class GateRoute:
    """A way through the candidate gate: every condition must hold."""

    title: str
    conditions: list[GateCondition]


def gate_version(programme: Programme, today: date | None = None) -> PolicyVersion | None:
    """The candidate gate in force on a day (Asia/Seoul); 5 queries with what `gate_routes` reads."""
    day = today or timezone.localdate(timezone=KST)
    versions = PolicyVersion.objects.in_force(policy=programme.policy, day=day)
    return versions.prefetch_related("parameters", "edition_rules", "routes__criteria").first()


def gate_routes(version: PolicyVersion) -> list[GateRoute]:
    """Each way through the gate with what it asks, in the page's language."""
    figures = {row.code: row.value for row in version.parameters.all()}
    lists = {row.kind: gettext(row.publisher) for row in version.edition_rules.all()}
    return [
        GateRoute(
            route.title,
            [
                _condition(one, figures, lists)
                for row in route.criteria.all()
                for one in comparisons(criterion(row.code).rule)
            ],
        )
        for route in version.routes.all()
    ]


def _condition(one: Comparison, figures: dict[str, int], lists: dict[str, str]) -> GateCondition:
    figure = exactly(figures[one.parameter], one.unit)
    words = (
        gettext("%(value)s or more") if one.direction == Direction.AT_LEAST else gettext("%(value)s or less")
    )
    source = lists.get(one.subject.kind, "") if isinstance(one.subject, Placed) else ""
    return GateCondition(str(one.subject.wording.label), words % {"value": figure}, source)


def category_rows(programme: Programme) -> list[CategoryRow]:
    """The eligible-cost table (비목) in its order; 1 query."""
    return [CategoryRow(row, ceiling_words(row)) for row in programme.categories.order_by("position")]


def ceiling_words(category: CostCategory) -> str:
    """The ceiling of a category, KRW or percent."""
    if category.ceiling_kind == Ceiling.AMOUNT:
        return _("%(amount)s a year") % {"amount": krw(category.ceiling)}
    if category.ceiling_kind == Ceiling.NONE:
        return _("within the cap")
    percent = f"{category.ceiling / 100:g}"
    if category.ceiling_kind == Ceiling.SHARE_OF_SALARY:
        return _("%(percent)s%% of salary") % {"percent": percent}
    return _("%(percent)s%% of direct cost") % {"percent": percent}


def published_teams(programme: Programme) -> QuerySet[Team]:
    """The programme's teams with what is published of them, real ones first; 2 queries."""
    teams = Team.objects.filter(programme=programme).order_by("fictional", "code")
    return teams.prefetch_related("published")
