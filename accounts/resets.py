"""Reset: the way back for somebody who is locked out everywhere (PROTOCOL "Reset without keys").

A mailed link, a button on the page that it leads to, 72 hours in which any authorized browser can cancel, a second
mailed link. What that leads to is done elsewhere: beginning anew in `enrollment`, the recovery key in `recoveries`. The
server starts none of this by itself: every step needs what only the mailbox or an authorized browser has.
"""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.api import write_b64

from . import notices, outbox
from .errors import BadAddressError, NotFoundError, ResetRefusedError
from .events import Event
from .models import Account, OutboxMessage, Reset

WAIT = timedelta(hours=72)
LINK_LIFE = timedelta(hours=24)


def ask(email: str, kind: str) -> None:
    """Mail the first link. Whoever asks learns nothing: known and unknown addresses take the same work and time.

    A later link voids an earlier one that was not used; a reset that has begun is not disturbed, its owner told so.
    Raises BadAddressError for an address that no mail goes to, and that no account can have.
    """
    token = secrets.token_bytes(32)
    with transaction.atomic():
        account = _at(email)
        step = _first_step(account, kind)
        if account and step == "begin":
            _note(account.pk, kind, token)
        else:
            _rehearse(kind, token)
        payload = {"step": step, "kind": kind, "token": write_b64(token)}
        means = OutboxMessage.Kind.RESET if account else OutboxMessage.Kind.NOTHING
        try:
            outbox.queue(means, email, payload, account=account)
        except ValueError:
            raise BadAddressError from None


def find(token: bytes, *, lock: bool = False) -> Reset:
    """The reset that a link belongs to, with its account and that one's recovery.

    With `lock` nobody else changes it until the transaction ends: whoever does locks the account's row first. Raises
    ResetRefusedError for a link that is used up, cancelled, too old, or replaced by a newer one.
    """
    if lock:
        _lock(token_hash=digest(token))
    rows = Reset.objects.select_related("account", "account__recovery")
    reset = rows.filter(token_hash=digest(token), account__is_active=True).first()
    if reset is None or _is_over(reset):
        raise ResetRefusedError
    return reset


@transaction.atomic
def begin(token: bytes) -> Reset:
    """Start the 72 hours and tell the owner; told twice, they run on. Raises ResetRefusedError."""
    reset = find(token, lock=True)
    if reset.begun_at is None:
        reset.begun_at = _now()
        reset.save(update_fields=["begun_at"])
        notices.tell(reset.account, Event.RESET_BEGUN)
    return reset


@transaction.atomic
def cancel(account: Account, browser: str) -> None:
    """Whoever has an authorized browser wants no reset. Raises NotFoundError when none has begun."""
    _lock(account=account)
    if not Reset.objects.filter(account=account, begun_at__isnull=False).delete()[0]:
        raise NotFoundError
    notices.tell(account, Event.RESET_CANCELLED, browser=browser)


def void(account: Account) -> None:
    """What is done to the account's secrets with both of them at hand ends every reset."""
    Reset.objects.filter(account=account).delete()


def told(account: Account) -> dict[str, Any] | None:
    """What every authorized browser shows of a reset that has begun and can still be cancelled."""
    reset = Reset.objects.filter(account=account, begun_at__isnull=False).first()
    if reset is None:
        return None
    return {"kind": reset.kind, "begun_at": reset.begun_at, "ready_at": ready_at(reset)}


def ready_at(reset: Reset) -> datetime | None:
    """When the second link is mailed; None before the 72 hours have begun."""
    return reset.begun_at + WAIT if reset.begun_at else None


def stage(reset: Reset) -> str:
    """`asked` until the 72 hours begin, then `waiting`; `ready` once the second link has been mailed."""
    if reset.ready_at:
        return "ready"
    return "waiting" if reset.begun_at else "asked"


def lets_begin_anew(token: bytes, email: str) -> bool:
    """Whether this is the second link of a reset that erases, of the account at this address."""
    try:
        reset = find(token)
    except ResetRefusedError:
        return False
    return stage(reset) == "ready" and reset.kind == Reset.Kind.ERASE and reset.account.email == email


def sweep() -> None:
    """Mail the second links that are due, once each; delete what has run out."""
    now = _now()
    Reset.objects.filter(begun_at=None, asked_at__lte=now - LINK_LIFE).delete()
    Reset.objects.filter(ready_at__lte=now - LINK_LIFE).delete()
    Reset.objects.filter(account__is_active=False).delete()  # a suspended account is not got back this way
    for key in Reset.objects.filter(begun_at__lte=now - WAIT).values_list("pk", flat=True):
        _make_ready(key)


def digest(token: bytes) -> bytes:
    """What is kept of a link's token; also the nonce that a recovery answers (docs/formats.md §4)."""
    return hashlib.sha256(token).digest()


def _at(email: str) -> Account | None:
    """The account whose mailbox may ask. One query whether there is one or not; locked against a second request."""
    rows = Account.objects.select_for_update(of=("self",)).select_related("reset", "recovery")
    return rows.filter(email=email, confirmed_at__isnull=False, is_active=True).first()


def _lock(**reset: object) -> None:
    """Lock the account's row of the one reset that is described so."""
    Account.objects.select_for_update(of=("self",)).filter(reset__in=Reset.objects.filter(**reset)).first()


def _first_step(account: Account | None, kind: str) -> str:
    """What the message says: `begin` carries the link, `running` and `no-recovery` say why there is none."""
    reset = getattr(account, "reset", None)
    if reset and reset.begun_at:
        return "running"
    if kind == Reset.Kind.RECOVER and not hasattr(account, "recovery"):
        return "no-recovery"
    return "begin"


@transaction.atomic
def _note(account_id: uuid.UUID, kind: str, token: bytes) -> None:
    Reset.objects.filter(account_id=account_id).delete()
    Reset.objects.create(account_id=account_id, kind=kind, token_hash=digest(token), asked_at=_now())


@transaction.atomic
def _rehearse(kind: str, token: bytes) -> None:
    """Write what `_note` would write, and undo it."""
    _note(uuid.uuid4(), kind, token)
    transaction.set_rollback(True)


@transaction.atomic
def _make_ready(key: int) -> None:
    """Mail the second link; once more, with a new token, when the message was given up. Its 24 hours run on."""
    _lock(pk=key)
    reset = Reset.objects.select_related("account").filter(pk=key).first()
    if reset is None or (reset.ready_at and not _was_given_up(reset)):
        return
    token = secrets.token_bytes(32)
    reset.token_hash = digest(token)
    reset.ready_at = reset.ready_at or _now()
    reset.save(update_fields=["token_hash", "ready_at"])
    payload = {"step": "go-on", "kind": reset.kind, "token": write_b64(token)}
    outbox.queue(OutboxMessage.Kind.RESET, reset.account.email, payload, account=reset.account)


def _was_given_up(reset: Reset) -> bool:
    newest = reset.account.messages.filter(kind=OutboxMessage.Kind.RESET).first()
    return newest is not None and newest.state == OutboxMessage.State.EXPIRED


def _is_over(reset: Reset) -> bool:
    """The sweep may be late; nobody gains by that."""
    since = reset.ready_at if reset.begun_at else reset.asked_at
    return since is not None and since <= _now() - LINK_LIFE


def _now() -> datetime:
    return timezone.now()
