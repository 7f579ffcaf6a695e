"""From a posted sign-up to an account with a confirmed address, or to nothing (PROTOCOL "Sign-up")."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from . import atrest
from .models import Account, KeyCopy

UNCONFIRMED_LIFE = timedelta(hours=1)

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


def has_account(email: str) -> bool:
    """Whether a confirmed account has this address. Never to be told to whoever asks."""
    return Account.objects.filter(email=email, confirmed_at__isnull=False).exists()


def ids_are_free(email: str, account_id: uuid.UUID, copy_id: uuid.UUID) -> bool:
    """Whether nobody has these ids, but for the unconfirmed sign-up of the same address, which would be replaced."""
    others = Account.objects.exclude(email=email, confirmed_at__isnull=True)
    return (
        not others.filter(pk=account_id).exists()
        and not KeyCopy.objects.filter(pk=copy_id, account__in=others).exists()
    )


@transaction.atomic
def enroll(new: Enrollment) -> Account:
    """Write the account, its first head and its browser's own key copy, in place of an unconfirmed one of that address.

    Raises IntegrityError when another sign-up got in between.
    """
    Account.objects.filter(email=new.email, confirmed_at__isnull=True).delete()
    account = Account(
        id=new.account_id,
        email=new.email,
        password=new.credential,
        salt=new.salt,
        proof_key=new.proof_key,
        keyset=new.keyset,
        carrier_record=atrest.encrypt(new.carrier_record),
    )
    account.save(force_insert=True)
    account.key_copies.create(id=new.copy_id, kind=KeyCopy.Kind.BROWSER, share=new.share)
    enrolled.send(sender=Account, account=account, head=new.head)
    return account


def void_stray_code(pending: dict[str, Any]) -> None:
    """A sign-up that is nobody's (known address, or replaced since) is confirmed by no code, not even a lucky one.

    `pending` is allauth's note in the session: it makes a code for known and unknown addresses alike.
    """
    whose = pending.get("user_id")
    if whose is None or not Account.objects.filter(pk=whose, confirmed_at__isnull=True).exists():
        pending["code"] = ""


def confirm(account: Account) -> None:
    """The address is its owner's: from now on the account may be signed in to."""
    account.confirmed_at = timezone.now()
    account.save(update_fields=["confirmed_at"])


def sweep_unconfirmed() -> int:
    """Delete sign-ups whose address was not confirmed within an hour. Returns how many rows went."""
    late = timezone.now() - UNCONFIRMED_LIFE
    return Account.objects.filter(confirmed_at__isnull=True, made_at__lt=late).delete()[0]
