"""Two records of one human: their entries count under one cap from now on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import AuditEntry, User
from casework.permissions import Answer
from casework.services.audit import audit
from casework.transitions import Refused
from funding import ledger
from funding.enums import RESERVING, RUNNING, Scope
from funding.models import Balance, FundingRequest, Subject
from funding.permissions import may_officiate

VERB = "subject.merge"


class Ground(models.TextChoices):
    """How an officer knows that two records are of one human; a code, as audits hold no personal data."""

    PASSPORT = "passport", _("Same passport number")
    REGISTRATION = "registration", _("Same foreigner registration number")
    ORCID = "orcid", _("Same ORCID iD, confirmed by the researcher")
    STATEMENT = "statement", _("The researcher said so in writing")


@dataclass(frozen=True, slots=True)
class Year:
    """A programme's year in which two subjects hold money: KRW reserved by each, and the cap."""

    programme: str
    year: int
    winner: int
    loser: int
    cap: int

    @property
    def sum(self) -> int:
        return self.winner + self.loser

    @property
    def over(self) -> int:
        return max(self.sum - self.cap, 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two subjects, the years in which they hold money, and the requests that hold it."""

    winner: Subject
    loser: Subject
    years: list[Year]
    requests: list[FundingRequest]

    @property
    def over(self) -> bool:
        return any(year.over for year in self.years)

    @property
    def ends(self) -> tuple[FundingRequest, FundingRequest] | None:
        """A request of each, by which to name them; None where one holds none any more."""
        of = {root(request.subject): request for request in self.requests}
        one, other = of.get(root(self.winner)), of.get(root(self.loser))
        return (one, other) if one and other else None


def merge(*, actor: User, winner: FundingRequest, loser: FundingRequest, ground: Ground) -> bool:
    """Count the researchers of both requests as one, the first one's. False: a year's sum exceeds the cap, so
    both are frozen until enough is released and they are merged again. Raises Refused."""
    with guarded():
        answer = may_merge(actor=actor, requests=(winner, loser))
        if not answer:
            raise Refused(answer.reason)
        if not (winner.subject.person_id and loser.subject.person_id):
            raise Refused(_("Only records of researchers are merged, not of teams."))
        if root(winner.subject) == root(loser.subject):
            raise Refused(_("Both requests count for the same researcher already."))
        merged = ledger.merge(winner=winner.subject, loser=loser.subject)
        audit(
            actor=actor, verb=VERB, case=winner.case, subject=loser.case.reference, merged=merged,
            winner=root(winner.subject), loser=root(loser.subject), ground=str(ground),
        )  # fmt: skip
    return merged


def may_merge(*, actor: User, requests: Iterable[FundingRequest]) -> Answer:
    """A finance officer of the agency of both, and neither their own case."""
    answers = [
        may_officiate(actor=actor, agency=request.case.agency, role=Role.FINANCE_OFFICER, case=request.case)
        for request in requests
    ]
    return next((answer for answer in answers if not answer), answers[0])


def root(subject: Subject) -> int:
    """The key of the subject whose balance counts."""
    return subject.merged_into_id or subject.pk


def pair_of(winner: Subject, loser: Subject) -> Pair:
    """Both subjects beside each other; 2 queries."""
    return _pairs([(winner, loser)])[0]


def frozen_pairs() -> list[Pair]:
    """Every pair that is frozen now, the latest attempt first, each once; 4 queries."""
    held = Subject.objects.filter(frozen_at__isnull=False).in_bulk()
    found: dict[frozenset[int], tuple[Subject, Subject]] = {}
    for entry in AuditEntry.objects.filter(verb=VERB, data__merged=False).order_by("-id"):
        one, other = held.get(entry.data["winner"]), held.get(entry.data["loser"])
        if one and other:
            found.setdefault(frozenset((one.pk, other.pk)), (one, other))
    return _pairs(list(found.values()))


def _pairs(couples: list[tuple[Subject, Subject]]) -> list[Pair]:
    keys = {root(subject) for couple in couples for subject in couple}
    balances = Balance.objects.filter(scope=Scope.SUBJECT, scope_id__in=keys).select_related("programme")
    requests = list(_holding(keys))
    rows = list(balances.order_by("programme", "year"))
    return [
        Pair(one, other, _years(root(one), root(other), rows), _of(requests, root(one), root(other)))
        for one, other in couples
    ]


def _holding(keys: set[int]) -> QuerySet[FundingRequest]:
    rows = FundingRequest.objects.filter(case__status__in={*RESERVING, *RUNNING})
    mine = models.Q(subject__in=keys) | models.Q(subject__merged_into__in=keys)
    return rows.filter(mine).select_related("case", "team", "subject").order_by("year", "pk")


def _of(requests: list[FundingRequest], *keys: int) -> list[FundingRequest]:
    return [request for request in requests if root(request.subject) in keys]


def _years(winner: int, loser: int, rows: list[Balance]) -> list[Year]:
    found: dict[tuple[int, int], dict[int, Balance]] = defaultdict(dict)
    for row in rows:
        if row.scope_id in (winner, loser):
            found[row.programme_id, row.year][row.scope_id] = row
    return [
        Year(
            programme=next(iter(held.values())).programme.name,
            year=year,
            winner=held[winner].reserved if winner in held else 0,
            loser=held[loser].reserved if loser in held else 0,
            cap=min(row.cap or 0 for row in held.values()),
        )
        for (_programme, year), held in found.items()
    ]
