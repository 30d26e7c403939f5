"""What every page of the data steward's desk starts from: the officer, the edition, the frame of the site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views import View

from casework.admin.base import officer_of
from casework.enums import Role
from casework.models import Edition, User


class StewardView(View):
    """A page for data stewards; anyone else gets 404. With a `pk` in the address it is about an open
    edition."""

    officer: User
    template = ""
    title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.officer = officer_of(request)
        if not self.officer.holds(Role.DATA_STEWARD):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def open_edition(self, pk: int) -> Edition:
        """The edition, while it is not sealed; 404 otherwise."""
        return get_object_or_404(Edition, pk=pk, sealed_at=None)

    def page(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """The view's template inside the officers' site."""
        frame = admin.site.each_context(self.request) | {"title": self.title, "opts": Edition._meta}
        return TemplateResponse(self.request, self.template, frame | context, status=status)
