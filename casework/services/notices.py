"""Notices: owed in the transaction of the event, sent after commit in the recipient's language, once."""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation

from casework import debts
from casework.enums import Language
from casework.models import Case, Notice, User
from casework.nudge import after_commit

log = structlog.get_logger(__name__)

SEND_TASK = "casework.send_notices"
OWED = Q(sent_at=None)
MAX_ATTEMPTS = 120
"""With waits of up to ten minutes a mail server may be away for the best part of a day."""


def owe(
    *,
    event: str,
    template: str,
    path: str,
    recipient: User | None = None,
    address: str = "",
    language: str = Language.ENGLISH,
    case: Case | None = None,
) -> None:
    """Owe one message to one account, or to an address without one in that `language`, in the caller's
    transaction; a second one of the same event is ignored. The database takes exactly one of the two.

    `template` names templates/notices/<template>.subject and .txt; `path` is what the link in it opens.
    """
    get_template(f"notices/{template}.txt")  # a wrong name shows here, not in the worker
    notice = Notice(
        event=event, recipient=recipient, address=address, language=language,
        template=template, path=path, case=case,
    )  # fmt: skip
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    after_commit(SEND_TASK)


def drain(*, limit: int = 50) -> int:
    """Send up to `limit` owed notices; how many were sent. Concurrent callers share the work.

    A failing one (errors of smtplib are OSErrors, an address no mail can carry is a ValueError) waits, longer
    each time, keeps its last error and holds up no other.
    """
    claimed = debts.claim(Notice, limit=limit, lease_seconds=120, where=OWED, max_attempts=MAX_ATTEMPTS)
    if not claimed:
        return 0
    sent = 0
    connection: BaseEmailBackend = get_connection()
    for key in claimed:
        try:
            sent += _send(key, connection)
        except (OSError, ValueError, TemplateDoesNotExist) as error:
            debts.record_failure(Notice, [key], error)
            log.warning("notice_failed", notice=key, error=type(error).__name__)
            connection.close()
    connection.close()
    return sent


def compose(notice: Notice) -> EmailMessage:
    """The message in the recipient's language: case reference and link, no personal data."""
    link = settings.PORTAL_URL.rstrip("/") + notice.path
    context = {"case": notice.case, "link": link, "operator_name": settings.OPERATOR_NAME}
    to, language = notice.address, notice.language
    if notice.recipient is not None:
        to, language = notice.recipient.email, notice.recipient.language
    with translation.override(language):
        subject = render_to_string(f"notices/{notice.template}.subject", context)
        body = render_to_string(f"notices/{notice.template}.txt", context)
    host = urlsplit(settings.PORTAL_URL).hostname or "portal.invalid"
    headers = {"Message-ID": f"<notice-{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to], headers=headers)


def _send(key: int, connection: BaseEmailBackend) -> bool:
    """Send and mark as sent under the row's lock; a repeat after a crash between has the same Message-ID."""
    with transaction.atomic():
        owed = Notice.objects.filter(OWED, pk=key).select_related("recipient", "case")
        notice = owed.select_for_update(of=("self",), skip_locked=True).first()
        if notice is None:
            return False
        connection.send_messages([compose(notice)])
        notice.sent_at = timezone.now()
        notice.save(update_fields=["sent_at"])
    return True
