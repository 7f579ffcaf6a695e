"""One-time challenges, and the signed acts that answer them (docs/formats.md §4).

A nonce belongs to one session and one generation of one account, lives five minutes and is used once: whoever deletes
it from the shared cache has it.
"""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime
from typing import TypedDict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.cache import cache
from django.http import HttpRequest

from . import browsers, copies
from .errors import ProofRefusedError
from .models import Account

LIFE = 300  # seconds


class Challenge(TypedDict):
    """What a session is given to answer with. `carrier_record` and `copy` are None in an authorized session."""

    account_id: uuid.UUID
    generation: int
    nonce: bytes
    carrier_record: bytes | None
    copy: copies.Released | None
    mailed_at: datetime | None
    replaced_at: datetime | None


def pose(request: HttpRequest, account: Account, copy_id: uuid.UUID | None = None) -> Challenge:
    """A nonce, and for a session that has just shown the password what the key copy `copy_id` is opened with.

    An authorized session may be years old and on a stolen, locked machine: it gets a nonce for its signed acts and
    nothing to guess against.
    """
    entering = browsers.standing(request) is None
    return {
        "account_id": account.id,
        "generation": account.generation,
        "nonce": issue(request, account, copy_id),
        "carrier_record": account.open_carrier_record() if entering else None,
        "copy": copies.release(account, copy_id) if entering and copy_id else None,
        "mailed_at": copies.mailed_at(account),
        "replaced_at": account.replaced_at,
    }


def issue(request: HttpRequest, account: Account, copy_id: uuid.UUID | None = None) -> bytes:
    """A nonce of 32 bytes for this session. `copy_id` names the key copy whose share was released with it."""
    nonce = secrets.token_bytes(32)
    cache.set(_key(nonce), [_owner(request, account), copy_id.hex if copy_id else None], LIFE)
    return nonce


def verify(
    request: HttpRequest, account: Account, act: str, nonce: bytes, body: bytes, signature: bytes
) -> uuid.UUID | None:
    """The key copy that was released with the nonce, if any. Raises ProofRefusedError, whatever the reason.

    A nonce is used up by the first answer, right or wrong.
    """
    held = cache.get(_key(nonce))
    if held is None or not cache.delete(_key(nonce)):
        raise ProofRefusedError
    owner, copy_id = held
    if not hmac.compare_digest(owner, _owner(request, account)):
        raise ProofRefusedError
    check(bytes(account.proof_key), signature, message(act, account, nonce, origin(request), body))
    return uuid.UUID(copy_id) if copy_id else None


def check(proof_key: bytes, signature: bytes, signed: bytes) -> None:
    """Raises ProofRefusedError unless the holder of this Ed25519 key has signed."""
    try:
        Ed25519PublicKey.from_public_bytes(proof_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise ProofRefusedError from None


def message(act: str, account: Account, nonce: bytes, origin: str, body: bytes) -> bytes:
    """The bytes that are signed."""
    where = origin.encode()
    return (
        b"tessera1/"
        + act.encode("ascii")
        + b"\0"
        + account.id.bytes
        + account.generation.to_bytes(4, "big")
        + nonce
        + len(where).to_bytes(2, "big")
        + where
        + hashlib.sha256(body).digest()
    )


def origin(request: HttpRequest) -> str:
    """The page's origin as the browser spells it: the Host header has passed ALLOWED_HOSTS."""
    return f"{request.scheme}://{request.get_host().lower()}"


def _key(nonce: bytes) -> str:
    return f"nonce:{hashlib.sha256(nonce).hexdigest()}"


def _owner(request: HttpRequest, account: Account) -> str:
    who = f"{request.session.session_key}\0{account.id}\0{account.generation}"
    return hashlib.sha256(who.encode()).hexdigest()
