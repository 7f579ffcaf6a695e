"""The cast of the server's tests, played through the real HTTP API with real keys.

Alice at her authorized browser may pass; Alice at a new browser (password only), Bob (authorized, but on his own
account) and Anonymous may not. A `Person` holds keys and computes; a `Web` is one browser's connection.
"""

import copy
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from accounts import atrest
from accounts.models import Account, KeyCopy, OutboxMessage
from tests.factor import App
from tests.reference import acts, heads, keys, keystring
from tests.reference.encoding import b64, sha, unb64

ORIGIN = "http://testserver"
ENTRY = "/_allauth/browser/v1/auth"
FACTORS = "/_allauth/browser/v1/account/authenticators"


@dataclass
class Copy:
    """A key copy as its browser knows it."""

    id: bytes = field(default_factory=lambda: os.urandom(16))
    share: bytes = field(default_factory=lambda: os.urandom(32))

    @property
    def posted(self) -> dict[str, str]:
        return {"copy_id": b64(self.id), "share": b64(self.share)}

    @property
    def row(self) -> KeyCopy:
        return KeyCopy.objects.get(copy_id=uuid.UUID(bytes=self.id))


@dataclass
class Person:
    """Keys as docs/formats.md §3 makes them. M stands for the password: the server never sees what is behind it."""

    email: str
    m: bytes = field(default_factory=lambda: os.urandom(32))
    id: bytes = field(default_factory=lambda: os.urandom(16))
    salt: bytes = field(default_factory=lambda: os.urandom(16))
    account_key: bytes = field(default_factory=lambda: os.urandom(32))
    vault_key: bytes = field(default_factory=lambda: os.urandom(32))
    carrier_secret: bytes = field(default_factory=lambda: os.urandom(32))
    own: Copy = field(default_factory=Copy)
    generation: int = 1

    @property
    def login(self) -> str:
        return keys.login_secret(self.m)

    @property
    def seed(self) -> bytes:
        return keys.proof_seed(self.m, self.account_key, self.id)

    @property
    def account(self) -> Account:
        return Account.objects.get(pk=uuid.UUID(bytes=self.id))

    def sign_up_body(self) -> dict[str, Any]:
        unlock = keys.unlock_key(self.m, self.account_key, self.id)
        head = heads.Head(1_750_000_000_000, heads.NO_HEAD, heads.root([]), 0)
        place = self.id, self.generation
        bound = heads.context(*place, 1)
        carrier = keys.carrier_key(self.m)
        return {
            "email": self.email,
            "password": self.login,
            "account_id": b64(self.id),
            "suite": 1,
            "salt": b64(self.salt),
            "proof_key": b64(keys.proof_public_key(self.seed)),
            "keyset": b64(keys.seal_keyset(os.urandom(16), unlock, *place, self.vault_key)),
            "carrier_record": b64(keys.seal_carrier_record(os.urandom(16), carrier, *place, self.carrier_secret)),
            "head": b64(heads.seal_head(os.urandom(16), self.vault_key, bound, head)),
            **self.own.posted,
        }

    def key_string(self, copy: Copy, generation: int | None = None) -> str:
        wrap, place = (
            keys.wrap_key(self.carrier_secret, copy.share),
            (self.id, self.generation if generation is None else generation),
        )
        binary = keystring.write_binary(os.urandom(16), wrap, *place, copy.id, self.account_key)
        return keystring.write_text(binary)

    def signed(
        self, act: str, nonce: bytes, body: bytes, *, origin: str = ORIGIN, generation: int | None = None
    ) -> dict[str, str]:
        message = acts.message(act, self.id, self.generation if generation is None else generation, nonce, origin, body)
        signature = acts.sign(self.seed, message)
        return {"nonce": b64(nonce), "signature": b64(signature)}


class Web:
    """One browser's connection: cookies, CSRF token, JSON, and whose keys the page holds."""

    def __init__(self, **headers: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers=headers)
        self.token = os.urandom(32)
        self.named: Person | None = None
        self.shows_token = False

    def __deepcopy__(self, memo: dict[int, Any]) -> "Web":
        """Another connection that stands where this one does."""
        other = Web()
        other.client.defaults = dict(self.client.defaults)
        other.client.cookies = copy.deepcopy(self.client.cookies)
        other.token, other.shows_token = self.token, self.shows_token
        other.named = copy.deepcopy(self.named, memo)
        return other

    def knows(self, other: "Web") -> "Web":
        """This connection shows the row token of that authorized browser, as the same browser after its session."""
        self.token = other.token
        self.shows_token = True
        return self

    def ask(self, method: str, path: str, body: object = None, **extra: Any) -> HttpResponseBase:
        if "csrftoken" not in self.client.cookies:
            self.client.get(f"{ENTRY}/session")
        headers = {"X-CSRFToken": self.client.cookies["csrftoken"].value}
        if self.shows_token:
            headers["X-Tessera-Browser"] = b64(self.token)
        if self.named:
            headers["X-Tessera-Account"] = b64(self.named.id)
        sent = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, path, sent, "application/json", headers=headers, **extra)

    def get(self, path: str) -> HttpResponseBase:
        return self.ask("GET", path)

    def post(self, path: str, body: object = None) -> HttpResponseBase:
        return self.ask("POST", path, body)

    def ok(self, method: str, path: str, body: object = None) -> Any:
        """The answer's JSON; an answer that is not a good one fails the test."""
        answer = self.ask(method, path, body)
        assert 200 <= answer.status_code < 300, (path, answer.status_code, content(answer))
        return read(answer)

    @property
    def session_id(self) -> str:
        return self.client.cookies["sessionid"].value

    @property
    def state(self) -> str:
        return str(self.ok("GET", "/api/session")["state"])

    def sign_in(self, person: Person) -> "Web":
        self.ok("POST", f"{ENTRY}/login", {"email": person.email, "password": person.login})
        self.named = person
        return self

    def confirm_password(self, person: Person) -> "Web":
        """Typed again, as allauth asks before a second factor changes."""
        self.ok("POST", f"{ENTRY}/reauthenticate", {"password": person.login})
        return self

    def add_app(self, person: Person) -> App:
        """An authenticator app, added to the account of this authorized browser."""
        self.confirm_password(person)
        app = App(read(self.get(f"{FACTORS}/totp"))["meta"]["secret"])
        self.ok("POST", f"{FACTORS}/totp", {"code": app.code()})
        return app

    def await_factor(self, person: Person) -> "Web":
        """The password is right, and a second factor is asked for."""
        answer = self.post(f"{ENTRY}/login", {"email": person.email, "password": person.login})
        flows = [flow["id"] for flow in read(answer)["data"]["flows"] if flow.get("is_pending")]
        assert (answer.status_code, flows) == (401, ["mfa_authenticate"])
        return self

    def show_code(self, code: str) -> HttpResponseBase:
        return self.post(f"{ENTRY}/2fa/authenticate", {"code": code})

    def challenge(self, copy: Copy | None = None) -> Any:
        return self.ok("POST", "/api/challenge", {"copy_id": b64(copy.id)} if copy else {})

    def nonce(self, copy: Copy | None = None) -> bytes:
        return unb64(self.challenge(copy)["nonce"])

    def proof(self, person: Person, act: str, body: bytes) -> dict[str, str]:
        return person.signed(act, self.nonce(), body)

    def authorize_body(self, person: Person, own: Copy, released: Copy | None = None) -> dict[str, Any]:
        proof = person.signed("authorize", self.nonce(released), sha(self.token))
        return {**proof, "token": b64(self.token), "name": "Firefox on Linux", "own": own.posted}

    def authorize(self, person: Person, own: Copy | None = None, released: Copy | None = None) -> str:
        """Answers the browser's id."""
        body = self.authorize_body(person, own or Copy(), released)
        return str(self.ok("POST", "/api/authorize", body)["browser_id"])

    def continue_body(self, person: Person) -> dict[str, Any]:
        return {**self.proof(person, "continue", sha(self.token)), "token": b64(self.token)}

    def take_copy(self, copy: Copy | None = None, kind: str = "picture") -> Copy:
        copy = copy or Copy()
        self.ok("POST", "/api/key-copies", {**copy.posted, "kind": kind})
        return copy


def read(answer: HttpResponseBase) -> Any:
    return json.loads(content(answer))


def content(answer: HttpResponseBase) -> bytes:
    return bytes(getattr(answer, "content", b""))


def code_of(answer: HttpResponseBase) -> str:
    """The code of a refusal."""
    return str(read(answer)["error"]["code"])


def payload(message: OutboxMessage) -> dict[str, str]:
    """What a message that waits in the outbox will say."""
    assert message.payload is not None
    found = json.loads(atrest.decrypt(bytes(message.payload)))
    assert isinstance(found, dict)
    return found


def mailed_code(email: str) -> str:
    message = OutboxMessage.objects.filter(email=email, kind="code").latest("made_at")
    return payload(message)["code"]


def sign_up(web: Web, person: Person) -> Person:
    """Posted and pending: the address is not confirmed yet."""
    answer = web.post(f"{ENTRY}/signup", person.sign_up_body())
    assert answer.status_code == 401, content(answer)
    web.named = person
    return person


def enroll(web: Web, person: Person) -> Person:
    """Signed up, address confirmed, this browser authorized, a picture of the key taken."""
    sign_up(web, person)
    web.ok("POST", f"{ENTRY}/email/verify", {"key": mailed_code(person.email)})
    web.authorize(person, person.own)
    web.take_copy()
    return person


@dataclass
class Cast:
    """Everybody who knocks at a gate."""

    alice: Person
    bob: Person
    at_home: Web  # Alice's authorized browser
    elsewhere: Web  # Alice's new browser: password only
    bobs: Web  # Bob's authorized browser
    anonymous: Web


def make_cast() -> Cast:
    at_home, elsewhere, bobs = Web(), Web(), Web()
    alice = enroll(at_home, Person("alice@example.org"))
    bob = enroll(bobs, Person("bob@example.org"))
    elsewhere.sign_in(alice)
    return Cast(alice, bob, at_home, elsewhere, bobs, Web())
