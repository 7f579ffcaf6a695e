"""Alice's browser on its way to another Account Key, over the real HTTP API with real keys."""

import dataclasses
import os
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponseBase

from tests.base import Cast, Copy, Person, Web, code_of
from tests.reference import heads, keys
from tests.reference.encoding import b64, sha, u32, u64, unb64
from vault.models import Head, Item
from vault.sync import Sealed

from .vaults import head_of, next_of

BEGIN = "/api/vault/replacement"
ITEMS, SWAP = f"{BEGIN}/items", f"{BEGIN}/swap"
Vault = tuple[Cast, list[Sealed]]


class Replacing:
    """One attempt. `new` is the person with the secrets to be, `items` what has been staged of the vault."""

    def __init__(self, web: Web, old: Person, generation: int = 2) -> None:
        self.web, self.old, self.generation = web, old, generation
        account_key, vault_key, carrier_secret = (os.urandom(32) for _ in range(3))
        self.new = dataclasses.replace(
            old, account_key=account_key, vault_key=vault_key, carrier_secret=carrier_secret, own=Copy()
        )
        self.base = int(web.ok("GET", "/api/vault/pull")["version"])
        self.items: dict[bytes, Sealed] = {}

    def begin(self) -> "Replacing":
        self.web.ok("POST", BEGIN, {**self.new.own.posted, "base": self.base})
        return self

    def stage(self, *items: Sealed) -> "Replacing":
        self.web.ok("POST", ITEMS, self.page(*items))
        self.items |= {item.id.bytes: item for item in items}
        return self

    def page(self, *items: Sealed) -> dict[str, Any]:
        rows = [{"id": b64(item.id.bytes), "revision": item.revision, "blob": b64(item.blob)} for item in items]
        return {"copy_id": b64(self.new.own.id), "items": rows}

    def take(self, kind: str = "picture") -> Copy:
        copy = Copy()
        self.web.ok("POST", "/api/key-copies", {**copy.posted, "kind": kind, "generation": self.generation})
        return copy

    def swap(self, **changes: str) -> HttpResponseBase:
        """`changes` are made to what was signed."""
        return self.web.post(SWAP, {**self.signed(), **changes})

    def signed(self, signer: Person | None = None) -> dict[str, Any]:
        """What is posted, signed with the key of before or with `signer`'s."""
        parts = self.parts()
        order = ("proof_key", "keyset", "carrier_record", "head", "former", "copy_id")
        body = u32(self.generation) + u64(self.base) + parts["root"] + b"".join(parts[name] for name in order)
        proof = (signer or self.old).signed("replace-key", self.web.nonce(), body, generation=self.generation - 1)
        return {"base": self.base, **{name: b64(value) for name, value in parts.items()}, **proof}

    def parts(self) -> dict[str, bytes]:
        new, place, r = self.new, (self.new.id, self.generation), os.urandom(16)
        unlock = keys.unlock_key(new.m, new.account_key, new.id)
        root = heads.root(entries(self.items.values()))
        head = heads.Head(1_760_000_000_000, self.previous(), root, len(self.items))
        return {
            "root": root,
            "proof_key": keys.proof_public_key(new.seed),
            "keyset": keys.seal_keyset(r, unlock, *place, new.vault_key),
            "carrier_record": keys.seal_carrier_record(r, keys.carrier_key(new.m), *place, new.carrier_secret),
            "head": heads.seal_head(r, new.vault_key, heads.context(*place, self.base + 1), head),
            "former": keys.seal_former(r, new.vault_key, *place, self.old.vault_key),
            "copy_id": new.own.id,
        }

    def previous(self) -> bytes:
        (head,) = self.web.ok("GET", "/api/vault/pull")["heads"]
        return sha(unb64(head["blob"]))


def entries(items: Iterable[Sealed]) -> list[heads.Entry]:
    return [heads.Entry(item.id.bytes, item.revision, sha(item.blob)) for item in items]


def commit(web: Web, base: int, *items: Sealed) -> None:
    rows = [{"id": b64(item.id.bytes), "revision": item.revision, "blob": b64(item.blob)} for item in items]
    web.ok("POST", "/api/vault/commit", {"base": base, "head": b64(head_of(base + 1)), "items": rows})


def ready(vault: Vault) -> Replacing:
    """All that comes before the swap."""
    cast, items = vault
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(*[next_of(item) for item in items])
    attempt.take()
    return attempt


def replaced(vault: Vault) -> Replacing:
    attempt = ready(vault)
    assert attempt.swap().status_code == 200
    return attempt


def refused(attempt: Replacing, answer: Any, code: str) -> None:
    """The swap is refused, and nothing of it has happened."""
    assert code_of(answer) == code
    account = attempt.old.account
    assert (account.generation, account.replaced_at) == (1, None)
    assert not Item.objects.owned_by(account).exclude(revision=1).exists()
    assert not Head.objects.owned_by(account).exclude(generation=1).exists()
    assert attempt.web.state == "authorized"
