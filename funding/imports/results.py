"""The bank's answer file: which payment, paid or failed, with the row numbers Excel shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.exports import unguarded
from casework.tables.limits import MAX_BYTES, Row, Unreadable
from casework.tables.text import DELIMITERS, decode, text_rows
from casework.tables.workbook import OLE, ZIP, workbook_rows
from funding.imports.names import word_key

LOOK_FOR_HEADER = 20
TITLES: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "payment reference", "적요", "참조", "참조번호", "관리번호", "의뢰번호"),
    "outcome": ("outcome", "result", "status", "결과", "처리결과", "이체결과", "상태"),
    "bank_reference": (
        "bank reference",
        "transaction number",
        "거래번호",
        "은행거래번호",
        "은행참조번호",
        "거래고유번호",
    ),
    "reason": ("reason", "failure", "사유", "실패사유", "오류내용", "불능사유", "오류사유"),
    "amount": ("amount in won", "amount", "이체금액", "금액", "금액(원)"),
}
PAID = ("paid", "ok", "success", "done", "정상", "성공", "완료", "이체완료", "정상처리", "지급완료", "지급")
FAILED = (
    "failed",
    "failure",
    "error",
    "returned",
    "실패",
    "오류",
    "불능",
    "이체불능",
    "이체실패",
    "지급실패",
)
NO_HEADER = gettext_lazy("No header row was found. Needed are at least the columns reference and outcome.")
_columns = {word_key(title): column for column, titles in TITLES.items() for title in titles}
_outcomes = {word_key(word): paid for words, paid in ((PAID, True), (FAILED, False)) for word in words}


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the file: `paid` is None where its outcome cannot be read, `amount` the text of its cell."""

    row: int
    reference: str
    paid: bool | None
    bank_reference: str
    reason: str
    amount: str


def read_results(content: bytes) -> list[Result]:
    """The rows below the header that name a payment. Raises Unreadable, in words for the officer."""
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 5 MB."))
    if content.startswith(OLE):
        raise Unreadable(_("Save the sheet as XLSX without a password, or as CSV, and choose that file."))
    if content.startswith(ZIP):
        return _results(workbook_rows(content))
    text = decode(content)
    best = max(DELIMITERS, key=lambda sign: text.count(sign, 0, 4000))
    return _results(text_rows(text, best))


def _results(rows: Iterable[Row]) -> list[Result]:
    rows = iter(rows)
    head = list(islice(rows, LOOK_FOR_HEADER))
    for place, (_number, cells) in enumerate(head):
        places = _places(cells)
        if {"reference", "outcome"} <= places.keys():
            return list(_below(chain(head[place + 1 :], rows), places))
    raise Unreadable(str(NO_HEADER))


def _places(cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _columns.get(word_key(cell))
        if column:
            found.setdefault(column, place)
    return found


def _below(rows: Iterable[Row], places: Mapping[str, int]) -> Iterator[Result]:
    for number, cells in rows:
        told = {
            column: unguarded(cells[place]).strip() if place < len(cells) else ""
            for column, place in places.items()
        }
        if told["reference"] or told["outcome"]:
            yield Result(
                row=number,
                reference=told["reference"],
                paid=_outcomes.get(word_key(told["outcome"])),
                bank_reference=told.get("bank_reference", "")[:60],
                reason=told.get("reason", "")[:200],
                amount=told.get("amount", ""),
            )
