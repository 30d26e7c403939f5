"""Who stands before a page of the profile, and where it leads next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from casework.models import Person, User
from recruitment.conflict import differences
from recruitment.forms.base import ProfileForm
from recruitment.services.stale import StaleRow


class ResearcherView(View):
    """A page about one's own profile. Staff have none: 404."""

    user: User
    person: Person
    back = "profile"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if isinstance(request.user, User):
            self.user, self.person = request.user, request.user.person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User) or request.user.is_staff:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def done(self) -> HttpResponse:
        """On to where the person came from (`next`), or back to the list this page belongs to."""
        target = self.request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure()):
            return redirect(target)
        return redirect(f"recruitment:{self.back}")

    def conflict(self, form: ProfileForm, stale: StaleRow) -> HttpResponse:
        """Both versions side by side and the choice between them; nothing typed is lost."""
        request = self.request
        posted = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "seen")
        ]
        context = {
            "differences": differences(form, stale.saved),
            "posted": posted,
            "seen": form.fingerprint_of(stale.saved),
            "keep_saved": reverse(f"recruitment:{self.back}"),
        }
        return render(request, "recruitment/conflict.html", context, status=409)
