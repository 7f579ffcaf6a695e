"""A new account password, and an account's end. What hangs on the secrets is swapped in one transaction, or not at all.

PROTOCOL: "Change of password or e-mail address". The Account Key and the vault key stay, and with them every browser,
key copy and backup; docs/keys.md says whom a change shuts out and whom it does not.
"""

import uuid
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from . import atrest, copies, notices, resets, sessions
from .credentials import is_login_secret
from .errors import BadRequestError, BrowserRevokedError, ProofRefusedError
from .events import Event
from .models import Account, Browser, EmailChange


@dataclass(frozen=True)
class Secrets:
    """What hangs on password and address, in its stored form: L hashed, the carrier record encrypted."""

    credential: str
    salt: bytes
    proof_key: bytes
    keyset: bytes
    carrier_record: bytes


@dataclass(frozen=True)
class Renewal:
    """The same as a browser posts it, for a new password or a new address. `login` is the new L."""

    login: str
    salt: bytes
    proof_key: bytes
    keyset: bytes
    carrier_record: bytes

    def signed(self, *beside: bytes) -> bytes:
        """The body of the signed act (docs/formats.md §4)."""
        parts = self.salt, self.login.encode(), self.proof_key, self.keyset, self.carrier_record
        return b"".join([*parts, *beside])

    def store(self) -> Secrets:
        """To be called outside any transaction: it hashes. Raises BadRequestError for what is no L."""
        if not is_login_secret(self.login):
            raise BadRequestError
        rest = {name: value for name, value in asdict(self).items() if name not in {"login", "carrier_record"}}
        return Secrets(make_password(self.login), carrier_record=atrest.encrypt(self.carrier_record), **rest)


@transaction.atomic
def change_password(
    request: HttpRequest, account: Account, browser: Browser, new: Secrets, cancelled: list[uuid.UUID]
) -> None:
    """The new password is the account's, the named key copies are cancelled, and every other session has ended.

    The act's signature has been verified. Raises ProofRefusedError when another change got in between, NotFoundError
    and CopyIsBrowserError for a copy that cannot be cancelled; then nothing has changed.
    """
    install(account, new)
    for copy_id in cancelled:
        copies.cancel(account, copy_id)
    sessions.end_others(account, request.session.session_key, "password")
    _keep_session(request, account, browser)
    notices.tell(account, Event.PASSWORD_CHANGED, browser=browser.name)


@transaction.atomic
def delete(account: Account, browser: Browser) -> None:
    """The account and everything of it is gone, but for the notice; every session is told so. The act was verified."""
    notices.tell(account, Event.DELETED, browser=browser.name)
    sessions.end_others(account, None, "deleted")
    account.delete()


def install(account: Account, new: Secrets, **beside: Any) -> None:
    """Swap the secrets within the caller's transaction, if they are still those that `account` was read with.

    A pending address and a reset that has begun are void: whoever changes secrets has both of them at hand. `beside`
    are other fields of the account. Raises ProofRefusedError when another change was first.
    """
    values = {**asdict(new), **beside}
    values["password"] = values.pop("credential")
    same = Account.objects.filter(pk=account.pk, proof_key=account.proof_key, generation=account.generation)
    if not same.update(**values):
        raise ProofRefusedError
    for name, value in values.items():
        setattr(account, name, value)
    EmailChange.objects.filter(account=account).delete()
    resets.void(account)


def _keep_session(request: HttpRequest, account: Account, browser: Browser) -> None:
    """This session goes on, under a new id. Raises BrowserRevokedError when its browser was revoked meanwhile."""
    key = sessions.renew(request, account, "password")
    if not Browser.objects.filter(pk=browser.pk).update(session_key=key):
        raise BrowserRevokedError
