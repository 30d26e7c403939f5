"""Documents over HTTP: originals only as downloads, page images for reading on screen.

Files are stored encrypted, so the portal itself opens and sends them; the X-Accel hand-over to nginx, which
would send ciphertext, does not apply to them.
"""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from casework.accounts import second_factor_used
from casework.answers import attachment, shown
from casework.models import Document, DocumentPage, User
from casework.services import viewing


@require_safe
def original(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The document as an attachment; 404 for anyone who may not see it."""
    actor, document = _fetch(request, key)
    content = viewing.original(actor=actor, document=document)
    return attachment(content, document.content_type, document.filename)


@require_safe
def page(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """The image of one page; 404 while it is not drawn yet."""
    actor, document = _fetch(request, key)
    try:
        image = viewing.page_image(actor=actor, document=document, number=number)
    except DocumentPage.DoesNotExist:
        raise Http404 from None
    return shown(image, viewing.PAGE_TYPE)


def _fetch(request: HttpRequest, key: uuid.UUID) -> tuple[User, Document]:
    """Officers' sessions without a second factor get nothing here either: the desk is not the only door."""
    user = request.user
    if isinstance(user, AnonymousUser) or (user.is_staff and not second_factor_used(request)):
        raise Http404
    return user, get_object_or_404(Document.objects.visible_to(user), pk=key)
