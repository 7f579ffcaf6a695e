"""Second factors for tests: an authenticator app by RFC 6238 and a security key in software (WebAuthn, no attestation).

Neither uses allauth's code, which is what they are held against.
"""

import base64
import hashlib
import hmac
import json
import os
import struct
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

from tests.reference.encoding import b64, sha

STEP = 30  # seconds
PRESENT, VERIFIED, ATTESTED = 1, 4, 64  # flags of WebAuthn §6.1


def hotp(secret: bytes, counter: int) -> str:
    """RFC 4226 §5.3, six digits."""
    digest = hmac.digest(secret, struct.pack(">Q", counter), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


@dataclass
class App:
    """An authenticator app. Its codes are never the same one twice."""

    secret: str
    used: set[int] = field(default_factory=set)

    def code(self) -> str:
        """Of this half minute, of the next, or of the one before: what the server takes at this moment."""
        now = int(time.time()) // STEP
        counter = next(step for step in (now, now + 1, now - 1) if step not in self.used)
        self.used.add(counter)
        return hotp(base64.b32decode(self.secret), counter)

    def wrong(self) -> str:
        """No code of these minutes."""
        now = int(time.time()) // STEP
        near = {hotp(base64.b32decode(self.secret), now + step) for step in range(-5, 6)}
        return next(code for code in (f"{number:06}" for number in range(20)) if code not in near)


class SecurityKey:
    """Answers as `navigator.credentials` hands it to a page, in JSON."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin = origin
        self.id = os.urandom(16)
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.uses = 0

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `create`."""
        numbers = self.private.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        data = self._data(options["rp"]["id"], ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"])
        return self._credential({"clientDataJSON": b64(client), "attestationObject": b64(attestation)})

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `get`."""
        data, client = self._data(options["rpId"], 0), self._client("webauthn.get", options["challenge"])
        signature = self.private.sign(data + sha(client), ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._credential({name: b64(value) for name, value in answer.items()})

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response}

    def _data(self, party: str, flags: int) -> bytes:
        self.uses += 1
        return sha(party.encode()) + bytes([PRESENT | VERIFIED | flags]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()
