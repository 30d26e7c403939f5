"""The story of a wider rank, in English on a phone without scripts."""

from typing import Any

import pytest

from talent_portal.stage import Stage
from tests.journeys.lawmaking import walk
from tests.journeys.runs import PHONE

pytestmark = pytest.mark.journey


def test_a_wider_rank_is_tried_signed_and_applied(portal: Stage, enter: Any) -> None:
    walk(enter, PHONE)
