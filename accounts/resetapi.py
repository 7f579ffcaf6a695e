"""Routes of resets and of the recovery key (docs/formats.md §9). A link's token is posted: no address ever holds it."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AfterValidator, StringConstraints

from config import limits
from config.api import Body, Bytes16, Bytes32, Bytes64, Id, Sealed32

from . import challenges, recoveries, resets, sessions
from .addresses import canonical
from .gates import Gated, anyone, authorized_named
from .models import Reset
from .schemas import Date, Empty, OwnCopy, Signed

router = Router()


class AskIn(Body):
    email: Annotated[str, AfterValidator(canonical)]
    kind: Literal["erase", "recover"]


class LinkIn(Body):
    token: Bytes32


class SealedRecovery(Schema):
    account_id: Id
    generation: int
    record: Sealed32


class StageOut(Schema):
    """`ready_at` is null until the 72 hours have begun; `recovery` until they are over, and without a recovery key."""

    stage: Literal["asked", "waiting", "ready"]
    kind: Literal["erase", "recover"]
    email: str
    ready_at: Date | None
    recovery: SealedRecovery | None


class SetIn(Signed):
    record: Sealed32
    proof_key: Bytes32


class UseIn(LinkIn):
    login: Annotated[str, StringConstraints(max_length=100)]
    salt: Bytes16
    proof_key: Bytes32
    keyset: Sealed32
    carrier_record: Sealed32
    own: OwnCopy
    signature: Bytes64


@router.post("/reset", auth=anyone, response={202: Empty})
def ask(request: HttpRequest, body: AskIn) -> Status[dict[str, Any]]:
    limits.RESET_BY_ADDRESS.take(sessions.client_address(request))
    limits.RESET_BY_EMAIL.take(body.email, body.kind)
    resets.ask(body.email, body.kind)
    return Status(202, {})


@router.post("/reset/read", auth=anyone, response=StageOut)
def read(request: HttpRequest, body: LinkIn) -> dict[str, Any]:
    limits.RESET_LINK_BY_ADDRESS.take(sessions.client_address(request))
    return _said(resets.find(body.token))


@router.post("/reset/begin", auth=anyone, response=StageOut)
def begin(request: HttpRequest, body: LinkIn) -> dict[str, Any]:
    limits.RESET_LINK_BY_ADDRESS.take(sessions.client_address(request))
    return _said(resets.begin(body.token))


@router.post("/reset/cancel", auth=authorized_named, response=Empty)
def cancel(request: Gated, body: Signed) -> dict[str, Any]:
    challenges.verify(request, request.account, "cancel-reset", body.nonce, b"", body.signature)
    resets.cancel(request.account, request.browser.name)
    return {}


@router.post("/recovery", auth=authorized_named, response=Empty)
def set_up(request: Gated, body: SetIn) -> dict[str, Any]:
    limits.RECOVERY_BY_ACCOUNT.take(request.account.pk)
    kept = body.record + body.proof_key
    challenges.verify(request, request.account, "set-recovery", body.nonce, kept, body.signature)
    recoveries.set_up(request.account, request.browser.name, record=body.record, proof_key=body.proof_key)
    return {}


@router.post("/recovery/remove", auth=authorized_named, response=Empty)
def remove(request: Gated, body: Signed) -> dict[str, Any]:
    challenges.verify(request, request.account, "remove-recovery", body.nonce, b"", body.signature)
    recoveries.remove(request.account, request.browser.name)
    return {}


@router.post("/recovery/use", auth=anyone, response=Empty)
def use(request: HttpRequest, body: UseIn) -> dict[str, Any]:
    limits.RESET_LINK_BY_ADDRESS.take(sessions.client_address(request))
    new = recoveries.NewSecrets(
        login=body.login,
        salt=body.salt,
        proof_key=body.proof_key,
        keyset=body.keyset,
        carrier_record=body.carrier_record,
        copy_id=body.own.copy_id,
        share=body.own.share,
    )
    recoveries.use(body.token, new, body.signature, challenges.origin(request))
    return {}


def _said(reset: Reset) -> dict[str, Any]:
    recovery = recoveries.of(reset)
    account = reset.account
    return {
        "stage": resets.stage(reset),
        "kind": reset.kind,
        "email": account.email,
        "ready_at": resets.ready_at(reset),
        "recovery": recovery
        and {"account_id": account.pk, "generation": account.generation, "record": bytes(recovery.record)},
    }
