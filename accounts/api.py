"""The account routes: each names its gate, reads its schema, calls one verb and answers (docs/formats.md §9)."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from config import limits
from config.api import Id

from . import browsers, challenges, copies, credentials, emailchange, resets, sessions
from .gates import Gated, anyone, authorized, authorized_named, signed_in
from .models import Account
from .schemas import (
    AccountOut,
    AuthorizeIn,
    BrowserIdOut,
    BrowsersOut,
    ChallengeIn,
    ChallengeOut,
    ContinueIn,
    CopiesOut,
    CopyIn,
    Empty,
    MailIn,
    RenameIn,
    SaltIn,
    SaltOut,
    SessionOut,
    Signed,
    UnlockIn,
    UnlockOut,
)

router = Router()


@router.post("/salt", auth=anyone, response=SaltOut)
def salt(request: HttpRequest, body: SaltIn) -> dict[str, Any]:
    limits.SALT_BY_ADDRESS.take(sessions.client_address(request))
    suite, value = credentials.salt_for(body.email)
    return {"suite": suite, "salt": value}


@router.get("/session", auth=anyone, response=SessionOut, exclude_none=True)
def session(request: HttpRequest) -> dict[str, Any]:
    ended = browsers.ending(request)
    if ended:
        return {"state": "ended", **ended._asdict()}
    state = browsers.state(request)
    account = request.user
    if state not in {"unauthorized", "authorized"} or not isinstance(account, Account):
        return {"state": state}
    return {"state": state, **_who(account)}


@router.post("/challenge", auth=signed_in, response=ChallengeOut, by_alias=True)
def challenge(request: Gated, body: ChallengeIn) -> challenges.Challenge:
    browser = browsers.standing(request) or browsers.known(request, request.account)
    if browser:
        limits.CHALLENGE_BY_BROWSER.take(browser.pk)
    else:
        limits.CHALLENGE_BY_ACCOUNT.take(request.account.pk)
    return challenges.pose(request, request.account, body.copy_id)


@router.post("/authorize", auth=signed_in, response=BrowserIdOut)
def authorize(request: Gated, body: AuthorizeIn) -> dict[str, Any]:
    digest = browsers.digest(body.token)
    with_copy = challenges.verify(request, request.account, "authorize", body.nonce, digest, body.signature)
    browser = browsers.authorize(
        request,
        request.account,
        token=body.token,
        name=body.name,
        own=(body.own.copy_id, body.own.share),
        with_copy=with_copy,
    )
    return {"browser_id": browser.pk}


@router.post("/continue", auth=signed_in, response=BrowserIdOut)
def continue_(request: Gated, body: ContinueIn) -> dict[str, Any]:
    digest = browsers.digest(body.token)
    challenges.verify(request, request.account, "continue", body.nonce, digest, body.signature)
    return {"browser_id": browsers.resume(request, request.account, body.token).pk}


@router.get("/account", auth=authorized, response=AccountOut)
def account(request: Gated) -> dict[str, Any]:
    account = request.account
    return {
        **_who(account),
        "generation": account.generation,
        "keyset": bytes(account.keyset),
        "key_taken": account.key_taken,
        "browser": request.browser,
        "mailed_at": copies.mailed_at(account),
        "pending_email": emailchange.pending(account),
        "reset": resets.told(account),
        "recovery": getattr(account, "recovery", None),
        "proved_at": account.proved_at,
        "drills_declined": account.drills_declined,
    }


@router.post("/unlock", auth=authorized, response=UnlockOut)
def unlock(request: Gated, body: UnlockIn) -> browsers.Unlocked:
    taken = limits.UNLOCK_BY_BROWSER.take(request.browser.pk)
    unlocked = browsers.unlock(request.account, request.browser, body.login, body.copy_id)
    taken.give_back()
    return unlocked


@router.get("/key-copies", auth=authorized, response=CopiesOut)
def list_copies(request: Gated) -> dict[str, Any]:
    return {"copies": list(copies.listing(request.account))}


@router.post("/key-copies", auth=authorized_named, response={201: Empty})
def issue_copy(request: Gated, body: CopyIn) -> Status[dict[str, Any]]:
    limits.KEY_COPY_BY_ACCOUNT.take(request.account.pk)
    copies.issue(request.account, body.kind, body.copy_id, body.share, body.generation)
    return Status(201, {})


@router.post("/key-copies/mail", auth=authorized_named, response={202: Empty})
def mail_copy(request: Gated, body: MailIn) -> Status[dict[str, Any]]:
    limits.KEY_MAIL_BY_ACCOUNT.take(request.account.pk)
    copies.issue_mail(request.account, body.copy_id, body.share, body.key_string)
    return Status(202, {})


@router.post("/key-copies/{copy_id}/cancel", auth=authorized_named, response=Empty)
def cancel_copy(request: Gated, copy_id: Id, body: Signed) -> dict[str, Any]:
    challenges.verify(request, request.account, "cancel-copy", body.nonce, copy_id.bytes, body.signature)
    copies.cancel(request.account, copy_id)
    return {}


@router.get("/browsers", auth=authorized, response=BrowsersOut)
def list_browsers(request: Gated) -> dict[str, Any]:
    return {"browsers": list(browsers.listing(request.account, request.browser))}


@router.patch("/browsers/{browser_id}", auth=authorized, response=Empty)
def rename_browser(request: Gated, browser_id: Id, body: RenameIn) -> dict[str, Any]:
    browsers.rename(request.account, browser_id, body.name)
    return {}


@router.post("/browsers/{browser_id}/revoke", auth=authorized, response=Empty)
def revoke_browser(request: Gated, browser_id: Id, body: Signed) -> dict[str, Any]:
    challenges.verify(request, request.account, "revoke-browser", body.nonce, browser_id.bytes, body.signature)
    browsers.revoke(request.account, browser_id, by=request.browser.name)
    return {}


def _who(account: Account) -> dict[str, Any]:
    return {
        "email": account.email,
        "account_id": account.id,
        "suite": account.suite,
        "salt": bytes(account.salt),
    }
