"""Key strings: the Account Key, sealed, as text (docs/formats.md §5)."""

import re
from dataclasses import dataclass

from .encoding import (
    ID_LENGTH,
    KEY_LENGTH,
    WHITE_SPACE,
    ascii_upper,
    base32,
    ends_in,
    exactly,
    sha,
    u8,
    u32,
    unbase32,
)
from .errors import Refused
from .seal import open_sealed, seal_with

MAGIC = b"TSRK"
SUITE = 1
PREFIX = "TSRK1:"
HEADER_LENGTH = 41
LENGTH = 142


@dataclass(frozen=True)
class KeyString:
    """A key string whose form is right; whether it opens is another question (§5)."""

    account_id: bytes
    generation: int
    copy_id: bytes
    header: bytes
    sealed: bytes

    @property
    def ends(self) -> str:
        """How the account is named to people."""
        return ends_in(self.account_id)


def header(account_id: bytes, generation: int, copy_id: bytes, suite: int = SUITE) -> bytes:
    """The 41 bytes before the sealed key, which are also its context (§5)."""
    ids = exactly(ID_LENGTH, account_id, "account id"), exactly(ID_LENGTH, copy_id, "copy id")
    return MAGIC + u8(suite) + ids[0] + u32(generation) + ids[1]


def with_checksum(body: bytes) -> bytes:
    """The body and the first four bytes of its SHA (§5)."""
    return body + sha(body)[:4]


def write_binary(
    r: bytes, wrap: bytes, account_id: bytes, generation: int, copy_id: bytes, account_key: bytes
) -> bytes:
    """The 142 bytes (§5)."""
    head = header(account_id, generation, copy_id)
    plaintext = exactly(KEY_LENGTH, account_key, "AK")
    return with_checksum(head + seal_with(r, wrap, "account-key", head, plaintext))


def write_text(binary: bytes) -> str:
    """The 234 characters (§5)."""
    return PREFIX + base32(binary)


def read_text(text: str) -> KeyString:
    """Reads a key string; `not-a-key`, `newer-format`, `damaged`, in that order (§5)."""
    plain = ascii_upper(WHITE_SPACE.sub("", text))
    prefix = re.match(r"TSRK([0-9]+):", plain)
    if prefix is None:
        raise Refused("not-a-key")
    if prefix[1] != "1":
        raise Refused("newer-format", f"TSRK{prefix[1]}")
    return read_binary(unbase32(plain[prefix.end() :]))


def read_binary(binary: bytes) -> KeyString:
    """Reads the 142 bytes; `damaged`, then `newer-format` for another suite (§5)."""
    if len(binary) != LENGTH or binary[:4] != MAGIC or with_checksum(binary[:-4]) != binary:
        raise Refused("damaged")
    if binary[4] != SUITE:
        raise Refused("newer-format", f"suite {binary[4]}")
    return KeyString(
        account_id=binary[5:21],
        generation=int.from_bytes(binary[21:25], "big"),
        copy_id=binary[25:41],
        header=binary[:HEADER_LENGTH],
        sealed=binary[HEADER_LENGTH:-4],
    )


def open_account_key(key_string: KeyString, wrap: bytes) -> bytes:
    """AK; `cannot-open` (§2)."""
    return open_sealed(wrap, "account-key", key_string.header, key_string.sealed)
