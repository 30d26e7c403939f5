"""After an expired session: what was typed is shown again, ready to be saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from casework import parking


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """A page with one button that sends the parked form to where it was going; home where none waits."""
    kept = parking.parked(request)
    if kept is None:
        return redirect("home")
    parking.clear(request)
    return render(request, "pages/resume.html", {"parked": kept})
