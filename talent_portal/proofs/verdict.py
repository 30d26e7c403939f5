"""What a storm did to the ledger, counted from the entries alone and held against what people were told."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connections

from funding.models import LedgerEntry
from talent_portal.proofs.storm import Storm

OVER = """
    SELECT count(*), coalesce(sum(total - cap), 0) FROM (
        SELECT p.cap, sum(CASE e.kind WHEN 'reserve' THEN e.amount WHEN 'release' THEN -e.amount END) AS total
        FROM funding_ledgerentry e JOIN funding_programme p ON p.id = e.programme_id
        WHERE e.kind IN ('reserve', 'release') GROUP BY e.subject_id, e.year, p.cap
    ) sums WHERE total > cap
"""
OVERCLAIMED = """
    SELECT count(*) FROM (
        SELECT sum(CASE e.kind WHEN 'reserve' THEN e.amount WHEN 'release' THEN -e.amount
            WHEN 'claim' THEN -e.amount WHEN 'cut' THEN e.amount ELSE 0 END) AS room
        FROM funding_ledgerentry e GROUP BY e.request_id
    ) sums WHERE room < 0
"""
STRANDED = """
    SELECT count(*) FROM funding_fundingrequest q JOIN casework_case c ON c.id = q.case_id
    WHERE q.id = ANY(%s) AND (c.status <> 'draft') <> EXISTS (
        SELECT 1 FROM funding_ledgerentry e
        WHERE e.request_id = q.id AND e.kind = 'reserve' AND e.amount = q.amount)
"""
STRANDED_CLAIMS = """
    SELECT count(*) FROM funding_claim l JOIN casework_case c ON c.id = l.case_id
    WHERE l.id = ANY(%s) AND (c.status <> 'draft') <> (
        SELECT count(*) = 1 FROM funding_ledgerentry e WHERE e.claim_id = l.id AND e.kind = 'claim')
"""
LOCKS = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True)
class Verdict:
    """Counts of what went wrong; `won` is the money over all caps, KRW."""

    over: int
    won: int
    lost: int
    untold: int
    stranded: int
    unequal: int
    strange: int
    note: str

    @property
    def failures(self) -> int:
        return self.over + self.lost + self.untold + self.stranded + self.unequal + self.strange


def judge(storm: Storm) -> Verdict:
    """Read the database once the storm is over, on a new connection: the old one died in it."""
    time.sleep(3)
    connections.close_all()
    told, stocks = storm.told, storm.stocks
    over, won = _row(OVER)
    (overclaimed,) = _row(OVERCLAIMED)
    sent = {task.key for task in stocks.tasks}
    written = set(LedgerEntry.objects.filter(key__startswith="storm:").values_list("key", flat=True))
    accepted = told.accepted & sent
    requests = [request.pk for _side, request in stocks.drafts] if storm.stage else []
    claims = [claim.pk for _side, claim in stocks.claims] if storm.stage else []
    stranded = sum(_row(sql, given)[0] for sql, given in ((STRANDED, requests), (STRANDED_CLAIMS, claims)))
    (locks,) = _row(LOCKS)
    (unequal,) = _row("SELECT count(*) FROM funding_parity()")
    clicked, refused, wrong = len(told.accepted - sent), len(told.refused), _clicks_lost(storm)
    note = (
        f"₩{won} over a cap; {len(accepted)} of {len(sent)} accepted by SQL, {clicked} by web and admin, "
        f"{refused} refused; killed: {', '.join(storm.faults) or 'nothing'}; "
        f"lost {len(accepted - written)}, untold {len(written - accepted)}, stranded {stranded}, "
        f"locks left {locks}, balances unequal {unequal}"
        + "".join(f"; {one}" for one in [*told.strange, *wrong][:8])
    )
    return Verdict(
        over=int(over) + int(overclaimed),
        won=int(won),
        lost=len(accepted - written) + len(wrong),
        untold=len(written - accepted),
        stranded=int(stranded) + int(locks),
        unequal=int(unequal),
        strange=len(told.strange),
        note=note,
    )


def _clicks_lost(storm: Storm) -> list[str]:
    """People told that their paper went through whose paper did not, and the other way round."""
    if not storm.stage:
        return []
    wrong = []
    told = storm.told.accepted
    papers = [("request", request) for _side, request in storm.stocks.drafts]
    papers += [("claim", claim) for _side, claim in storm.stocks.claims]  # type: ignore[misc]
    for kind, paper in papers:
        paper.case.refresh_from_db()
        if (f"{kind}:{paper.pk}" in told) != (paper.case.status != "draft"):
            wrong.append(f"{kind}:{paper.pk} is {paper.case.status}")
    for request in storm.stocks.proposals:
        request.case.refresh_from_db()
        if (f"sign:{request.pk}" in told) != (request.case.status == "agreed"):
            wrong.append(f"sign:{request.pk} is {request.case.status}")
    return wrong


def _row(sql: str, given: list[int] | None = None) -> tuple[int, ...]:
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, None if given is None else [given])
        row: tuple[int, ...] = cursor.fetchone()
    return row
