"""The cast of the demonstration: one button signs in as each. Exists only with DEMO, on loopback."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
