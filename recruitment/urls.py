"""Addresses of the profile and of the organisation search."""

from django.urls import URLPattern, path

from recruitment.views.kinds import KINDS, Kind
from recruitment.views.organisations import organisations
from recruitment.views.profile import Names, Overview, Passport, Residence
from recruitment.views.rows import RowEdit, RowList, RowRemove

app_name = "recruitment"


def _kind(kind: Kind) -> list[URLPattern]:
    at, key = f"profile/{kind.key}/", kind.key
    return [
        path(at, RowList.as_view(kind=kind), name=key),
        path(f"{at}add/", RowEdit.as_view(kind=kind), name=f"{key}_add"),
        path(f"{at}<int:pk>/", RowEdit.as_view(kind=kind), name=f"{key}_edit"),
        path(f"{at}<int:pk>/remove/", RowRemove.as_view(kind=kind), name=f"{key}_remove"),
    ]


urlpatterns = [
    path("profile/", Overview.as_view(), name="profile"),
    path("profile/names/", Names.as_view(), name="names"),
    path("profile/residence/", Residence.as_view(), name="residence"),
    path("profile/passport/", Passport.as_view(), name="passport"),
    *[pattern for kind in KINDS for pattern in _kind(kind)],
    path("organisations/", organisations, name="organisations"),
]
