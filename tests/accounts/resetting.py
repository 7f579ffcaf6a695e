"""What the tests of resets and recoveries share: the mailed links, a clock that can be moved, a recovery key."""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.utils import timezone

from accounts import resets
from accounts.models import OutboxMessage
from tests.base import ENTRY, ORIGIN, Copy, Person, Web, code_of, payload
from tests.reference import acts, keys, recovery
from tests.reference.encoding import b64, sha, unb64


class Clock:
    """The time as resets know it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = timedelta()
        monkeypatch.setattr(resets, "_now", self.now)

    def now(self) -> datetime:
        return timezone.now() + self.ahead

    def forward(self, **time: float) -> None:
        """Time passes, and the sweep runs."""
        self.ahead += timedelta(**time)
        resets.sweep()


def ask(email: str, kind: str = "erase", web: Web | None = None) -> HttpResponseBase:
    return (web or Web()).post("/api/reset", {"email": email, "kind": kind})


def letters(email: str) -> list[OutboxMessage]:
    """Messages of kind reset, oldest first."""
    return list(OutboxMessage.objects.filter(email=email, kind="reset").order_by("made_at"))


def token(person: Person) -> str:
    """Of the link that was mailed last."""
    return payload(letters(person.email)[-1])["token"]


def begin(person: Person, kind: str = "erase") -> str:
    """Asked for, and the 72 hours begun. Returns the first link's token."""
    assert ask(person.email, kind).status_code == 202
    link = token(person)
    Web().ok("POST", "/api/reset/begin", {"token": link})
    return link


def stage(link: str) -> Any:
    return Web().ok("POST", "/api/reset/read", {"token": link})


def make_ready(person: Person, clock: Clock, kind: str = "erase") -> str:
    """The 72 hours are over. Returns the second link's token."""
    begin(person, kind)
    clock.forward(hours=72, seconds=1)
    return token(person)


@dataclass
class RecoveryKey:
    """A recovery key and what its owner does with it."""

    rk: bytes = field(default_factory=lambda: os.urandom(32))

    def set_up(self, web: Web, person: Person) -> "RecoveryKey":
        record = recovery.seal_record(os.urandom(16), self.rk, person.id, person.generation, person.vault_key)
        public = keys.proof_public_key(recovery.proof_seed(self.rk, person.id))
        signed = web.proof(person, "set-recovery", record + public)
        web.ok("POST", "/api/recovery", {**signed, "record": b64(record), "proof_key": b64(public)})
        return self

    def open(self, link: str) -> tuple[bytes, int, bytes]:
        """Account id, generation and VK, from what the second link gives."""
        sealed = stage(link)["recovery"]
        account, generation = unb64(sealed["account_id"]), sealed["generation"]
        return account, generation, recovery.open_record(self.rk, account, generation, unb64(sealed["record"]))

    def body(self, link: str, new: Person, own: Copy) -> dict[str, Any]:
        """What is posted to recover: `new` is the person with new secrets and the vault key that was opened."""
        made = new.sign_up_body()
        names = ("salt", "proof_key", "keyset", "carrier_record")
        signed = unb64(made["salt"]) + made["password"].encode()
        signed += b"".join(unb64(made[name]) for name in names[1:]) + own.id + own.share
        message = acts.message("recover", new.id, new.generation, sha(unb64(link)), ORIGIN, signed)
        signature = acts.sign(recovery.proof_seed(self.rk, new.id), message)
        sealed = {name: made[name] for name in names}
        return {"token": link, "login": made["password"], **sealed, "own": own.posted, "signature": b64(signature)}


def renewed(person: Person, vault_key: bytes) -> Person:
    """The same account under new secrets."""
    return Person(person.email, id=person.id, vault_key=vault_key, generation=person.generation)


def notices(email: str) -> list[str]:
    kept = OutboxMessage.objects.filter(email=email, kind="notice").order_by("made_at")
    return [payload(message)["event"] for message in kept]


def cancel(web: Web, person: Person) -> HttpResponseBase:
    return web.post("/api/reset/cancel", web.proof(person, "cancel-reset", b""))


def begin_anew(person: Person, link: str | None) -> HttpResponseBase:
    return Web().post(f"{ENTRY}/signup", {**person.sign_up_body(), "reset": link})


def refused(answer: HttpResponseBase) -> None:
    assert (answer.status_code, code_of(answer)) == (409, "reset-refused")
