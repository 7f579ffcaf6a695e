"""Key copies: every key string that was issued, and the release share without which it opens nothing.

docs/keys.md says what cancelling a copy can reach, and what it cannot.
"""

import hmac
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import QuerySet

from . import keystrings, outbox
from .errors import (
    BadRequestError,
    CopyIsBrowserError,
    CopyUnknownError,
    KeyReplacedError,
    KeyStringRefusedError,
    NotFoundError,
    ReplacementLostError,
    TooLargeError,
)
from .models import SUITE, Account, Browser, KeyCopy, OutboxMessage

# Many times what anybody can keep track of; a row each.
LIVE_COPIES = 500


class Released(TypedDict, total=False):
    """What a challenge says about the key copy that it was asked for."""

    state: str
    share: bytes
    at: datetime


def issue(account: Account, kind: str, copy_id: uuid.UUID, share: bytes, generation: int | None = None) -> KeyCopy:
    """Record a key copy that the browser made. Told twice, it is the same copy.

    `generation` is that of the Account Key in it: the account's, or the next, of a replacement under way. Raises
    KeyReplacedError for an earlier one, ReplacementLostError for a later one that nothing is under way to,
    BadRequestError for an id that this account has used otherwise, TooLargeError over LIVE_COPIES.
    """
    generation = generation or account.generation
    if generation < account.generation:
        raise KeyReplacedError(at=account.replaced_at)
    if generation > account.generation and not staged(account).filter(generation=generation).exists():
        raise ReplacementLostError
    others = account.key_copies.filter(cancelled_at=None).exclude(kind=KeyCopy.Kind.BROWSER).exclude(copy_id=copy_id)
    if others.count() >= LIVE_COPIES:
        raise TooLargeError(copies=LIVE_COPIES)
    new = {"kind": kind, "share": share, "generation": generation}
    copy, made = account.key_copies.get_or_create(copy_id=copy_id, defaults=new)
    same = (copy.kind, copy.generation) == (kind, generation)
    if not made and not (same and hmac.compare_digest(bytes(copy.share or b""), share)):
        raise BadRequestError
    return copy


@transaction.atomic
def issue_mail(account: Account, copy_id: uuid.UUID, share: bytes, key_string: str) -> KeyCopy:
    """Record a key copy and put its message into the outbox: both or neither.

    Raises KeyStringRefusedError unless the key string is this account's, of its generation, and names this very copy.
    """
    header = keystrings.read_header(key_string)
    if header != keystrings.Header(SUITE, account.id, account.generation, copy_id):
        raise KeyStringRefusedError
    copy = issue(account, KeyCopy.Kind.EMAIL, copy_id, share)
    if not OutboxMessage.objects.filter(key_copy=copy).exists():
        outbox.queue(OutboxMessage.Kind.KEY, account.email, {"key_string": key_string}, account=account, key_copy=copy)
    return copy


@transaction.atomic
def cancel(account: Account, copy_id: uuid.UUID) -> None:
    """Erase the share, and the message unless it has been sent. Raises NotFoundError, CopyIsBrowserError."""
    copy = standing(account).select_for_update().filter(copy_id=copy_id).first()
    if copy is None:
        raise NotFoundError
    if copy.kind == KeyCopy.Kind.BROWSER:
        raise CopyIsBrowserError
    copy.cancel()
    outbox.withdraw(copy)


def release(account: Account, copy_id: uuid.UUID) -> Released:
    """The share of a key copy, or why there is none. To be asked only for a session that has shown the password."""
    copy = standing(account).filter(copy_id=copy_id).first()
    if copy is None:
        return {"state": "unknown"}
    if copy.share is None:
        return {"state": "cancelled", "at": copy.cancelled_at or copy.made_at}
    copy.used()
    return {"state": "good", "share": bytes(copy.share)}


def standing(account: Account) -> QuerySet[KeyCopy]:
    """The key copies of the account, cancelled ones too, but for those of a replacement that has not been made yet."""
    return account.key_copies.filter(generation__lte=account.generation)


def staged(account: Account) -> QuerySet[KeyCopy]:
    """Key copies of the Account Key to be: nothing releases them, counts them or lists them."""
    return account.key_copies.filter(generation__gt=account.generation)


def share_of(browser: Browser, copy_id: uuid.UUID) -> bytes:
    """The share of a browser's own key copy, and of no other. Raises CopyUnknownError."""
    copy = browser.own_copy
    if copy.copy_id != copy_id or copy.share is None:
        raise CopyUnknownError
    copy.used()
    return bytes(copy.share)


def mailed_at(account: Account) -> datetime | None:
    """The date of the newest key e-mail that was sent and whose copy has not been cancelled."""
    mailed = account.key_copies.filter(kind=KeyCopy.Kind.EMAIL, cancelled_at=None)
    # Not "is sent": such a row is forgotten after 90 days, the e-mail is still in the mailbox.
    newest = mailed.exclude(message__state__in=outbox.UNSENT).first()
    return newest.made_at if newest else None


def listing(account: Account) -> Iterable[dict[str, Any]]:
    """Every key copy, newest first: whose own it is, which standing browsers it let in, and its delivery."""
    for copy in standing(account).select_related("browser", "message").prefetch_related("authorized"):
        message = getattr(copy, "message", None)
        browser = getattr(copy, "browser", None)
        yield {
            "id": copy.copy_id,
            "kind": copy.kind,
            "made_at": copy.made_at,
            "last_used_at": copy.last_used_at,
            "cancelled_at": copy.cancelled_at,
            "browser": browser.name if browser else None,
            # The browser that signed up was let in by its own copy, which says nothing that `browser` does not.
            "authorized": [each.name for each in copy.authorized.all() if each != browser],
            "delivery": message,
        }
