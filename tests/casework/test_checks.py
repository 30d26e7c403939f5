"""`check --deploy` refuses a demonstration and one role for everything."""

from django.test import override_settings

from casework.checks import demonstration_is_off, roles_are_two


def test_a_demonstration_is_not_deployed() -> None:
    with override_settings(DEMO=True):
        assert [found.id for found in demonstration_is_off(None)] == ["casework.E001"]
    with override_settings(DEMO=False):
        assert demonstration_is_off(None) == []


def test_two_roles_pass() -> None:
    assert roles_are_two(None) == []
