"""allauth's headless routes that are open, each behind our own limits; all its others do not exist (ATTACKS W9).

These come first; allauth's own limits are the second net. A refusal of ours has our shape, also on these paths.
"""

import json
from collections.abc import Callable, Iterator
from functools import wraps

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods

from config import limits
from config.api import ProblemError, render

from . import enrollment, sessions
from .errors import TooLargeError
from .gates import SMALL

View = Callable[..., HttpResponseBase]


def _posted_email(request: HttpRequest) -> str:
    try:
        return str(json.loads(request.body)["email"]).lower()
    except (ValueError, KeyError, TypeError):
        return ""  # allauth refuses it, in its own words


def _before_login(request: HttpRequest) -> None:
    limits.LOGIN_BY_ADDRESS.take(sessions.client_address(request))
    limits.LOGIN_BY_EMAIL.take(_posted_email(request))


def _before_signup(request: HttpRequest) -> None:
    limits.SIGNUP_BY_ADDRESS.take(sessions.client_address(request))
    limits.SIGNUP_BY_EMAIL.take(_posted_email(request))


def _before_verify(request: HttpRequest) -> None:
    pending = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    if pending:
        enrollment.void_stray_code(pending)


def _before_resend(request: HttpRequest) -> None:
    pending = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    if pending:
        limits.SIGNUP_BY_EMAIL.take(pending["email"])


def _nothing(request: HttpRequest) -> None:
    """Looking at one's session, and signing out, are free."""


OPEN: dict[str, tuple[list[str], Callable[[HttpRequest], None]]] = {
    "auth/session": (["GET", "DELETE"], _nothing),
    "auth/login": (["POST"], _before_login),
    "auth/signup": (["POST"], _before_signup),
    "auth/email/verify": (["POST"], _before_verify),
    "auth/email/verify/resend": (["POST"], _before_resend),
}


def _guarded(view: View, methods: list[str], before: Callable[[HttpRequest], None]) -> View:
    @require_http_methods(methods)
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        try:
            if int(request.headers.get("Content-Length") or 0) > SMALL:
                raise TooLargeError(largest=SMALL)
            before(request)
        except ProblemError as error:
            return JsonResponse(render(error.code, error.detail), status=error.status)
        return view(request)

    return guarded


def _flat(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, route)
        else:
            yield route, pattern


def urlpatterns() -> list[URLPattern]:
    """The open routes, relative to `_allauth/browser/v1/`."""
    theirs = {route.removeprefix("v1/"): found for route, found in _flat(build_urlpatterns(Client.BROWSER))}
    return [path(route, _guarded(theirs[route].callback, *rule)) for route, rule in OPEN.items()]
