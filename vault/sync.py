"""The only writer of sealed items, and what a browser pulls. The chain of heads is docs/formats.md §7.

A commit moves the vault from one version to the next or does nothing: the unique constraint on (account, version)
decides between two browsers, on every database. A pull takes no lock: it looks whether a commit slipped in, and then
starts again.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from accounts.errors import TooLargeError
from accounts.models import Account
from config.api import write_b64

from .errors import ConflictError, ItemRefusedError
from .models import Head, Item, OwnedQuerySet

SEAL = 65  # what seal() adds: docs/formats.md §2
BLOCK = 256  # items are padded to multiples of this: §6
HEAD = 141  # bytes of a sealed head: §7
LARGEST_BLOB = 1024 * 1024
LARGEST_REVISION = 2**31 - 1
ITEMS_A_COMMIT = 2_000
BYTES_A_COMMIT = 10 * 1024 * 1024 * 3 // 4  # 10 MiB as they travel, in base64
ITEMS_AN_ACCOUNT = 200_000
BYTES_AN_ACCOUNT = 512 * 1024 * 1024  # of sealed items, and of heads, which are all kept
HEADS_A_PULL = 50_000  # a browser that has missed more cannot catch up; new ones ask for the newest head alone
ITEMS_A_PAGE = 2_000
BYTES_A_PAGE = 8 * 1024 * 1024
TRIES = 5


@dataclass(frozen=True)
class Sealed:
    """One sealed item on its way in or out."""

    id: uuid.UUID
    revision: int
    blob: bytes


@dataclass(frozen=True)
class SealedHead:
    """A vault head on its way out. `former`: the vault key of before, sealed, with the first head of a generation."""

    version: int
    blob: bytes
    former: bytes | None


@dataclass(frozen=True)
class Place:
    """Where a page ended: items are ordered by the version that changed them, then by id."""

    version: int
    item_id: uuid.UUID


@dataclass(frozen=True)
class Page:
    """An answer to a pull. Heads come with the last page, where `next` is None, and match `version`.

    The first of several pages says how many items are `left`, for a progress bar.
    """

    version: int
    heads: list[SealedHead]
    items: list[Sealed]
    next: Place | None
    left: int | None = None


def enroll(*, account: Account, head: bytes, **_: object) -> None:
    """Store the head of the new account's empty vault. Receives `accounts.enrollment.enrolled`."""
    Head.objects.create(account=account, generation=account.generation, version=1, blob=head)


def commit(account: Account, base: int, head: bytes, items: Sequence[Sealed]) -> int:
    """Put changed items and the head that covers them, all or nothing; returns the version that now stands.

    Raises ConflictError when `base` is not the newest version any more, ItemRefusedError for an item that cannot follow
    what is stored, TooLargeError over any of the limits above.
    """
    check_shape(items)
    with transaction.atomic():
        # The head goes first: on a database of row locks a slower commit of the same base waits here, and then loses.
        version = put_head(account, base, head, account.generation)
        note_size(account, version, put_items(account, version, items))
    return version


def check_shape(items: Sequence[Sealed]) -> None:
    """What can be refused without looking at the vault."""
    if len(items) > ITEMS_A_COMMIT:
        raise TooLargeError(items=ITEMS_A_COMMIT)
    if sum(len(item.blob) for item in items) > BYTES_A_COMMIT:
        raise TooLargeError(bytes=BYTES_A_COMMIT)
    if len({item.id for item in items}) != len(items):
        raise ItemRefusedError(why="twice")
    for item in items:
        size = len(item.blob)
        if size > LARGEST_BLOB or size <= SEAL or (size - SEAL) % BLOCK:
            raise ItemRefusedError(id=write_b64(item.id.bytes), why="length")


def put_head(account: Account, base: int, head: bytes, generation: int) -> int:
    if newest_version(account) != base:
        raise ConflictError(version=newest_version(account))
    try:
        with transaction.atomic():
            Head.objects.create(account=account, generation=generation, version=base + 1, blob=head)
    except IntegrityError:
        raise ConflictError(version=newest_version(account)) from None
    return base + 1


def put_items(account: Account, version: int, items: Sequence[Sealed]) -> int:
    """Store new and changed items alike, in bulk; returns by how many bytes the vault has grown.

    Every revision follows the stored one; a new item has 1.
    """
    owned = Item.objects.owned_by(account)
    rows = owned.filter(item_id__in=[item.id for item in items]).values_list("item_id", "revision", Length("blob"))
    stored: dict[uuid.UUID, tuple[int, int]] = {item_id: (revision, size) for item_id, revision, size in rows}
    for item in items:
        if item.revision != stored.get(item.id, (0, 0))[0] + 1 or item.revision > LARGEST_REVISION:
            raise ItemRefusedError(id=write_b64(item.id.bytes), why="revision")
    if len(stored) < len(items) and owned.count() + len(items) - len(stored) > ITEMS_AN_ACCOUNT:
        raise TooLargeError(items=ITEMS_AN_ACCOUNT)
    now = timezone.now()
    Item.objects.bulk_create(
        [
            Item(
                account=account,
                item_id=item.id,
                revision=item.revision,
                version=version,
                blob=item.blob,
                changed_at=now,
            )
            for item in items
        ],
        update_conflicts=True,
        unique_fields=["account", "item_id"],
        update_fields=["revision", "version", "blob", "changed_at"],
    )
    return sum(len(item.blob) for item in items) - sum(size for _, size in stored.values())


def note_size(account: Account, version: int, grown: int) -> None:
    """Carry the size on from the head before. In a full account only what shrinks is taken."""
    heads = heads_of(account)
    size = heads.filter(version=version - 1).values_list("size", flat=True)[0] + grown
    if grown >= 0 and size + version * HEAD > BYTES_AN_ACCOUNT:
        raise TooLargeError(bytes=BYTES_AN_ACCOUNT)
    heads.filter(version=version).update(size=size)


def pull(account: Account, since: int = 0, heads_after: int | None = None, after: Place | None = None) -> Page:
    """Items changed after version `since`, from place `after` on; on the last page also the heads after `heads_after`.

    Without `heads_after` only the newest head. Pages put together give the vault of the last page's `version`: what a
    commit changed in between has moved to a later page, where it comes once more. Raises ConflictError when commits
    keep slipping in, TooLargeError when more than HEADS_A_PULL heads lie after `heads_after`.
    """
    for _ in range(TRIES):
        newest = newest_head(account)
        version = newest.version
        fresh = version <= since and after is None
        items, rest = ([], None) if fresh else page_of_items(account, since, after)
        if rest is not None:
            return Page(version, [], items, rest, items_left(account, since, rest).count() if after is None else None)
        heads = [newest] if heads_after is None else heads_between(account, heads_after, version)
        if fresh or newest_version(account) == version:
            return Page(version, heads, items, None)
    raise ConflictError(version=version)


def newest_version(account: Account) -> int:
    return heads_of(account).order_by("-version").values_list("version", flat=True)[0]


def newest_head(account: Account) -> SealedHead:
    return read_heads(heads_of(account).order_by("-version")[:1])[0]


def heads_between(account: Account, after: int, last: int) -> list[SealedHead]:
    if after >= last:
        return []
    if last - after > HEADS_A_PULL:
        raise TooLargeError(heads=HEADS_A_PULL)
    return read_heads(heads_of(account).filter(version__gt=after, version__lte=last).order_by("version"))


def read_heads(heads: OwnedQuerySet[Head]) -> list[SealedHead]:
    rows = heads.values_list("version", "blob", "former")
    return [SealedHead(version, bytes(blob), bytes(former) if former else None) for version, blob, former in rows]


def heads_of(account: Account) -> OwnedQuerySet[Head]:
    return Head.objects.owned_by(account)


def page_of_items(account: Account, since: int, after: Place | None) -> tuple[list[Sealed], Place | None]:
    """As many items as a page holds, by count and bytes, and the place to go on from; None after the last."""
    left = items_left(account, since, after)
    room, count = BYTES_A_PAGE, 0
    sizes = list(left.annotate(size=Length("blob")).values_list("size", flat=True)[: ITEMS_A_PAGE + 1])
    for size in sizes[:ITEMS_A_PAGE]:
        room -= size
        if room < 0:
            break
        count += 1
    rows = list(left.values_list("version", "item_id", "revision", "blob")[:count])
    items = [Sealed(item_id, revision, bytes(blob)) for _, item_id, revision, blob in rows]
    return items, Place(*rows[-1][:2]) if count < len(sizes) and rows else None


def items_left(account: Account, since: int, after: Place | None) -> OwnedQuerySet[Item]:
    """In the order of the index `item_since`, so that a page is read from where it begins."""
    start = since + 1 if after is None else max(since + 1, after.version)
    left = Item.objects.owned_by(account).filter(version__gte=start)
    if after is not None:
        left = left.exclude(Q(version=after.version, item_id__lte=after.item_id))
    return left.order_by("version", "item_id")
