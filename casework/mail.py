"""Mail kept in the database instead of sent: the backend where no mail server is set."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from casework.models import StoredMail


class StoredMailBackend(BaseEmailBackend):
    """One row for each message, in the caller's transaction."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            StoredMail(
                to=", ".join(message.recipients())[:300],
                subject=str(message.subject)[:300],
                body=str(message.body),
            )
            for message in email_messages
            if message.recipients()
        ]
        StoredMail.objects.bulk_create(rows)
        return len(rows)
