"""Conventions: integers, hashes, base64url, base32, e-mail addresses (docs/formats.md §1)."""

import base64
import hashlib
import re

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .errors import Refused

ID_LENGTH = 16
KEY_LENGTH = 32

# "White space" for readers that drop it (§5): what every browser and mail client may wrap a line with.
WHITE_SPACE = re.compile(r"[ \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def u8(number: int) -> bytes:
    """One byte; OverflowError when the number does not fit (§1)."""
    return number.to_bytes(1, "big")


def u16(number: int) -> bytes:
    """Two bytes, big-endian (§1)."""
    return number.to_bytes(2, "big")


def u32(number: int) -> bytes:
    """Four bytes, big-endian (§1)."""
    return number.to_bytes(4, "big")


def u64(number: int) -> bytes:
    """Eight bytes, big-endian (§1)."""
    return number.to_bytes(8, "big")


def len16(value: bytes) -> bytes:
    """The value after its own length as u16 (§1)."""
    return u16(len(value)) + value


def exactly(length: int, value: bytes, name: str) -> bytes:
    """The value itself; ValueError when it is not `length` bytes long. For arguments, not for input."""
    if len(value) != length:
        raise ValueError(f"{name} must be {length} bytes, got {len(value)}")
    return value


def sha(value: bytes) -> bytes:
    """SHA-256, 32 bytes (§1)."""
    return hashlib.sha256(value).digest()


def hkdf(ikm: bytes, info: bytes, length: int = 32, salt: bytes = b"") -> bytes:
    """HKDF-SHA-256 (RFC 5869); §1 fixes the empty salt and 32 bytes, only seal (§2) gives others."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt or None, info=info).derive(ikm)


def b64(value: bytes) -> str:
    """base64url without padding (§1, RFC 4648 §5)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """Reads b64; refuses padding, line ends, other characters and non-zero spare bits as `damaged` (§1)."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise Refused("damaged", "not unpadded base64url")
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(value) != text:
        raise Refused("damaged", "spare bits are not zero")
    return value


def base32(value: bytes) -> str:
    """base32, upper case, unpadded (§5, RFC 4648 §6)."""
    return base64.b32encode(value).rstrip(b"=").decode("ascii")


def unbase32(text: str) -> bytes:
    """Reads upper-case base32; refuses other characters, lengths and non-zero spare bits as `damaged` (§5)."""
    if not re.fullmatch(r"[A-Z2-7]*", text) or len(text) % 8 in (1, 3, 6):
        raise Refused("damaged", "not unpadded base32")
    value = base64.b32decode(text + "=" * (-len(text) % 8))
    if base32(value) != text:
        raise Refused("damaged", "spare bits are not zero")
    return value


def ascii_upper(text: str) -> str:
    """Raises a–z only: Unicode folding would turn a dotless i or a long s into a letter of ours (§5)."""
    return re.sub("[a-z]", lambda match: match.group().upper(), text)


def ends_in(account_id: bytes) -> str:
    """The four characters by which an account is named to people (§5)."""
    return base32(exactly(ID_LENGTH, account_id, "account id"))[-4:]


def read_email(text: str) -> str:
    """The normal form of an e-mail address: A–Z lowered and nothing else changed; `bad-email` (§1)."""
    if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", text) or len(text) > 254:
        raise Refused("bad-email")
    return text.lower()
