"""Authorized browsers. A session may do what its browser's row allows, read again at every request (ATTACKS W8)."""

import hashlib
import hmac
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypedDict

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from config.api import read_b64

from . import copies, credentials, factors, notices, outbox, sessions
from .errors import BadRequestError, BrowserUnknownError, NotFoundError, ProofRefusedError, WrongPasswordError
from .events import Event
from .models import Account, Browser, KeyCopy, OutboxMessage

NAME_LENGTH = 100
TOKEN_HEADER = "X-Tessera-Browser"  # noqa: S105  # the name of a header
# "Last used" is shown to the minute; a row written at every request would be the busiest of all.
NOTED_EVERY = timedelta(minutes=1)


class Unlocked(TypedDict):
    """The server's part in opening the key copy that a browser keeps."""

    carrier_record: bytes
    share: bytes


def of_session(request: HttpRequest) -> Browser | None:
    """The row of this session's browser, read once a request; None when it is gone or there never was one."""
    key: str = request.session.get(sessions.BROWSER, "")
    if not key:
        return None
    known: tuple[str, Browser | None] | None = getattr(request, "_browser_row", None)
    if known is None or known[0] != key:
        known = key, Browser.objects.filter(pk=key).first()
        request._browser_row = known  # type: ignore[attr-defined]  # this request's own memory
    return known[1]


def standing(request: HttpRequest) -> Browser | None:
    """The authorized browser of this session, if its row stands and this is its one live session. Notes the use."""
    browser = of_session(request)
    if browser is None or not isinstance(request.user, Account) or browser.account_id != request.user.pk:
        return None
    if browser.session_key != (request.session.session_key or "-"):
        return None
    now = timezone.now()
    # Judged here first: an update waits for SQLite's one writer even where it changes no row.
    if browser.last_used_at < now - NOTED_EVERY:
        Browser.objects.filter(pk=browser.pk, last_used_at__lt=now - NOTED_EVERY).update(last_used_at=now)
    return browser


def known(request: HttpRequest, whose: Account | str) -> Browser | None:
    """The row of the browser that this request comes from by its own account: it shows its row token in a header.

    `whose` account it must be, by row or by address; another's browser counts as none. Good for counting tries and for
    nothing else: the session is nobody's yet, or has shown the password only.
    """
    try:
        token = read_b64(request.headers.get(TOKEN_HEADER, ""))
    except ValueError:
        return None
    row = Browser.objects.filter(token_hash=digest(token)).select_related("account").first() if token else None
    if row is None:
        return None
    return row if whose in (row.account, row.account.email) else None


def ending(request: HttpRequest) -> sessions.Ending | None:
    """Why this session ended, if it did: the session says so, or its browser's row is gone."""
    if not isinstance(request.user, Account):
        return sessions.ending(request.session)
    if request.session.get(sessions.BROWSER) and of_session(request) is None:
        return sessions.Ending(request.user.pk, "revoked", timezone.now())
    return None


def account_of_session(request: HttpRequest) -> uuid.UUID | None:
    """Whose this session is, or was until it ended: a page that was just opened has to know what to wipe."""
    if isinstance(request.user, Account):
        return request.user.pk
    ended = sessions.ending(request.session)
    return ended.account_id if ended else None


def state(request: HttpRequest) -> str:
    """`anonymous`, `unauthorized` (password and any second factor shown), `authorized`, or `ended` from elsewhere."""
    if ending(request):
        return "ended"
    if not isinstance(request.user, Account):
        return "anonymous"
    if standing(request):
        return "authorized"
    return "unauthorized" if factors.shown(request, request.user) else "anonymous"


@transaction.atomic
def authorize(
    request: HttpRequest,
    account: Account,
    *,
    token: bytes,
    name: str,
    own: tuple[uuid.UUID, bytes],
    with_copy: uuid.UUID | None,
) -> Browser:
    """Make the session's browser one that may open the vault; its proof has been verified. Returns its row.

    `token` is the row token, `own` id and share of the browser's own key copy, `with_copy` the key copy that was used.
    The owner gets a notice, unless this is the browser that created the account. Raises ProofRefusedError for another
    account's token, and when the secrets were changed meanwhile; BadRequestError for a copy id that is taken.
    """
    credentials.hold(account)  # also because the same browser may ask twice at once
    # Locked, so that a revocation at this moment is not undone by the saving below.
    browser = Browser.objects.select_for_update().filter(token_hash=digest(token)).first()
    if browser and browser.account_id != account.id:
        raise ProofRefusedError
    creating = browser is None and account.key_copies.filter(copy_id=own[0], browser=None).exists()
    copy = _own_copy(account, browser, *own)
    if browser:
        former, browser.own_copy = browser.own_copy, copy
        if former != copy:
            former.cancel()
    else:
        browser = Browser(account=account, token_hash=digest(token), own_copy=copy)
    browser.name = plain(name)
    browser.authorized_by = account.key_copies.filter(copy_id=with_copy).first() if with_copy else None
    _take_session(request, browser)
    if not creating:
        outbox.queue(OutboxMessage.Kind.BROWSER, account.email, {"browser": browser.name}, account=account)
    return browser


def unlock(account: Account, browser: Browser, login: str, copy_id: uuid.UUID) -> Unlocked:
    """What the browser opens its own key copy with, for L. Raises WrongPasswordError, CopyUnknownError."""
    if not credentials.is_login_secret(login) or not account.check_password(login):
        raise WrongPasswordError
    return {"carrier_record": account.open_carrier_record(), "share": copies.share_of(browser, copy_id)}


@transaction.atomic
def resume(request: HttpRequest, account: Account, token: bytes) -> Browser:
    """Continue as a browser that was authorized before; its proof has been verified.

    Raises BrowserUnknownError, ProofRefusedError when the secrets were changed meanwhile.
    """
    credentials.hold(account)
    browser = account.browsers.select_for_update().filter(token_hash=digest(token)).first()
    if browser is None:
        raise BrowserUnknownError
    _take_session(request, browser)
    return browser


def rename(account: Account, browser_id: uuid.UUID, name: str) -> None:
    if not account.browsers.filter(pk=browser_id).update(name=plain(name)):
        raise NotFoundError


@transaction.atomic
def revoke(account: Account, browser_id: uuid.UUID, *, by: str = "") -> None:
    """Delete the browser's row, erase the share of its own copy, and leave its session the word that it was revoked.

    The owner gets a notice; `by` is the name of the browser that did it. Raises NotFoundError.
    """
    # Account before browser, as whatever else touches both.
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    browser = account.browsers.select_for_update().filter(pk=browser_id).select_related("own_copy").first()
    if browser is None:
        raise NotFoundError
    browser.delete()
    browser.own_copy.cancel()
    sessions.mark_ended(browser.session_key, "revoked")
    notices.tell(account, Event.BROWSER_REVOKED, browser=by)


def listing(account: Account, this: Browser) -> Iterator[dict[str, Any]]:
    """Every authorized browser, last used first, with the kind of key copy that authorized it."""
    for browser in account.browsers.select_related("authorized_by"):
        yield {
            "id": browser.pk,
            "name": browser.name,
            "first_used_at": browser.first_used_at,
            "last_used_at": browser.last_used_at,
            "current": browser.pk == this.pk,
            "authorized_by": browser.authorized_by,
        }


def digest(token: bytes) -> bytes:
    """What is kept, and signed, of a row token (docs/formats.md §4)."""
    return hashlib.sha256(token).digest()


def plain(name: str) -> str:
    """A name as one line. Raises BadRequestError when nothing readable is left."""
    line = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:NAME_LENGTH]
    if not line:
        raise BadRequestError
    return line


def _own_copy(account: Account, browser: Browser | None, copy_id: uuid.UUID, share: bytes) -> KeyCopy:
    """The browser's own key copy: the one that sign-up left for it, the one it has, or a new one."""
    kind = KeyCopy.Kind.BROWSER
    new = {"kind": kind, "share": share, "generation": account.generation}
    copy, made = account.key_copies.get_or_create(copy_id=copy_id, defaults=new)
    if made:
        return copy
    alike = (copy.kind, copy.generation) == (kind, account.generation)
    if not alike or not hmac.compare_digest(bytes(copy.share or b""), share):
        raise BadRequestError
    holder = Browser.objects.filter(own_copy=copy).first()
    if holder and holder != browser:
        raise BadRequestError
    return copy


def _take_session(request: HttpRequest, browser: Browser) -> None:
    """One live session for each browser: this one, under a new id."""
    if browser.session_key != request.session.session_key:
        sessions.end(browser.session_key)
    request.session[sessions.BROWSER] = str(browser.pk)
    browser.session_key = sessions.cycle(request)
    browser.last_used_at = timezone.now()
    browser.save()
