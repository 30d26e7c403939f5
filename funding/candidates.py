"""Named reads of the candidate gate: a team's researchers, and a researcher's own candidacies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from casework.clock import KST
from casework.enums import Outcome
from casework.models import Case, Facts, FactsEmployment, PolicyVersion, Screening, User
from casework.queries import governed_facts, most_favourable
from funding.enums import GateStatus, InvitationKind
from funding.models import Invitation, Team
from recruitment.models import Profile


@dataclass(frozen=True)
class Candidate:
    """A researcher who accepted a team's invitation. `outcome` is None while the automatic check is owed.

    A revoked candidacy shows neither outcome nor posts any more.
    """

    case: Case
    person_name: str
    outcome: Outcome | None
    invitation: Invitation
    posts: tuple[FactsEmployment, ...] = ()

    @property
    def accepted(self) -> bool:
        return self.case.status == GateStatus.ACCEPTED


def candidates(team: Team, today: date | None = None) -> list[Candidate]:
    """The team's researchers, the latest acceptance first; `today` is a day in Asia/Seoul.

    The number of queries does not depend on how many they are.
    """
    invitations = Invitation.objects.filter(team=team, kind=InvitationKind.CANDIDATE, case__isnull=False)
    rows = list(
        invitations.select_related("case", "institution", "answered_by").order_by("-accepted_at", "pk")
    )
    cases = [row.case for row in rows if row.case is not None and row.case.status == GateStatus.ACCEPTED]
    newest = _newest_facts(cases)
    outcomes = _outcomes(team.programme.policy, newest.values(), today or timezone.localdate(timezone=KST))
    posts = _posts(newest.values())
    people = [row.case.person_id for row in rows if row.case is not None]
    names = {
        profile.person_id: profile.passport_name for profile in Profile.objects.filter(person__in=people)
    }
    return [
        Candidate(
            case=row.case,
            person_name=names.get(row.case.person_id) or str(row.answered_by),
            outcome=outcomes.get(newest.get(row.case.pk, 0)),
            invitation=row,
            posts=posts.get(newest.get(row.case.pk, 0), ()),
        )
        for row in rows
        if row.case is not None
    ]


def invited_researchers(team: Team) -> QuerySet[Invitation]:
    """Invitations to researchers that nobody has answered or withdrawn, expired ones included."""
    rows = team.invitations.filter(kind=InvitationKind.CANDIDATE).unanswered()
    return rows.select_related("institution")


def own_invitations(user: User, now: datetime) -> QuerySet[Invitation]:
    """Open invitations to an address the account has proved to own."""
    return Invitation.objects.visible_to(user).open(now).select_related("team__programme", "institution")


def own_candidacies(user: User) -> QuerySet[Invitation]:
    """The account's accepted invitations to be funded, with their gates; the latest first."""
    own = Invitation.objects.filter(case__person=user.person_id)
    rows = own.select_related("case__person", "team__programme", "institution")
    return (rows.none() if user.is_staff else rows).order_by("-accepted_at")


def _newest_facts(cases: Iterable[Case]) -> dict[object, int]:
    rows = Facts.objects.filter(case__in=list(cases)).order_by("case_id", "-number").distinct("case_id")
    return dict(rows.values_list("case_id", "pk"))


def _outcomes(policy: str, facts: Iterable[int], today: date) -> dict[int, Outcome]:
    """The outcome that counts of each facts row; two queries for each enacted version of the policy."""
    found: dict[int, list[Screening]] = defaultdict(list)
    keys = list(facts)
    for version in PolicyVersion.objects.enacted().filter(policy=policy):
        governed = governed_facts(version, today).filter(pk__in=keys).values("pk")
        for one in Screening.objects.filter(version=version, facts__in=governed).select_related("version"):
            found[one.facts_id].append(one)
    counting = {key: most_favourable(rows) for key, rows in found.items()}
    return {key: Outcome(one.outcome) for key, one in counting.items() if one}


def _posts(facts: Iterable[int]) -> dict[int, tuple[FactsEmployment, ...]]:
    found: dict[int, tuple[FactsEmployment, ...]] = defaultdict(tuple)
    for row in FactsEmployment.objects.filter(facts__in=list(facts)):
        found[row.facts_id] += (row,)
    return found
