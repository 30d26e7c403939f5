"""Addresses of the consortium's pages, below /consortium/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
