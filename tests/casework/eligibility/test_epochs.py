"""Which edition and which figure a version reads on which day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from casework.eligibility.criterion import comparisons
from casework.eligibility.epochs import epoch_at, epochs
from casework.eligibility.errors import AmbiguousFigure, UnknownParameter
from casework.enums import EditionKind
from tests.casework.eligibility.build import GNI, NOW, RANKING, make_edition, make_gni, make_version
from visas.criteria import PAY3_01

DAY = timedelta(days=1)
RANKS = [(EditionKind.RANKING, RANKING)]
(PAY_3X,) = comparisons(PAY3_01.rule)


@pytest.fixture(autouse=True)
def database(db):
    pass


def test_epochs_cover_all_days_without_gaps_or_overlaps():
    make_gni()
    make_edition(EditionKind.RANKING, RANKING, published_on=date(2025, 6, 1))
    found = epochs(make_version())
    assert found[0].start is None
    assert found[-1].end is None
    assert all(one.end == after.start for one, after in pairwise(found))


def test_an_edition_is_read_from_its_day_of_publication_on():
    older = make_edition(EditionKind.RANKING, RANKING, published_on=date(2025, 6, 1))
    newer = make_edition(EditionKind.RANKING, RANKING, published_on=date(2026, 6, 1))
    version = make_version(rules=RANKS, routes=[["TT-DEGREE-01"]])
    assert epoch_at(version, date(2025, 5, 31)).editions == []
    assert epoch_at(version, date(2025, 6, 1)).editions == [older]
    assert epoch_at(version, date(2026, 5, 31)).editions == [older]
    assert epoch_at(version, date(2026, 6, 1)).editions == [newer]


def test_drafts_of_editions_and_other_publishers_are_not_read():
    make_edition(EditionKind.RANKING, RANKING, sealed_at=None)
    make_edition(EditionKind.RANKING, "Somebody else")
    make_edition(EditionKind.FIRMS, RANKING)
    version = make_version(rules=RANKS, routes=[["TT-DEGREE-01"]])
    assert epochs(version)[-1].editions == []


def test_a_rematched_edition_of_the_same_day_takes_over():
    make_edition(EditionKind.RANKING, RANKING)
    again = make_edition(EditionKind.RANKING, RANKING, sealed_at=NOW + DAY)
    version = make_version(rules=RANKS, routes=[["TT-DEGREE-01"]])
    assert epochs(version)[-1].editions == [again]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 3, 9), 2024),
        (date(2026, 3, 10), 2025),
        (date(2030, 1, 1), 2025),
    ],
)
def test_the_figure_is_that_of_the_year_before_or_the_newest_earlier_one(day, year):
    make_edition(EditionKind.GNI, GNI, published_on=date(2026, 1, 1), figures={2024: 49_955_000})
    make_gni()
    figure = epoch_at(make_version(), day).figure(PAY_3X)
    assert (figure and figure.year) == year


def test_the_new_year_turns_at_midnight_in_seoul():
    make_edition(
        EditionKind.GNI, GNI, published_on=date(2025, 12, 1), figures={2024: 49_955_000, 2025: 52_420_000}
    )
    version = make_version()
    before = datetime(2025, 12, 31, 14, 59, 59, tzinfo=UTC)
    after = before + timedelta(seconds=1)
    years = [epoch_at(version, timezone.localdate(at)).figure(PAY_3X).year for at in (before, after)]
    assert years == [2024, 2025]


def test_thresholds_are_exact_won():
    make_gni()
    assert epochs(make_version())[-1].threshold(PAY_3X) == 157_260_000
    finer = make_version("finer", parameters={"pay_with_degree": (301, "gni_hundredths")})
    assert epochs(finer)[-1].threshold(PAY_3X) == 157_784_200


def test_a_share_of_a_won_is_rounded_to_the_stricter_side():
    make_edition(EditionKind.GNI, GNI, figures={2025: 33})
    assert epochs(make_version())[-1].threshold(PAY_3X) == 99
    finer = make_version("finer", parameters={"pay_with_degree": (301, "gni_hundredths")})
    assert epochs(finer)[-1].threshold(PAY_3X) == 100


def test_a_parameter_in_another_unit_is_refused():
    with pytest.raises(UnknownParameter):
        make_version(parameters={"pay_with_degree": (300, "krw")})


def test_two_publishers_of_one_figure_are_refused():
    make_gni()
    make_edition(EditionKind.GNI, "Another office", figures={2025: 1})
    with pytest.raises(AmbiguousFigure):
        make_version(rules=[(EditionKind.GNI, GNI), (EditionKind.GNI, "Another office")])
