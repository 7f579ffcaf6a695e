"""Recovery that keeps the data, for those who set it up beforehand (PROTOCOL "Recovery that keeps the data").

The recovery key is made, split and joined in browsers. The server keeps the vault key sealed under it, which it cannot
open, and the public half of what its use is proved with; so it can neither start a recovery nor forge one. docs/keys.md
says what having a recovery key weakens.
"""

import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import atrest, challenges, credentials, notices, outbox, replacement, resets, sessions
from .errors import BadRequestError, NotFoundError, ResetRefusedError
from .events import Event
from .models import Account, EmailChange, KeyCopy, Recovery, Reset


@dataclass(frozen=True)
class NewSecrets:
    """What a browser makes of a new password and a new Account Key. `copy_id` and `share` are of its own key copy."""

    login: str
    salt: bytes
    proof_key: bytes
    keyset: bytes
    carrier_record: bytes
    copy_id: uuid.UUID
    share: bytes

    @property
    def signed(self) -> bytes:
        """The body of the act `recover` (docs/formats.md §4)."""
        sealed = self.proof_key + self.keyset + self.carrier_record
        return self.salt + self.login.encode() + sealed + self.copy_id.bytes + self.share


@transaction.atomic
def set_up(account: Account, browser: str, *, record: bytes, proof_key: bytes) -> None:
    """Keep what a recovery key opens, in place of that of an earlier one. The act has been verified.

    Raises ProofRefusedError when the secrets were changed meanwhile: what was sealed may open nothing any more.
    """
    credentials.hold(account)
    kept = {"record": record, "proof_key": proof_key, "made_at": timezone.now(), "used_at": None}
    Recovery.objects.update_or_create(account=account, defaults=kept)
    notices.tell(account, Event.RECOVERY_SET, browser=browser)


@transaction.atomic
def remove(account: Account, browser: str) -> None:
    """The recovery key opens nothing any more, and a reset that waits for it ends. Raises NotFoundError without one."""
    if not Recovery.objects.filter(account=account).delete()[0]:
        raise NotFoundError
    Reset.objects.filter(account=account, kind=Reset.Kind.RECOVER).delete()
    notices.tell(account, Event.RECOVERY_REMOVED, browser=browser)


def of(reset: Reset) -> Recovery | None:
    """What the second link's page opens with the recovery key; nobody gets it before.

    Also where the reset was begun to erase: whoever finds the recovery key meanwhile should keep the data.
    """
    return getattr(reset.account, "recovery", None) if resets.stage(reset) == "ready" else None


def use(token: bytes, new: NewSecrets, signature: bytes, origin: str) -> None:
    """Give the account a new password and Account Key, proved with the recovery key; whatever opened it before is void.

    The generation stays, because the vault key does: replacement follows. Raises ResetRefusedError for a link that is
    not good for this, ProofRefusedError, BadRequestError.
    """
    if not credentials.is_login_secret(new.login):
        raise BadRequestError
    _verify(resets.find(token), token, new, signature, origin)
    credential = make_password(new.login)
    with transaction.atomic():
        reset = resets.find(token, lock=True)
        _verify(reset, token, new, signature, origin)
        account = reset.account
        _cut_off(account)
        _put(account, new, credential)
        Recovery.objects.filter(account=account).update(used_at=timezone.now())
        notices.tell(account, Event.RECOVERY_USED)


def _verify(reset: Reset, token: bytes, new: NewSecrets, signature: bytes, origin: str) -> None:
    """The token is one that this server made and takes once, so its digest serves as the nonce."""
    recovery = of(reset)
    if recovery is None:
        raise ResetRefusedError
    signed = challenges.message("recover", reset.account, resets.digest(token), origin, new.signed)
    challenges.check(bytes(recovery.proof_key), signature, signed)


def _cut_off(account: Account) -> None:
    """End every session, browser and key copy of before, and whatever was pending under the secrets of before.

    The second factor goes too: whoever lost it is as locked out as others, and the 72 hours are in its place.
    """
    sessions.end_others(account, None, "recovered")
    account.browsers.all().delete()
    replacement.discard(account)
    outbox.withdraw_all(account.key_copies.all())
    # Of an Account Key before this one: they do not count as taken copies.
    account.key_copies.update(
        share=None, cancelled_at=Coalesce("cancelled_at", timezone.now()), generation=account.generation - 1
    )
    EmailChange.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()
    resets.void(account)


def _put(account: Account, new: NewSecrets, credential: str) -> None:
    if account.key_copies.filter(copy_id=new.copy_id).exists():
        raise BadRequestError
    account.password = credential
    account.salt = new.salt
    account.proof_key = new.proof_key
    account.keyset = new.keyset
    account.carrier_record = atrest.encrypt(new.carrier_record)
    account.proved_at = None  # that was another key
    account.save(update_fields=["password", "salt", "proof_key", "keyset", "carrier_record", "proved_at"])
    # As sign-up leaves it: the browser that recovers becomes an authorized one by the same proof as any other.
    kind = KeyCopy.Kind.BROWSER
    account.key_copies.create(copy_id=new.copy_id, kind=kind, share=new.share, generation=account.generation)
