"""A researcher's browser and one university of the registry."""

from __future__ import annotations

import pytest
from django.test import Client

from recruitment.models import Organisation
from tests.cast import Cast, signed_in


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.applicant)


@pytest.fixture
def seoul() -> Organisation:
    keys = ["seoul national university", "서울대학교", "snu"]
    return Organisation.objects.create(
        ror_id="04h9pn542",
        name="Seoul National University",
        name_ko="서울대학교",
        country="KR",
        city="Seoul",
        types=["education"],
        aliases=["SNU"],
        key=keys[0],
        keys=keys,
        search="\n".join(keys),
    )
