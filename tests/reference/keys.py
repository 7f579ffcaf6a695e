"""Password hash, derived keys, keyset and carrier record (docs/formats.md §2, §3)."""

import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .encoding import ID_LENGTH, KEY_LENGTH, b64, exactly, hkdf, read_email, u32
from .errors import Refused
from .seal import open_sealed, seal_with

SUITE = 1
SALT_LENGTH = 16


def accept_suite(suite: int, salt: bytes) -> None:
    """What a client checks before it sends anything: `suite-refused`, `salt-refused` (§3)."""
    if suite != SUITE:
        raise Refused("suite-refused", str(suite))
    if len(salt) != SALT_LENGTH:
        raise Refused("salt-refused", f"{len(salt)} bytes")


def argon2_salt(salt: bytes, email: str) -> bytes:
    """The 16 bytes that bind the password hash to S and the address (§3)."""
    accept_suite(SUITE, salt)
    return hkdf(salt + read_email(email).encode("ascii"), b"tessera1/salt")[:16]


def password_hash(password: str, salt: bytes, email: str) -> bytes:
    """M, 32 bytes: Argon2id over the NFKC form of the password (§3)."""
    return hash_secret_raw(
        secret=unicodedata.normalize("NFKC", password).encode(),
        salt=argon2_salt(salt, email),
        time_cost=4,
        memory_cost=65536,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
        version=0x13,
    )


def login_secret(m: bytes) -> str:
    """L, 43 characters: all that the server ever gets of the password (§3)."""
    return b64(hkdf(m, b"tessera1/login"))


def carrier_key(m: bytes) -> bytes:
    """Seals the carrier record (§3)."""
    return hkdf(m, b"tessera1/carrier")


def wrap_key(carrier_secret: bytes, share: bytes) -> bytes:
    """Seals the Account Key into one key copy: from CS and that copy's release share R (§3)."""
    ikm = exactly(KEY_LENGTH, carrier_secret, "CS") + exactly(KEY_LENGTH, share, "R")
    return hkdf(ikm, b"tessera1/wrap")


def unlock_key(m: bytes, account_key: bytes, account_id: bytes) -> bytes:
    """UK, which seals the vault key: both secrets are needed (§3)."""
    return hkdf(m + account_key, b"tessera1/unlock" + exactly(ID_LENGTH, account_id, "account id"))


def proof_seed(m: bytes, account_key: bytes, account_id: bytes) -> bytes:
    """The seed of the Ed25519 proof key (§3, RFC 8032)."""
    return hkdf(m + account_key, b"tessera1/proof" + exactly(ID_LENGTH, account_id, "account id"))


def proof_public_key(seed: bytes) -> bytes:
    """The half that the server keeps, 32 bytes (§3)."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def account_context(account_id: bytes, generation: int) -> bytes:
    """account id, generation: the context of keyset and carrier record (§2)."""
    return exactly(ID_LENGTH, account_id, "account id") + u32(generation)


def seal_keyset(r: bytes, uk: bytes, account_id: bytes, generation: int, vault_key: bytes) -> bytes:
    """VK under UK, 97 bytes (§2)."""
    plaintext = exactly(KEY_LENGTH, vault_key, "VK")
    return seal_with(r, uk, "keyset", account_context(account_id, generation), plaintext)


def open_keyset(uk: bytes, account_id: bytes, generation: int, sealed: bytes) -> bytes:
    """VK; `cannot-open`, also when the plaintext is not 32 bytes (§1, §2)."""
    return _secret(open_sealed(uk, "keyset", account_context(account_id, generation), sealed))


def seal_carrier_record(r: bytes, key: bytes, account_id: bytes, generation: int, carrier_secret: bytes) -> bytes:
    """CS under the carrier key, 97 bytes (§2)."""
    plaintext = exactly(KEY_LENGTH, carrier_secret, "CS")
    return seal_with(r, key, "carrier", account_context(account_id, generation), plaintext)


def open_carrier_record(key: bytes, account_id: bytes, generation: int, sealed: bytes) -> bytes:
    """CS; `cannot-open`, also when the plaintext is not 32 bytes (§1, §2)."""
    return _secret(open_sealed(key, "carrier", account_context(account_id, generation), sealed))


def seal_former(r: bytes, vault_key: bytes, account_id: bytes, generation: int, former: bytes) -> bytes:
    """The VK of before under the VK of `generation`, 97 bytes (§2, §7)."""
    plaintext = exactly(KEY_LENGTH, former, "VK of before")
    return seal_with(r, vault_key, "former", account_context(account_id, generation), plaintext)


def open_former(vault_key: bytes, account_id: bytes, generation: int, sealed: bytes) -> bytes:
    """The VK of the generation before; `cannot-open`, also when the plaintext is not 32 bytes (§1, §2)."""
    return _secret(open_sealed(vault_key, "former", account_context(account_id, generation), sealed))


def _secret(plaintext: bytes) -> bytes:
    if len(plaintext) != KEY_LENGTH:
        raise Refused("cannot-open", f"a key of {len(plaintext)} bytes")
    return plaintext
