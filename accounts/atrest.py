"""Encryption of stored rows under the environment's keys (`TESSERA_OUTBOX_KEYS`, newest first, so they can be rotated).

It is what makes a stolen database by itself worthless: the carrier record would else be an oracle for the password
(docs/keys.md). The keys are never in the database.
"""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.OUTBOX_KEYS])


def encrypt(plain: bytes) -> bytes:
    return _box().encrypt(plain)


def decrypt(stored: bytes) -> bytes:
    """The plain bytes. Raises cryptography.fernet.InvalidToken when no key of the environment fits."""
    return _box().decrypt(bytes(stored))
