"""Vault heads, roots and the chain that a browser follows (docs/formats.md §7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .encoding import ID_LENGTH, exactly, sha, u32, u64
from .errors import Refused
from .keys import account_context, open_former
from .seal import open_sealed, seal_with

LENGTH = 76
NO_HEAD = bytes(32)


@dataclass(frozen=True)
class Head:
    """date in ms since 1970, SHA of the head before, root, number of items (§7)."""

    date: int
    previous: bytes
    root: bytes
    count: int


@dataclass(frozen=True)
class Entry:
    """One line of the list under the root: item id, revision, SHA of the blob (§7)."""

    item_id: bytes
    revision: int
    digest: bytes


@dataclass(frozen=True)
class Pin:
    """What a browser remembers of the vault: generation, version, SHA of the head's blob (§7)."""

    generation: int
    version: int
    digest: bytes


class Served(NamedTuple):
    """A head as a server gives it; `former` with the first of a generation: the VK of before, sealed (§7)."""

    version: int
    blob: bytes
    former: bytes | None = None


def root(entries: list[Entry]) -> bytes:
    """The root over the entries in any order; `vault-mismatch` when an item occurs twice (§7)."""
    if len({entry.item_id for entry in entries}) != len(entries):
        raise Refused("vault-mismatch", "an item occurs twice")
    ordered = sorted(entries, key=lambda entry: entry.item_id)
    return sha(b"".join(_line(entry) for entry in ordered))


def _line(entry: Entry) -> bytes:
    return exactly(ID_LENGTH, entry.item_id, "item id") + u32(entry.revision) + exactly(32, entry.digest, "digest")


def context(account_id: bytes, generation: int, version: int) -> bytes:
    """account id, generation, version (§2)."""
    return account_context(account_id, generation) + u64(version)


def write(head: Head) -> bytes:
    """The 76 bytes (§7)."""
    hashes = exactly(32, head.previous, "previous") + exactly(32, head.root, "root")
    return u64(head.date) + hashes + u32(head.count)


def read(plaintext: bytes) -> Head:
    """Reads the 76 bytes; `cannot-open` for another length (§1, §7)."""
    if len(plaintext) != LENGTH:
        raise Refused("cannot-open", f"a head of {len(plaintext)} bytes")
    date, count = int.from_bytes(plaintext[:8], "big"), int.from_bytes(plaintext[72:], "big")
    return Head(date, plaintext[8:40], plaintext[40:72], count)


def seal_head(r: bytes, vault_key: bytes, bound: bytes, head: Head) -> bytes:
    """A blob of 141 bytes (§7). `bound` is `context(…)`."""
    return seal_with(r, vault_key, "head", bound, write(head))


def open_head(vault_key: bytes, account_id: bytes, generation: int, version: int, blob: bytes) -> Head:
    """The head of that version; `cannot-open` (§7)."""
    return read(open_sealed(vault_key, "head", context(account_id, generation, version), blob))


def follow(
    vault_key: bytes, account_id: bytes, generation: int, pin: Pin, version: int, heads: Sequence[Served]
) -> tuple[Pin, Head | None]:
    """Walks every head after the pin up to the server's version; the pin moved there, and the last head if any (§7).

    `vault_key` and `generation` are those of the newest. `vault-rolled-back` when the server is older than the pin,
    `vault-mismatch` for a head, or a vault key of before, that does not open, `vault-forked` for a gap and for a head
    that does not continue the one before.
    """
    if generation < pin.generation or version < pin.version:
        raise Refused("vault-rolled-back")
    newest = None
    keyed = list(_keyed(vault_key, account_id, generation, heads))
    for served, key, number in reversed(keyed):
        newest = _opened(key, account_id, number, served)
        if served.version != pin.version + 1 or newest.previous != pin.digest:
            raise Refused("vault-forked", f"version {served.version} after {pin.version}")
        pin = Pin(number, served.version, sha(served.blob))
    if pin.version != version:
        raise Refused("vault-forked", f"heads up to {pin.version} of {version}")
    return pin, newest


def _keyed(
    vault_key: bytes, account_id: bytes, generation: int, heads: Sequence[Served]
) -> Iterator[tuple[Served, bytes, int]]:
    """Each head with the VK and the generation that it opens under, the newest first."""
    for served in reversed(heads):
        yield served, vault_key, generation
        if served.former is not None:
            try:
                vault_key = open_former(vault_key, account_id, generation, served.former)
            except Refused:
                raise Refused("vault-mismatch", f"no vault key before generation {generation}") from None
            generation -= 1


def _opened(vault_key: bytes, account_id: bytes, generation: int, served: Served) -> Head:
    try:
        return open_head(vault_key, account_id, generation, served.version, served.blob)
    except Refused:
        raise Refused("vault-mismatch", f"version {served.version} does not open") from None


def check_list(head: Head, entries: list[Entry]) -> None:
    """Compares the list of a vault with the root and count of its head; `vault-mismatch` (§7)."""
    if root(entries) != head.root or len(entries) != head.count:
        raise Refused("vault-mismatch")
