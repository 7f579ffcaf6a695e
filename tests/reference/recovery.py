"""The recovery key, its shares and what they open (docs/formats.md §11); the sharing, Shamir's, is worked out here."""

import re
from functools import reduce

from .encoding import ID_LENGTH, KEY_LENGTH, WHITE_SPACE, ascii_upper, base32, exactly, hkdf, sha, unbase32
from .errors import Refused
from .keys import account_context
from .seal import open_sealed, seal_with

RFC, CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK, SET, SHARE = 3, 4, 33
POLYNOMIAL = 0x11B  # x^8 + x^4 + x^3 + x + 1


def write_key(recovery_key: bytes) -> str:
    """62 characters (§11)."""
    check = sha(b"tessera1/recovery-key" + exactly(KEY_LENGTH, recovery_key, "RK"))[:CHECK]
    return _spell("TSRR", recovery_key + check)


def read_key(text: str) -> bytes:
    """RK; `recovery-unknown`, `newer-format`, `recovery-mistyped` (§11)."""
    recovery_key = _unspell("TSRR", KEY_LENGTH + CHECK, text)[:KEY_LENGTH]
    if write_key(recovery_key) != _squeezed(text):
        raise Refused("recovery-mistyped")
    return recovery_key


def share_set(recovery_key: bytes) -> bytes:
    """The four bytes that all shares of one key have in common (§11)."""
    return sha(b"tessera1/recovery-set" + recovery_key)[:SET]


def write_share(common: bytes, share: bytes) -> str:
    """70 characters; the share is 32 bytes and its place (§11)."""
    checked = exactly(SET, common, "set") + exactly(SHARE, share, "share")
    return _spell("TSRS", checked + sha(b"tessera1/recovery-share" + checked)[:CHECK])


def read_share(text: str) -> tuple[bytes, bytes]:
    """Set and share; `recovery-unknown`, `newer-format`, `recovery-mistyped` (§11)."""
    binary = _unspell("TSRS", SET + SHARE + CHECK, text)
    common, share = binary[:SET], binary[SET:-CHECK]
    if write_share(common, share) != _squeezed(text) or share[-1] == 0:
        raise Refused("recovery-mistyped")
    return common, share


def join(one: str, other: str) -> bytes:
    """RK from two shares; `share-twice`, `shares-differ` (§11)."""
    (common, a), (also, b) = read_share(one), read_share(other)
    if common != also:
        raise Refused("shares-differ")
    if a[-1] == b[-1]:
        raise Refused("share-twice")
    recovery_key = interpolate([(a[-1], a[:-1]), (b[-1], b[:-1])], 0)
    if share_set(recovery_key) != common:
        raise Refused("shares-differ")
    return recovery_key


def split_with(recovery_key: bytes, slopes: bytes, place: int) -> bytes:
    """The share at a place, of straight lines with these slopes: for vectors, as slopes must be random (§11)."""
    points = (y ^ multiply(slope, place) for y, slope in zip(recovery_key, slopes, strict=True))
    return bytes(points) + bytes([place])


def interpolate(points: list[tuple[int, bytes]], at: int) -> bytes:
    """The values at a place of the polynomials of lowest degree through these points, byte by byte (Lagrange)."""
    size = len(points[0][1])
    total = bytearray(size)
    for x, values in points:
        others = [other for other, _ in points if other != x]
        factor = reduce(multiply, (multiply(at ^ other, invert(x ^ other)) for other in others), 1)
        for index in range(size):
            total[index] ^= multiply(values[index], factor)
    return bytes(total)


def multiply(a: int, b: int) -> int:
    """In GF(2^8), as AES has it (FIPS 197 §4.2)."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a, b = a << 1 ^ (POLYNOMIAL if a & 0x80 else 0), b >> 1
    return product


def invert(a: int) -> int:
    """a^254, which is 1 / a in a field of 256."""
    return reduce(multiply, [a] * 254, 1)


def seal_record(r: bytes, recovery_key: bytes, account_id: bytes, generation: int, vault_key: bytes) -> bytes:
    """VK under RK, 97 bytes: what the server keeps (§2, §11)."""
    key = hkdf(recovery_key, b"tessera1/recovery")
    return seal_with(r, key, "recovery", account_context(account_id, generation), exactly(KEY_LENGTH, vault_key, "VK"))


def open_record(recovery_key: bytes, account_id: bytes, generation: int, record: bytes) -> bytes:
    """VK; `cannot-open` (§2, §11)."""
    key = hkdf(recovery_key, b"tessera1/recovery")
    vault_key = open_sealed(key, "recovery", account_context(account_id, generation), record)
    if len(vault_key) != KEY_LENGTH:
        raise Refused("cannot-open")
    return vault_key


def proof_seed(recovery_key: bytes, account_id: bytes) -> bytes:
    """The seed of the Ed25519 key that a recovery is proved with (§11)."""
    return hkdf(recovery_key, b"tessera1/recovery-proof" + exactly(ID_LENGTH, account_id, "account id"))


def _spell(magic: str, binary: bytes) -> str:
    return f"{magic}1:{base32(binary).translate(str.maketrans(RFC, CROCKFORD))}"


def _squeezed(text: str) -> str:
    start, colon, rest = ascii_upper(WHITE_SPACE.sub("", text).replace("-", "")).partition(":")
    return start + colon + rest.translate(str.maketrans("OIL", "011"))


def _unspell(magic: str, length: int, text: str) -> bytes:
    squeezed = _squeezed(text)
    found = re.match(r"(TSR[RS])([0-9]+):", squeezed)
    if not found or found[1] != magic:
        raise Refused("recovery-unknown")
    if found[2] != "1":
        raise Refused("newer-format")
    rest = squeezed[found.end() :]
    if len(rest) * 5 != length * 8 or not set(rest) <= set(CROCKFORD):
        raise Refused("recovery-mistyped")
    return unbase32(rest.translate(str.maketrans(CROCKFORD, RFC)))
