"""The header of a key string (docs/formats.md §5), read before one is mailed. What is sealed in it stays sealed."""

import base64
import binascii
import hashlib
import hmac
import uuid
from dataclasses import dataclass

from .errors import KeyStringRefusedError

PREFIX = "TSRK1:"
TEXT_LENGTH = 234
LENGTH = 142


@dataclass(frozen=True)
class Header:
    """For whom a key string was made."""

    suite: int
    account_id: uuid.UUID
    generation: int
    copy_id: uuid.UUID


def read_header(text: str) -> Header:
    """The header of a key string in its one canonical spelling, 234 characters, upper case.

    Raises KeyStringRefusedError for anything else: browsers write it, so there is nothing to be lenient about.
    """
    if len(text) != TEXT_LENGTH or not text.startswith(PREFIX):
        raise KeyStringRefusedError
    binary = _unbase32(text[len(PREFIX) :])
    checksum = hashlib.sha256(binary[:-4]).digest()[:4]
    if len(binary) != LENGTH or binary[:4] != b"TSRK" or not hmac.compare_digest(checksum, binary[-4:]):
        raise KeyStringRefusedError
    return Header(
        suite=binary[4],
        account_id=uuid.UUID(bytes=binary[5:21]),
        generation=int.from_bytes(binary[21:25], "big"),
        copy_id=uuid.UUID(bytes=binary[25:41]),
    )


def _unbase32(text: str) -> bytes:
    try:
        binary = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        raise KeyStringRefusedError from None
    if base64.b32encode(binary).decode().rstrip("=") != text:
        raise KeyStringRefusedError  # spare bits that are not zero
    return binary
