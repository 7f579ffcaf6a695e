"""The login secret L: how it is stored, how it is checked, and what is said about accounts that do not exist.

L is all that the server ever gets of a password (docs/formats.md §3). It is stored as Argon2id over
HMAC-SHA256(pepper, L): a stolen database without the environment's pepper gives nothing to guess against.
"""

import hashlib
import hmac
import uuid
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.http import HttpRequest

from config.api import read_b64

from .addresses import canonical
from .errors import ProofRefusedError
from .models import SUITE, Account

LENGTH = 43  # characters of base64url: 32 bytes


def is_login_secret(text: object) -> bool:
    """Whether this is an L by its form."""
    if not isinstance(text, str) or len(text) != LENGTH:
        return False
    try:
        return len(read_b64(text)) == 32
    except ValueError:
        return False


def keyed(purpose: str, text: str) -> bytes:
    """32 bytes that nobody without the pepper can link to the text."""
    return hmac.digest(settings.PEPPER.encode(), f"{purpose}\0{text}".encode(), hashlib.sha256)


class PepperedArgon2Hasher(Argon2PasswordHasher):
    """Argon2id over the peppered L. OWASP's costs will do: each guess costs suite 1's larger Argon2id already."""

    algorithm = "peppered_argon2"
    time_cost = 2
    memory_cost = 19456  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return str(super().encode(self._pepper(password), salt))

    def verify(self, password: str, encoded: str) -> bool:
        return bool(super().verify(self._pepper(password), encoded))

    @staticmethod
    def _pepper(login_secret: str) -> str:
        return keyed("tessera1/pepper", login_secret).hex()


@cache
def _nobody() -> str:
    """A hash that no L fits, checked in place of the hash of an account that is not there."""
    return make_password(uuid.uuid4().hex)


class LoginSecretBackend(BaseBackend):
    """Signs in by address and L. Unknown, unconfirmed, suspended and wrong get the same answer after the same work."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **credentials: Any
    ) -> Account | None:
        if not is_login_secret(password):
            return None
        account = _find(email)
        fits = check_password(password, account.password if account else _nobody())
        return account if fits and account and may_sign_in(account) else None

    def get_user(self, user_id: uuid.UUID | str) -> Account | None:
        account = Account.objects.filter(pk=user_id).first()
        return account if account and may_sign_in(account) else None

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:
        """Staff may use the admin; what the admin lets anybody do is decided there, model by model."""
        return bool(isinstance(user_obj, Account) and user_obj.is_active and user_obj.is_staff)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, app_label)


def may_sign_in(account: Account) -> bool:
    return account.is_active and account.confirmed_at is not None


def _find(email: str) -> Account | None:
    try:
        return Account.objects.filter(email=canonical(email)).first()
    except ValueError:
        return None


def hold(account: Account) -> None:
    """Lock the account's row within the caller's transaction, after a proof that was verified before it.

    Raises ProofRefusedError when the account's secrets are others by now. A lock that foreign keys pass.
    """
    same = {"pk": account.pk, "proof_key": account.proof_key, "generation": account.generation}
    if Account.objects.select_for_update(no_key=True).filter(**same).first() is None:
        raise ProofRefusedError


def false_salt(email: str) -> bytes:
    """16 bytes for an address without an account: the same at every asking, and not to be told from a real salt."""
    return keyed("tessera1/false-salt", email)[:16]


def salt_for(email: str) -> tuple[int, bytes]:
    """Suite and salt to derive L with. Unknown and unconfirmed addresses get their false salt."""
    made_up = false_salt(email)
    account = Account.objects.filter(email=email, confirmed_at__isnull=False).only("suite", "salt").first()
    return (account.suite, bytes(account.salt)) if account else (SUITE, made_up)
