"""Routes of receipts and drills (docs/formats.md §9)."""

from typing import Any

from ninja import Router, Schema

from config.api import Body, Id

from . import receipts
from .gates import Gated, authorized_named
from .schemas import Date, Empty

router = Router()


class ReceiptIn(Body):
    """`copy_id` is null for the words."""

    copy_id: Id | None


class ReceiptOut(Schema):
    proved_at: Date


class DrillsIn(Body):
    declined: bool


@router.post("/receipt", auth=authorized_named, response=ReceiptOut)
def receipt(request: Gated, body: ReceiptIn) -> dict[str, Any]:
    return {"proved_at": receipts.note(request.account, body.copy_id)}


@router.post("/drills", auth=authorized_named, response=Empty)
def drills(request: Gated, body: DrillsIn) -> dict[str, Any]:
    receipts.decline(request.account, declined=body.declined)
    return {}
