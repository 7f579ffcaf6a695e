"""Who may pass, from open to strict; every route of the API names one. docs/keys.md says what each state may see.

`signed_in`: password only; may ask for a challenge, answer it, or sign out. `authorized`: a browser whose row still
stands. `key_taken`: and a copy of the Account Key exists outside the browsers. All of them check the CSRF token.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from . import browsers
from .errors import (
    BrowserNotAuthorizedError,
    BrowserRevokedError,
    KeyNotTakenError,
    SignedOutError,
    TooLargeError,
)
from .models import Account, Browser

SMALL = 64 * 1024
LARGE = 12 * 1024 * 1024


class Gated(HttpRequest):
    """A request that has passed a gate."""

    account: Account
    browser: Browser


class Gate(APIKeyCookie):
    """Checks size and CSRF token for every route; `let_in` says who else may pass."""

    def __init__(self, largest: int = SMALL) -> None:
        self.param_name = settings.SESSION_COOKIE_NAME
        self.largest = largest
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        if int(request.headers.get("Content-Length") or 0) > self.largest:
            raise TooLargeError(largest=self.largest)
        self.let_in(request)
        return True

    def let_in(self, request: HttpRequest) -> None:
        """Raise what keeps this request out; the open gate keeps nobody out."""


class SignedIn(Gate):
    def let_in(self, request: HttpRequest) -> None:
        if browsers.was_revoked(request):
            raise BrowserRevokedError
        if not isinstance(request.user, Account):
            raise SignedOutError
        request.account = request.user  # type: ignore[attr-defined]  # see Gated


class Authorized(SignedIn):
    def let_in(self, request: HttpRequest) -> None:
        super().let_in(request)
        browser = browsers.standing(request)
        if browser is None:
            raise BrowserNotAuthorizedError
        request.browser = browser  # type: ignore[attr-defined]  # see Gated


class KeyTaken(Authorized):
    def let_in(self, request: HttpRequest) -> None:
        super().let_in(request)
        if not request.account.key_taken:  # type: ignore[attr-defined]  # set by SignedIn
            raise KeyNotTakenError


anyone = Gate()
signed_in = SignedIn()
authorized = Authorized()
key_taken = KeyTaken()
key_taken_large = KeyTaken(LARGE)
