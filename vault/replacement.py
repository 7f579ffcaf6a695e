"""Replacing the Account Key: the whole vault sealed anew, staged page by page, and swapped in by one act.

Until the swap nothing that anybody reads has changed: whatever breaks off leaves the vault of before, and staging that
the next attempt clears away, or the sweep. docs/formats.md §4, §7 and §9; the account's part is in
accounts/replacement.py.
"""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import DateTimeField, Sum, Value
from django.db.models.functions import Length
from django.utils import timezone

from accounts import replacement
from accounts.errors import ProofRefusedError, ReplacementLostError, TooLargeError
from accounts.models import Account, Browser
from config.api import write_b64

from . import sync
from .errors import ConflictError, ItemRefusedError
from .models import Item, Replacement, StagedItem
from .sync import Sealed

LIFE = timedelta(days=1)


@dataclass(frozen=True)
class Swap:
    """What the vault and its account become. Byte strings are as the browser sealed them; lengths have been checked.

    `root` is that over all staged items (§7), `head` the new vault head, `former` the vault key of before, sealed under
    the new one, `copy_id` the browser's own key copy, which names the attempt.
    """

    base: int
    root: bytes
    head: bytes
    former: bytes
    copy_id: uuid.UUID
    successor: replacement.Successor

    def body(self, generation: int) -> bytes:
        """What is signed (§4); `generation` is the one that begins with it."""
        new = self.successor
        sealed = new.proof_key + new.keyset + new.carrier_record + self.head + self.former
        return generation.to_bytes(4, "big") + self.base.to_bytes(8, "big") + self.root + sealed + self.copy_id.bytes


@transaction.atomic
def begin(account: Account, browser: Browser, base: int, copy_id: uuid.UUID, share: bytes) -> int:
    """Start over, with nothing staged but the browser's own key copy to be. Returns the generation to seal for.

    Raises ConflictError when `base` is not the newest version any more, BadRequestError for a copy id that is taken.
    """
    account = _locked(account)
    if sync.newest_version(account) != base:
        raise ConflictError(version=sync.newest_version(account))
    _forget(account)
    replacement.begin(account, copy_id, share)
    Replacement.objects.create(account=account, browser_id=browser.pk, copy_id=copy_id, base=base)
    return account.generation + 1


@transaction.atomic
def stage(account: Account, browser: Browser, copy_id: uuid.UUID, items: Sequence[Sealed]) -> None:
    """Put items sealed under the vault key to be, or put them again. What is read of the vault stays as it is.

    Raises ReplacementLostError unless this very attempt is under way, and what `sync.commit` raises for its items.
    """
    sync.check_shape(items)
    if any(item.revision > sync.LARGEST_REVISION for item in items):
        raise ItemRefusedError(why="revision")
    attempt = _under_way(_locked(account), browser, copy_id)
    StagedItem.objects.bulk_create(
        [
            StagedItem(
                account=account,
                replacement=attempt,
                item_id=item.id,
                revision=item.revision,
                blob=item.blob,
                digest=hashlib.sha256(item.blob).digest(),
            )
            for item in items
        ],
        update_conflicts=True,
        unique_fields=["account", "item_id"],
        update_fields=["revision", "blob", "digest"],
    )
    _refuse_too_much(account)


@transaction.atomic
def swap(account: Account, browser: Browser, new: Swap) -> int:
    """Make the staged vault the vault and the next Account Key the account's. The act has been verified.

    Returns the version that now stands. All or nothing: raises ConflictError when the vault has moved on from
    `new.base`, ReplacementLostError when this attempt is not under way any more, ItemRefusedError when what is staged
    is not the whole vault under `new.root`, KeyNotTakenError when no copy of the new key has been taken,
    ProofRefusedError when the password was changed at this very moment.
    """
    asked, account = account, _locked(account)
    attempt = _under_way(account, browser, new.copy_id)
    if not hmac.compare_digest(bytes(asked.proof_key), bytes(account.proof_key)):
        raise ProofRefusedError
    # The head goes first, as in a commit: one of the same base that is on its way is waited for, and wins.
    version = sync.put_head(account, new.base, new.head, account.generation + 1)
    _check_whole(account, new.root)
    sync.heads_of(account).filter(version=version).update(size=_staged_size(account), former=new.former)
    replacement.swap(account, browser, new.copy_id, new.successor)
    _put_staged(account, version)
    attempt.delete()
    return version


@transaction.atomic
def discard(account: Account) -> None:
    """Forget whatever is staged. The vault and the Account Key stay as they are; a swap under way is waited for."""
    _forget(_locked(account))


def sweep() -> int:
    """Forget what was begun a day ago and not finished. Returns how many attempts went."""
    abandoned = Replacement.objects.filter(made_at__lt=timezone.now() - LIFE).select_related("account")
    for attempt in abandoned:
        discard(attempt.account)
    return len(abandoned)


def _forget(account: Account) -> None:
    Replacement.objects.owned_by(account).delete()
    replacement.discard(account)


def _locked(account: Account) -> Account:
    """The account's row: one step of a replacement at a time.

    A lock that foreign keys pass: a commit on its way refers to the account, and waits for no replacement.
    """
    return Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def _under_way(account: Account, browser: Browser, copy_id: uuid.UUID) -> Replacement:
    attempt = Replacement.objects.owned_by(account).filter(browser_id=browser.pk, copy_id=copy_id).first()
    if attempt is None:
        raise ReplacementLostError
    return attempt


def _staged_size(account: Account) -> int:
    return StagedItem.objects.owned_by(account).aggregate(size=Sum(Length("blob")))["size"] or 0


def _refuse_too_much(account: Account) -> None:
    if StagedItem.objects.owned_by(account).count() > sync.ITEMS_AN_ACCOUNT:
        raise TooLargeError(items=sync.ITEMS_AN_ACCOUNT)
    if _staged_size(account) > sync.BYTES_AN_ACCOUNT:
        raise TooLargeError(bytes=sync.BYTES_AN_ACCOUNT)


def _check_whole(account: Account, root: bytes) -> None:
    """Every item is staged at the revision that follows its own, no other is, and all together are what was signed."""
    rows = StagedItem.objects.owned_by(account).values_list("item_id", "revision", "digest")
    staged = sorted((item_id.bytes, revision, bytes(digest)) for item_id, revision, digest in rows)
    stored = dict(Item.objects.owned_by(account).values_list("item_id", "revision"))
    if len(staged) != len(stored):
        raise ItemRefusedError(why="missing")
    found = hashlib.sha256()
    for item_id, revision, digest in staged:
        if stored.get(uuid.UUID(bytes=item_id)) != revision - 1:
            raise ItemRefusedError(id=write_b64(item_id), why="revision")
        found.update(item_id + revision.to_bytes(4, "big") + digest)
    if found.digest() != root:
        raise ItemRefusedError(why="root")


def _put_staged(account: Account, version: int) -> None:
    """In place of every item its staged one. The database copies: the blobs do not pass through this process."""
    Item.objects.owned_by(account).delete()
    columns = "account_id, item_id, revision, blob, version, changed_at"
    stamped = StagedItem.objects.owned_by(account).annotate(
        version=Value(version), changed_at=Value(timezone.now(), output_field=DateTimeField())
    )
    select, values = stamped.values_list(*columns.split(", ")).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Item._meta.db_table} ({columns}) {select}", values)  # our own names
