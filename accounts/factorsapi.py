"""The routes of the second factor that are Tessera's own: the list, and switching one off (docs/formats.md §9)."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema

from config import limits

from . import challenges, factors
from .gates import Gated, authorized, authorized_named
from .schemas import Empty, Signed

router = Router()


class FactorOut(Schema):
    """`name` is what the owner called a security key; an app has none."""

    id: int
    kind: Literal["totp", "webauthn"]
    name: str | None
    made_at: datetime
    last_used_at: datetime | None


class CodesOut(Schema):
    left: int
    total: int


class FactorsOut(Schema):
    factors: list[FactorOut]
    codes: CodesOut | None


@router.get("", auth=authorized, response=FactorsOut)
def factor_list(request: Gated) -> dict[str, Any]:
    return {"factors": factors.listing(request.account), "codes": factors.codes(request.account)}


@router.post("/{factor_id}/remove", auth=authorized_named, response=Empty)
def remove(request: Gated, factor_id: int, body: Signed) -> dict[str, Any]:
    factor = factors.find(request.account, factor_id)
    # The proof key is derived anew from the password that is typed for this: a refused proof is a wrong guess.
    taken = limits.UNLOCK_BY_BROWSER.take(request.browser.pk)
    signed = factors.signed_body(factor)
    challenges.verify(request, request.account, "remove-factor", body.nonce, signed, body.signature)
    taken.give_back()
    factors.remove(request.account, factor, request.browser.name)
    return {}
