"""What an operator types on a new installation: the law, then the first accounts."""

import pytest
from django.core.management import CommandError, call_command

from casework.enums import Role
from casework.models import PolicyVersion, User

pytestmark = pytest.mark.django_db


def appoint(email: str, role: str, number: str, **more: str) -> User:
    call_command("appoint", email, role, "moj", staff_number=number, **more)
    return User.objects.get(email=email)


SHIPPED = {("top_tier", 1), ("top_tier", 2), ("d-10-t", 1), ("points-example", 1)}


def test_the_shipped_law_is_put_in_force_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_policies")
    told = capsys.readouterr().out
    call_command("load_policies")
    assert capsys.readouterr().out == told
    assert set(PolicyVersion.objects.enacted().values_list("policy", "number")) == SHIPPED
    assert PolicyVersion.objects.count() == len(SHIPPED) == told.count("\n")
    assert "top_tier 1: Top-tier visa, April 2025, Superseded, from 2025-04-02." in told
    assert "top_tier 2: Top-tier visa, as amended in July 2026, In force, from 2026-07-02." in told


def test_two_administrators_appoint_a_reviewer() -> None:
    appoint("first@ministry.example", "administrator", "A-1")
    appoint("second@ministry.example", "administrator", "A-2")
    both = {"by": "first@ministry.example", "confirmed_by": "second@ministry.example"}
    reviewer = appoint("reviewer@ministry.example", "reviewer", "R-1", **both)
    assert reviewer.roles == {(Role.REVIEWER, "moj")}


def test_nobody_is_appointed_to_decide_by_one_administrator() -> None:
    appoint("first@ministry.example", "administrator", "A-1")
    alone = {"by": "first@ministry.example", "confirmed_by": "first@ministry.example"}
    with pytest.raises(CommandError, match="two different people"):
        appoint("reviewer@ministry.example", "reviewer", "R-1", **alone)
    assert not User.objects.filter(email="reviewer@ministry.example").exists()


def test_a_second_account_with_the_same_staff_number_is_the_same_person() -> None:
    one = appoint("one@ministry.example", "auditor", "R-1")
    other = appoint("other@ministry.example", "auditor", "R-1")
    assert one.person_id == other.person_id
