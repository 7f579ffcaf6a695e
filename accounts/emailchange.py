"""A new e-mail address: asked for by a signed act, applied once the code that went there is typed, within 24 hours.

The password hash is salted with the address, so whatever hangs on the password is made anew with it, and waits in the
row. What the row does not tell anybody is whether the address has an account: that shows when the right code is typed,
to somebody who reads its mailbox.
"""

import hmac
from dataclasses import fields
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from . import changes, credentials, notices, outbox, sessions
from .errors import BadAddressError, BadRequestError, EmailTakenError, NotFoundError, WrongCodeError
from .events import Event
from .models import Account, Browser, EmailChange, OutboxMessage

LIFE = timedelta(hours=24)


@transaction.atomic
def ask(account: Account, browser: Browser, email: str, new: changes.Secrets) -> None:
    """Keep the change, in place of an earlier one, mail its code to the new address and tell the present one.

    The act's signature has been verified. Raises BadRequestError for the address that the account has, BadAddressError
    for one that no mail goes to, ProofRefusedError when another change was first.
    """
    if email == account.email:
        raise BadRequestError
    credentials.hold(account)
    EmailChange.objects.filter(account=account).delete()
    secrets = {field.name: getattr(new, field.name) for field in fields(new)}
    _mail(EmailChange(account=account, email=email, signed_by=account.proof_key, **secrets))
    notices.tell(account, Event.EMAIL_CHANGE_ASKED, browser=browser.name)


@transaction.atomic
def resend(account: Account) -> None:
    """Mail a new code; the one before is void. The 24 hours run on. Raises NotFoundError when nothing is pending."""
    change = _standing(account)
    if change is None:
        raise NotFoundError
    _mail(change)


def confirm(account: Account, browser: Browser, code: str) -> None:
    """The new address is the account's. Every session has ended, this one too: it is signed in to with the new address.

    Raises WrongCodeError, also when nothing is pending any more, and EmailTakenError.
    """
    try:
        _apply(account, browser, code)
    except IntegrityError:  # somebody signed up with this address at the same moment: now it can be seen
        _apply(account, browser, code)


def withdraw(account: Account) -> None:
    """The owner has thought better of it."""
    EmailChange.objects.filter(account=account).delete()


def pending(account: Account) -> str | None:
    """The address that waits for its code."""
    change = _standing(account)
    return change.email if change else None


def sweep() -> None:
    """Forget what was not confirmed in time."""
    EmailChange.objects.filter(made_at__lte=timezone.now() - LIFE).delete()


@transaction.atomic
def _apply(account: Account, browser: Browser, code: str) -> None:
    change = _standing(account)
    if change is None or not hmac.compare_digest(bytes(change.code_hash), _hash(account, code)):
        raise WrongCodeError
    _free(change.email)
    former = account.email
    new = changes.Secrets(**{field.name: getattr(change, field.name) for field in fields(changes.Secrets)})
    changes.install(account, new, email=change.email)
    EmailAddress.objects.filter(user=account).delete()
    EmailAddress.objects.create(user=account, email=change.email, verified=True, primary=True)
    sessions.end_others(account, None, "email")
    for address in (former, change.email):
        notices.tell(account, Event.EMAIL_CHANGED, browser=browser.name, email=address)


def _free(email: str) -> None:
    """A sign-up that has not been confirmed gives way, as it would to another sign-up. Raises EmailTakenError."""
    holder = Account.objects.select_for_update().filter(email=email).first()
    if holder and holder.confirmed_at:
        raise EmailTakenError
    if holder:
        holder.delete()


def _standing(account: Account) -> EmailChange | None:
    """The pending change, unless it is too old or was signed by a proof key that is no longer the account's."""
    young = EmailChange.objects.filter(account=account, made_at__gt=timezone.now() - LIFE)
    return young.filter(signed_by=account.proof_key).first()


def _mail(change: EmailChange) -> None:
    code = get_random_string(6, "0123456789")
    change.code_hash = _hash(change.account, code)
    change.save()
    try:
        payload = {"code": code, "purpose": "change"}
        outbox.queue(OutboxMessage.Kind.CODE, change.email, payload, account=change.account)
    except ValueError:
        raise BadAddressError from None


def _hash(account: Account, code: str) -> bytes:
    return credentials.keyed("tessera1/email-change", f"{account.pk}\0{code}")
