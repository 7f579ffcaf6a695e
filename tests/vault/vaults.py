"""Accounts with a vault, and sealed values of the right lengths. What is inside does not matter to the server."""

import os
import uuid

from accounts.models import Account
from vault import sync
from vault.sync import Sealed, SealedHead

HEAD = 141


def make_vault(email: str = "ada@example.org") -> Account:
    """An account with an empty vault at version 1."""
    account = Account.objects.create(
        id=uuid.uuid4(), email=email, salt=bytes(16), proof_key=bytes(32), keyset=bytes(97), carrier_record=b""
    )
    sync.enroll(account=account, head=head_of(1))
    return account


def head_of(version: int) -> bytes:
    """A head that a test can tell from others."""
    return version.to_bytes(HEAD, "big")


def served_head(version: int) -> SealedHead:
    """That head as a pull gives it."""
    return SealedHead(version, head_of(version), None)


def sealed(revision: int = 1, item_id: uuid.UUID | None = None, blocks: int = 2) -> Sealed:
    """An item of `blocks` × 256 bytes."""
    return Sealed(item_id or uuid.uuid4(), revision, os.urandom(sync.SEAL + blocks * sync.BLOCK))


def next_of(item: Sealed) -> Sealed:
    return sealed(item.revision + 1, item.id)
