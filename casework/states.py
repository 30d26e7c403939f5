"""A workflow is a table of edges, one for each kind of case; Postgres holds a copy and refuses the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

from casework.enums import CASE_ROLES

if TYPE_CHECKING:
    from casework.models import Case, User
    from casework.permissions import Answer


class By(StrEnum):
    """Who may take an edge. A machine with a doorkeeper of its own may use further words."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    SYSTEM = "system"


@dataclass(frozen=True)
class Edge:
    source: str
    action: str
    target: str
    by: str
    label: str | Promise
    needs_decision: str = ""
    """Outcome of the countersigned decision without which the database refuses the edge."""


class Doorkeeper(Protocol):
    """Answers whether `actor` is who an edge asks for, on this very case."""

    def __call__(self, *, actor: User | None, case: Case, by: str) -> Answer: ...


@dataclass(frozen=True)
class Machine:
    kind: str
    edges: tuple[Edge, ...]
    doorkeeper: Doorkeeper | None = None
    """Asked in place of casework.permissions.may_take_edge, for every edge but those of By.SYSTEM."""
    desk_roles: tuple[str, ...] = CASE_ROLES
    """Roles of the staff who see cases of this kind at their agency."""

    def find(self, source: str, action: str) -> Edge | None:
        return next((edge for edge in self.edges if (edge.source, edge.action) == (source, action)), None)

    def leaving(self, source: str) -> Iterator[Edge]:
        return (edge for edge in self.edges if edge.source == source)

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(edge.target for edge in self.edges)


_machines: dict[str, Machine] = {}


def register(machine: Machine) -> None:
    _machines[machine.kind] = machine


def machine_of(kind: str) -> Machine:
    return _machines[kind]


def machines() -> tuple[Machine, ...]:
    return tuple(_machines.values())


def store_edges(using: str) -> None:
    """Copy every registered edge into the table the database's own guard reads (owner role)."""
    from casework.models import CaseEdge  # models need the app registry, this table does not

    rows = [
        CaseEdge(
            kind=machine.kind,
            source=edge.source,
            action=edge.action,
            target=edge.target,
            needs_decision=edge.needs_decision,
        )
        for machine in machines()
        for edge in machine.edges
    ]
    CaseEdge.objects.using(using).all().delete()
    CaseEdge.objects.using(using).bulk_create(rows)
