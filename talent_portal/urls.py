"""Every address of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from talent_portal.views import check, demo, errors, health, language, pages, resume

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", pages.robots, name="robots"),
    path("help/", pages.help_page, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("check/", check.check, name="check"),
    path("check/keep/", check.keep, name="check_keep"),
    path("check/forget/", check.forget, name="check_forget"),
    path("language/", language.set_language, name="set_language"),
    path("resume/", resume.resume, name="resume"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("documents/", include("casework.urls")),
    path("", include("recruitment.urls")),
    path("applications/", include("visas.urls")),
    path("consortium/", include("funding.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include(demo.urlpatterns))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
