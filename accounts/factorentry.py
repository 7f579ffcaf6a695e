"""allauth's routes of the second factor that are open, and what surrounds each (accounts/entry.py mounts them).

Showing a factor is open to a session whose password was right. Managing factors is for authorized browsers, whose page
says whose keys it holds, and allauth asks besides that the account password was typed again in the last minutes. There
is no DELETE among these: switching a factor off is a signed act (accounts/factorsapi.py).
"""

import struct
from typing import Any

from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from config import limits

from . import browsers, factors, gates, notices, sessions
from .errors import BadRequestError, FactorKnownError, TooLargeError
from .events import Event
from .models import Account
from .rules import Rule, Taken, posted

# More than anybody carries on a key ring; each is a row that every sign-in reads.
MOST_KEYS = 20
NAME_LENGTH = 100
# How fido2 fails on what no security key says; allauth expects the first of these alone.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, struct.error)


def _counted(request: HttpRequest, account: Account | None) -> list[Taken]:
    """One try of a session's second factor: for a known browser by itself, or else for the account and the address."""
    if account and (browser := browsers.known(request, account)):
        return [limits.FACTOR_BY_BROWSER.take(browser.pk)]
    taken = [limits.FACTOR_BY_ADDRESS.take(sessions.client_address(request))]
    return [*taken, limits.FACTOR_BY_ACCOUNT.take(account.pk)] if account else list(taken)


def _before_code(request: HttpRequest) -> list[Taken]:
    account = factors.awaited_of(request)
    taken = _counted(request, account)
    return [*taken, factors.claim(account, _posted_code(request))] if account else taken


def _posted_code(request: HttpRequest) -> str:
    code = posted(request).get("code")
    if not isinstance(code, str):
        raise BadRequestError
    return code


def _before_key(request: HttpRequest) -> list[Taken]:
    account = factors.awaited_of(request)
    if request.method == "GET":
        return []
    taken = _counted(request, account)
    _expect_credential(request, AuthenticationResponse)
    return taken


def _expect_credential(request: HttpRequest, form: type[AuthenticationResponse | RegistrationResponse]) -> None:
    try:
        form.from_dict(posted(request).get("credential"))
    except MALFORMED:
        raise BadRequestError from None


def _gated(request: HttpRequest) -> gates.Gated:
    gates.authorized_named.let_in(request)
    return request  # type: ignore[return-value]  # a request that has passed a gate is one


def _before_password(request: HttpRequest) -> list[Taken]:
    return [limits.UNLOCK_BY_BROWSER.take(_gated(request).browser.pk)]


def _before_manage(request: HttpRequest) -> None:
    _gated(request)


def _locked(request: HttpRequest) -> Account:
    """The account of an authorized browser, its row locked: two requests do not both add what there may be one of."""
    return Account.objects.select_for_update().get(pk=_gated(request).account.pk)


def _before_app(request: HttpRequest) -> list[Taken]:
    if request.method == "GET":
        _gated(request)
        return []
    account = _locked(request)
    if factors.count(account, factors.Kind.TOTP):
        raise FactorKnownError
    return [factors.claim(account, _posted_code(request))]


def _before_keys(request: HttpRequest) -> None:
    if request.method == "GET":
        _gated(request)
        return
    account = _locked(request)
    name = posted(request).get("name")
    if not isinstance(name, str) or len(name) > NAME_LENGTH or browsers.plain(name) != name:
        raise BadRequestError
    if request.method == "PUT":
        return
    if factors.count(account, factors.Kind.WEBAUTHN) >= MOST_KEYS:
        raise TooLargeError(factors=MOST_KEYS)
    _expect_credential(request, RegistrationResponse)


def _tell(request: HttpRequest, event: Event) -> None:
    gated = _gated(request)
    notices.tell(gated.account, event, browser=gated.browser.name)


def _after_adding(request: HttpRequest, pending: dict[str, Any] | None) -> None:
    if request.method == "POST":
        _tell(request, Event.FACTOR_ADDED)


def _after_codes(request: HttpRequest, pending: dict[str, Any] | None) -> None:
    if request.method == "POST":
        _tell(request, Event.CODES_MADE)


RULES = {
    "auth/2fa/authenticate": Rule(["POST"], _before_code),
    "auth/webauthn/authenticate": Rule(["GET", "POST"], _before_key),
    "auth/reauthenticate": Rule(["POST"], _before_password),
    "account/authenticators/totp": Rule(["GET", "POST"], _before_app, _after_adding, whole=True),
    "account/authenticators/webauthn": Rule(["GET", "POST", "PUT"], _before_keys, _after_adding, whole=True),
    "account/authenticators/recovery-codes": Rule(["GET", "POST"], _before_manage, _after_codes, whole=True),
}
