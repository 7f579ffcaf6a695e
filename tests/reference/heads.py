"""Vault heads, roots and the chain that a browser follows (docs/formats.md §7)."""

from dataclasses import dataclass

from .encoding import ID_LENGTH, exactly, sha, u32, u64
from .errors import Refused
from .keys import account_context
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
    vault_key: bytes, account_id: bytes, generation: int, pin: Pin, version: int, heads: list[tuple[int, bytes]]
) -> tuple[Pin, Head | None]:
    """Walks every head after the pin up to the server's version; the pin moved there, and the last head if any (§7).

    `vault-rolled-back` when the server is older than the pin, `vault-mismatch` for a head that does not open,
    `vault-forked` for a gap and for a head that does not continue the one before.
    """
    if generation < pin.generation or version < pin.version:
        raise Refused("vault-rolled-back")
    newest = None
    for number, blob in heads:
        newest = _served(vault_key, account_id, generation, number, blob)
        if number != pin.version + 1 or newest.previous != pin.digest:
            raise Refused("vault-forked", f"version {number} after {pin.version}")
        pin = Pin(generation, number, sha(blob))
    if pin.version != version:
        raise Refused("vault-forked", f"heads up to {pin.version} of {version}")
    return pin, newest


def _served(vault_key: bytes, account_id: bytes, generation: int, version: int, blob: bytes) -> Head:
    try:
        return open_head(vault_key, account_id, generation, version, blob)
    except Refused:
        raise Refused("vault-mismatch", f"version {version} does not open") from None


def check_list(head: Head, entries: list[Entry]) -> None:
    """Compares the list of a vault with the root and count of its head; `vault-mismatch` (§7)."""
    if root(entries) != head.root or len(entries) != head.count:
        raise Refused("vault-mismatch")
