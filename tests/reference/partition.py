"""A ciphertext that AES-GCM accepts under two keys: what the commitment of seal is for (docs/formats.md §2).

Len, Grubbs, Ristenpart: Partitioning Oracle Attacks (2021), §3. Both tags are linear in a free ciphertext block, so one
division in GF(2^128) makes them equal.
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from .seal import NONCE, VERSION, derive, info

REDUCTION = 0xE1 << 120


def two_key_blobs(r: bytes, keys: tuple[bytes, bytes], label: str, context: bytes) -> tuple[bytes, bytes]:
    """Two sealed values with the same ciphertext and tag, each committed to its own one of the keys.

    Without the commitment either would open under both keys. The 16 bytes before the tag are the free block.
    """
    bound = info(label, context)
    (k1, c1), (k2, c2) = derive(keys[0], r, bound), derive(keys[1], r, bound)
    body = _collide(k1, k2, bound)
    return VERSION + r + c1 + body, VERSION + r + c2 + body


def _collide(k1: bytes, k2: bytes, aad: bytes) -> bytes:
    fixed = bytes(16)
    lengths = (len(aad) * 8).to_bytes(8, "big") + (32 * 8).to_bytes(8, "big")
    blocks = [*_blocks(aad), fixed, bytes(16), lengths]
    rest = _tag(k1, blocks) ^ _tag(k2, blocks)
    h1, h2 = _number(_encrypt(k1, bytes(16))), _number(_encrypt(k2, bytes(16)))
    free = _times(rest, _inverse(_times(h1, h1) ^ _times(h2, h2)))
    blocks[-2] = free.to_bytes(16, "big")
    return fixed + blocks[-2] + _tag(k1, blocks).to_bytes(16, "big")


def _tag(key: bytes, blocks: list[bytes]) -> int:
    h, total = _number(_encrypt(key, bytes(16))), 0
    for block in blocks:
        total = _times(total ^ _number(block), h)
    return total ^ _number(_encrypt(key, NONCE + b"\x00\x00\x00\x01"))


def _blocks(value: bytes) -> list[bytes]:
    return [value[at : at + 16].ljust(16, b"\x00") for at in range(0, len(value), 16)]


def _encrypt(key: bytes, block: bytes) -> bytes:
    # One raw AES block, the primitive under GCM; nothing is kept secret by it.
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block)  # noqa: S305


def _number(block: bytes) -> int:
    return int.from_bytes(block, "big")


def _times(x: int, y: int) -> int:
    """GCM's product (NIST SP 800-38D §6.3): the leftmost bit is the constant term."""
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ (REDUCTION if y & 1 else 0)
    return product


def _inverse(x: int) -> int:
    """x^(2^128 - 2) (Fermat)."""
    result, power = 1 << 127, x
    for _ in range(127):
        power = _times(power, power)
        result = _times(result, power)
    return result
