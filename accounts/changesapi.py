"""Routes of what changes or ends an account: a new password, a new address, deletion (docs/formats.md §9)."""

from typing import Annotated, Any

from ninja import Field, Router, Status
from pydantic import AfterValidator, StringConstraints

from config import limits
from config.api import Body, Bytes16, Bytes32, Id, Sealed32

from . import challenges, changes, copies, emailchange
from .addresses import canonical
from .gates import Gated, authorized_named
from .schemas import Empty, Signed

router = Router()


class RenewalIn(Signed):
    """What hangs on password and address, made anew."""

    login: Annotated[str, StringConstraints(max_length=100)]
    salt: Bytes16
    proof_key: Bytes32
    keyset: Sealed32
    carrier_record: Sealed32

    def read(self) -> changes.Renewal:
        return changes.Renewal(self.login, self.salt, self.proof_key, self.keyset, self.carrier_record)


class PasswordIn(RenewalIn):
    cancel: Annotated[list[Id], Field(max_length=copies.LIVE_COPIES)]


class EmailIn(RenewalIn):
    email: Annotated[str, AfterValidator(canonical)]


class CodeIn(Body):
    code: Annotated[str, StringConstraints(max_length=32)]


@router.post("/password", auth=authorized_named, response=Empty)
def change_password(request: Gated, body: PasswordIn) -> dict[str, Any]:
    new = body.read()
    signed = new.signed(*sorted(copy_id.bytes for copy_id in body.cancel))
    challenges.verify(request, request.account, "change-password", body.nonce, signed, body.signature)
    changes.change_password(request, request.account, request.browser, new.store(), body.cancel)
    return {}


@router.post("/email-change", auth=authorized_named, response={202: Empty})
def ask_for_email(request: Gated, body: EmailIn) -> Status[dict[str, Any]]:
    limits.EMAIL_CHANGE_BY_ACCOUNT.take(request.account.pk)
    new = body.read()
    signed = new.signed(body.email.encode())
    challenges.verify(request, request.account, "change-email", body.nonce, signed, body.signature)
    emailchange.ask(request.account, request.browser, body.email, new.store())
    return Status(202, {})


@router.post("/email-change/resend", auth=authorized_named, response={202: Empty})
def resend_email_code(request: Gated) -> Status[dict[str, Any]]:
    limits.EMAIL_CHANGE_BY_ACCOUNT.take(request.account.pk)
    emailchange.resend(request.account)
    return Status(202, {})


@router.post("/email-change/confirm", auth=authorized_named, response=Empty)
def confirm_email(request: Gated, body: CodeIn) -> dict[str, Any]:
    limits.CODE_BY_EMAIL_CHANGE.take(request.account.pk)
    emailchange.confirm(request.account, request.browser, body.code)
    return {}


@router.delete("/email-change", auth=authorized_named, response=Empty)
def withdraw_email_change(request: Gated) -> dict[str, Any]:
    emailchange.withdraw(request.account)
    return {}


@router.post("/account/delete", auth=authorized_named, response=Empty)
def delete_account(request: Gated, body: Signed) -> dict[str, Any]:
    account = request.account
    challenges.verify(request, account, "delete-account", body.nonce, account.pk.bytes, body.signature)
    changes.delete(account, request.browser)
    return {}
