"""Notices: owed with the event, sent once, in the recipient's language, without personal data."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connection, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from pytest_django import Settings

from casework.models import Case, Notice, StoredMail, User
from casework.services import notices
from casework.transitions import open_case
from talent_portal.databases import Database
from tests.cast import Cast, make_cast

FOLDER = Path(portal_settings.BASE_DIR, "templates", "notices")
TEMPLATES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.subject"))
STORED = "casework.mail.StoredMailBackend"


@pytest.fixture(autouse=True)
def mail_is_stored(settings: Settings) -> None:
    settings.EMAIL_BACKEND = STORED


@pytest.fixture
def case(cast: Cast) -> Case:
    draft = Case(kind="top_tier", reference="TT-2026-999999", person=cast.applicant.person)
    return open_case(case=draft, actor=cast.applicant, now=timezone.now())


def owe(
    recipient: User, case: Case | None, event: str = "decided:1", template: str = "visas/decided"
) -> None:
    notices.owe(event=event, recipient=recipient, template=template, path="/applications/1/", case=case)


def test_a_notice_is_sent_once_with_reference_and_link(cast: Cast, case: Case) -> None:
    owe(cast.applicant, case)
    owe(cast.applicant, case)
    assert [notices.drain(), notices.drain()] == [1, 0]
    mail = StoredMail.objects.get()
    assert mail.to == "applicant@example.org"
    assert "TT-2026-999999" in mail.subject
    assert "TT-2026-999999" in mail.body
    assert f"{portal_settings.PORTAL_URL}/applications/1/" in mail.body
    assert "Demonstration. Not a government service." in mail.body
    assert "applicant@example.org" not in mail.body
    assert Notice.objects.get().sent_at is not None


def test_an_operator_signs_in_place_of_the_demonstration_line(
    cast: Cast, case: Case, settings: Settings
) -> None:
    settings.OPERATOR_NAME = "Ministry of Examples"
    owe(cast.applicant, case)
    notices.drain()
    body = StoredMail.objects.get().body
    assert "Ministry of Examples" in body
    assert "Demonstration" not in body


def test_another_event_and_another_recipient_are_other_notices(cast: Cast, case: Case) -> None:
    owe(cast.applicant, case)
    owe(cast.applicant, case, event="decided:2")
    owe(cast.stranger, None)
    assert notices.drain() == 3


def test_an_address_without_an_account_is_written_to_once_in_its_language(case: Case) -> None:
    for language in ("ko", "en"):
        notices.owe(
            event="invited:1", address="new@example.org", language=language,
            template="visas/decided", path="/join/1/", case=case,
        )  # fmt: skip
    assert [notices.drain(), notices.drain()] == [1, 0]
    mail = StoredMail.objects.get()
    assert mail.to == "new@example.org"
    assert "결정" in mail.body
    assert "/join/1/" in mail.body
    assert "new@example.org" not in mail.body + str(Notice.objects.get())


@pytest.mark.parametrize("both", [True, False])
def test_a_notice_goes_to_an_account_or_to_an_address(cast: Cast, both: bool) -> None:
    ends = {"recipient": cast.applicant, "address": "new@example.org"} if both else {}
    with pytest.raises(IntegrityError, match="notice_account_or_address"):
        notices.owe(event="e", template="visas/decided", path="/", **ends)


def test_what_is_rolled_back_is_never_sent(cast: Cast, case: Case) -> None:
    with transaction.atomic():
        owe(cast.applicant, case)
        transaction.set_rollback(True)
    assert notices.drain() == 0


def test_a_wrong_template_is_refused_where_it_is_owed(cast: Cast) -> None:
    with pytest.raises(TemplateDoesNotExist):
        owe(cast.applicant, None, template="no_such")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_message(cast: Cast, case: Case, template: str, language: str) -> None:
    cast.applicant.language = language
    notice = Notice(pk=1, event="e", recipient=cast.applicant, template=template, path="/x/", case=case)
    message = notices.compose(notice)
    if "reference" in (FOLDER / f"{template}.subject").read_text():  # an invitation comes before any case
        assert case.reference in message.subject
        assert case.reference in message.body
    assert f"{portal_settings.PORTAL_URL}/x/" in message.body
    assert "&" not in message.body
    assert message.extra_headers["Message-ID"].startswith("<notice-1@")


class HalfBroken(BaseEmailBackend):
    """A mail server that drops the connection for one address."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.to == ["applicant@example.org"]:
                raise ConnectionResetError("connection lost while sending to applicant@example.org")
            StoredMail.objects.create(to=message.to[0], subject=message.subject, body=message.body)
        return len(email_messages)


def test_mail_that_fails_half_way_is_tried_again_and_the_rest_is_sent(
    cast: Cast, case: Case, settings: Settings
) -> None:
    owe(cast.applicant, case)
    owe(cast.stranger, None)
    settings.EMAIL_BACKEND = "tests.casework.test_notices.HalfBroken"
    assert notices.drain() == 1
    failed = Notice.objects.get(sent_at=None)
    assert (failed.attempts, failed.last_error) == (1, "ConnectionResetError"), "no address in the error"
    assert notices.drain() == 0, "it waits before it is tried again"
    Notice.objects.filter(pk=failed.pk).update(leased_until=None)
    settings.EMAIL_BACKEND = STORED
    assert notices.drain() == 1


def test_an_address_no_mail_can_carry_holds_up_no_other(cast: Cast, case: Case, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast.applicant.email = "a\nb@example.org"
    cast.applicant.save(update_fields=["email"])
    owe(cast.applicant, case)
    owe(cast.stranger, None)
    assert notices.drain() == 1
    failed = Notice.objects.get(sent_at=None)
    assert (failed.recipient, failed.last_error) == (cast.applicant, "BadHeaderError")


def test_two_drains_at_once_send_each_notice_once(committed_database: Database) -> None:
    recipient = make_cast().applicant
    for number in range(40):
        owe(recipient, None, event=f"decided:{number}")

    def drain(_number: int) -> int:
        try:
            return sum(notices.drain(limit=5) for _batch in range(8))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        sent = list(threads.map(drain, range(2)))
    assert sum(sent) == 40
    assert StoredMail.objects.count() == 40
