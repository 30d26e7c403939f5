"""Writing planned facts down as rows that never change again."""

from __future__ import annotations

from casework.models import Case, Document, Facts, FactsDegree, FactsEmployment, User
from visas.facts import FactsPlan, digest
from visas.models import TopTierFacts


def freeze(
    *,
    plan: FactsPlan,
    case: Case,
    actor: User,
    corrects: str = "",
    reason: str = "",
    evidence: Document | None = None,
) -> Facts:
    """Add the next facts row of a locked case, with its degrees, jobs and top-tier figures."""
    newest = case.facts.order_by("-number").values_list("number", flat=True).first()
    facts = Facts.objects.create(
        case=case,
        number=(newest or 0) + 1,
        as_of=plan.as_of,
        experience_low=plan.experience[0],
        experience_high=plan.experience[1],
        postdoc_low=plan.postdoc[0],
        postdoc_high=plan.postdoc[1],
        made_by=actor,
        corrects=corrects,
        reason=reason,
        evidence=evidence,
        digest=digest(plan),
    )
    FactsDegree.objects.bulk_create(
        FactsDegree(
            facts=facts,
            level=row.level,
            ror_id=row.ror_id,
            institution=row.institution,
            awarded_low=row.awarded_low,
            awarded_high=row.awarded_high,
        )
        for row in plan.degrees
    )
    FactsEmployment.objects.bulk_create(
        FactsEmployment(
            facts=facts,
            ror_id=row.ror_id,
            employer=row.employer,
            started_low=row.started_low,
            started_high=row.started_high,
            ended_low=row.ended_low,
            ended_high=row.ended_high,
        )
        for row in plan.employments
    )
    TopTierFacts.objects.create(
        facts=facts,
        pay_low=plan.pay[0],
        pay_high=plan.pay[1],
        sector=plan.sector,
        citizenship=plan.citizenship,
        residence=plan.residence,
    )
    return facts
