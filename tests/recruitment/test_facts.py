"""From a profile to intervals of facts: partial dates, overlaps, open jobs, 29 February, no doctorate."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from casework.enums import DegreeLevel
from recruitment.career import career
from recruitment.facts import ProfileFacts, profile_facts
from recruitment.models import Degree, Employment

TODAY = datetime.date(2026, 11, 23)


def job(started: str, ended: str = "", **more: Any) -> Employment:
    return Employment(employer="X", title="Y", started=started, ended=ended, ongoing=not ended, **more)


def doctorate(awarded: str, level: int = DegreeLevel.DOCTOR) -> Degree:
    return Degree(level=level, institution="U", awarded=awarded)


def facts(*rows: Degree | Employment, as_of: datetime.date = TODAY) -> ProfileFacts:
    return profile_facts(
        degrees=[row for row in rows if isinstance(row, Degree)],
        employments=[row for row in rows if isinstance(row, Employment)],
        as_of=as_of,
    )


def experience(*rows: Degree | Employment, as_of: datetime.date = TODAY) -> tuple[int, int]:
    found = facts(*rows, as_of=as_of)
    return found.experience_low, found.experience_high


def test_known_days_give_one_number() -> None:
    assert experience(job("2016-01-01", "2017-12-31")) == (24, 24)


def test_an_unknown_day_makes_an_interval() -> None:
    assert experience(job("2016-01", "2017-12")) == (22, 24)
    assert experience(job("2016", "2017")) == (0, 24)


def test_a_job_in_one_unknown_year_may_have_lasted_no_day() -> None:
    assert experience(job("2016", "2016")) == (0, 12)


def test_29_february_is_a_day_like_any_other() -> None:
    assert experience(job("2016-02-29", "2017-02-28")) == (12, 12)
    assert experience(job("2016-03-01", "2020-02-29")) == (48, 48)
    assert facts(doctorate("2016-02")).degrees[0].awarded_high == datetime.date(2016, 2, 29)


def test_overlapping_jobs_count_once() -> None:
    assert experience(job("2016-01-01", "2017-12-31"), job("2017-01-01", "2018-12-31")) == (36, 36)
    assert experience(job("2016-01-01", "2019-12-31"), job("2017-01-01", "2018-12-31")) == (48, 48)


def test_adjacent_jobs_are_one_period() -> None:
    assert experience(job("2016-01-01", "2016-06-15"), job("2016-06-16", "2016-12-31")) == (12, 12)


def test_an_open_job_ends_on_the_day_asked_about() -> None:
    open_job = job("2025-11-24")
    assert facts(open_job).employments[0].ended_low == TODAY
    assert experience(open_job) == (12, 12)
    assert experience(open_job, as_of=TODAY - datetime.timedelta(days=1)) == (11, 11)


def test_nothing_counts_after_the_day_asked_about() -> None:
    assert facts(job("2027-01-01", "2028-01-01")).employments == ()
    found = facts(job("2025-11-24", "2027-06-30")).employments[0]
    assert (found.ended_low, found.ended_high) == (TODAY, TODAY)
    this_month = facts(job("2026-11")).employments[0]
    assert (this_month.started_low, this_month.started_high) == (datetime.date(2026, 11, 1), TODAY)
    assert facts(doctorate("2026-11")).degrees[0].awarded_high == TODAY


def test_without_a_doctorate_there_are_no_postdoctoral_months() -> None:
    found = facts(doctorate("2015-01-01", DegreeLevel.MASTER), job("2016-01-01", "2017-12-31"))
    assert (found.postdoc_low, found.postdoc_high) == (0, 0)


def test_postdoctoral_months_begin_with_the_award() -> None:
    found = facts(doctorate("2017-01-01"), job("2016-01-01", "2017-12-31"))
    assert (found.postdoc_low, found.postdoc_high) == (12, 12)
    unsure = facts(doctorate("2017"), job("2016-01-01", "2018-12-31"))
    assert (unsure.postdoc_low, unsure.postdoc_high) == (12, 24)


def test_the_first_of_two_doctorates_counts() -> None:
    found = facts(doctorate("2017-01-01"), doctorate("2019-01-01"), job("2016-01-01", "2019-12-31"))
    assert (found.postdoc_low, found.postdoc_high) == (36, 36)


def test_bounds_never_cross() -> None:
    rows = [job("2016", "2018-03"), job("2018-02-29".replace("29", "28"), "2019"), job("2020-05")]
    found = facts(doctorate("2017"), *rows)
    assert found.experience_low <= found.experience_high
    assert found.postdoc_low <= found.postdoc_high <= found.experience_high
    for one in found.employments:
        assert one.started_low <= one.started_high
        assert one.ended_low <= one.ended_high


def test_gaps_and_overlaps_are_told() -> None:
    rows = [job("2016-01-01", "2016-12-31"), job("2017-06-01", "2018-12-31"), job("2018-07-01", "2019-12-31")]
    told = career(rows, TODAY)
    assert told.gaps == ((datetime.date(2017, 1, 1), datetime.date(2017, 5, 31)),)
    assert [(str(one.started), str(one.ended)) for one in told.overlaps] == [("2018-07-01", "2018-12-31")]


@pytest.mark.parametrize("ended", ["2016-12-31", "2016-12", "2016"])
def test_a_month_between_jobs_is_no_gap(ended: str) -> None:
    assert career([job("2016-01-01", ended), job("2017-01-20", "2018-01-01")], TODAY).gaps == ()
