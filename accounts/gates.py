"""Who may pass, from open to strict; every route of the API names one. docs/keys.md says what each state may see.

`signed_in`: password and any second factor; may ask for a challenge, answer it, or sign out. `authorized`: a browser
whose row still stands. `key_taken`: and a copy of the Account Key exists outside the browsers. All of them check the
CSRF token.

Tabs share cookies, and not keys: a page that holds one account's keys may find another account's session. So it says
whose keys it holds (docs/formats.md §9), and whatever puts sealed bytes into an account insists on being told.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from config.api import write_b64

from . import browsers, factors
from .errors import BrowserNotAuthorizedError, BrowserRevokedError, KeyNotTakenError, SessionEndedError, SignedOutError
from .models import Account, Browser

ACCOUNT_HEADER = "X-Tessera-Account"


class Gated(HttpRequest):
    """A request that has passed a gate."""

    account: Account
    browser: Browser


class Gate(APIKeyCookie):
    """Checks the CSRF token for every route; `let_in` says who else may pass."""

    def __init__(self) -> None:
        self.param_name = settings.SESSION_COOKIE_NAME
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        self.let_in(request)
        return True

    def let_in(self, request: HttpRequest) -> None:
        """Raise what keeps this request out; the open gate keeps nobody out."""


class SignedIn(Gate):
    """`named`: the request must name its account; any may, and none may name another's."""

    def __init__(self, *, named: bool = False) -> None:
        self.named = named
        super().__init__()

    def let_in(self, request: HttpRequest) -> None:
        # Before anything else: that another account's session was ended is no news for this page.
        if not self._is_for_this_account(request):
            raise SignedOutError
        ended = browsers.ending(request)
        if ended:
            raise BrowserRevokedError if ended.why == "revoked" else SessionEndedError
        if not isinstance(request.user, Account):
            raise SignedOutError
        if not browsers.standing(request) and not factors.shown(request, request.user):
            raise SignedOutError
        request.account = request.user  # type: ignore[attr-defined]  # see Gated

    def _is_for_this_account(self, request: HttpRequest) -> bool:
        named = request.headers.get(ACCOUNT_HEADER)
        if named is None:
            return not self.named
        whose = browsers.account_of_session(request)
        return whose is not None and named == write_b64(whose.bytes)


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
authorized_named = Authorized(named=True)
key_taken = KeyTaken()
key_taken_named = KeyTaken(named=True)
