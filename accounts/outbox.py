"""E-mails on their way: written with the change that causes them, delivered by a worker, forgotten soon after.

A row's `due_at` is when it may next be taken: the time of the next attempt while it waits, the end of the worker's
lease while it is being sent. The queue carries row ids only and is a short cut: the sweep finds whatever a dead worker
or broker left behind.
"""

import json
import logging
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from celery import current_app
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from kombu.exceptions import OperationalError

from . import atrest, mail
from .addresses import canonical
from .models import LANGUAGE, Account, KeyCopy, OutboxMessage

log = logging.getLogger(__name__)

State = OutboxMessage.State
OPEN = (State.WAITING, State.SENDING)
UNSENT = (*OPEN, State.EXPIRED)
PAYLOAD_LIFE = timedelta(minutes=15)
METADATA_LIFE = timedelta(days=90)
LONGEST_PAUSE = 120  # seconds between two attempts: a message has 15 minutes, so it should be tried often enough
SWEEP_LIMIT = 500  # rows handed out by one sweep, so that it ends before the next begins
BROKER_PATIENCE = 1  # seconds: a request waits for the broker no longer than this
DELIVER = "accounts.tasks.deliver_message"


def queue(
    kind: str,
    email: str,
    payload: dict[str, str],
    *,
    account: Account | None = None,
    key_copy: KeyCopy | None = None,
) -> OutboxMessage:
    """Write a message within the caller's transaction; a worker hears of it once that commits.

    `payload` is what `mail.compose` needs for this kind (`nothing` is never sent and takes any); it is stored
    encrypted. A broker that is down is logged and otherwise ignored: the sweep delivers. Raises ValueError for anything
    but one plain address (docs/formats.md §1).
    """
    _check_address(email)
    message = OutboxMessage.objects.create(
        kind=OutboxMessage.Kind(kind),
        email=email,
        payload=atrest.encrypt(json.dumps(payload).encode()),
        # An owner's mail speaks as the owner's browser did last; before there is an account, as the one that asks.
        language=account.language if account else get_language() or LANGUAGE,
        account=account,
        key_copy=key_copy,
    )
    transaction.on_commit(partial(_tell_workers, [message.pk]), robust=True)
    return message


def deliver(message_id: uuid.UUID | str) -> None:
    """Send one message, if it is due and nobody else has it. Call it outside any transaction: it speaks SMTP.

    Failures the mail server can cause are noted in the row, which then waits for the next attempt. Only a process that
    dies between the hand-over and the last update makes a second copy, under the same Message-ID.
    """
    message = _claim(message_id)
    if message is None:
        return
    try:
        payload = json.loads(atrest.decrypt(bytes(message.payload or b"")))
        if message.kind != OutboxMessage.Kind.NOTHING:
            mail.compose(message, payload).send()
    except (SMTPException, OSError, InvalidToken, ValueError) as error:
        _put_back(message, describe(error))
    else:
        _close(message)


def withdraw(key_copy: KeyCopy) -> None:
    """Give up the message of a key copy, unless it has been sent; an attempt under way is the last."""
    withdraw_all(KeyCopy.objects.filter(pk=key_copy.pk))


def withdraw_all(key_copies: QuerySet[KeyCopy]) -> None:
    """Give up the messages of these key copies, as `withdraw` does."""
    OutboxMessage.objects.filter(key_copy__in=key_copies, state__in=OPEN).update(state=State.EXPIRED, payload=None)


def sweep() -> None:
    """Forget what is too old and hand out what is due: the guarantee behind every delivery.

    Due rows go to the workers by id, which share the load. Where the broker cannot be reached they are delivered right
    here instead, so that a delivery needs one living process and the database, nothing more.
    """
    now = timezone.now()
    _expire(OutboxMessage.objects.filter(made_at__lte=now - PAYLOAD_LIFE))
    # That a key copy never went out is kept as long as the copy: Account.key_taken asks.
    forgotten = OutboxMessage.objects.filter(made_at__lte=now - METADATA_LIFE)
    forgotten.exclude(state=State.EXPIRED, key_copy__isnull=False).delete()
    due = list(_due(now).order_by("due_at").values_list("pk", flat=True)[:SWEEP_LIMIT])
    if due and not _tell_workers(due):
        for message_id in due:
            deliver(message_id)


def describe(error: Exception) -> str:
    """What owner and staff may read of a failure: its class or SMTP code; never an address or the server's words."""
    if isinstance(error, SMTPResponseException):
        return f"SMTP {error.smtp_code}"
    if isinstance(error, SMTPRecipientsRefused):
        return f"SMTP {next(iter(error.recipients.values()))[0]}"
    return type(error).__name__


def _check_address(email: str) -> None:
    """The protocol's spelling and nothing that mail programs read as more than an address: `<a@b>`, `x,a@b`."""
    canonical(email)
    try:
        validate_email(email)
    except ValidationError:
        raise ValueError("expected a plain e-mail address") from None


def _tell_workers(ids: Iterable[uuid.UUID]) -> bool:
    """Put row ids into the queue; False when the broker cannot be reached.

    The connection is a fresh one with a time limit on every answer: Celery's pooled producers would wait for ever on a
    broker that accepts but does not speak, and fail once on every socket that a restarted broker has left stale.
    """
    try:
        with current_app.connection_for_write(transport_options={"socket_timeout": BROKER_PATIENCE}) as connection:
            for message_id in ids:
                # By name: tasks.py imports this module. Nobody needs the task once its message is given up.
                current_app.send_task(
                    DELIVER, [str(message_id)], connection=connection, expires=PAYLOAD_LIFE.total_seconds()
                )
    except (OperationalError, OSError) as error:
        log.warning("outbox: the broker cannot be reached (%s)", type(error).__name__)
        return False
    return True


def _due(now: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state__in=OPEN, due_at__lte=now, made_at__gt=now - PAYLOAD_LIFE)


def _claim(message_id: uuid.UUID | str) -> OutboxMessage | None:
    """The row, leased to this process, or None when it is not to be had.

    The attempt counter is the fence: whoever raises it has the row, and a holder whose lease ran out cannot close what
    another has taken since.
    """
    now = timezone.now()
    _expire(OutboxMessage.objects.filter(pk=message_id, made_at__lte=now - PAYLOAD_LIFE))
    message = _due(now).filter(pk=message_id).first()
    if message is None:
        return None
    lease = {"state": State.SENDING, "due_at": now + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)}
    taken = _due(now).filter(pk=message.pk, attempts=message.attempts).update(**lease, attempts=message.attempts + 1)
    message.attempts += 1
    return message if taken else None


def _put_back(message: OutboxMessage, reason: str) -> None:
    log.warning("outbox: attempt %d of %s message %s failed: %s", message.attempts, message.kind, message.pk, reason)
    pause = min(2**message.attempts, LONGEST_PAUSE)
    OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, state=State.SENDING).update(
        state=State.WAITING, last_error=reason, due_at=timezone.now() + timedelta(seconds=pause)
    )


def _close(message: OutboxMessage) -> None:
    # Also when the sweep gave the row up meanwhile: the message has gone out, and the owner should read that.
    OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts).update(
        state=State.SENT, sent_at=timezone.now(), payload=None, last_error=""
    )
    log.info("outbox: %s message %s sent, attempt %d", message.kind, message.pk, message.attempts)


def _expire(old: QuerySet[OutboxMessage]) -> None:
    """Erase the payload of rows past their time, whatever became of them; those not sent are given up."""
    given_up = old.filter(state__in=OPEN).update(state=State.EXPIRED, payload=None)
    old.filter(~Q(payload=None)).update(payload=None)
    if given_up:
        log.warning("outbox: gave %d messages up", given_up)
