"""allauth's headless routes that are open, each behind our own limits; all its others do not exist (ATTACKS W9).

A refusal of ours has our shape, also on these paths. Those of the second factor are in `factorentry`.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import wraps
from typing import Any

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.headless.constants import Client
from allauth.headless.urls import build_urlpatterns
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods
from redis.exceptions import RedisError

from config import limits
from config.api import ProblemError, UnavailableError, read_b64, render

from . import browsers, enrollment, factorentry, factors, resets, sessions
from .addresses import canonical
from .errors import BadAddressError
from .rules import Rule, Taken, is_good, posted

View = Callable[..., HttpResponseBase]


def _posted_email(request: HttpRequest) -> str:
    """The address to the letter: allauth strips and lowers, and each spelling would have a count of its own."""
    email = posted(request).get("email")
    try:
        if isinstance(email, str) and canonical(email) == email:
            return email
    except ValueError:
        pass
    raise BadAddressError


def _pending(request: HttpRequest) -> dict[str, Any] | None:
    """allauth's note of the sign-up that waits for its code in this session."""
    pending: dict[str, Any] | None = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
    return pending


def _before_login(request: HttpRequest) -> list[Taken]:
    email = _posted_email(request)
    browser = browsers.known(request, email)
    if browser:
        return [limits.LOGIN_BY_BROWSER.take(browser.pk)]
    return [limits.LOGIN_BY_ADDRESS.take(sessions.client_address(request)), limits.LOGIN_BY_EMAIL.take(email)]


def _password_fits(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Also where a second factor is awaited now. That is another answer than the one to a wrong password, which leaves
    an earlier wait in the session as it was.
    """
    if answer.status_code != 401:
        return is_good(request, answer)
    awaited = factors.awaited_of(request)
    return awaited is not None and awaited.email == posted(request).get("email")


def _before_signup(request: HttpRequest) -> None:
    email = _posted_email(request)
    limits.SIGNUP_BY_ADDRESS.take(sessions.client_address(request))
    # Who has a reset's second link reads this mailbox: strangers who sign up in a row do not use that way back up.
    if not _has_link(request, email):
        limits.SIGNUP_BY_EMAIL.take(email)


def _has_link(request: HttpRequest, email: str) -> bool:
    try:
        return resets.lets_begin_anew(read_b64(posted(request).get("reset")), email)
    except ValueError:
        return False


def _before_verify(request: HttpRequest) -> None:
    pending = _pending(request)
    if pending:
        limits.CODE_BY_SIGNUP.take(request.session.session_key, pending["at"])
        enrollment.void_stray_code(pending)


def _before_resend(request: HttpRequest) -> None:
    pending = _pending(request)
    if pending:
        limits.SIGNUP_BY_EMAIL.take(pending["email"])


def _after_resend(request: HttpRequest, pending: dict[str, Any] | None) -> None:
    if pending:
        enrollment.pretend_to_mail(pending)


OPEN = {
    "auth/session": Rule(["GET", "DELETE"]),
    "auth/login": Rule(["POST"], _before_login, good=_password_fits),
    "auth/signup": Rule(["POST"], _before_signup),
    "auth/email/verify": Rule(["POST"], _before_verify),
    "auth/email/verify/resend": Rule(["POST"], _before_resend, _after_resend),
    **factorentry.RULES,
}


def _guarded(view: View, rule: Rule) -> View:
    @require_http_methods(rule.methods)
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        try:
            posted(request)
            with transaction.atomic() if rule.whole else nullcontext():
                return _answer(view, rule, request)
        except (ProblemError, RedisError) as error:
            problem = error if isinstance(error, ProblemError) else UnavailableError()
            return JsonResponse(render(problem.code, problem.detail), status=problem.status)

    return guarded


def _answer(view: View, rule: Rule, request: HttpRequest) -> HttpResponseBase:
    taken = (rule.before(request) if rule.before else None) or []
    pending = _pending(request)
    good = False
    try:
        answer = _call(view, request)
        good = rule.good(request, answer)
    finally:
        for each in taken:
            each.settle(good=good)
    if good and rule.after:
        rule.after(request, pending)
    return answer


def _call(view: View, request: HttpRequest) -> HttpResponseBase:
    """The view's answer. Of two sign-ups for one address at the same moment the later replaces the earlier."""
    try:
        return view(request)
    except IntegrityError:
        return view(request)


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
    return [path(route, _guarded(theirs[route].callback, rule)) for route, rule in OPEN.items()]
