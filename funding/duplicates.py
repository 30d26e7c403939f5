"""Costs claimed before: by fingerprint (day, payee, total), by invoice number and by the bytes of a receipt.

A team is never told which other team claimed the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, Q
from django.utils.translation import gettext as _

from funding.enums import ClaimStatus
from funding.imports.names import word_key
from funding.models import Claim, ClaimLine, Evidence

FORMS = re.compile(r"\(주\)|주식회사|\(유\)|유한회사", re.IGNORECASE)
GONE = (ClaimStatus.WITHDRAWN, ClaimStatus.REJECTED)


class Written(Protocol):
    """A draft or a line, as far as twins are concerned."""

    @property
    def spent_on(self) -> date: ...
    @property
    def payee(self) -> str: ...
    @property
    def total(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the same was claimed: keys of claim and team; `position` is a line's row, 0 for a receipt."""

    claim: int
    reference: str
    team: int
    position: int

    def words(self, claim: Claim) -> str:
        """Where, fit for the team of `claim`."""
        if self.claim == claim.pk:
            return _("row %(row)s of this claim") % {"row": self.position}
        return self.reference if self.team == claim.request.team_id else _("another team")


def fingerprint(written: Written) -> str:
    """SHA-256 of day, payee and total in KRW; case, spaces, punctuation and legal forms do not count."""
    payee = word_key(FORMS.sub(" ", unicodedata.normalize("NFKC", written.payee)))
    return hashlib.sha256(f"{written.spent_on.isoformat()}|{payee}|{written.total}".encode()).hexdigest()


def same_cost(claim: Claim, fingerprints: Iterable[str]) -> dict[str, list[Place]]:
    """Lines of living claims with these fingerprints, those of `claim` included; one query."""
    return _lines(claim, "fingerprint", set(fingerprints))


def same_invoice(claim: Claim, invoices: Iterable[str]) -> dict[str, list[Place]]:
    """Lines with these e-tax invoice numbers, unless an officer cut all of them; one query."""
    return _lines(claim, "invoice", set(invoices) - {""}, ~Q(invoice=""), ~Q(cut=F("claimed")))


def same_file(claim: Claim) -> dict[str, list[Place]]:
    """Other living claims that hold a receipt with the same bytes as one of `claim`, by digest; one query."""
    own = Evidence.objects.filter(claim=claim, removed_at=None).values("sha256")
    rows = Evidence.objects.filter(_living(claim), sha256__in=own, removed_at=None).exclude(claim=claim)
    found: dict[str, list[Place]] = defaultdict(list)
    columns = ("sha256", "claim", "claim__case__reference", "claim__request__team")
    for digest, key, reference, team in rows.values_list(*columns).order_by("pk"):
        found[digest].append(Place(key, reference, team, 0))
    return found


def _lines(claim: Claim, column: str, values: set[str], *more: Q) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    if values:
        rows = ClaimLine.objects.filter(_living(claim), *more, **{f"{column}__in": values})
        columns = (column, "claim", "claim__case__reference", "claim__request__team", "position")
        for value, *place in rows.values_list(*columns).order_by("pk").iterator():
            found[value].append(Place(*place))
    return found


def _living(claim: Claim) -> Q:
    """The own team's claims, drafts included, and what other teams have handed in."""
    own = Q(claim__request__team=claim.request.team_id)
    return (own | ~Q(claim__case__status=ClaimStatus.DRAFT)) & ~Q(claim__case__status__in=GONE)


@dataclass(frozen=True, slots=True)
class Twin:
    """A line of a claim and where the same was claimed. `receipt`: it is the file that is the same."""

    line: int
    position: int
    place: Place
    receipt: bool
    explained: bool

    def words(self, claim: Claim) -> str:
        """What is said of it, fit for the team of `claim`."""
        where = {"where": self.place.words(claim)}
        if self.receipt:
            return _("Its receipt was handed in before: %(where)s.") % where
        return _("The same day, payee and total: %(where)s.") % where


def twins(claim: Claim) -> list[Twin]:
    """Lines of a claim that look claimed before, above in it or elsewhere; in their order. 4 queries."""
    lines = list(claim.lines.values_list("pk", "position", "fingerprint", "note"))
    costs = same_cost(claim, (line[2] for line in lines))
    files = _files_by_line(claim)
    found = []
    for key, position, mark, note in lines:
        places = [place for place in costs[mark] if place.claim != claim.pk or place.position < position]
        found += [Twin(key, position, place, False, bool(note)) for place in places[:1]]
        found += [Twin(key, position, place, True, bool(note)) for place in files.get(key, [])[:1]]
    return found


def _files_by_line(claim: Claim) -> dict[int, list[Place]]:
    seen = same_file(claim)
    rows = Evidence.objects.filter(claim=claim, removed_at=None, sha256__in=list(seen))
    found: dict[int, list[Place]] = defaultdict(list)
    for digest, line in rows.values_list("sha256", "lines"):
        if line:
            found[line] += seen[digest]
    return found


def invoices_twice(claim: Claim) -> Iterator[tuple[int, int, Place]]:
    """Key and position of each line whose invoice stands in another living line, and that one; 2 queries."""
    lines = list(claim.lines.exclude(invoice="").values_list("pk", "position", "invoice"))
    places = same_invoice(claim, (line[2] for line in lines))
    for key, position, invoice in lines:
        for place in places[invoice]:
            if (place.claim, place.position) != (claim.pk, position):
                yield key, position, place
                break
