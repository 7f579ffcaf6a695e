"""How much a request may bring, decided before anything reads its body.

The CSRF check reads form posts of whoever asks, and Django spools the parts of a multipart body to disk while it does.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from .api import render

LARGEST = 64 * 1024
# Whole imports travel in commits, and whole vaults in replacements of the Account Key.
ROOMY = dict.fromkeys(["/api/vault/commit", "/api/vault/replacement/items"], settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class BodyMiddleware:
    """Refuses bodies that are too long (413), and multipart ones (415): no route takes files, not even the admin's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length") or "0"
        if not (length.isascii() and length.isdigit()):
            return JsonResponse(render("bad-request"), status=400)
        largest = ROOMY.get(request.path, LARGEST)
        if int(length) > largest:
            return JsonResponse(render("too-large", {"largest": largest}), status=413)
        if (request.content_type or "").startswith("multipart/"):
            return JsonResponse(render("bad-request"), status=415)
        return self.get_response(request)
