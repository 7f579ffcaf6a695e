"""Receipts: an owner has shown, in an unlocked browser, that a copy of the Account Key can be read, and has it at hand.

The browser does the reading and the judging (docs/keys.md, "A receipt and the drill"); what is kept here is the date.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .errors import CopyCancelledError, CopyIsBrowserError, NotFoundError
from .models import Account, KeyCopy


@transaction.atomic
def note(account: Account, copy_id: uuid.UUID | None) -> datetime:
    """A copy was proved, now: the key copy `copy_id`, or the words, which name no copy. Returns the date.

    Raises NotFoundError, also for a copy that a replacement under way has staged; CopyIsBrowserError, as what a browser
    keeps is nothing to carry to another one; CopyCancelledError.
    """
    if copy_id is not None:
        _standing(account, copy_id).used()
    account.proved_at = timezone.now()
    account.save(update_fields=["proved_at"])
    return account.proved_at


def decline(account: Account, *, declined: bool) -> None:
    """Whether the owner wants no drills any more."""
    account.drills_declined = declined
    account.save(update_fields=["drills_declined"])


def _standing(account: Account, copy_id: uuid.UUID) -> KeyCopy:
    copy = account.key_copies.filter(copy_id=copy_id, generation__lte=account.generation).first()
    if copy is None:
        raise NotFoundError
    if copy.kind == KeyCopy.Kind.BROWSER:
        raise CopyIsBrowserError
    if copy.share is None:
        raise CopyCancelledError(at=copy.cancelled_at or copy.made_at)
    return copy
