"""Signed acts (docs/formats.md §4)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .encoding import ID_LENGTH, exactly, len16, sha, u32
from .errors import Refused

# The act and the length of its body in bytes: the SHA of a row token, or an id.
BODIES = {"authorize": 32, "continue": 32, "revoke-browser": 16, "cancel-copy": 16}


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
        + sha(exactly(BODIES[act], body, "body"))
    )


def sign(seed: bytes, signed: bytes) -> bytes:
    """The signature, 64 bytes, deterministic (§4, RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(signed)


def verify(public_key: bytes, signed: bytes, signature: bytes) -> None:
    """Returns nothing, or refuses as `proof-refused` (§4)."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except InvalidSignature:
        raise Refused("proof-refused") from None
