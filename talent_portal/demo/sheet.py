"""Sample claim lines for Lim Soo-bin to paste or upload: six costs of last month, row 4 of which is wrong."""

from __future__ import annotations

from datetime import date, timedelta

from casework.exports import Cell, xlsx_bytes
from funding.imports.columns import BY_KEY
from talent_portal.demo.candidates import NOOR
from talent_portal.demo.claiming import CHIPS, CLOUD, LABS, PRESS, TRAVEL
from talent_portal.demo.requesting import spending_year

KEYS = (
    "spent_on", "payee", "business_number", "category", "supply", "vat", "total", "method", "participant",
    "rate", "month", "note",
)  # fmt: skip
COSTS: tuple[tuple[int, tuple[str, str], str, int, str, tuple[str, str]], ...] = (
    (3, LABS, "research", 12_000_000, "transfer", ("Computing hours", "연산 시간 사용료")),
    (8, TRAVEL, "research", 1_840_000, "card", ("Talk at a conference", "학회 발표 출장")),
    (32, PRESS, "research", 650_000, "card", ("Handbooks", "전문 서적")),
    (19, CHIPS, "equipment", 9_900_000, "transfer", ("Test boards", "시험용 보드")),
    (22, CLOUD, "research", 4_300_000, "card", ("Storage", "저장 공간")),
)
"""Day of the month, payee, category, supply value in KRW, method, note. The 32nd stands in row 4."""
PAYDAY, SALARY, RATE = 25, 21_500_000, "20%"
CATEGORIES = {
    "research": ("Research activity", "연구활동비"),
    "equipment": ("Research facilities, equipment and materials", "연구시설·장비 및 재료비"),
    "salary": ("Salary", "인건비"),
}
METHODS = {"card": "카드", "transfer": "계좌이체"}
TITLE = "Claim lines"


def headers(language: str) -> list[str]:
    return [BY_KEY[key].title(language) for key in KEYS]


def lines(today: date, language: str) -> list[list[Cell]]:
    """The rows below the header, in Korean (`ko`) or English, as finance departments write them."""
    last = min(today.replace(day=1) - timedelta(days=1), date(spending_year(today), 12, 31))
    korean = language.startswith("ko")
    rows: list[list[Cell]] = [
        [
            _day(last, day), payee, number, CATEGORIES[category][korean], supply, supply // 10,
            supply + supply // 10, METHODS[method] if korean else method, "", "", "", note[korean],
        ]
        for day, (payee, number), category, supply, method, note in COSTS
    ]  # fmt: skip
    name = NOOR.hangul if korean else NOOR.name
    paid = [_day(last, PAYDAY), name, "", CATEGORIES["salary"][korean], SALARY, 0, SALARY]
    how = METHODS["transfer"] if korean else "transfer"
    return [*rows, [*paid, how, name, RATE, f"{last:%Y-%m}", ""]]


def pasted(today: date, language: str) -> str:
    """The sheet as it comes out of the clipboard: cells apart by tabs, amounts with commas."""
    table: list[list[Cell]] = [[*headers(language)], *lines(today, language)]
    return "\n".join("\t".join(_cell(cell) for cell in row) for row in table)


def workbook(today: date, language: str) -> bytes:
    return xlsx_bytes(TITLE, headers(language), lines(today, language))


def _day(last: date, day: int) -> Cell:
    """A day of that month; as text where no calendar has it."""
    return last.replace(day=day) if day <= PAYDAY else f"{last:%Y-%m}-{day}"


def _cell(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
