"""Addresses of what every kind of case shares."""

from django.urls import path

from casework.views import documents

app_name = "casework"
urlpatterns = [
    path("<uuid:key>/", documents.original, name="document"),
    path("<uuid:key>/pages/<int:number>/", documents.page, name="page"),
]
