"""The second factor: whether one stands, whether a session has shown it, the list of them, and switching one off.

allauth keeps the authenticators and checks what is shown; its routes are in `factorentry`. Switching a factor off is a
signed act of Tessera's (docs/formats.md §4), so allauth's own way of doing it does not exist.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, TypedDict

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from . import notices
from .errors import FactorRefusedError, NotFoundError
from .events import Event
from .models import Account

Kind = Authenticator.Type
FACTORS = (Kind.TOTP, Kind.WEBAUTHN)  # recovery codes stand in for one of these; they are none by themselves
SHOWN = "shown"  # in a session, until it is signed in: which password was right, as Django notes it afterwards
SIGNED_AS = {Kind.TOTP: 1, Kind.WEBAUTHN: 2}
# A code of an app is good in its own half minute, the one before and the one after (MFA_TOTP_TOLERANCE).
CODE_LIFE = 120  # seconds


class Codes(TypedDict):
    """How many recovery codes were made, and how many of them have not been used."""

    left: int
    total: int


def exists(account: Account) -> bool:
    """Whether signing in asks for a second factor."""
    return bool(Authenticator.objects.filter(user=account, type__in=FACTORS).exists())


def count(account: Account, kind: str) -> int:
    return int(Authenticator.objects.filter(user=account, type=kind).count())


def shown(request: HttpRequest, account: Account) -> bool:
    """Whether this session has shown a second factor, or the account has none.

    Asked at every request of a session that is no authorized browser's: it may be older than the factor.
    """
    records = get_authentication_records(request, account)
    return any(record.get("method") == "mfa" for record in records) or not exists(account)


def note_password(request: HttpRequest, account: Account) -> None:
    """The password was right. A factor may be asked for next, and until it is shown another password may be set."""
    request.session[SHOWN] = account.get_session_auth_hash()


def awaited_of(request: HttpRequest) -> Account | None:
    """Whose second factor this session has yet to show; its password was right, and is the account's still.

    A sign-in that began with a password of before, or to an account that is gone or suspended, is forgotten.
    """
    stage = get_pending_stage(request)
    if stage is None or stage.key != LoginStageKey.MFA_AUTHENTICATE:
        return None
    account = stage.login.user
    shown = request.session.get(SHOWN, "")
    open_to = account if isinstance(account, Account) and account.is_active else None
    if open_to and constant_time_compare(shown, open_to.get_session_auth_hash()):
        return open_to
    clear_login(request)
    return None


@dataclass(frozen=True)
class Claim:
    """A code that is being shown: nobody else may show it, not even at the same moment."""

    key: str

    def settle(self, *, good: bool) -> None:
        """A code that was none has not been used: it may become one."""
        if not good:
            cache.delete(self.key)


def claim(account: Account, code: str) -> Claim:
    """Claim a code. Raises FactorRefusedError for one that was shown already.

    allauth's own guard forgets a code after one half minute, and an app's code is good for three of them.
    """
    who = hashlib.sha256(f"{account.pk}\0{normalize_user_code(code)}".encode()).hexdigest()[:32]
    if not cache.add(f"code:{who}", 1, CODE_LIFE):
        raise FactorRefusedError
    return Claim(f"code:{who}")


def listing(account: Account) -> list[dict[str, Any]]:
    """Every factor, oldest first."""
    rows = Authenticator.objects.filter(user=account, type__in=FACTORS).order_by("created_at", "pk")
    return [
        {
            "id": row.pk,
            "kind": row.type,
            "name": row.wrap().name if row.type == Kind.WEBAUTHN else None,
            "made_at": row.created_at,
            "last_used_at": row.last_used_at,
        }
        for row in rows
    ]


def codes(account: Account) -> Codes | None:
    """The recovery codes, counted; None without any."""
    row = Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).first()
    if row is None:
        return None
    made = row.wrap()
    return {"left": len(made.get_unused_codes()), "total": len(made.generate_codes())}


def find(account: Account, factor_id: int) -> Authenticator:
    """Raises NotFoundError; also for recovery codes, which go with the last factor."""
    row: Authenticator | None = Authenticator.objects.filter(user=account, type__in=FACTORS, pk=factor_id).first()
    if row is None:
        raise NotFoundError
    return row


def signed_body(factor: Authenticator) -> bytes:
    """What is signed to switch it off (docs/formats.md §4)."""
    return bytes([SIGNED_AS[factor.type]]) + int(factor.pk).to_bytes(8, "big")


@transaction.atomic
def remove(account: Account, factor: Authenticator, browser: str) -> None:
    """Switch the factor off; the signature has been verified. With the last factor the recovery codes go too."""
    Account.objects.select_for_update().get(pk=account.pk)  # two at once would each see the other's factor stand
    factor.delete()
    if not exists(account):
        Authenticator.objects.filter(user=account).delete()
    notices.tell(account, Event.FACTOR_REMOVED, browser=browser)
