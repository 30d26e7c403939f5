"""Give a person of the staff an account and a role, from the operator's own command line.

The first two administrators come from here; every role that decides names both of them.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from casework.enums import Agency, Role
from casework.models import Person, User
from casework.services.roles import grant_role
from casework.transitions import Refused


class Command(BaseCommand):
    help = "Create a staff account with a verified staff number and grant it a role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("agency", choices=Agency.values)
        parser.add_argument(
            "--staff-number", required=True, help="verified; two accounts with it are one person"
        )
        parser.add_argument("--name", default="")
        parser.add_argument("--name-ko", default="")
        parser.add_argument("--by", help="e-mail of the administrator who grants a role that decides")
        parser.add_argument("--confirmed-by", help="e-mail of the second administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                user = _account(options)
                grant_role(
                    user=user,
                    role=Role(options["role"]),
                    agency=options["agency"],
                    actor=_administrator(options["by"]),
                    confirmed_by=_administrator(options["confirmed_by"]),
                )
        except Refused as refusal:
            raise CommandError(str(refusal.reason)) from None
        self.stdout.write(
            f"{user.email}: {options['role']}. The password is set through “Forgot your password?”."
        )


def _account(options: dict[str, Any]) -> User:
    email = options["email"].lower()
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    person, _made = Person.objects.get_or_create(staff_number=options["staff_number"])
    names = {"name": options["name"], "name_ko": options["name_ko"]}
    user = User.objects.create_user(email, **names, person=person, is_staff=True)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _administrator(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email=email.lower()).first()
    if user is None or not user.holds(Role.ADMINISTRATOR):
        raise CommandError(f"{email} is not an administrator.")
    return user
