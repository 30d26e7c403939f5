"""The officers' site: staff with a role and a second factor, through the portal's own sign-in."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from casework.accounts import second_factor_used
from casework.admin.base import DeskAdmin, officer_of
from casework.admin.home import home_sections
from casework.models import User

NOT_HERE = ("autocomplete", "view_on_site", "password_change", "password_change_done")


class PortalAdminSite(admin.AdminSite):
    site_header = _("Officers' desk")
    site_title = _("Talent Portal")
    index_title = _("My work")
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only the portal's own desks: no library may bring a page for accounts, groups or second factors."""
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[Any]:
        """Without Django's own ways around the desks: look-ups, jumps to objects, a second password form."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in NOT_HERE]

    def index(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> TemplateResponse:
        """The officer's home: work first, then the other things the role may see."""
        sections = home_sections(officer_of(request))
        shown = {section.url for section in sections}
        models = [model for app in self.get_app_list(request) for model in app["models"]]
        others = [model for model in models if model["admin_url"] not in shown]
        return super().index(request, {"sections": sections, "others": others, **(extra_context or {})})

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with at least one current role whose session passed a second factor."""
        user = request.user
        return (
            isinstance(user, User)
            and user.is_active
            and user.is_staff
            and bool(user.roles)
            and second_factor_used(request)
        )

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Never Django's own password form: sign in at the front door, then add the second factor."""
        user = request.user
        if isinstance(user, AnonymousUser) or not user.is_staff:
            answer: HttpResponse = secure_admin_login(super().login)(request, extra_context)
            return answer
        if not is_mfa_enabled(user):
            return redirect("mfa_index")
        return redirect("mfa_reauthenticate") if not second_factor_used(request) else redirect("admin:index")
