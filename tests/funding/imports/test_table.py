"""Whatever a clerk pastes or uploads, the columns are found and the rows keep the numbers Excel shows."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections import Counter
from datetime import date, timedelta

import pytest

from casework.tables.limits import MAX_LINES, Unreadable
from funding.imports.columns import COLUMNS, KEYS
from funding.imports.names import OTHERS, known_as, word_key
from funding.imports.table import Table, read_file, read_paste
from tests.funding.imports.build import HEADER, LINE, pasted, read, said, xlsx

TITLES = HEADER.split("\t")
CELLS = [date(2026, 11, 20), "가상상사", "연구재료비", 100_000, 10_000, 110_000, "카드"]


def rows(table: Table) -> list[int]:
    return [row[0] for row in table.rows]


def test_a_line_under_a_header_of_one_row_is_row_2() -> None:
    table = read_file("lines.xlsx", xlsx({1: TITLES, 2: CELLS, 3: CELLS}))
    assert rows(table) == [2, 3]
    assert table.rows[0][1] == ["2026-11-20", "가상상사", "연구재료비", "100000", "10000", "110000", "카드"]
    assert not read(table).problems


def test_row_numbers_stay_excels_with_titles_blank_rows_and_merged_headers() -> None:
    content = xlsx(
        {
            1: ["2026년 11월 집행내역"],
            4: ["거래일자", "거래처", "비목", "금액", None, None, "결제수단", "담당"],
            5: [None, None, None, "공급가액(원)", "부가세", "합계", None, None],
            6: ["Date", "Payee", "Category", "Supply value", "VAT", "Total", "Method", "In charge"],
            7: [None, None, None, "(원)", "(원)", "(원)"],
            9: [*CELLS, "한가람"],
            12: CELLS,
            13: [None, " "],
            15: CELLS,
            16: ["합계", None, None, 300_000, 30_000, 330_000],
        },
        merged=("A1:H1", "A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:G5", "H4:H5"),
    )
    table = read_file("11월.xlsx", content)
    assert table.columns == ["spent_on", "payee", "category", "supply", "vat", "total", "method"]
    assert rows(table) == [9, 12, 15]
    assert table.ignored == ["In charge"]
    assert table.sums == [16]
    parsed = read(table)
    assert not parsed.problems
    assert [(line.row, line.supply, line.vat, line.total) for line in parsed.lines] == [
        (9, 100_000, 10_000, 110_000),
        (12, 100_000, 10_000, 110_000),
        (15, 100_000, 10_000, 110_000),
    ]


def test_a_row_of_group_titles_above_the_header_belongs_to_it() -> None:
    content = xlsx(
        {
            1: ["거래일자", "기본", None, "금액"],
            2: [None, "거래처", "비목", "공급가액", "세액", "합계금액", "결제수단"],
            3: CELLS,
        },
        merged=("A1:A2", "B1:C1", "D1:F1"),
    )
    parsed = read(read_file("a.xlsx", content))
    assert not parsed.problems
    assert [line.row for line in parsed.lines] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    line = LINE.replace(",", "").replace("\t", delimiter)
    content = f"가상 사업단;,\n\n{HEADER.replace(chr(9), delimiter)}\r\n{line}\n\n{line}\n".encode(encoding)
    table = read_file("lines.csv", io.BytesIO(content))
    assert rows(table) == [4, 6]
    assert read(table).lines[0].payee == "가상상사"


def test_a_paste_is_numbered_from_its_first_line() -> None:
    assert rows(read_paste(f"{HEADER}\n{LINE}\n\n{LINE}")) == [2, 4]
    assert rows(read_paste(f"\n{LINE}\n")) == [2]


def test_a_line_break_inside_a_cell_does_not_move_the_rows() -> None:
    text = f'{HEADER}\t비고\n{LINE}\t"두 줄\n메모"\n{LINE}\t끝\n'
    assert [(line.row, line.note) for line in pasted(text).lines] == [(2, "두 줄 메모"), (3, "끝")]


def test_a_paste_without_a_header_has_the_columns_of_the_template() -> None:
    cells = ["2026.11.20.", "가상상사", "", "연구재료비", "10만", "1만", "", "카드"]
    parsed = pasted("\t".join(cells))
    assert not parsed.problems
    assert (parsed.lines[0].row, parsed.lines[0].total) == (1, 110_000)
    assert read_paste("\t".join(cells)).columns == list(KEYS)


def test_a_typed_line_may_be_separated_by_commas_or_semicolons() -> None:
    for line in (
        '2026-11-20,Invented Labs,,salary,"3,000,000",0,,transfer',
        "2026-11-20;A;;salary;3,000,000;0;;카드",
    ):
        assert pasted(line).lines[0].supply == 3_000_000


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("집행일자", "spent_on"),
        (" 거래 일자 ", "spent_on"),
        ("Date", "spent_on"),
        ("지급처", "payee"),
        ("사업자 등록번호", "business_number"),
        ("Business Registration No.", "business_number"),
        ("세목", "category"),
        ("공급가액(원)", "supply"),
        ("세액", "vat"),
        ("금액", "total"),
        ("Amount (KRW)", "total"),
        ("결제수단(카드·계좌이체)", "method"),
        ("카드/계좌이체", "method"),
        ("전자세금계산서 승인번호", "invoice"),
        ("E-TAX-INVOICE NUMBER", "invoice"),
        ("참여연구자", "participant"),
        ("참여율(인건비계상률)", "rate"),
        ("인건비\n계상률", "rate"),
        ("귀속월", "month"),
        ("통화", "currency"),
        ("외화금액", "foreign"),
        ("환율", "exchange_rate"),
        ("환율일자", "rate_date"),
        ("비고", "note"),
        ("ＮＯＴＥ", "note"),
    ],
)
def test_headers_are_known_under_their_usual_names(header: str, key: str) -> None:
    known = known_as(header)
    assert known is not None
    assert known[0] == key


def test_no_name_means_two_columns() -> None:
    names = [
        (word_key(name), column.key)
        for column in COLUMNS
        for name in {
            word_key(name) for name in (column.korean, column.english, *OTHERS[column.key].split(", "))
        }
    ]
    assert [name for name, times in Counter(name for name, _key in names).items() if times > 1] == []


def test_of_two_columns_that_mean_the_same_the_title_is_read() -> None:
    table = read_paste(f"금액\t세목\t{HEADER}\t\n1\t출장비\t{LINE}\t남은 말\n")
    assert table.ignored == ["금액", "세목", "J"]
    assert read(table).lines[0].total == 110_000


def test_columns_that_are_needed_and_missing_are_named_in_both_languages() -> None:
    parsed = pasted("거래일자\t비고\n2026-11-20\t메모\n")
    text = "Payee (거래처), Category (비목), Payment method (결제수단), Total (합계)"
    assert said(parsed) == [(0, "", f"Columns that are needed are missing: {text}.")]
    assert not parsed.lines


def test_a_header_without_lines_is_a_problem() -> None:
    assert said(pasted(HEADER)) == [(0, "", "There are no lines.")]


@pytest.mark.parametrize(
    "text",
    [
        f"단위: 천원\n\n{HEADER}\n{LINE}",
        f"{HEADER.replace('합계', '합계(백만원)')}\n{LINE}",
        "Date\tPayee\tTotal (KRW thousand)\n",
        "all amounts in million won\nDate\tPayee\n",
    ],
)
def test_amounts_in_thousands_are_not_taken_for_won(text: str) -> None:
    with pytest.raises(Unreadable, match="whole won"):
        read_paste(text)


def test_a_table_survives_as_json() -> None:
    table = read_paste(f"{HEADER}\n{LINE}\n")
    kept = json.loads(json.dumps([table.columns, table.rows, table.ignored, table.sums]))
    assert read(Table(*kept)).lines == read(table).lines


def test_ten_thousand_pasted_lines_fit_in_bounded_memory() -> None:
    first = date(2026, 1, 1)
    lines = [
        "\t".join(
            [str(first + timedelta(days=number % 300)), f"가상상사 {number}", "116-82-00276", "연구재료비"]
        )
        + f"\t{number + 1:,}천\t0\t\t카드\t\t\t\t\t\t\t\t\t품목 {number}"
        for number in range(MAX_LINES)
    ]
    text = "\n".join(lines)
    tracemalloc.start()
    parsed = pasted(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not parsed.problems
    assert [line.row for line in parsed.lines] == list(range(1, MAX_LINES + 1))
    assert parsed.lines[-1].total == MAX_LINES * 1000
    assert peak < 60_000_000


def test_one_line_more_than_ten_thousand_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 10,000 lines"):
        read_paste(f"{HEADER}\n" + f"{LINE}\n" * (MAX_LINES + 1))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lines.csv", b"", "No header row"),
        ("lines.csv", b"a,b\n1,2\n", "No header row"),
        ("lines.csv", b"\x00\x01", "not a text file"),
        ("lines.csv", b"\x81" * 9, "encoding"),
        ("lines.xlsx", b"PK\x03\x04", "damaged"),
        ("lines.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password"),
        ("lines.ods", b"PK\x03\x04", "Save the sheet as XLSX"),
        ("lines.pdf", b"%PDF-1.7", "Save the sheet as XLSX"),
        ("lines.csv", b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_files_that_are_no_table_are_refused_with_advice(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_file(name, content)


def test_what_a_file_is_counts_and_not_its_name() -> None:
    assert rows(read_file("lines.csv", xlsx({1: TITLES, 2: CELLS}))) == [2]
    assert rows(read_file("lines.xlsx", f"{HEADER}\n{LINE}".encode())) == [2]
