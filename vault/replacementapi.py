"""The routes of a replacement of the Account Key. What they carry is sealed; docs/formats.md §4, §7 and §9."""

from ninja import Router

from accounts import challenges
from accounts.gates import Gated, key_taken_named
from accounts.replacement import Successor
from accounts.schemas import Empty, OwnCopy, Signed
from config.api import Body, Bytes32, Id, Sealed32, SealedHead
from config.limits import COMMIT_BY_ACCOUNT, REPLACE_BY_ACCOUNT

from . import replacement, sync
from .api import SealedItem, Version

router = Router()


class Begin(OwnCopy):
    """`copy_id` and `share` are those of the key copy that this browser is to have; the id names the attempt."""

    base: Version


class Stage(Body):
    copy_id: Id
    items: list[SealedItem]


class SwapIn(Signed):
    base: Version
    root: Bytes32
    head: SealedHead
    former: Sealed32
    proof_key: Bytes32
    keyset: Sealed32
    carrier_record: Sealed32
    copy_id: Id


@router.post("/replacement", auth=key_taken_named)
def begin(request: Gated, data: Begin) -> dict[str, int]:
    REPLACE_BY_ACCOUNT.take(request.account.pk)
    return {
        "generation": replacement.begin(request.account, request.browser, data.base, data.copy_id, data.share),
    }


@router.post("/replacement/items", auth=key_taken_named, response=Empty)
def stage(request: Gated, data: Stage) -> dict[str, int]:
    COMMIT_BY_ACCOUNT.take(request.account.pk)
    items = [sync.Sealed(item.id, item.revision, item.blob) for item in data.items]
    replacement.stage(request.account, request.browser, data.copy_id, items)
    return {}


@router.post("/replacement/swap", auth=key_taken_named)
def swap(request: Gated, data: SwapIn) -> dict[str, int]:
    new = replacement.Swap(
        base=data.base,
        root=data.root,
        head=data.head,
        former=data.former,
        copy_id=data.copy_id,
        successor=Successor(data.proof_key, data.keyset, data.carrier_record),
    )
    body = new.body(request.account.generation + 1)
    challenges.verify(request, request.account, "replace-key", data.nonce, body, data.signature)
    return {"version": replacement.swap(request.account, request.browser, new)}


@router.delete("/replacement", auth=key_taken_named, response=Empty)
def discard(request: Gated) -> dict[str, int]:
    replacement.discard(request.account)
    return {}
