"""Replacing the Account Key: the account's part. Key copies of the key to be are staged beside those of the present
one, and a single verb makes them the only ones.

vault/replacement.py seals the vault anew and calls these inside its transactions. PROTOCOL: "Replacement of the Account
Key"; docs/keys.md says what a replacement reaches.
"""

import uuid
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.utils import timezone

from . import atrest, copies, notices, outbox, sessions
from .errors import BadRequestError, BrowserRevokedError, KeyNotTakenError, ReplacementLostError
from .events import Event
from .models import Account, Browser, EmailChange, KeyCopy, Recovery, Reset


@dataclass(frozen=True)
class Successor:
    """What the account is proved and opened with from now on. `carrier_record` is as the browser sealed it."""

    proof_key: bytes
    keyset: bytes
    carrier_record: bytes


def begin(account: Account, copy_id: uuid.UUID, share: bytes) -> None:
    """Start over: forget what an earlier attempt staged, and stage the browser's own key copy to be.

    Raises BadRequestError for an id that this account has used already.
    """
    discard(account)
    if account.key_copies.filter(copy_id=copy_id).exists():
        raise BadRequestError
    generation = account.generation + 1
    account.key_copies.create(copy_id=copy_id, kind=KeyCopy.Kind.BROWSER, share=share, generation=generation)


def discard(account: Account) -> None:
    """Forget every staged key copy: the replacement was given up."""
    copies.staged(account).delete()


def swap(account: Account, browser: Browser, copy_id: uuid.UUID, successor: Successor) -> None:
    """The next Account Key is the account's, and `browser` the only one that has it. `account` is locked by the caller.

    `copy_id` is the browser's own staged copy. Every other browser and every earlier copy is void, and with them
    whatever was set up under the key of before: a pending address, a reset, the recovery key. Raises
    ReplacementLostError without that copy, KeyNotTakenError when none was taken beside it, BrowserRevokedError when
    this browser was revoked meanwhile.
    """
    own = copies.staged(account).filter(copy_id=copy_id, kind=KeyCopy.Kind.BROWSER).first()
    if own is None:
        raise ReplacementLostError
    if not copies.staged(account).exclude(pk=own.pk).exists():
        raise KeyNotTakenError
    # First: a revocation on its way is waited for, and wins.
    if not Browser.objects.filter(pk=browser.pk).update(own_copy=own):
        raise BrowserRevokedError
    sessions.end_others(account, browser.session_key, "replaced")
    account.browsers.exclude(pk=browser.pk).delete()
    _void_copies(account)
    for voided in (EmailChange, Recovery, Reset):
        voided.objects.filter(account=account).delete()
    _put(account, successor)
    notices.tell(account, Event.KEY_REPLACED, browser=browser.name)


def _void_copies(account: Account) -> None:
    """Erase the share of every copy of the present key, and what waits to be mailed of them."""
    present = copies.standing(account)
    outbox.withdraw_all(present)
    present.update(share=None, cancelled_at=Coalesce("cancelled_at", timezone.now()))


def _put(account: Account, successor: Successor) -> None:
    account.generation += 1
    account.replaced_at = timezone.now()
    account.proof_key = successor.proof_key
    account.keyset = successor.keyset
    account.carrier_record = atrest.encrypt(successor.carrier_record)
    account.proved_at = None  # that was another key
    account.save(
        update_fields=["generation", "replaced_at", "proof_key", "keyset", "carrier_record", "proved_at"],
    )
