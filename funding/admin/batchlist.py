"""The officers' list of payment batches: tabs and pages. Constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import User
from funding.admin.words import Badge, batch_badge
from funding.models import PaymentBatch
from funding.payment_reads import batches_of

PAGE = 25
TABS: dict[str, tuple[str | Promise, Q]] = {
    "sign": (_("To sign"), Q(signed_at=None, discarded_at=None)),
    "bank": (_("With the bank"), Q(signed_at__isnull=False, waiting__gt=0)),
    "done": (_("Answered by the bank"), Q(signed_at__isnull=False, waiting=0)),
    "all": (_("All"), Q()),
}


@dataclass(frozen=True)
class Row:
    batch: PaymentBatch
    badge: Badge
    number: int
    total: int
    waiting: int
    failures: int


def row_of(batch: Any) -> Row:
    """A batch as `batches_of` counts it."""
    badge = batch_badge(batch, batch.waiting)
    return Row(batch, badge, batch.number, batch.total, batch.waiting, batch.failures)


def tab_counts(officer: User) -> dict[str, int]:
    """Batches in each tab; 1 query."""
    counted = batches_of(officer).order_by().values("pk")
    return counted.aggregate(**{code: Count("pk", filter=where) for code, (_words, where) in TABS.items()})


def list_context(officer: User, query: Mapping[str, str]) -> dict[str, Any]:
    """The page's context; 2 queries however many rows it shows."""
    counts = tab_counts(officer)
    code = query.get("tab", "") if query.get("tab", "") in TABS else ("sign" if counts["sign"] else "all")
    rows = batches_of(officer).filter(TABS[code][1]).order_by("-pk")
    after = query.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return {
        "tabs": [
            {"label": words, "count": counts[one], "url": f"?tab={one}", "current": one == code}
            for one, (words, _where) in TABS.items()
        ],
        "rows": [row_of(batch) for batch in found[:PAGE]],
        "next_url": f"?{urlencode({'tab': code, 'after': found[PAGE - 1].pk})}" if more else "",
        "first_url": f"?tab={code}" if after else "",
    }
