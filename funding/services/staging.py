"""Lines on their way into a claim: pasted, uploaded or copied, mended on a preview, entered all or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from funding.claim_drafts import category_names, looks_claimed, unfit
from funding.claim_terms import terms_of
from funding.costs import Terms
from funding.imports.columns import KEYS
from funding.imports.drafts import LineDraft, Parsed, Problem
from funding.imports.parse import parse
from funding.imports.table import Table
from funding.models import Claim, ClaimLine, StagedLines
from funding.services.claims import editable, touch
from funding.services.lines import (
    Conflict,
    Entry,
    Unfit,
    categories_of,
    line_of,
    next_position,
)

BATCH = 1_000


@dataclass(frozen=True)
class Preview:
    """What staged rows would become. `problems` by row of the sheet; `wrong` those rows, in order."""

    parsed: Parsed
    terms: Terms
    problems: list[Problem]
    twins: dict[int, str]

    @property
    def lines(self) -> list[LineDraft]:
        """The rows without a problem."""
        wrong = set(self.wrong)
        return [line for line in self.parsed.lines if line.row not in wrong]

    @property
    def wrong(self) -> list[int]:
        return list(dict.fromkeys(problem.row for problem in self.problems))


def stage(
    *, actor: User, claim: Claim, table: Table, source: str, replaces: bool, now: datetime
) -> StagedLines:
    """Keep a table for the preview, in place of what the actor staged for this claim before.

    Raises Refused, and Unfit where the table as a whole is wrong (no lines, columns missing).
    """
    with guarded():
        locked = editable(actor=actor, claim=claim)
        read = parse(table, categories=category_names(locked), today=seoul_date(now))
        whole = [problem for problem in read.problems if problem.row == 0]
        if whole:
            raise Unfit(whole)
        StagedLines.objects.filter(claim=locked, made_by=actor).delete()
        return StagedLines.objects.create(
            claim=locked, made_by=actor, made_at=now, source=source[:200], columns=table.columns,
            rows=table.rows, ignored=table.ignored, replaces=replaces,
        )  # fmt: skip


def preview(staged: StagedLines, today: date) -> Preview:
    """Read staged rows against the terms of today; 14 queries whatever the size."""
    claim = staged.claim
    parsed = parse(table_of(staged), categories=category_names(claim), today=today)
    terms = terms_of(claim.request, claim=claim, today=today)
    beside = _beside(staged)
    unfitting = unfit(claim=claim, terms=terms, drafts=parsed.lines, beside=beside, today=today)
    found = sorted([*parsed.problems, *unfitting], key=lambda problem: problem.row)
    twins = looks_claimed(claim=claim, drafts=parsed.lines, beside=beside)
    return Preview(parsed, terms, found, twins)


def mend(
    *,
    actor: User,
    staged: StagedLines,
    cells: Mapping[tuple[int, str], str],
    without: Collection[int] = (),
    replaces: bool | None = None,
) -> StagedLines:
    """Write these cells, by row and column, and leave rows out. Raises Refused."""
    with guarded():
        editable(actor=actor, claim=staged.claim)
        kept = StagedLines.objects.select_for_update(of=("self",)).get(pk=staged.pk)
        named = {column for _row, column in cells} | set(kept.columns)
        columns = [key for key in KEYS if key in named]
        kept.rows = [
            [number, [cells.get((number, column), old.get(column, "")) for column in columns]]
            for number, old in _by_column(kept)
            if number not in without
        ]
        kept.columns = columns
        if replaces is not None:
            kept.replaces = replaces
        kept.save(update_fields=["columns", "rows", "replaces"])
    return kept


def enter(*, actor: User, staged: StagedLines, row_version: int, now: datetime) -> int:
    """Make all staged rows lines of the claim, or none; how many there are.

    Raises Unfit where a row is wrong still, Conflict where the claim's lines changed since `row_version` and
    are to be replaced, and Refused.
    """
    with guarded():
        locked = editable(actor=actor, claim=staged.claim)
        kept = StagedLines.objects.select_for_update(of=("self",)).get(pk=staged.pk)
        kept.claim = locked
        if kept.replaces and locked.row_version != row_version:
            raise Conflict(None, locked.row_version)
        seen = preview(kept, seoul_date(now))
        if seen.problems:
            raise Unfit(seen.problems)
        if kept.replaces:
            locked.lines.all().delete()
        _write(locked, seen)
        kept.delete()
        touch(locked)
        audit(
            actor=actor,
            verb="claim.lines_enter",
            case=locked.case,
            lines=len(seen.lines),
            replaced=kept.replaces,
        )
    return len(seen.lines)


def discard(*, actor: User, staged: StagedLines) -> None:
    """Forget staged rows; the claim stays as it is."""
    StagedLines.objects.filter(pk=staged.pk, made_by=actor).delete()


def table_of(staged: StagedLines) -> Table:
    """The staged rows as a table to be parsed again."""
    rows = [(int(number), [str(cell) for cell in cells]) for number, cells in staged.rows]
    return Table(list(staged.columns), rows, list(staged.ignored))


def _by_column(staged: StagedLines) -> list[tuple[int, dict[str, str]]]:
    return [
        (number, dict(zip(staged.columns, cells, strict=True))) for number, cells in table_of(staged).rows
    ]


def _beside(staged: StagedLines) -> list[ClaimLine]:
    return [] if staged.replaces else list(staged.claim.lines.select_related("category"))


def _write(claim: Claim, seen: Preview) -> None:
    categories, first = categories_of(claim), next_position(claim)
    lines = (
        line_of(claim, Entry(draft), position, seen.terms, categories)
        for position, draft in enumerate(seen.lines, first)
    )
    ClaimLine.objects.bulk_create(lines, batch_size=BATCH)
