"""One-time codes as other apps make and export them, for tests: RFC 6238, Steam, Google Authenticator's export."""

import base64
import hmac
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

STEAM = "23456789BCDFGHJKMNPQRTVWXY"
HASHES = ["", "sha1", "sha256", "sha512", "md5"]
DIGITS = ["", "6", "8", "7"]
TOTP = 2


@dataclass(frozen=True)
class Account:
    """What an authenticator app keeps. `secret` is base32 without padding; `period` in seconds."""

    name: str
    issuer: str
    secret: str
    algorithm: str = "sha1"
    digits: int = 6
    period: int = 30
    steam: bool = False
    kind: int = TOTP

    def code(self, at: float) -> str:
        """`at`: seconds since 1970."""
        padded = self.secret + "=" * (-len(self.secret) % 8)
        digest = hmac.digest(base64.b32decode(padded), struct.pack(">Q", int(at) // self.period), self.algorithm)
        offset = digest[-1] & 15
        value = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        if self.steam:
            return "".join(STEAM[value // len(STEAM) ** place % len(STEAM)] for place in range(5))
        return f"{value % 10**self.digits:0{self.digits}}"

    def codes_since(self, begun: float) -> set[str]:
        """Every code that was right at some time since `begun`."""
        last = int(time.time()) // self.period
        return {self.code(step * self.period) for step in range(int(begun) // self.period, last + 1)}

    def uri(self) -> str:
        label = f"{quote(self.issuer, safe='')}:{quote(self.name, safe='')}"
        how = f"algorithm={self.algorithm.upper()}&digits={self.digits}&period={self.period}"
        return f"otpauth://totp/{label}?secret={self.secret}&issuer={quote(self.issuer, safe='')}&{how}"


def exported(accounts: Sequence[Account], index: int = 0, size: int = 1, batch: int = 77) -> str:
    """The text of one QR code of Google Authenticator's "Transfer accounts": a protobuf in base64."""
    payload = b"".join(_bytes(1, _account(account)) for account in accounts)
    payload += _number(2, 1) + _number(3, size) + _number(4, index) + _number(5, batch)
    return f"otpauth-migration://offline?data={quote(base64.b64encode(payload).decode(), safe='')}"


def _account(account: Account) -> bytes:
    secret = base64.b32decode(account.secret + "=" * (-len(account.secret) % 8))
    texts = _bytes(1, secret) + _bytes(2, account.name.encode()) + _bytes(3, account.issuer.encode())
    numbers = (HASHES.index(account.algorithm), DIGITS.index(str(account.digits)), account.kind)
    return texts + b"".join(_number(place, value) for place, value in enumerate(numbers, 4))


def _bytes(place: int, content: bytes) -> bytes:
    return bytes([place << 3 | 2]) + _varint(len(content)) + content


def _number(place: int, value: int) -> bytes:
    return bytes([place << 3]) + _varint(value)


def _varint(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + _varint(value >> 7)
