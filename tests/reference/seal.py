"""The one sealed format (docs/formats.md §2)."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .encoding import KEY_LENGTH, exactly, hkdf, len16
from .errors import Refused

VERSION = b"\x01"
NONCE = bytes(12)
OVERHEAD = 65


def info(label: str, context: bytes) -> bytes:
    """What binds a sealed value to its place: the HKDF info and the additional data (§2)."""
    return b"tessera1/seal\x00" + len16(label.encode()) + len16(context)


def derive(key: bytes, r: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """The message key k and the commitment c, 32 bytes each (§2)."""
    both = hkdf(exactly(KEY_LENGTH, key, "key"), bound, length=64, salt=exactly(16, r, "r"))
    return both[:32], both[32:]


def seal_with(r: bytes, key: bytes, label: str, context: bytes, plaintext: bytes) -> bytes:
    """Seals under a given r of 16 bytes: for vectors only, because an r used twice breaks GCM (§2)."""
    bound = info(label, context)
    k, c = derive(key, r, bound)
    return VERSION + r + c + AESGCM(k).encrypt(NONCE, plaintext, bound)


def seal(key: bytes, label: str, context: bytes, plaintext: bytes) -> bytes:
    """Seals under fresh randomness; 65 bytes longer than the plaintext (§2)."""
    return seal_with(os.urandom(16), key, label, context, plaintext)


def open_sealed(key: bytes, label: str, context: bytes, sealed: bytes) -> bytes:
    """The plaintext; every failure is the one `cannot-open` (§2)."""
    if len(sealed) < OVERHEAD or sealed[:1] != VERSION:
        raise Refused("cannot-open")
    r, c, body = sealed[1:17], sealed[17:49], sealed[49:]
    bound = info(label, context)
    k, expected = derive(key, r, bound)
    if not hmac.compare_digest(c, expected):
        raise Refused("cannot-open")
    try:
        return AESGCM(k).decrypt(NONCE, body, bound)
    except InvalidTag:
        raise Refused("cannot-open") from None
