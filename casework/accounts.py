"""Sign-in rules: accounts keep the language they signed up in; staff need a second factor."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop, ngettext_lazy

from casework.models import User
from casework.sealing import sealer

SECOND_FACTOR = b"casework.accounts second factor"
SAID_OTHERWISE = (
    gettext_noop("Add Email"),
    gettext_noop("An authenticator app is not active."),
    gettext_noop("Authentication using an authenticator app is active."),
    gettext_noop("Authenticator secret"),
    gettext_noop("Bad Token"),
    gettext_noop("Confirm Access"),
    gettext_noop("Confirmation email sent to %(email)s."),
    gettext_noop("Email Addresses"),
    gettext_noop(
        "Forgotten your password? Enter your email address below, "
        "and we'll send you an email allowing you to reset it."
    ),
    gettext_noop("Incorrect code."),
    gettext_noop("Incorrect password."),
    gettext_noop("Make Primary"),
    gettext_noop("Please contact us if you have any trouble resetting your password."),
    gettext_noop("Please reauthenticate to safeguard your account."),
    gettext_noop("Primary"),
    gettext_noop("Re-send Verification"),
    gettext_noop("Remember Me"),
    gettext_noop("Removed email address %(email)s."),
    gettext_noop("The following email addresses are associated with your account:"),
    gettext_noop(
        "We have sent you an email. If you have not received it please check your spam folder. "
        "Otherwise contact us if you do not receive it in a few minutes."
    ),
    ngettext_lazy(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
        "unused_count",
    ),
)
"""What allauth says, and our Korean catalogue says better: listed, so that the catalogue keeps it."""


class PortalAccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = get_language() or "en"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index") if request.user.is_staff else super().get_login_redirect_url(request)


class PortalMFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        """Secrets of second factors are sealed like any other secret."""
        return base64.b64encode(sealer().seal(text.encode(), SECOND_FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealer().open(base64.b64decode(encrypted_text), SECOND_FACTOR).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff may replace a second factor, never go without."""
        if not authenticator.user.is_staff:
            return True
        kept = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(kept.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def second_factor_used(request: HttpRequest) -> bool:
    """Whether this session was opened with a code or a passkey."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
