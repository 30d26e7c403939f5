"""Files of strangers: rows keep the numbers Excel shows, and what would hurt the reader is refused early."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from casework.exports import workbook
from casework.tables.limits import MAX_ROWS, Unreadable
from casework.tables.text import text_rows
from casework.tables.workbook import number_text, workbook_rows


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """The package with one part rewritten, at the first place the pattern `old` fits."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert re.search(old.encode(), text), text[:500]
                text = re.sub(old.encode(), lambda _found: new.encode(), text, count=1)
            after.writestr(name, text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def small() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B3"] = "first", "third"
    return saved(book)


@pytest.fixture
def shared() -> bytes:
    """With texts in a part of their own, as Excel saves them."""
    out = io.BytesIO()
    with workbook(out) as book:
        book.add_worksheet().write_string(0, 0, "first")
    return out.getvalue()


def test_blank_rows_are_counted_and_merged_cells_hold_their_first_value() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A2"], sheet["C5"], sheet["A5"] = "merged", "c", "a"
    sheet.merge_cells("A2:C3")
    assert list(workbook_rows(saved(book))) == [(2, ["merged"]), (5, ["a", "", "c"])]


def test_values_are_written_as_people_would() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    values = [
        datetime(2026, 11, 22, 9, 30),  # noqa: DTZ001 - cells have no zone
        date(2026, 11, 22),
        0.1 + 0.2,
        1e6,
        0.3,
        7,
        True,
        time(9, 30),
    ]
    for place, value in enumerate(values, 1):
        sheet.cell(1, place, value)
    sheet["E1"].number_format = "0.0%"
    rows = list(workbook_rows(saved(book)))
    assert rows == [(1, ["2026-11-22", "2026-11-22", "0.3", "1000000", "30%", "7", "TRUE", "09:30:00"])]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (202611224100001200000000, "2.02611E+23"),
        (110000.00000000001, "110000"),
        (1.1, "1.1"),
        (float("inf"), "#NUM!"),
    ],
)
def test_numbers_lose_their_noise_and_never_invent_digits(number: float, text: str) -> None:
    assert number_text(number) == text


def test_a_formula_is_its_stored_result_and_a_fault_without_one(small: bytes) -> None:
    cell = r'<c r="A1".*?</c>'
    stored = changed(small, SHEET, cell, '<c r="A1"><f>1+1</f><v>2</v></c>')
    assert next(workbook_rows(stored)) == (1, ["2"])
    for bare in ('<c r="A1"><f>1+1</f></c>', '<c r="A1"><f>1+1</f><v></v></c>'):
        assert next(workbook_rows(changed(small, SHEET, cell, bare))) == (1, ["#FORMULA!"])
    empty = changed(small, SHEET, cell, '<c r="A1" t="str"><f>""</f><v></v></c>')
    assert next(workbook_rows(empty)) == (3, ["", "third"])


def test_the_first_visible_sheet_is_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "hidden"
    book.create_sheet("lines")["A1"] = "visible"
    book.worksheets[0].sheet_state = "hidden"
    assert list(workbook_rows(saved(book))) == [(1, ["visible"])]


def test_what_a_file_says_of_its_own_size_does_not_count(small: bytes) -> None:
    wrong = changed(small, SHEET, r'<dimension ref="[^"]*"', '<dimension ref="A1"')
    assert list(workbook_rows(wrong)) == [(1, ["first"]), (3, ["", "third"])]


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        list(workbook_rows(content))
    return str(refused.value)


def test_a_row_or_column_far_out_is_refused(small: bytes) -> None:
    assert "more than 20,000 rows" in refusal(changed(small, SHEET, r'<row r="3"', '<row r="1048576"'))
    assert "more than 20,000 rows" in refusal(changed(small, SHEET, r'<row r="3"', '<row r="99999999999"'))
    assert "more than 60 columns" in refusal(changed(small, SHEET, r'<c r="B3"', '<c r="XFD3"'))


def test_a_sheet_of_a_million_rows_is_refused_before_it_is_unpacked(small: bytes) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(4, 1_000_001))
    content = changed(small, SHEET, "</sheetData>", rows + "</sheetData>")
    tracemalloc.start()
    assert "more than 20,000 rows" in refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "inside",
    ["<row>" + "<c/>" * 2_100_000 + "</row>", "<x/>" * 2_100_000],
    ids=["cells of one row", "unknown elements"],
)
def test_a_file_that_would_grow_in_memory_is_refused(small: bytes, inside: str) -> None:
    assert "too large once unpacked" in refusal(
        changed(small, SHEET, "</sheetData>", inside + "</sheetData>")
    )


def test_a_zip_bomb_is_refused_by_what_it_says_of_its_size() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"xl/media/{number}", bytes(20_000_000))
    assert len(out.getvalue()) < 200_000
    assert "too large once unpacked" in refusal(out.getvalue())


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_document_type_is_refused_in_every_part(shared: bytes, part: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]><'
    assert "damaged" in refusal(changed(shared, part, "<(?=[a-zA-Z])", laughs))


def test_a_sheet_elsewhere_in_the_package_is_not_read_unseen(small: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name).replace(b"worksheets/sheet1.xml", b"elsewhere/sheet1.xml")
            after.writestr(name.replace("worksheets/sheet1", "elsewhere/sheet1"), text)
    assert "damaged" in refusal(out.getvalue())


def test_rows_out_of_order_are_refused_because_they_would_be_lost(small: bytes) -> None:
    assert "damaged" in refusal(changed(small, SHEET, r'<row r="3"', '<row r="1"'))


@pytest.mark.parametrize("cut", [1, 30, 0.5, 0.9])
def test_damaged_packages_are_refused(small: bytes, cut: float) -> None:
    refusal(small[: int(cut if cut >= 1 else len(small) * cut)])
    refusal(b"PK\x03\x04" + bytes(100))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, r"<v>0</v>", "<v>99</v>"),
        (SHEET, r"<v>0</v>", "<v>x</v>"),
        (SHEET, r'<c r="A1"', '<c r="é1"'),
        (SHEET, r'<row r="1"', '<row r="x"'),
        (SHEET, "</sheetData>", "</sheet>"),
        ("xl/workbook.xml", "<sheet .*?>", ""),
        ("[Content_Types].xml", "sheet.main", "nothing"),
    ],
)
def test_packages_excel_never_wrote_are_refused(shared: bytes, part: str, old: str, new: str) -> None:
    refusal(changed(shared, part, old, new))


def test_links_to_other_files_are_not_followed(small: bytes) -> None:
    target = 'TargetMode="External" Target="http://127.0.0.1:9/x.xlsx" Id="rId77" Type="http://x/externalLinkPath"/>'
    linked = changed(
        small, "xl/_rels/workbook.xml.rels", "</Relationships>", f"<Relationship {target}</Relationships>"
    )
    assert next(workbook_rows(linked)) == (1, ["first"])


def test_text_rows_are_numbered_as_in_a_sheet() -> None:
    text = 'a\t"two\nlines"\r\n\r\nb\t"say ""hi"""\r\n'
    assert list(text_rows(text, "\t")) == [(1, ["a", "two\nlines"]), (2, []), (3, ["b", 'say "hi"'])]


def test_text_is_cut_and_cleaned_of_what_no_database_keeps() -> None:
    rows = list(text_rows("a\0b\ud800c," + "x" * 9_000, ","))
    assert rows == [(1, ["abc", "x" * 501])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a\n"b\tc\nd\te\n', "quotation mark in row 2 is not closed"),
        ('"' + "x" * 200_000, "quotation mark in row 1 is not closed"),
        ("x\n" * (MAX_ROWS + 1), "more than 20,000 rows"),
        ("a\n" + "x\t" * 61, "Row 2 has more than 60 columns"),
    ],
)
def test_texts_beyond_the_limits_are_refused(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        list(text_rows(text, "\t"))
