"""The language switch: remembered in the browser and, when signed in, in the account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import check_for_language
from django.views import i18n
from django.views.decorators.http import require_POST

from casework.services.accounts import choose_language


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    code = request.POST.get("language", "")
    if request.user.is_authenticated and check_for_language(code):
        choose_language(actor=request.user, language=code)
    return i18n.set_language(request)
