"""The vault's two routes. What they carry is sealed; docs/formats.md §6, §7 and §9."""

import uuid
from typing import Annotated, Any

from ninja import Field, Router

from accounts.gates import Gated, key_taken, key_taken_named
from config.api import Body, Bytes, Id, SealedHead, read_b64, write_b64
from config.limits import COMMIT_BY_ACCOUNT

from . import sync

router = Router()


NEWEST = 2**53 - 1  # versions stay within what JavaScript counts exactly
Version = Annotated[int, Field(ge=0, le=NEWEST)]
# version u64 | item id, in base64url: 24 bytes, so that there are no spare bits
Cursor = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{32}$")]


def read_place(cursor: str) -> sync.Place:
    raw = read_b64(cursor)
    return sync.Place(min(int.from_bytes(raw[:8], "big"), NEWEST), uuid.UUID(bytes=raw[8:]))


def write_place(place: sync.Place) -> str:
    return write_b64(place.version.to_bytes(8, "big") + place.item_id.bytes)


def write_head(head: sync.SealedHead) -> dict[str, Any]:
    """`former` only with the first head of a generation: the vault key of before."""
    written = {"version": head.version, "blob": write_b64(head.blob)}
    return {**written, "former": write_b64(head.former)} if head.former else written


class SealedItem(Body):
    id: Id
    revision: Annotated[int, Field(ge=1, le=2**32 - 1)]
    blob: Bytes


class Commit(Body):
    base: Version
    head: SealedHead
    items: list[SealedItem]


@router.get("/pull", auth=key_taken)
def pull(
    request: Gated, since: Version = 0, heads_after: Version | None = None, after: Cursor | None = None
) -> dict[str, Any]:
    page = sync.pull(request.account, since, heads_after, read_place(after) if after else None)
    # No response schema: checking 2,000 rows that this process wrote itself costs more than reading them.
    left = {} if page.left is None else {"left": page.left}
    return {
        "generation": request.account.generation,
        "version": page.version,
        "heads": [write_head(head) for head in page.heads],
        "items": [
            {"id": write_b64(item.id.bytes), "revision": item.revision, "blob": write_b64(item.blob)}
            for item in page.items
        ],
        "next": write_place(page.next) if page.next else None,
        **left,
    }


@router.post("/commit", auth=key_taken_named)
def commit(request: Gated, data: Commit) -> dict[str, int]:
    COMMIT_BY_ACCOUNT.take(request.account.pk)
    items = [sync.Sealed(item.id, item.revision, item.blob) for item in data.items]
    return {"version": sync.commit(request.account, data.base, data.head, items)}
