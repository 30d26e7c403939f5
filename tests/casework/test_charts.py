"""Charts: bars add up, nothing is invisible or negative, and every picture has its figures in a table."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from casework.charts import WHOLE, Chart, Meter, Series, every, measure, segments, short, ticks, wrap

LONG = "국가첨단전략기술 특성화대학원 공동연구개발 컨소시엄 지원사업 국제협력분야"
MONEY = Chart(
    "Agreed by sector",
    "krw",
    ["AI", LONG, "Other"],
    [Series("Paid", [1_850_000_000, 1, 0]), Series("Claimed", [150_000_000, 0, 0])],
    note="Invented teams only.",
    heading="Sector",
)
MONTHS = Chart("Requests", "count", [f"{n}월" for n in range(1, 13)], [Series("Requests", list(range(12)))])
CAP = Meter("Cap of 2026", "krw", 2_000_000_000, [("Used", 1_200_000_000), ("Asked", 365_000_000)])


def show(tag: str, chart: Any) -> str:
    source = "{% load charts %}{% " + tag + " chart %}"
    return str(engines["django"].from_string(source).render({"chart": chart}))


def drawn(html: str, side: str = "width") -> list[float]:
    """The lengths of the bars, legends aside."""
    picture = html[html.index('<svg class="chart__picture') :].partition("<ul")[0]
    found = re.findall(rf'<rect class="chart__bar [^>]*?\s{side}="([\d.]+)(?:%|em)" ', picture)
    return [float(length) for length in found]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.integers(0, 10**12))
def test_segments_touch_and_add_up(values: list[int], more: int) -> None:
    scale = sum(values) + more
    placed = segments(values, scale)
    end = 0
    for value, (start, length) in zip(values, placed, strict=True):
        assert start == end
        assert (length > 0) == (value > 0)
        end = start + length
    assert end <= WHOLE
    if scale and min((value for value in values if value), default=0) * 100 > scale:
        assert end == sum(values) * WHOLE // scale


def test_parts_of_a_whole_fill_it() -> None:
    assert sum(length for _start, length in segments([1, 1, 1], 3)) == WHOLE
    assert segments([0, 0], 0) == [(0, 0), (0, 0)]


def test_one_huge_figure_leaves_the_small_ones_visible() -> None:
    placed = segments([10**15, 1, 0, 1], 10**15 + 2)
    assert [length for _start, length in placed] == [9_920, 40, 0, 40]


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, []),
        (1, [1]),
        (4, [1, 2, 3, 4]),
        (5, [2, 4, 6]),
        (41, [20, 40, 60]),
        (1_850_000_000, [500_000_000, 1_000_000_000, 1_500_000_000, 2_000_000_000]),
    ],
)
def test_lines_stand_at_round_figures(most: int, marks: list[int]) -> None:
    assert ticks(most) == marks


@given(st.integers(1, 10**14))
def test_lines_reach_the_highest_column_and_are_few(most: int) -> None:
    marks = ticks(most)
    assert marks[-1] >= most
    assert len(marks) <= 4


def test_long_labels_wrap_between_words_and_end_in_dots() -> None:
    lines = wrap(LONG, 14, 2)
    assert lines == ["국가첨단전략기술", "특성화대학원 공동연구개발…"]
    assert all(measure(line) <= 14 for line in lines)
    assert wrap("AI", 14, 2) == ["AI"]
    assert wrap("가" * 40, 14, 2) == ["가" * 14, "가" * 13 + "…"]
    assert wrap("  ", 14, 2) == []


@given(st.text(max_size=60), st.integers(3, 20))
def test_wrapping_always_ends_and_keeps_within_its_lines(text: str, width: int) -> None:
    lines = wrap(text, width, 2)
    assert len(lines) <= 2
    assert all(measure(line) <= width + 0.001 for line in lines)


def test_column_labels_keep_apart() -> None:
    assert every([f"{n}월" for n in range(1, 13)], 16 / 12) == 2
    assert every(["2024", "2025", "2026"], 16 / 6) == 1
    assert every([], 2) == 1


@pytest.mark.parametrize(
    ("amount", "english", "korean"),
    [
        (0, "₩0", "0원"),
        (9_900, "₩9,900", "9,900원"),
        (25_000_000, "₩25m", "2,500만 원"),
        (168_000_000, "₩168m", "1.68억 원"),
        (999_999_999, "₩1bn", "10억 원"),
        (1_850_000_000, "₩1.85bn", "18.5억 원"),
        (1_200_000_000_000, "₩1.2tn", "1.2조 원"),
        (123_456_000_000, "₩123bn", "1,235억 원"),
    ],
)
def test_money_reads_at_a_glance_in_both_languages(amount: int, english: str, korean: str) -> None:
    assert short(amount, "krw", "en") == english
    assert short(amount, "krw", "ko") == korean
    assert short(12_345, "count", "ko") == "12,345"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Chart("x", "count", ["a"], [Series("s", [-1])]),
        lambda: Chart("x", "count", ["a", "b"], [Series("s", [1])]),
        lambda: Chart("x", "count", ["a"], [Series(str(n), [1]) for n in range(7)]),
        lambda: Meter("x", "krw", -1, []),
        lambda: Meter("x", "krw", 1, [("Used", -1)]),
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"negative|figures for|up to"):
        wrong()


@pytest.mark.parametrize(("tag", "chart"), [("bar_chart", MONEY), ("column_chart", MONTHS), ("meter", CAP)])
def test_each_picture_has_a_name_a_caption_and_a_table(tag: str, chart: Any) -> None:
    html = show(tag, chart)
    assert f'role="img" aria-label="{chart.title}. ' in html
    assert f'<figcaption class="chart__title">{chart.title}</figcaption>' in html
    assert re.search(r"<details.*<table.*<caption.*scope=\"col\".*scope=\"row\"", html, re.DOTALL)
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=", html)
    ids = re.findall(r'<pattern id="([^"]+)"', html)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)
    assert len(ids) == len(set(ids))


def test_bars_are_as_long_as_their_figures_and_the_table_is_exact() -> None:
    html = show("bar_chart", MONEY)
    assert drawn(html) == [92.5, 7.5, 0.4]
    assert "₩1.85bn" not in html
    assert "₩2bn</text>" in html
    for figure in ("₩1,850,000,000", "₩150,000,000", "₩2,000,000,000", ">₩1<", ">₩0<"):
        assert figure in html
    assert f"<title>{LONG}: ₩1</title>" in html
    assert "Highest: AI, ₩2,000,000,000. Total: ₩2,000,000,001." in html
    assert "Invented teams only." in html


def test_columns_are_as_high_as_their_figures() -> None:
    heights = drawn(show("column_chart", MONTHS), "height")
    assert len(heights) == 11  # a month of nothing has no column
    assert heights == sorted(heights)
    assert heights[-1] == pytest.approx(12 * 11 / 15, abs=0.01)


def test_columns_of_nothing_are_a_line_and_words() -> None:
    html = show("column_chart", Chart("Claims", "krw", ["Jan"], [Series("Paid", [0])]))
    assert drawn(html) == []
    assert "₩0" in html


@pytest.mark.parametrize("tag", ["bar_chart", "column_chart"])
@pytest.mark.parametrize(("labels", "series"), [([], []), ([], [Series("Paid", [])]), (["AI"], [])])
def test_no_figures_are_told_in_words(tag: str, labels: list[str], series: list[Series]) -> None:
    html = show(tag, Chart("Claims", "krw", labels, series))
    assert "No figures yet." in html
    assert "<svg" not in html


def test_a_meter_says_what_remains_or_by_how_much_it_is_exceeded() -> None:
    html = show("meter", CAP)
    assert drawn(html) == [60.0, 18.25]
    assert "₩435,000,000" in html
    assert "Over the cap" not in html
    over = show("meter", Meter("Cap", "krw", 100, [("Used", 90), ("Asked", 30)]))
    assert drawn(over) == [75.0, 25.0]
    assert "Over the cap" in over
    assert ">₩20<" in over
    assert 'x1="83.33%"' in over
    assert show("meter", Meter("Cap", "krw", 0, []))


def test_names_people_typed_stay_text() -> None:
    html = show("bar_chart", Chart("<b>", "count", ['"><script>'], [Series("<i>", [1])]))
    assert "<script" not in html
    assert "<b>" not in html


def test_a_korean_page_counts_in_korean() -> None:
    with translation.override("ko"):
        html = show("bar_chart", MONEY)
    assert "20억 원</text>" in html
    assert "1,850,000,000원" in html
