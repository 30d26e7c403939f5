"""The frame of a desk: a list, a page for each row, and actions with addresses of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.views import View

from casework.admin.base import DeskAdmin, officer_of
from casework.models import User

SAFE = ("GET", "HEAD")
Views = Mapping[str, tuple[str, type[View]]]


class PageDesk(DeskAdmin):
    """Nothing is edited in the admin's own forms: every change goes through an action's own page.

    `views` and `row_views` give route and class by name, below the list and below a row's key; `folder` is
    where its templates are.
    """

    folder: ClassVar[str]
    views: ClassVar[Views] = {}
    row_views: ClassVar[Views] = {}

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            *(
                path(at, wrap(view.as_view()), name=f"{name}_{code}")
                for code, (at, view) in self.views.items()
            ),
            *(
                path(f"<int:pk>/{at}", wrap(view.as_view()), name=f"{name}_{code}")
                for code, (at, view) in self.row_views.items()
            ),
            path("<int:pk>/change/", wrap(self.row_view), name=f"{name}_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        officer = self.admit(request)
        return self.list_page(request, officer) if request.method in SAFE else HttpResponseNotAllowed(SAFE)

    def row_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        officer = self.admit(request)
        row = self.fetch(officer, pk)
        return (
            self.row_page(request, officer, row) if request.method in SAFE else HttpResponseNotAllowed(SAFE)
        )

    def admit(self, request: HttpRequest) -> User:
        """The officer whose desk this is. Raises Http404 for everybody else."""
        officer = officer_of(request)
        if not officer.holds(*self.desk_roles):
            raise Http404
        return officer

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The list; what it shows is all in the address."""
        raise NotImplementedError

    def fetch(self, officer: User, pk: int) -> Any:
        """The row. Raises Http404 for what the officer may not see."""
        raise NotImplementedError

    def row_page(self, request: HttpRequest, officer: User, row: Any) -> HttpResponse:
        """The page of one row."""
        raise NotImplementedError

    def page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        """A page of the desk's templates in the frame of the site."""
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"{self.folder}/{template}", frame | context)
