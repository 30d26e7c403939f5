"""Every address × every role gets exactly what tests/access.yaml says; an address not listed fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access_subjects import CANARY, Subjects, make_subjects
from tests.cast import Cast, signed_in
from tests.funding.access import BIRD, make_funding

TABLE = yaml.safe_load(Path(__file__).with_name("access.yaml").read_text())
ROLES: list[str] = TABLE["roles"]
METHODS = ("GET", "POST")
OWN = {"applicant", "reviewer", "colleague", "approver"}
"""Who may meet the applicant's own words on a page."""
FUNDED = {"manager", "clerk", "viewer", "finance", "payer", "candidate"}
"""Who may meet the funded researcher's name and a payee's."""


def patterns() -> list[str]:
    """Every address of the portal as Django writes its pattern, admin and allauth included."""
    return sorted(set(_walk("", get_resolver().url_patterns)))


def _walk(prefix: str, entries: list[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in entries:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(route, entry.url_patterns)
        else:
            yield route


def answer(client: Client, method: str, url: str) -> HttpResponse:
    """The answer to one request whose effect, on the database and on the browser, is undone."""
    before = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        response = client.generic(method, url)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(before)
    return response


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    return TABLE["addresses"]


def test_every_address_is_listed(table: dict[str, dict[str, str]]) -> None:
    assert sorted(table) == patterns()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role: str, cast: Cast, table: dict[str, dict[str, str]]) -> None:
    team, papers = make_funding()
    subjects: Subjects = make_subjects(cast, papers)
    user = None if role == "anonymous" else (getattr(team, role, None) or getattr(cast, role))
    client = signed_in(user)
    client.raise_request_exception = False
    column, wrong = ROLES.index(role), []
    for pattern, rows in table.items():
        for method in METHODS:
            expected = int(rows[method].split()[column])
            response = answer(client, method, subjects.url(pattern))
            if response.status_code != expected:
                wrong.append(f"{method} {pattern}: {response.status_code}, not {expected}")
            if role not in OWN and not response.streaming and CANARY.encode() in response.content:
                wrong.append(f"{method} {pattern}: shows the applicant's words")
            if role not in FUNDED and not response.streaming and BIRD.encode() in response.content:
                wrong.append(f"{method} {pattern}: shows words of the team and its researcher")
    assert not wrong, "\n".join(wrong)
