"""From a posted sign-up to an account with a confirmed address, or to nothing (PROTOCOL "Sign-up")."""

import hmac
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import get_language

from . import atrest, notices, outbox, resets, sessions
from .credentials import keyed
from .events import Event
from .models import LANGUAGE, Account, KeyCopy, OutboxMessage, Reservation

UNCONFIRMED_LIFE = timedelta(hours=1)
# Longer, so that no id is let go of before the account that has it.
RESERVATION_LIFE = UNCONFIRMED_LIFE + timedelta(minutes=10)

# Sent inside the transaction that writes the account, with `account` and `head` (the sealed first head, 141 bytes):
# the vault listens, because accounts know no vault.
enrolled = Signal()


@dataclass(frozen=True)
class Enrollment:
    """What a browser posts at sign-up, read and measured. `credential` is the stored form of L (`credentials.py`)."""

    email: str
    credential: str
    account_id: uuid.UUID
    salt: bytes
    proof_key: bytes
    keyset: bytes
    carrier_record: bytes
    head: bytes
    copy_id: uuid.UUID
    share: bytes
    reset: bytes | None = None  # the token of a second link, with which the address begins anew


def has_account(email: str) -> bool:
    """Whether a confirmed account has this address. Never to be told to whoever asks."""
    return Account.objects.filter(email=email, confirmed_at__isnull=False).exists()


def reserve(email: str, account_id: uuid.UUID) -> bool:
    """Keep the account id for this address; False when another address has it.

    Every sign-up asks, and whether its address has an account makes no difference to the answer, now or later.
    """
    if Account.objects.filter(pk=account_id).exclude(email=email).exists():
        return False
    claim = keyed("tessera1/reservation", email)
    held, made = Reservation.objects.get_or_create(pk=account_id, defaults={"claim": claim})
    if made:
        return True
    if not hmac.compare_digest(bytes(held.claim), claim):
        return False
    Reservation.objects.filter(pk=account_id).update(made_at=timezone.now())
    return True


@transaction.atomic
def enroll(new: Enrollment) -> Account:
    """Write the account, its first head and its browser's own key copy, in place of an unconfirmed one of that address.

    With the token of a reset that is ready, in place of a confirmed one as well. Raises IntegrityError when another
    sign-up, a confirmation or a cancelled reset got in between.
    """
    # Locked and looked at again: the code of the former may be posted at this moment.
    former = Account.objects.select_for_update().filter(email=new.email).first()
    if former and former.confirmed_at is None:
        former.delete()
    elif former and new.reset and resets.lets_begin_anew(new.reset, new.email):
        _erase(former)
    account = Account(
        id=new.account_id,
        email=new.email,
        password=new.credential,
        salt=new.salt,
        proof_key=new.proof_key,
        keyset=new.keyset,
        carrier_record=atrest.encrypt(new.carrier_record),
        language=get_language() or LANGUAGE,
    )
    account.save(force_insert=True)
    account.key_copies.create(copy_id=new.copy_id, kind=KeyCopy.Kind.BROWSER, share=new.share)
    enrolled.send(sender=Account, account=account, head=new.head)
    return account


def _erase(former: Account) -> None:
    """The reset's last step: the account and everything of it, vault, key copies, browsers, recovery."""
    sessions.end_others(former, None, "deleted")
    notices.tell(former, Event.RESET_DONE)
    former.delete()


@transaction.atomic
def rehearse(new: Enrollment) -> None:
    """Write what `enroll` and allauth would write, and undo it: known and unknown addresses take the same time."""
    nobody = uuid.uuid4()
    account = enroll(replace(new, account_id=nobody, email=f"{nobody.hex}@example.invalid"))
    EmailAddress.objects.create(user=account, email=account.email, primary=True)
    transaction.set_rollback(True)


def void_stray_code(pending: dict[str, Any]) -> None:
    """A sign-up that is nobody's (known address, or replaced since) is confirmed by no code, not even a lucky one.

    `pending` is allauth's note in the session: it makes a code for known and unknown addresses alike.
    """
    whose = pending.get("user_id")
    if whose is None or not Account.objects.filter(pk=whose, confirmed_at__isnull=True).exists():
        pending["code"] = ""


@transaction.atomic
def pretend_to_mail(pending: dict[str, Any]) -> None:
    """Where allauth sent no new code, because the sign-up is nobody's: write and publish what a code would have."""
    whose = pending.get("user_id")
    if whose is None or not Account.objects.filter(pk=whose).exists():
        outbox.queue(OutboxMessage.Kind.NOTHING, pending["email"], {"code": pending["code"]})


def confirm(account: Account) -> bool:
    """The address is its owner's: from now on the account may be signed in to. False when it was replaced meanwhile."""
    account.confirmed_at = timezone.now()
    return bool(Account.objects.filter(pk=account.pk, confirmed_at=None).update(confirmed_at=account.confirmed_at))


def sweep_unconfirmed() -> int:
    """Delete sign-ups whose address was not confirmed within an hour. Returns how many rows went."""
    now = timezone.now()
    Reservation.objects.filter(made_at__lt=now - RESERVATION_LIFE).delete()
    return Account.objects.filter(confirmed_at__isnull=True, made_at__lt=now - UNCONFIRMED_LIFE).delete()[0]
