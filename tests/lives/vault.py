"""What the owner knows to be in the vault, because the server acknowledged it: every item, and the chain of heads."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.base import Person
from tests.reference import heads, items
from tests.reference.encoding import b64, sha, unb64
from tests.reference.items import Json
from vault.sync import Sealed

DATE = 1_760_000_000_000
NOTHING = heads.Pin(1, 0, heads.NO_HEAD)  # what a browser remembers that has never seen this vault
Content = dict[str, Json]


@dataclass(frozen=True)
class Kept:
    """One acknowledged item: what its owner wrote, and the bytes that say so."""

    revision: int
    content: Content
    blob: bytes


@dataclass
class Vault:
    """Items by id, and the SHA of every head's blob from version 1 on."""

    items: dict[bytes, Kept] = field(default_factory=dict)
    chain: list[bytes] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.chain)

    def sealed(self, person: Person, item_id: bytes, content: Content) -> Kept:
        """The next revision of an item, or the first of a new one."""
        before = self.items.get(item_id)
        revision = before.revision + 1 if before else 1
        bound = items.context(person.id, person.generation, item_id, revision)
        blob = items.seal_item(os.urandom(16), person.vault_key, bound, items.write_json(content))
        return Kept(revision, content, blob)

    def commit_body(self, person: Person, base: int, changed: dict[bytes, Kept]) -> dict[str, Any]:
        """What a browser posts that has last seen version `base`."""
        after = {**self.items, **changed}
        head = heads.Head(DATE, self.chain[base - 1], heads.root(entries(after)), len(after))
        bound = heads.context(person.id, person.generation, base + 1)
        blob = heads.seal_head(os.urandom(16), person.vault_key, bound, head)
        rows = [{"id": b64(key), "revision": kept.revision, "blob": b64(kept.blob)} for key, kept in changed.items()]
        return {"base": base, "head": b64(blob), "items": rows}

    def acknowledge(self, body: dict[str, Any], changed: dict[bytes, Kept]) -> None:
        """The server took it: from now on it must be there."""
        self.items |= changed
        self.chain.append(sha(unb64(body["head"])))

    def resealed(self, successor: Person, generation: int) -> Iterator[Sealed]:
        """Every item under the vault key to be."""
        for item_id, kept in self.items.items():
            bound = items.context(successor.id, generation, item_id, kept.revision + 1)
            text = items.write_json(kept.content)
            blob = items.seal_item(os.urandom(16), successor.vault_key, bound, text)
            yield Sealed(uuid.UUID(bytes=item_id), kept.revision + 1, blob)

    def check(self, page: dict[str, Any], person: Person) -> None:
        """The whole of a pull from nothing: one chain, nothing lost, nothing altered, all of it opens (§6, §7)."""
        served = [heads.Served(one["version"], unb64(one["blob"]), _former(one)) for one in page["heads"]]
        assert page["generation"] == person.generation
        pin, head = heads.follow(person.vault_key, person.id, person.generation, NOTHING, page["version"], served)
        assert head is not None
        assert [sha(one.blob) for one in served] == self.chain
        assert pin.version == self.version
        assert page["next"] is None
        found = {unb64(row["id"]): (row["revision"], unb64(row["blob"])) for row in page["items"]}
        assert found == {item_id: (kept.revision, kept.blob) for item_id, kept in self.items.items()}
        heads.check_list(head, entries(self.items))
        for item_id, (revision, blob) in found.items():
            opened = items.open_item(person.vault_key, person.id, person.generation, item_id, revision, blob)
            assert opened == self.items[item_id].content


def entries(kept: dict[bytes, Kept]) -> list[heads.Entry]:
    return [heads.Entry(item_id, item.revision, sha(item.blob)) for item_id, item in kept.items()]


def make_item(title: str) -> tuple[bytes, Content]:
    """A new item and its id."""
    item_id = os.urandom(16)
    return item_id, {"id": b64(item_id), "type": "login", "title": title, "trashedAt": None}


def _former(head: dict[str, Any]) -> bytes | None:
    return unb64(head["former"]) if "former" in head else None
