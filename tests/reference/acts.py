"""Signed acts (docs/formats.md §4)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .encoding import ID_LENGTH, exactly, len16, sha, u32
from .errors import Refused

RENEWAL = 16 + 43 + 32 + 97 + 97
# The act and the length of its body in bytes.
BODIES = {
    "authorize": 32,
    "continue": 32,
    "revoke-browser": 16,
    "cancel-copy": 16,
    "replace-key": 4 + 8 + 32 + 32 + 97 + 97 + 141 + 97 + 16,
    "change-password": RENEWAL,
    "change-email": RENEWAL,
    "delete-account": 16,
    "remove-factor": 1 + 8,
    "cancel-reset": 0,
    "set-recovery": 97 + 32,
    "remove-recovery": 0,
    "recover": 16 + 43 + 32 + 97 + 97 + 16 + 32,
}
# What may follow that, in steps of so many bytes: ids of key copies, an e-mail address.
BEYOND = {"change-password": 16, "change-email": 1}


def renewal(salt: bytes, login: str, proof_key: bytes, keyset: bytes, carrier_record: bytes, *beside: bytes) -> bytes:
    """The body of a change of password or address (§4)."""
    secrets = exactly(16, salt, "salt") + exactly(43, login.encode(), "login") + exactly(32, proof_key, "proof key")
    sealed = exactly(97, keyset, "keyset") + exactly(97, carrier_record, "carrier record")
    return secrets + sealed + b"".join(beside)


def message(act: str, account_id: bytes, generation: int, nonce: bytes, origin: str, body: bytes) -> bytes:
    """The bytes that are signed; KeyError for an act that suite 1 does not have (§4)."""
    return (
        b"tessera1/"
        + act.encode("ascii")
        + b"\x00"
        + exactly(ID_LENGTH, account_id, "account id")
        + u32(generation)
        + exactly(32, nonce, "nonce")
        + len16(origin.encode())
        + sha(_measured(act, body))
    )


def _measured(act: str, body: bytes) -> bytes:
    beyond = max(0, len(body) - BODIES[act])
    if beyond % BEYOND.get(act, beyond + 1):
        raise ValueError(f"the body of {act} cannot be {len(body)} bytes")
    return exactly(BODIES[act] + beyond, body, "body")


def sign(seed: bytes, signed: bytes) -> bytes:
    """The signature, 64 bytes, deterministic (§4, RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(signed)


def verify(public_key: bytes, signed: bytes, signature: bytes) -> None:
    """Returns nothing, or refuses as `proof-refused` (§4)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except InvalidSignature:
        raise Refused("proof-refused") from None
