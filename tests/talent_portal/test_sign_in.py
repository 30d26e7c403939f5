"""Signing up, in and out; staff need their second factor, at the admin's own door too."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse

from casework.middleware import QuietRequestMiddleware
from casework.models import StoredMail, User
from casework.tasks import clear_sessions
from tests.cast import PASSWORD, Cast

SignIn = Callable[[User | None], Client]
RESET = {"uidb36": "1", "key": "abc-def"}
pytestmark = pytest.mark.django_db


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_an_address_is_verified_before_the_first_sign_in(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "casework.mail.StoredMailBackend"
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), form)
    assert not get_user(client).is_authenticated  # type: ignore[arg-type]
    link = re.search(r"http://\S+", StoredMail.objects.get().body)
    assert link is not None
    client.post(re.sub(r"^http://[^/]+", "", link[0]))
    assert get_user(client).email == "new@example.org"  # type: ignore[arg-type, union-attr]


def test_signing_up_twice_tells_a_stranger_nothing(client: Client, cast: Cast) -> None:
    taken = {"email": cast.applicant.email, "password1": PASSWORD, "password2": PASSWORD}
    fresh = taken | {"email": "fresh@example.org"}
    answers = [client.post(reverse("account_signup"), form) for form in (taken, fresh)]
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, reverse("account_email_verification_sent"))
    }


def test_the_admin_has_no_password_form_of_its_own(client: Client, cast: Cast) -> None:
    credentials = {"username": cast.reviewer.email, "password": PASSWORD}
    answer = client.post(reverse("admin:login"), credentials)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    assert not get_user(client).is_authenticated  # type: ignore[arg-type]


def test_staff_without_a_second_factor_do_not_enter(client: Client, cast: Cast) -> None:
    client.force_login(cast.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = client.get(reverse("admin:index"))
    assert first.url.startswith(reverse("admin:login"))
    assert client.get(first.url).url == reverse("mfa_index")


def test_staff_enter_with_password_and_code(client: Client, cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.reviewer, secret)
    client.post(reverse("account_login"), {"login": cast.reviewer.email, "password": PASSWORD})
    assert not get_user(client).is_authenticated  # type: ignore[arg-type]
    client.post(reverse("mfa_authenticate"), {"code": current_code(secret)})
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_secret_of_a_second_factor_is_sealed(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.reviewer, secret)
    assert secret not in str(Authenticator.objects.get(user=cast.reviewer).data)


def test_a_dismissed_officer_does_not_enter(sign_in: SignIn, cast: Cast) -> None:
    assert sign_in(cast.dismissed).get(reverse("admin:index")).status_code == 302


def test_a_code_typed_by_a_researcher_opens_no_admin(sign_in: SignIn, cast: Cast) -> None:
    assert sign_in(cast.applicant).get(reverse("admin:index")).status_code == 302


def test_what_was_typed_when_the_session_ended_is_offered_again(client: Client, cast: Cast) -> None:
    client.post("/profile/names/", {"surname": "DIALLO", "given_names": "AMARA", "password": "secret"})
    client.post(reverse("account_login"), {"login": cast.applicant.email, "password": PASSWORD})
    page = client.get(reverse("resume")).content.decode()
    assert 'name="surname" value="DIALLO"' in page
    assert 'action="/profile/names/"' in page
    assert "secret" not in page
    assert client.get(reverse("resume")).status_code == 302


def test_what_one_person_typed_is_not_offered_to_the_next_at_the_same_browser(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.applicant, backend="allauth.account.auth_backends.AuthenticationBackend")
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    client.post("/profile/names/", {"surname": "DIALLO"})
    client.post(reverse("account_login"), {"login": cast.stranger.email, "password": PASSWORD})
    assert get_user(client) == cast.stranger  # type: ignore[arg-type]
    assert client.get(reverse("resume")).url == reverse("home")


def test_ended_sessions_are_deleted_and_others_stay(client: Client, cast: Cast, sign_in: SignIn) -> None:
    client.post("/profile/names/", {"surname": "DIALLO"})
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    sign_in(cast.applicant)
    clear_sessions()
    assert Session.objects.count() == 1


def test_logs_hold_neither_searches_nor_links_of_e_mails(rf: RequestFactory) -> None:
    logged = QuietRequestMiddleware.format_request
    assert logged(rf.get("/admin/visas/toptiercase/?q=Diallo")) == "GET /admin/visas/toptiercase/"
    for name, key in (
        ("account_confirm_email", {"key": "MQ:1:s"}),
        ("account_reset_password_from_key", RESET),
    ):
        assert logged(rf.get(reverse(name, kwargs=key))).endswith("/…")
