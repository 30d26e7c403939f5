"""Searching the registry: a fragment while typing, a page of its own without scripts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recruitment.forms.organisations import PURPOSES, ChoicesForm, look_up
from recruitment.forms.profile import country_choices

LONGEST = 200


def organisations(request: HttpRequest) -> HttpResponse:
    """`q` (or the box of the form named by `for`) searched among the registry, narrowed to `country`."""
    purpose = request.GET.get("for", "")
    if purpose not in PURPOSES:
        purpose = "degree"
    box = PURPOSES[purpose][0]
    query = (request.GET.get("q") or request.GET.get(box) or "")[:LONGEST].strip()
    country = request.GET.get("country", "")
    found = look_up(query, purpose=purpose, country=country) if query else []
    if request.headers.get("HX-Request"):
        form = ChoicesForm(found) if query else None
        return render(request, "recruitment/organisation_choices.html", {"form": form})
    context = {
        "query": query,
        "country": country,
        "purpose": purpose,
        "found": found,
        "countries": country_choices(),
    }
    return render(request, "recruitment/organisations.html", context)
